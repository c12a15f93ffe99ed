import type { Pace } from '../pace.ts';
import type { Db, Statement } from './open.ts';

/** Ids per INSERT: one statement step per row costs more than the row. */
const IDS_PER_INSERT = 50;

/** Most ids of one claim. A power of two, so that sort keys stay exact. */
export const MOST_IDS = 2 ** 20;
const ID_SORT_SHIFT = 2 ** 15;
/** Ids are hashes: their leading bits divide them into shares of one size, each sorted in a few milliseconds. */
const SHARES = 16;
const SHARE_SIZE = 2 ** 44;
const ONE_SHARE_UP_TO = 2 ** 16;

/**
 * Takes content ids for rows: in id order, so that however large the workspace is, its pages are gone through once. The first that
 * has an id keeps it.
 */
export class IdClaims {
  readonly #db: Db;
  readonly #owner;
  readonly #statements = new Map<number, Statement>();

  constructor(db: Db) {
    this.#db = db;
    this.#owner = db.prepare('SELECT no FROM detection_id WHERE id_hi = ? AND id_lo = ?').pluck();
  }

  /**
   * @param idHi and idLo of at most `MOST_IDS` rows, numbered from `firstNo`
   * @returns places of the rows whose id was taken, by the store or by an earlier row, in order
   */
  async claim(idHi: Float64Array, idLo: Float64Array, firstNo: number, pace: Pace): Promise<Uint32Array> {
    const count = idHi.length;
    const taken: number[] = [];
    const shares = count <= ONE_SHARE_UP_TO ? 1 : SHARES;
    const scratch = new Float64Array(count);
    for (let share = 0; share < shares; share++) {
      const keys = sortedKeys(idHi, shares === 1 ? null : share, scratch);
      for (let from = 0; from < keys.length; from += IDS_PER_INSERT) {
        const places = keys.subarray(from, from + IDS_PER_INSERT).map((key) => key % MOST_IDS);
        this.#claimSome(places, idHi, idLo, firstNo, taken);
        if (pace.isDue) await pace.rest();
      }
    }
    return Uint32Array.from(taken).sort();
  }

  #claimSome(places: Float64Array, idHi: Float64Array, idLo: Float64Array, firstNo: number, taken: number[]): void {
    const values: number[] = [];
    for (const place of places) values.push(idHi[place]!, idLo[place]!, firstNo + place);
    if (this.#statement(places.length).run(values).changes === places.length) return;
    for (const place of places) {
      if (this.#owner.get(idHi[place], idLo[place]) !== firstNo + place) taken.push(place);
    }
  }

  #statement(ids: number): Statement {
    let statement = this.#statements.get(ids);
    if (statement === undefined) {
      const values = new Array<string>(ids).fill('(?,?,?)').join(',');
      statement = this.#db.prepare(`INSERT OR IGNORE INTO detection_id (id_hi, id_lo, no) VALUES ${values}`);
      this.#statements.set(ids, statement);
    }
    return statement;
  }
}

/** The leading bits of the ids above their places, sorted: one native sort of doubles, exact below 2^53. */
function sortedKeys(idHi: Float64Array, share: number | null, keys: Float64Array): Float64Array {
  let count = 0;
  for (let place = 0; place < idHi.length; place++) {
    const id = idHi[place]!;
    if (share !== null && Math.floor(id / SHARE_SIZE) !== share) continue;
    keys[count++] = Math.floor(id / ID_SORT_SHIFT) * MOST_IDS + place;
  }
  return keys.subarray(0, count).sort();
}
