import type { Issue } from '../../model/issue.ts';

/** What a DJI subtitle says, as text; empty where it does not. */
export interface Subtitle {
  readonly lat: string;
  readonly lng: string;
  readonly relativeAltitude: string;
  readonly absoluteAltitude: string;
  /** The camera's clock, without a zone. */
  readonly time: string;
}

const LAT = /\[ ?latitude ?: ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?\]/;
/** Some firmware writes "longtitude". */
const LNG = /\[ ?longt?itude ?: ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?\]/;
const RELATIVE = /\brel_alt ?: ?([+-]?\d{1,5}(?:\.\d{1,6})?)/;
const ABSOLUTE = /\babs_alt ?: ?([+-]?\d{1,5}(?:\.\d{1,6})?)/;
const GPS = /\bGPS ?\( ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?, ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?[,)]/;
const HOME = /\bHOME ?\( ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?, ?([+-]?\d{1,3}(?:\.\d{1,15})?) ?[,)]/;
const TIME = /\b(\d{4}[-.]\d{2}[-.]\d{2}[ T]\d{2}:\d{2}:\d{2})(?:[.,](\d{1,3}))?/;

const first = (pattern: RegExp, text: string): string => pattern.exec(text)?.[1] ?? '';

export function readSubtitle(text: string): Subtitle | Issue {
  const [, date = '', fraction] = TIME.exec(text) ?? [];
  const rest = {
    relativeAltitude: first(RELATIVE, text),
    absoluteAltitude: first(ABSOLUTE, text),
    time: fraction === undefined ? date : `${date}.${fraction.padEnd(3, '0')}`,
  };
  const gps = GPS.exec(text);
  if (gps === null) return { lat: first(LAT, text), lng: first(LNG, text), ...rest };
  const order = orderOf(gps, HOME.exec(text));
  if (typeof order === 'object') return order;
  return order === 'lat-first' ? { lat: gps[1]!, lng: gps[2]!, ...rest } : { lat: gps[2]!, lng: gps[1]!, ...rest };
}

type Order = 'lat-first' | 'lng-first';

/**
 * Whether `GPS()` names the latitude first, which differs by model: a number beyond 90 can only be a longitude. Where GPS does
 * not show it, HOME does, if it stands close by in the same order.
 */
function orderOf(gps: RegExpExecArray, home: RegExpExecArray | null): Order | Issue {
  const found = gps[0].slice(0, 60);
  if (Number(gps[1]) === 0 && Number(gps[2]) === 0) return 'lat-first';
  const own = orderByRange(gps);
  const other = home === null ? null : orderByRange(home);
  if (own !== null && other !== null && own !== other) return { code: 'frame-contradiction', field: 'GPS', found };
  const order = own ?? (home !== null && isClose(gps, home) ? other : null);
  return order ?? { code: 'unknown-frame', field: 'GPS', found };
}

function orderByRange([, a, b]: RegExpExecArray): Order | null {
  const [one, two] = [Math.abs(Number(a)), Math.abs(Number(b))];
  if (one > 90 && two <= 90) return 'lng-first';
  return two > 90 && one <= 90 ? 'lat-first' : null;
}

/** Within a degree or so, as far as any camera drone flies. */
const isClose = ([, a, b]: RegExpExecArray, [, c, d]: RegExpExecArray): boolean =>
  Math.abs(Number(a) - Number(c)) < 1 && Math.abs(Number(b) - Number(d)) < 1;
