import type { Filters } from '../../../shared/contract/contract.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { type ReviewState, reviewStates } from '../../../shared/model/lists.ts';
import {
  changesSince,
  type Review,
  type ReviewedConclusion,
  reviewedConclusionOf,
} from '../../../shared/model/review.ts';
import type { Db } from '../open.ts';
import { flightSpan, flightWhere } from './filters.ts';

interface ReviewRow {
  readonly no: number;
  readonly flight_id: string;
  readonly state: ReviewState;
  readonly reason: string;
  readonly concluded: string;
  readonly actor: string;
  readonly at_ms: number;
}

export interface NewReview {
  readonly flight: Flight;
  readonly state: ReviewState;
  readonly reason: string;
  readonly actor: string;
  readonly atMs: number;
}

/** Call inside a change. */
export function storeReview(db: Db, { flight, state, reason, actor, atMs }: NewReview): void {
  db.prepare(
    `INSERT INTO review (flight_id, object_key, anchor_ms, state, reason, concluded, actor, at_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    flight.id,
    flight.objectKey,
    flight.firstMs,
    state,
    reason,
    JSON.stringify(reviewedConclusionOf(flight)),
    actor,
    atMs,
  );
  settleReviews(db, [flight.id]);
}

/**
 * Says again which review holds for flights: the newest of the flight itself, else the newest that was made of a flight of the
 * same object at an instant within it. To be called when flights were concluded.
 */
export function settleReviews(db: Db, flightIds: Iterable<string>): void {
  if (db.prepare('SELECT 1 FROM review LIMIT 1').get() === undefined) return;
  const findFlight = db.prepare('SELECT conclusion FROM flight WHERE id = ?').pluck();
  const findReview = db.prepare(
    `SELECT * FROM review WHERE object_key = ? AND anchor_ms BETWEEN ? AND ?
     ORDER BY flight_id = ? DESC, no DESC LIMIT 1`,
  );
  const drop = db.prepare('DELETE FROM flight_review WHERE flight_id = ?');
  const put = db.prepare('INSERT INTO flight_review (flight_id, review_no, state) VALUES (?, ?, ?)');
  for (const id of flightIds) {
    const text = findFlight.get(id) as string | undefined;
    drop.run(id);
    if (text === undefined) continue;
    const flight = JSON.parse(text) as Flight;
    const row = findReview.get(flight.objectKey, flight.firstMs, flight.lastMs, id) as ReviewRow | undefined;
    if (row === undefined || row.state === 'new') continue;
    put.run(id, row.no, changesOf(row, flight).length > 0 ? 'changed' : row.state);
  }
}

export function settleReviewsOfObjects(db: Db, objectNos: Iterable<number>): void {
  if (db.prepare('SELECT 1 FROM review LIMIT 1').get() === undefined) return;
  const flightsOf = db.prepare('SELECT id FROM flight WHERE object_no = ?').pluck();
  for (const no of objectNos) settleReviews(db, flightsOf.all(no) as string[]);
}

const changesOf = (row: ReviewRow, flight: Flight): string[] =>
  changesSince(JSON.parse(row.concluded) as ReviewedConclusion, reviewedConclusionOf(flight));

/** The review that holds for a flight; null for one that nobody has reviewed. */
export function reviewOf(db: Db, flight: Flight): Review | null {
  const row = db
    .prepare('SELECT r.* FROM flight_review f JOIN review r ON r.no = f.review_no WHERE f.flight_id = ?')
    .get(flight.id) as ReviewRow | undefined;
  return row === undefined ? null : toReview(row, flight);
}

/** Flights under the filters by what a person made of them. */
export function countReviews(db: Db, filters: Filters): Record<ReviewState, number> {
  const { review: _, ...others } = filters;
  const where = flightWhere(others, flightSpan);
  const rows = db
    .prepare(
      `SELECT coalesce(v.state, 'new') AS state, count(*) AS count FROM flight f
       LEFT JOIN flight_review v ON v.flight_id = f.id WHERE ${where.sql} GROUP BY 1`,
    )
    .all(...where.values) as { state: ReviewState; count: number }[];
  const none = Object.fromEntries(reviewStates.map((state) => [state, 0])) as Record<ReviewState, number>;
  return Object.assign(none, Object.fromEntries(rows.map(({ state, count }) => [state, count])));
}

/** All reviews that were ever made of a flight, newest first. */
export const reviewHistory = (db: Db, flight: Flight): Review[] =>
  (
    db
      .prepare('SELECT * FROM review WHERE object_key = ? AND anchor_ms BETWEEN ? AND ? ORDER BY no DESC')
      .all(flight.objectKey, flight.firstMs, flight.lastMs) as ReviewRow[]
  ).map((row) => toReview(row, flight));

function toReview(row: ReviewRow, flight: Flight): Review {
  const changes = changesOf(row, flight);
  return {
    state: changes.length > 0 ? 'changed' : row.state,
    decided: row.state,
    reason: row.reason,
    actor: row.actor,
    atMs: row.at_ms,
    changes,
  };
}
