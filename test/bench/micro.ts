import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

import { type ReferenceFiles, readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { BatchBuilder } from '../../electron/import/batch.ts';
import { decodeText } from '../../electron/import/decode.ts';
import { concludeGroup } from '../../shared/conclude.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../shared/eligibility/designations.ts';
import { genericCsv } from '../../shared/formats/generic-csv.ts';
import { altitudeDatums } from '../../shared/model/conclusion.ts';
import type { DetectionFields } from '../../shared/model/detection.ts';
import { positionOrigins } from '../../shared/model/detection.ts';
import { objectKey } from '../../shared/model/identity.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { RecordRef } from '../../shared/model/source.ts';
import { exampleAreas } from '../../shared/simulate/example-areas.ts';
import type { DetectionGroup } from '../../shared/tracks/detections.ts';
import type { CsvFile } from './csv-file.ts';

/** One part by itself, in this process, on one thread. */
export interface Micro {
  readonly name: string;
  /** Median seconds of a run. */
  readonly seconds: number;
  readonly rate: string;
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/** Median time of `work` after one run to warm up. */
function timed(rounds: number, work: () => void): number {
  work();
  return median(
    Array.from({ length: rounds }, () => {
      const started = performance.now();
      work();
      return (performance.now() - started) / 1000;
    }),
  );
}

export function runMicro(file: CsvFile, resources: string, rounds: number): Micro[] {
  const reference = readReferenceFiles(resources);
  const bytes = readFileSync(file.path);
  const megabytes = bytes.length / 1e6;
  const perSecond = (seconds: number) => `${(megabytes / seconds).toFixed(0)} MB/s`;
  const perPoint = (seconds: number, points: number) =>
    `${((seconds / points) * 1e6).toFixed(2)} µs a point, ${(points / seconds / 1e6).toFixed(2)} M points/s`;

  const hashS = timed(rounds, () => void createHash('sha256').update(bytes).digest());
  const readS = timed(rounds, () => readAll(bytes, () => undefined));
  const batchS = timed(rounds, () => {
    const builder = new BatchBuilder(() => undefined);
    readAll(bytes, (ref, fields) => builder.add(ref, fields));
    builder.flush();
  });

  const groups = groupsOf(bytes);
  const points = groups.reduce((sum, { columns }) => sum + columns.count, 0);
  const fixes = groups.map(({ columns }) => ({
    distanceM: new Float64Array(columns.count),
    km: new Float64Array(columns.count),
    errorBoundM: new Float64Array(columns.count),
  }));
  const fixS = timed(rounds, () =>
    groups.forEach(({ columns }, i) => void reference.geo.border.fixAll(columns.lng, columns.lat, fixes[i]!)),
  );
  const context = contextOf(reference);
  const concludeS = timed(rounds, () => groups.forEach((group) => void concludeGroup(group, context)));

  return [
    { name: 'SHA-256 of the file (a limit)', seconds: hashS, rate: perSecond(hashS) },
    { name: 'CSV to detections', seconds: readS, rate: perSecond(readS) },
    { name: 'CSV to batches with content ids', seconds: batchS, rate: perSecond(batchS) },
    { name: 'distance to the line', seconds: fixS, rate: perPoint(fixS, points) },
    { name: 'tracks, flights, classes, eligibility', seconds: concludeS, rate: perPoint(concludeS, points) },
  ];
}

function readAll(bytes: Uint8Array, take: (ref: RecordRef, fields: DetectionFields) => void): void {
  const feed = genericCsv.open(
    { decode: decodeText, sensorZone: null, mapping: null, nowMs: Date.UTC(2026, 10, 22), fileName: 'bench.csv' },
    {
      detection: take,
      quarantine(ref, issue) {
        throw new Error(`Record ${ref.record} of the bench's own file is not used: ${issue.code}`);
      },
      skip: () => undefined,
    },
  );
  for (let at = 0; at < bytes.length; at += 1 << 20)
    feed.push(bytes.subarray(at, Math.min(bytes.length, at + (1 << 20))));
  feed.end();
}

/** The file's detections by object, as the store would give them. */
function groupsOf(bytes: Uint8Array): DetectionGroup[] {
  const rows = new Map<string, DetectionFields[]>();
  readAll(bytes, (_, fields) => {
    const key = objectKey(fields, fields.sensorId ?? '') ?? '';
    const own = rows.get(key);
    if (own === undefined) rows.set(key, [{ ...fields }]);
    else own.push({ ...fields });
  });
  let no = 0;
  return [...rows].map(([key, own]) => {
    const sensors = [...new Set(own.map(({ sensorId }) => sensorId!))];
    const column = (of: (fields: DetectionFields) => number | undefined) =>
      Float64Array.from(own, (fields) => of(fields) ?? Number.NaN);
    return {
      key,
      synthetic: true,
      identities: [own[0]!],
      sensors: sensors.map((sensorId) => ({
        sensorId,
        kind: own.find((fields) => fields.sensorId === sensorId)!.sensorKind!,
        format: genericCsv.id,
      })),
      columns: {
        count: own.length,
        detectionNo: Float64Array.from(own, () => ++no),
        idHi: Float64Array.from(own, (_, i) => i),
        idLo: Float64Array.from(own, (_, i) => i),
        observedAtMs: column((fields) => fields.observedAtMs),
        lng: column((fields) => fields.lng),
        lat: column((fields) => fields.lat),
        sigmaM: column((fields) => fields.sigmaM),
        altitudeM: column((fields) => fields.altMslM),
        altitudeDatum: Uint8Array.from(own, ({ altMslM }) =>
          altitudeDatums.indexOf(altMslM === undefined ? 'none' : 'MSL'),
        ),
        positionOrigin: Uint8Array.from(own, (fields) => positionOrigins.indexOf(fields.positionOrigin ?? 'unknown')),
        homeLng: column((fields) => fields.homeLng),
        homeLat: column((fields) => fields.homeLat),
        operatorLng: column((fields) => fields.operatorLng),
        operatorLat: column((fields) => fields.operatorLat),
        identity: new Uint32Array(own.length),
        sensor: Uint32Array.from(own, ({ sensorId }) => sensors.indexOf(sensorId!)),
      },
    };
  });
}

/** Judged under the areas of the example. */
function contextOf({ geo, authority }: ReferenceFiles) {
  const example = exampleAreas(geo.border);
  const records = {
    areas: example.areas.map((area) => ({ ...area, version: 1 })),
    designations: example.designations,
    completeness: example.completeness.map((statement) => ({ ...statement, enteredAtMs: 0 })),
    synthetic: true,
  };
  return {
    reference: geo,
    authority,
    authorityVersion: { label: 'built in', digest: 'bench' },
    judge: buildCoverageJudge({ ...records, authority, digest: 'bench' }),
    designations: new DesignationIndex(records),
    settings: defaultSettings,
  };
}
