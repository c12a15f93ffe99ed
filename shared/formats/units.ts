/** What kind of quantity a field holds; a unit belongs to exactly one. */
export type Dimension = 'length' | 'speed' | 'angle' | 'duration' | 'frequency' | 'power' | 'share' | 'none';

/** From a unit to the field's own: × `times` ÷ `over`. Two whole numbers, so that 210 ft is 64.008 m and not a hair more. */
export interface Scale {
  readonly times: number;
  readonly over: number;
}

interface Unit extends Scale {
  readonly dimension: Dimension;
}

const unit = (dimension: Dimension, times: number, over = 1): Unit => ({ dimension, times, over });

const METRE = unit('length', 1);
const FOOT = unit('length', 3048, 10_000);
const MPS = unit('speed', 1);
const KMH = unit('speed', 10, 36);
const MPH = unit('speed', 44_704, 100_000);
const KNOT = unit('speed', 1852, 3600);
const DEGREE = unit('angle', 1);
const SECOND = unit('duration', 1);

/** Units by the words and signs that name them in headers and values. */
const units: ReadonlyMap<string, Unit> = new Map([
  ['m', METRE],
  ['meter', METRE],
  ['meters', METRE],
  ['metre', METRE],
  ['metres', METRE],
  ['ft', FOOT],
  ['foot', FOOT],
  ['feet', FOOT],
  ['km', unit('length', 1000)],
  ['cm', unit('length', 1, 100)],
  ['mm', unit('length', 1, 1000)],
  ['mi', unit('length', 1_609_344, 1000)],
  ['miles', unit('length', 1_609_344, 1000)],
  ['nm', unit('length', 1852)],
  ['nmi', unit('length', 1852)],
  ['yd', unit('length', 9144, 10_000)],
  ['m/s', MPS],
  ['mps', MPS],
  ['ms-1', MPS],
  ['km/h', KMH],
  ['kmh', KMH],
  ['kph', KMH],
  ['kmph', KMH],
  ['mph', MPH],
  ['mi/h', MPH],
  ['kt', KNOT],
  ['kts', KNOT],
  ['kn', KNOT],
  ['knot', KNOT],
  ['knots', KNOT],
  ['ft/s', unit('speed', 3048, 10_000)],
  ['fps', unit('speed', 3048, 10_000)],
  ['ft/min', unit('speed', 508, 100_000)],
  ['fpm', unit('speed', 508, 100_000)],
  ['cm/s', unit('speed', 1, 100)],
  ['deg', DEGREE],
  ['degree', DEGREE],
  ['degrees', DEGREE],
  ['°', DEGREE],
  ['rad', unit('angle', 180, Math.PI)],
  ['radians', unit('angle', 180, Math.PI)],
  ['s', SECOND],
  ['sec', SECOND],
  ['seconds', SECOND],
  ['ms', unit('duration', 1, 1000)],
  ['millisecond', unit('duration', 1, 1000)],
  ['milliseconds', unit('duration', 1, 1000)],
  ['us', unit('duration', 1, 1e6)],
  ['microseconds', unit('duration', 1, 1e6)],
  ['ns', unit('duration', 1, 1e9)],
  ['nanoseconds', unit('duration', 1, 1e9)],
  ['nanos', unit('duration', 1, 1e9)],
  ['hz', unit('frequency', 1)],
  ['khz', unit('frequency', 1e3)],
  ['mhz', unit('frequency', 1e6)],
  ['ghz', unit('frequency', 1e9)],
  ['dbm', unit('power', 1)],
  ['%', unit('share', 1, 100)],
  ['percent', unit('share', 1, 100)],
  ['pct', unit('share', 1, 100)],
]);

/** Scale from a named unit to the field's own; null when the unit is unknown or measures something else. */
export function unitScale(name: string, dimension: Dimension): Scale | null {
  const found = units.get(name.trim().toLowerCase());
  return found !== undefined && found.dimension === dimension ? found : null;
}

export const isUnit = (name: string): boolean => units.has(name.trim().toLowerCase());

const QUANTITY = /^([+-]?(?:\d{1,18}\.?\d{0,18}|\.\d{1,18})(?:[eE][+-]?\d{1,3})?) ?([A-Za-z°%/][A-Za-z0-9°%/-]{0,12})$/;

/** Splits "100.0 m" into its number and its unit; null when it is not a number with a unit behind it. */
export function readQuantity(text: string): { readonly value: number; readonly unit: string } | null {
  const match = QUANTITY.exec(text);
  return match === null ? null : { value: Number(match[1]), unit: match[2]! };
}
