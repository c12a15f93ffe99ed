import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { SaxesParser } from 'saxes';
import { decodeText } from '../../electron/import/decode.ts';
import { readerById } from '../../shared/formats/index.ts';
import { writers } from '../../shared/formats/write/index.ts';
import type { DetectionFields } from '../../shared/model/detection.ts';
import { randomNumbers } from '../hostile/case.ts';
import { median } from './micro.ts';
import { alignedTable } from './table.ts';

const CHUNK = 32_768;

/** What a format is beside: a parser that makes something of every value of the same bytes, and nothing else. */
const peers: Readonly<Record<string, readonly [name: string, parse: (bytes: Buffer) => void]>> = {
  'generic-csv': ['text split at line ends', (bytes) => void bytes.toString().split('\n')],
  geojson: ['JSON.parse', (bytes) => void JSON.parse(bytes.toString())],
  ndjson: [
    'JSON.parse, line by line',
    (bytes) => {
      for (const line of bytes.toString().split('\n')) if (line !== '') JSON.parse(line);
    },
  ],
  kml: ['saxes alone', saxes],
  gpx: ['saxes alone', saxes],
};

/** The streaming parser that we use, with handlers that do nothing. */
function saxes(bytes: Buffer): void {
  const parser = new SaxesParser({ xmlns: false, position: false });
  parser.on('opentag', () => undefined);
  parser.on('closetag', () => undefined);
  parser.on('text', () => undefined);
  const text = bytes.toString();
  for (let at = 0; at < text.length; at += CHUNK) parser.write(text.slice(at, at + CHUNK));
  parser.close();
}

/** `R = reader alone, P = its peer`: processor time of this process, so that other work does not count. */
export function benchReaders(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      records: { type: 'string', default: '60000' },
      rounds: { type: 'string', default: '5' },
      out: { type: 'string' },
    },
  });
  const detections = [...made(Number(values.records))];
  const results = Object.entries(peers).map(([format, [peer, parse]]) => {
    const bytes = Buffer.from([...writers[format]!(detections)].join(''));
    const ours: number[] = [];
    const theirs: number[] = [];
    for (let round = 0; round <= Number(values.rounds); round++) {
      const own = processorS(() => readAll(format, bytes, detections.length));
      const other = processorS(() => parse(bytes));
      if (round === 0) continue; // Warming up.
      ours.push(own);
      theirs.push(other);
    }
    const megabytes = bytes.length / 1e6;
    return { format, megabytes, peer, rate: megabytes / median(ours), peerRate: megabytes / median(theirs) };
  });
  console.log(
    alignedTable([
      ['reader alone, one thread, processor time', 'MB', 'MB/s', 'peer', 'peer MB/s', '× the peer'],
      ...results.map(({ format, megabytes, rate, peer, peerRate }) => [
        format,
        megabytes.toFixed(1),
        rate.toFixed(0),
        peer,
        peerRate.toFixed(0),
        (peerRate / rate).toFixed(2),
      ]),
    ]),
  );
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`);
}

function processorS(work: () => void): number {
  const before = process.cpuUsage();
  work();
  return process.cpuUsage(before).user / 1e6;
}

function readAll(format: string, bytes: Buffer, expected: number): void {
  let count = 0;
  const sink = { detection: () => void count++, quarantine: () => undefined, skip: () => undefined };
  const options = { decode: decodeText, sensorZone: null, mapping: null, nowMs: Date.UTC(2027, 0, 1), fileName: 'x' };
  const feed = readerById(format)!.open(options, sink);
  for (let at = 0; at < bytes.length; at += CHUNK) feed.push(bytes.subarray(at, at + CHUNK));
  feed.end();
  if (count !== expected) throw new Error(`${format}: ${count} of ${expected} records came back`);
}

function* made(count: number): Generator<DetectionFields> {
  const random = randomNumbers(5);
  for (let index = 0; index < count; index++) {
    yield {
      observedAtMs: Date.UTC(2026, 7, 1) + index * 250,
      timeBasis: 'measured',
      lat: 31.7 + random() / 10,
      lng: -106.5 + random() / 10,
      positionKind: 'point',
      positionOrigin: 'self-reported',
      altHaeM: 1200 + Math.round(random() * 800) / 10,
      speedMps: Math.round(random() * 180) / 10,
      courseDeg: Math.round(random() * 3599) / 10,
      uasSerial: `1581F45TB2100000${1000 + (index % 40)}`,
      evidence: 'uas-identified',
      sensorId: 'RID-1',
      sensorKind: 'remote-id',
    };
  }
}
