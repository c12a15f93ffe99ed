import type { DetectionFields } from '../../model/detection.ts';
import { ownElement } from '../own-element.ts';
import { isXmlText, xmlText } from '../xml/write-text.ts';
import { nameOf } from './name-of.ts';

/** What Cursor on Target writes for a number that is not known. */
const UNKNOWN = '9999999.0';
/** How long a display may keep showing an event that is not followed by another. */
const STALE_MS = 60_000;

/**
 * Detections as Cursor on Target events (MITRE base schema 2.0), one under the other in an `events` element. `hae` is the height
 * above the ellipsoid, `ce` our σ, both unknown where the record does not say. All other fields stand in an element of our own in
 * `detail` (`own-element.ts`). A detection without a position or an instant is left out: an event must have a point.
 */
export function* writeCotXml(detections: Iterable<DetectionFields>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n<events>\n';
  for (const fields of detections) {
    if (fields.lat === undefined || fields.lng === undefined || fields.observedAtMs === undefined) continue;
    yield event(fields, fields.observedAtMs);
  }
  yield '</events>\n';
}

function event(fields: DetectionFields, observedAtMs: number): string {
  const start = new Date(observedAtMs).toISOString();
  const stale = new Date(observedAtMs + STALE_MS).toISOString();
  const name = nameOf(fields);
  const uid = `fenceline.${attribute(fields.sensorId ?? '')}.${attribute(name)}`;
  const { lat, lng, altHaeM, sigmaM, vertAccuracyM, courseDeg, speedMps } = fields;
  const point = `<point lat="${lat}" lon="${lng}" hae="${altHaeM ?? UNKNOWN}" ce="${sigmaM ?? UNKNOWN}" le="${vertAccuracyM ?? UNKNOWN}"/>`;
  const contact = name === '' ? '' : `<contact callsign="${attribute(name)}"/>`;
  const track =
    courseDeg === undefined || speedMps === undefined ? '' : `<track course="${courseDeg}" speed="${speedMps}"/>`;
  return (
    `<event version="2.0" uid="${uid}" type="${typeOf(fields)}" how="${howOf(fields)}" ` +
    `time="${start}" start="${start}" stale="${stale}">${point}<detail>${contact}${track}${ownElement(fields)}</detail></event>\n`
  );
}

/** A code of the list only where the record says what it is; any other thing in the air is just that. */
function typeOf({ affiliation, objectClass }: DetectionFields): string {
  const claim = affiliation !== undefined && /^[fhunpsjkao]$/.test(affiliation) ? affiliation : 'u';
  if (objectClass === 'uas') return `a-${claim}-A-M-H-Q`;
  return objectClass === 'other' || objectClass === 'gcs' ? `a-${claim}-G` : `a-${claim}-A`;
}

function howOf({ sensorKind, positionOrigin }: DetectionFields): string {
  if (sensorKind === 'human') return 'h-e';
  return positionOrigin === 'self-reported' ? 'm-g' : 'm';
}

/** Text that XML cannot hold still stands whole in our own element. */
const attribute = (text: string): string => (isXmlText(text) ? xmlText(text) : '');
