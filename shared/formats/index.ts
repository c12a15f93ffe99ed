import { aeroscopeCsv } from './aeroscope-csv.ts';
import { aeroscopeNdjson } from './aeroscope-ndjson.ts';
import { aircraftJson } from './aircraft-json.ts';
import { airdataCsv } from './airdata-csv.ts';
import { antsdrText } from './antsdr-text.ts';
import { cotXml } from './cot-xml.ts';
import { djiSrt } from './dji-srt.ts';
import { dragonsyncCsv } from './dragonsync-csv.ts';
import { dragonsyncJson } from './dragonsync-json.ts';
import { droneidJson } from './droneid-json.ts';
import { dronescoutJson } from './dronescout-json.ts';
import { fr24Json } from './fr24-json.ts';
import { fr24Playback } from './fr24-playback.ts';
import { genericCsv } from './generic-csv.ts';
import { geojson } from './geojson.ts';
import { gpx } from './gpx.ts';
import { kml } from './kml.ts';
import { meshMapperCsv } from './mesh-mapper-csv.ts';
import { ndjson } from './ndjson.ts';
import { opendroneidAndroidCsv } from './opendroneid-android-csv.ts';
import { openskyCsv } from './opensky-csv.ts';
import { openskyJson } from './opensky-json.ts';
import type { FileHead, FormatReader } from './reader.ts';
import { readsbTrace } from './readsb-trace.ts';
import { alsoUtf16 } from './utf16.ts';

/** Every reader, the most specific first: of two that recognise a file equally well, the earlier is taken. */
export const readers: readonly FormatReader[] = [
  aeroscopeCsv,
  dronescoutJson,
  dragonsyncJson,
  aeroscopeNdjson,
  droneidJson,
  antsdrText,
  geojson,
  ndjson,
  kml,
  gpx,
  cotXml,
  dragonsyncCsv,
  meshMapperCsv,
  opendroneidAndroidCsv,
  airdataCsv,
  djiSrt,
  readsbTrace,
  aircraftJson,
  openskyJson,
  openskyCsv,
  fr24Json,
  fr24Playback,
  genericCsv,
].map(alsoUtf16);

export const readerById = (id: string): FormatReader | null => readers.find((reader) => reader.id === id) ?? null;

export interface Candidate {
  readonly reader: FormatReader;
  readonly score: number;
  readonly reason: string;
}

/** What each reader thinks of a file, the best first; only those that could read it have a score above 0. */
export function sniffAll(head: FileHead): Candidate[] {
  return readers.map((reader) => ({ reader, ...reader.sniff(head) })).sort((a, b) => b.score - a.score);
}
