import { createHash } from 'node:crypto';
import type { Eligibility, Flight, FlightPath } from '../../shared/model/conclusion.ts';
import { ShapeWriter } from './flight-shape.ts';
import type { Db } from './open.ts';
import { packPath } from './path-blob.ts';

export interface ConcludedFlight {
  readonly flight: Flight;
  readonly path: FlightPath;
  readonly eligibilities: readonly Eligibility[];
  /** False for tracks of objects that are not UAS by evidence: kept with their own counts, never counted as flights. */
  readonly counted: boolean;
}

/** Removes what was concluded about objects: it is about to be concluded again. */
export function dropConclusions(db: Db, objectNos: Iterable<number>): void {
  const drop = db.prepare('DELETE FROM flight WHERE object_no = ?');
  for (const no of objectNos) drop.run(no);
}

/** Stores flights with their incursions and crossings. Rules stay outside: this stores verdicts, it does not make them. */
export class ConclusionWriter {
  readonly #flight;
  readonly #incursion;
  readonly #crossing;
  readonly #shape;

  constructor(db: Db) {
    this.#flight = db.prepare(
      `INSERT INTO flight (id, object_no, counted, first_ms, last_ms, class, grade, evidence, object_name, object_key, sector,
         coverage_state, west, south, east, north, conclusion, path)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#incursion = db.prepare(
      'INSERT INTO incursion (id, flight_id, first_ms, last_ms, grade, sector, result, eligibility) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#crossing = db.prepare(
      'INSERT INTO crossing (id, flight_id, time_ms, direction, sector) VALUES (?, ?, ?, ?, ?)',
    );
    this.#shape = new ShapeWriter(db);
  }

  write(objectNo: number, { flight, path, eligibilities, counted }: ConcludedFlight): void {
    const [west, south, east, north] = flight.bbox ?? [null, null, null, null];
    this.#flight.run(
      flight.id,
      objectNo,
      counted ? 1 : 0,
      flight.firstMs,
      flight.lastMs,
      flight.class,
      flight.grade,
      flight.evidence,
      flight.objectName,
      flight.objectKey,
      flight.sector,
      flight.coverageState,
      west,
      south,
      east,
      north,
      JSON.stringify(flight),
      packPath(path),
    );
    this.#shape.write(flight, path);
    if (!counted) return;
    const eligibilityOf = new Map(eligibilities.map((eligibility) => [eligibility.incursionId, eligibility]));
    for (const incursion of flight.incursions) {
      const eligibility = eligibilityOf.get(incursion.id);
      if (eligibility === undefined) throw new Error(`No determination for incursion ${incursion.id}`);
      this.#incursion.run(
        incursion.id,
        flight.id,
        incursion.firstMs,
        incursion.lastMs,
        incursion.grade,
        incursion.sector,
        eligibility.result,
        JSON.stringify(eligibility),
      );
    }
    for (const crossing of flight.crossings) {
      this.#crossing.run(crossing.id, flight.id, crossing.timeMs, crossing.direction, crossing.sector);
    }
  }
}

/** Stores determinations anew of incursions that stand as they are. */
export function replaceDeterminations(db: Db, eligibilities: readonly Eligibility[]): void {
  const replace = db.prepare('UPDATE incursion SET result = ?, eligibility = ? WHERE id = ?');
  for (const eligibility of eligibilities) {
    const { changes } = replace.run(eligibility.result, JSON.stringify(eligibility), eligibility.incursionId);
    if (changes !== 1) throw new Error(`Incursion ${eligibility.incursionId} is not stored`);
  }
}

/** One digest over every conclusion in an order that depends on content alone: equal before and after a rebuild of the same facts. */
export function conclusionsDigest(db: Db): string {
  const hash = createHash('sha256');
  const queries = [
    'SELECT id, counted, conclusion, path FROM flight ORDER BY id',
    'SELECT id, eligibility FROM incursion ORDER BY id',
    'SELECT id, time_ms FROM crossing ORDER BY id',
    'SELECT flight_id, twin_id FROM flight_twin ORDER BY flight_id, twin_id',
  ];
  for (const sql of queries) {
    for (const row of db.prepare(sql).raw().iterate() as IterableIterator<(string | number | Buffer)[]>) {
      for (const value of row) hash.update(typeof value === 'object' ? value : `${value}\n`);
    }
  }
  return hash.digest('hex');
}
