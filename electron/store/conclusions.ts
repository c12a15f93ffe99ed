import { createHash } from 'node:crypto';
import type { ConcludedFlight } from '../../shared/conclude.ts';
import type { Eligibility } from '../../shared/model/conclusion.ts';
import { ShapeWriter } from './flight-shape.ts';
import { storeJudged } from './judged.ts';
import type { Db } from './open.ts';
import { packPath } from './path-blob.ts';

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
  readonly #judged: (flightId: string, concluded: ConcludedFlight) => void;

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
    this.#judged = storeJudged(db);
  }

  write(objectNo: number, concluded: ConcludedFlight): void {
    const { flight, path, eligibilities, counted } = concluded;
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
    this.#judged(flight.id, concluded);
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
    'SELECT flight_id, sectors, moments, columns FROM flight_judged ORDER BY flight_id',
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
