import type { WorkspaceStatus } from '../../../shared/contract/contract.ts';
import { atLeast } from '../../../shared/model/twins.ts';
import { readMeta } from '../change.ts';
import type { Db } from '../open.ts';
import { workspaceKind } from '../workspace-kind.ts';

type StoredStatus = Pick<WorkspaceStatus, 'synthetic' | 'revision' | 'counts' | 'firstMs' | 'lastMs' | 'bbox'>;

const count = (db: Db, sql: string): number => db.prepare(`SELECT count(*) FROM ${sql}`).pluck().get() as number;

/** The last one read over each connection: windows ask every few seconds, and only a change makes another. */
const known = new WeakMap<Db, StoredStatus>();

export function readStatus(db: Db): StoredStatus {
  const revision = Number(readMeta(db, 'revision') ?? '0');
  let status = known.get(db);
  if (status?.revision !== revision) {
    status = countAll(db, revision);
    known.set(db, status);
  }
  return status;
}

function countAll(db: Db, revision: number): StoredStatus {
  const grade = (name: string): number =>
    db.prepare('SELECT count(*) FROM incursion WHERE grade = ?').pluck().get(name) as number;
  const span = db
    .prepare('SELECT min(first_ms) AS firstMs, max(last_ms) AS lastMs FROM flight WHERE counted = 1')
    .get() as { firstMs: number | null; lastMs: number | null };
  const [west, south, east, north] = db
    .prepare('SELECT min(west), min(south), max(east), max(north) FROM flight WHERE counted = 1')
    .raw()
    .get() as (number | null)[];
  return {
    synthetic: workspaceKind(db) === 'synthetic',
    revision,
    counts: {
      imports: count(db, 'import WHERE undone = 0'),
      detections: count(db, 'detection_id'),
      quarantined: count(db, 'quarantine'),
      flights: count(db, 'flight WHERE counted = 1'),
      incursions: {
        confirmed: grade('confirmed'),
        probable: grade('probable'),
        possible: grade('possible'),
        confirmedAtLeast: confirmedAtLeast(db),
      },
      aircraftAtLeast: db
        .prepare(
          `SELECT count(DISTINCT f.object_key) FROM incursion i JOIN flight f ON f.id = i.flight_id
           WHERE i.grade = 'confirmed' AND (f.object_key LIKE 'serial:%' OR f.object_key LIKE 'reg:%')`,
        )
        .pluck()
        .get() as number,
      originUnknown: count(db, "flight WHERE counted = 1 AND class = 'us-origin-unknown'"),
      undetermined: count(db, "flight WHERE counted = 1 AND class = 'undetermined'"),
      crossings: count(db, 'crossing'),
      areas: db.prepare('SELECT count(DISTINCT id) FROM area').pluck().get() as number,
    },
    ...span,
    bbox: west == null ? null : [west, south as number, east as number, north as number],
  };
}

/** Every flight and track that was concluded, counted or not. */
export const countConcluded = (db: Db): number => count(db, 'flight');

/** Flights that may be one count as the one of them that has the most confirmed incursions. */
function confirmedAtLeast(db: Db): number {
  const counts = new Map(
    db
      .prepare("SELECT flight_id, count(*) FROM incursion WHERE grade = 'confirmed' GROUP BY flight_id")
      .raw()
      .all() as [string, number][],
  );
  const twins = db.prepare('SELECT twin_id FROM flight_twin WHERE flight_id = ?').pluck();
  return atLeast(counts, (flightId) => twins.all(flightId) as string[]);
}
