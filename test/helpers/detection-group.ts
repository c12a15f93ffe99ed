import { createHash } from 'node:crypto';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../shared/geo/ellipsoid.ts';
import { type IdentityFields, type PositionOrigin, positionOrigins } from '../../shared/model/detection.ts';
import type { Position } from '../../shared/model/position.ts';
import type { DetectionGroup, SensorRef } from '../../shared/tracks/detections.ts';

/** Where the plane of the tests touches the earth; the fake border runs through it, due east. */
export const originLng = -106;
export const originLat = 31.5;
const kx = metresPerDegreeLng(originLat);
const ky = metresPerDegreeLat(originLat);

/** Metres east and north of the origin → [lng, lat]. */
export const at = (eastM: number, northM: number): Position => [originLng + eastM / kx, originLat + northM / ky];

/** Some evening. */
export const startMs = Date.UTC(2025, 9, 14, 3, 0, 0);

/** One detection, with only the fields that matter to a case. */
export interface Row {
  /** Seconds after `startMs`. */
  readonly s: number;
  /** Metres east and north of the origin; left out: no position. */
  readonly east?: number;
  readonly north?: number;
  readonly sigmaM?: number;
  readonly sensor?: SensorRef;
  readonly identity?: IdentityFields;
  readonly origin?: PositionOrigin;
  readonly home?: Position;
  readonly operator?: Position;
  readonly altitudeM?: number;
  /** Tells apart detections that are otherwise alike. */
  readonly note?: string;
}

export const aSensor: SensorRef = { sensorId: 'RID-1', kind: 'remote-id' };
export const anIdentity: IdentityFields = { uasSerial: '1581F45TB21000000001', evidence: 'uas-identified' };

/** A content id made from the row's content, as the store does: the same row gives the same id in any order. */
function contentIdOf(row: Row): readonly [hi: number, lo: number] {
  const digest = createHash('sha256')
    .update(JSON.stringify(row, Object.keys(row).sort()))
    .digest();
  return [digest.readUIntBE(0, 6), digest.readUIntBE(6, 6)];
}

/** Ids by place, for long simulated flights where content ids would cost more than the flight. */
export const countedId = (_row: Row, place: number): readonly [hi: number, lo: number] => [place, place];

/** A group as the store hands it over: sorted by time, then content id. */
export function groupOf(
  rows: readonly Row[],
  key = 'serial:1581F45TB21000000001',
  idOf: (row: Row, place: number) => readonly [hi: number, lo: number] = contentIdOf,
): DetectionGroup {
  const identities: IdentityFields[] = [];
  const sensors: SensorRef[] = [];
  const place = <T>(list: T[], value: T): number => {
    const found = list.findIndex((other) => other === value || JSON.stringify(other) === JSON.stringify(value));
    return found >= 0 ? found : list.push(value) - 1;
  };
  const numbered = rows.map((row, no) => {
    const [hi, lo] = idOf(row, no);
    return {
      row,
      no,
      hi,
      lo,
      identity: place(identities, row.identity ?? anIdentity),
      sensor: place(sensors, row.sensor ?? aSensor),
    };
  });
  const sorted = numbered.sort((a, b) => a.row.s - b.row.s || a.hi - b.hi || a.lo - b.lo);
  const numbers = (value: (entry: (typeof sorted)[number]) => number | undefined): Float64Array =>
    Float64Array.from(sorted, (entry) => value(entry) ?? Number.NaN);
  const positions = sorted.map(({ row }) =>
    row.east === undefined || row.north === undefined ? undefined : at(row.east, row.north),
  );
  return {
    key,
    identities,
    sensors,
    synthetic: true,
    columns: {
      count: sorted.length,
      detectionNo: numbers(({ no }) => no),
      idHi: numbers(({ hi }) => hi),
      idLo: numbers(({ lo }) => lo),
      observedAtMs: numbers(({ row }) => startMs + Math.round(row.s * 1000)),
      lng: Float64Array.from(positions, (position) => position?.[0] ?? Number.NaN),
      lat: Float64Array.from(positions, (position) => position?.[1] ?? Number.NaN),
      sigmaM: numbers(({ row }) => row.sigmaM),
      altitudeM: numbers(({ row }) => row.altitudeM),
      altitudeDatum: new Uint8Array(sorted.length),
      positionOrigin: Uint8Array.from(sorted, ({ row }) => positionOrigins.indexOf(row.origin ?? 'self-reported')),
      homeLng: numbers(({ row }) => row.home?.[0]),
      homeLat: numbers(({ row }) => row.home?.[1]),
      operatorLng: numbers(({ row }) => row.operator?.[0]),
      operatorLat: numbers(({ row }) => row.operator?.[1]),
      identity: Uint32Array.from(sorted, ({ identity }) => identity),
      sensor: Uint32Array.from(sorted, ({ sensor }) => sensor),
    },
  };
}

/** Rows along straight legs through [s, east, north] corners, every `everyS` seconds, both ends included. */
export function along(
  corners: readonly (readonly [s: number, east: number, north: number])[],
  everyS: number,
  more: Omit<Row, 's' | 'east' | 'north'> = { sigmaM: 10 },
): Row[] {
  const [firstS] = corners[0]!;
  const [lastS] = corners.at(-1)!;
  const rows: Row[] = [];
  for (let s = firstS; s <= lastS + 1e-9; s += everyS) {
    const leg = Math.max(
      1,
      corners.findIndex(([cornerS]) => cornerS >= s - 1e-9),
    );
    const [fromS, fromE, fromN] = corners[leg - 1]!;
    const [toS, toE, toN] = corners[leg]!;
    const share = (s - fromS) / (toS - fromS);
    rows.push({ ...more, s, east: fromE + share * (toE - fromE), north: fromN + share * (toN - fromN) });
  }
  return rows;
}
