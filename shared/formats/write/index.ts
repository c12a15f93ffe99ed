import type { DetectionFields } from '../../model/detection.ts';
import { writeAeroscopeCsv } from './aeroscope-csv.ts';
import { writeCotXml } from './cot-xml.ts';
import { writeCsv } from './csv.ts';
import { writeGeojson } from './geojson.ts';
import { writeGpx } from './gpx.ts';
import { writeKml } from './kml.ts';
import { writeNdjson } from './ndjson.ts';

/** Text of a file of detections, piece by piece. */
export type Writer = (detections: Iterable<DetectionFields>) => Iterable<string>;

/** Writers by the id of the reader that reads them back. */
export const writers: Readonly<Record<string, Writer>> = {
  'aeroscope-csv': writeAeroscopeCsv,
  'generic-csv': (detections) => writeCsv(detections),
  geojson: writeGeojson,
  ndjson: writeNdjson,
  kml: writeKml,
  gpx: writeGpx,
  'cot-xml': writeCotXml,
};
