import type { DetectionFields } from '../../model/detection.ts';
import { ownElement } from '../own-element.ts';
import { isXmlText, xmlText } from '../xml/write-text.ts';
import { nameOf } from './name-of.ts';

/**
 * Detections as GPX 1.1: a track for each stretch of detections of one object by one sensor, in the order given. `ele` is the
 * altitude above sea level where that is known. All other fields stand in an element of our own in each point's extensions
 * (`own-element.ts`). A detection without a position or an instant cannot stand in GPX and is left out.
 */
export function* writeGpx(detections: Iterable<DetectionFields>): Iterable<string> {
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield '<gpx version="1.1" creator="Fenceline" xmlns="http://www.topografix.com/GPX/1/1">\n';
  let open: string | null = null;
  for (const fields of detections) {
    if (fields.lat === undefined || fields.lng === undefined || fields.observedAtMs === undefined) continue;
    const name = nameOf(fields);
    const track = `${fields.sensorId ?? ''}\0${name}`;
    if (track !== open) {
      if (open !== null) yield '</trkseg></trk>\n';
      const title = name !== '' && isXmlText(name) ? `<name>${xmlText(name)}</name>` : '';
      yield `<trk>${title}<trkseg>\n`;
      open = track;
    }
    const ele = fields.altMslM === undefined ? '' : `<ele>${fields.altMslM}</ele>`;
    const time = `<time>${new Date(fields.observedAtMs).toISOString()}</time>`;
    const extensions = `<extensions>${ownElement(fields)}</extensions>`;
    yield `<trkpt lat="${fields.lat}" lon="${fields.lng}">${ele}${time}${extensions}</trkpt>\n`;
  }
  if (open !== null) yield '</trkseg></trk>\n';
  yield '</gpx>\n';
}
