import type { FlightPath } from '../../shared/model/conclusion.ts';
import { IN_NONE, type JudgedMoment, type JudgedPath } from '../../shared/model/judged-path.ts';
import type { Bbox } from '../../shared/model/position.ts';
import type { Db } from './open.ts';

export interface JudgedRow {
  readonly decidedBy: number | null;
  readonly sectors: string;
  readonly moments: string;
  readonly columns: Buffer;
}

/** Values of a row of `flight_judged`, its blob the last. */
export type JudgedValues = readonly [...(string | number | null)[], Buffer<ArrayBuffer>];

/** What a flight's coverage hangs on, as it is stored beside the flight; null when no judge can change it. */
export function judgedValues(flightId: string, path: FlightPath, judged: JudgedPath): JudgedValues | null {
  const reach = reachOf(path, judged);
  if (reach === null) return null;
  const { decidedBy, sectors, moments } = judged;
  return [
    flightId,
    ...reach.box,
    reach.sigmaM,
    decidedBy,
    JSON.stringify(sectors),
    JSON.stringify(moments),
    packJudged(judged),
  ];
}

export function storeJudged(db: Db): (values: JudgedValues) => void {
  const insert = db.prepare(
    `INSERT INTO flight_judged (flight_id, west, south, east, north, sigma_m, decided_by, sectors, moments, columns)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (values) => void insert.run(values);
}

/** The box of the positions that an area can matter to, and the largest of their errors; null when there are none. */
export function reachOf(path: FlightPath, judged: JudgedPath): { readonly box: Bbox; readonly sigmaM: number } | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  const take = (i: number): void => {
    west = Math.min(west, path.lng[i]!);
    south = Math.min(south, path.lat[i]!);
    east = Math.max(east, path.lng[i]!);
    north = Math.max(north, path.lat[i]!);
  };
  let sigmaM = 0;
  judged.asked.forEach((position, i) => {
    take(position);
    sigmaM = Math.max(sigmaM, judged.sigmaM[i]!);
  });
  judged.presence.forEach((code, i) => {
    if (code !== IN_NONE) take(i);
  });
  for (const moment of judged.moments) {
    take(moment.position);
    sigmaM = Math.max(sigmaM, moment.sigmaM);
  }
  return west > east ? null : { box: [west, south, east, north], sigmaM };
}

/**
 * Little-endian: Uint32 number of questions, Uint32 number of positions, then σ (64-bit) and position (32-bit) of every
 * question, what every position counts for (16-bit), and the sector of every question (8-bit).
 */
const HEADER = 8;

export function packJudged({ asked, sigmaM, sector, presence }: JudgedPath): Buffer<ArrayBuffer> {
  const blob = Buffer.alloc(HEADER + asked.length * 13 + presence.length * 2);
  blob.writeUInt32LE(asked.length, 0);
  blob.writeUInt32LE(presence.length, 4);
  let at = HEADER;
  for (const column of [sigmaM, asked, presence, sector]) {
    blob.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  return blob;
}

export function unpackJudged({ decidedBy, sectors, moments, columns }: JudgedRow): JudgedPath {
  // Typed arrays need alignment, which a buffer from the database does not promise.
  const aligned = columns.buffer.slice(columns.byteOffset, columns.byteOffset + columns.length) as ArrayBuffer;
  const view = new DataView(aligned);
  const questions = view.getUint32(0, true);
  const positions = view.getUint32(4, true);
  const askedAt = HEADER + questions * 8;
  const presenceAt = askedAt + questions * 4;
  return {
    sigmaM: new Float64Array(aligned, HEADER, questions),
    asked: new Uint32Array(aligned, askedAt, questions),
    presence: new Uint16Array(aligned, presenceAt, positions),
    sector: new Uint8Array(aligned, presenceAt + positions * 2, questions),
    sectors: JSON.parse(sectors) as string[],
    decidedBy,
    moments: JSON.parse(moments) as JudgedMoment[],
  };
}
