import { createHash } from 'node:crypto';
import type { ConcludedFlight } from '../../shared/conclude.ts';
import type { Eligibility } from '../../shared/model/conclusion.ts';
import { type ShapeRows, ShapeWriter, shapeRows } from './flight-shape.ts';
import { type JudgedValues, judgedValues, storeJudged } from './judged.ts';
import { type KeyRows, KeyWriter, keyRows } from './list-keys.ts';
import type { Db } from './open.ts';
import { packPath } from './path-blob.ts';
import { rulesSuccession, underRulesNow } from './rules-succession.ts';

/** Removes what was concluded about objects: it is about to be concluded again. */
export function dropConclusions(db: Db, objectNos: Iterable<number>): void {
  const drop = db.prepare('DELETE FROM flight WHERE object_no = ?');
  for (const no of objectNos) drop.run(no);
}

type Value = string | number | null;

/** A concluded flight as its rows: made beside the writing thread, so that writing is all that is left to do there. */
export interface FlightRows {
  readonly span: { readonly id: string; readonly firstMs: number; readonly lastMs: number };
  /** Values of `flightColumns`. */
  readonly flight: readonly Value[];
  readonly path: Uint8Array<ArrayBuffer>;
  readonly shape: ShapeRows | null;
  readonly judged: JudgedValues | null;
  readonly incursions: readonly (readonly Value[])[];
  readonly crossings: readonly (readonly Value[])[];
  readonly keys: KeyRows;
}

const flightColumns = `id, counted, first_ms, last_ms, class, grade, evidence, object_name, object_key, sector, coverage_state,
  west, south, east, north, conclusion`;

/** The rows of a concluded flight. Rules stay outside: this writes verdicts down, it does not make them. */
export function flightRows({ flight, path, judged, eligibilities, counted }: ConcludedFlight): FlightRows {
  const [west, south, east, north] = flight.bbox ?? [null, null, null, null];
  const eligibilityOf = new Map(eligibilities.map((eligibility) => [eligibility.incursionId, eligibility]));
  return {
    span: { id: flight.id, firstMs: flight.firstMs, lastMs: flight.lastMs },
    flight: [
      flight.id,
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
    ],
    path: packPath(path),
    shape: shapeRows(flight, path),
    judged: judgedValues(flight.id, path, judged),
    incursions: !counted
      ? []
      : flight.incursions.map((incursion) => {
          const eligibility = eligibilityOf.get(incursion.id);
          if (eligibility === undefined) throw new Error(`No determination for incursion ${incursion.id}`);
          const { id, firstMs, lastMs, grade, sector } = incursion;
          return [id, flight.id, firstMs, lastMs, grade, sector, eligibility.result, JSON.stringify(eligibility)];
        }),
    crossings: !counted
      ? []
      : flight.crossings.map(({ id, timeMs, direction, sector }) => [id, flight.id, timeMs, direction, sector]),
    keys: keyRows(flight, counted),
  };
}

/** Stores flights with their incursions and crossings. */
export class ConclusionWriter {
  readonly #flight;
  readonly #incursion;
  readonly #crossing;
  readonly #shape;
  readonly #judged;
  readonly #keys;

  constructor(db: Db) {
    this.#flight = db.prepare(
      `INSERT INTO flight (${flightColumns}, object_no, path) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.#incursion = db.prepare(
      'INSERT INTO incursion (id, flight_id, first_ms, last_ms, grade, sector, result, eligibility) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
    );
    this.#crossing = db.prepare(
      'INSERT INTO crossing (id, flight_id, time_ms, direction, sector) VALUES (?, ?, ?, ?, ?)',
    );
    this.#shape = new ShapeWriter(db);
    this.#judged = storeJudged(db);
    this.#keys = new KeyWriter(db);
  }

  write(objectNo: number, { flight, path, shape, judged, incursions, crossings, keys }: FlightRows): void {
    this.#flight.run(...flight, objectNo, path);
    if (shape !== null) this.#shape.write(shape);
    if (judged !== null) this.#judged(judged);
    for (const incursion of incursions) this.#incursion.run(incursion);
    for (const crossing of crossings) this.#crossing.run(crossing);
    this.#keys.write(keys);
  }
}

/**
 * Writes flights anew, with all that is derived from them. Which flights they may be the same as hangs on when and where they
 * were, and stays; reviews are the caller's to settle again.
 */
export function rewriteConclusions(
  db: Db,
  concluded: readonly { readonly objectNo: number; readonly flight: ConcludedFlight }[],
): void {
  const writer = new ConclusionWriter(db);
  const twinsOf = db.prepare('SELECT flight_id, twin_id FROM flight_twin WHERE flight_id = ? OR twin_id = ?').raw();
  const drop = db.prepare('DELETE FROM flight WHERE id = ?');
  const putTwin = db.prepare('INSERT INTO flight_twin (flight_id, twin_id) VALUES (?, ?)');
  for (const { objectNo, flight } of concluded) {
    const { id } = flight.flight;
    const twins = twinsOf.all(id, id) as [string, string][];
    if (drop.run(id).changes !== 1) throw new Error(`Flight ${id} is not stored`);
    writer.write(objectNo, flightRows(flight));
    for (const twin of twins) putTwin.run(...twin);
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
  const now = rulesSuccession(db);
  const text = (value: string | number | null): string =>
    typeof value === 'string' && value.startsWith('{') ? underRulesNow(value, now) : `${value}`;
  for (const sql of queries) {
    for (const row of db.prepare(sql).raw().iterate() as IterableIterator<(string | number | Buffer | null)[]>) {
      for (const value of row) hash.update(Buffer.isBuffer(value) ? value : `${text(value)}\n`);
    }
  }
  return hash.digest('hex');
}
