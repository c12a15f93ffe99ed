import type { Filters } from '../../../shared/contract/contract.ts';
import { altitudeDatums, type Grade } from '../../../shared/model/conclusion.ts';
import type { ReviewState } from '../../../shared/model/lists.ts';
import type { CountedFlight } from '../../../shared/stats/tally.ts';
import type { Db } from '../open.ts';
import { unpackPath } from '../path-blob.ts';
import { flightSpan, flightWhere } from './filters.ts';

interface Row {
  readonly id: string;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly sector: string | null;
  readonly borderKm: number | null;
  readonly class: CountedFlight['class'];
  readonly coverage_state: CountedFlight['coverageState'];
  readonly makeModel: string | null;
  readonly object_key: string;
  readonly review: ReviewState | null;
  readonly tracks: string;
  readonly path: Buffer | null;
}

/** What is counted of the flights under the filters, in order of time. @param withAltitude reads every path for it */
export function countedFlights(db: Db, filters: Filters, withAltitude: boolean): CountedFlight[] {
  const where = flightWhere(filters, flightSpan);
  const rows = db
    .prepare(
      `SELECT f.id, f.first_ms, f.last_ms, (f.west + f.east) / 2 AS lng, (f.south + f.north) / 2 AS lat, f.sector, f.class,
         f.coverage_state, f.object_key, f.conclusion ->> '$.borderKm' AS borderKm, f.conclusion ->> '$.makeModel' AS makeModel,
         f.conclusion -> '$.tracks' AS tracks, v.state AS review, ${withAltitude ? 'f.path' : 'NULL AS path'}
       FROM flight f LEFT JOIN flight_review v ON v.flight_id = f.id WHERE ${where.sql} ORDER BY f.first_ms, f.id`,
    )
    .all(...where.values) as Row[];
  const incursions = new Map<string, Grade[]>();
  for (const [flightId, grade] of db.prepare('SELECT flight_id, grade FROM incursion').raw().all() as [
    string,
    Grade,
  ][]) {
    const known = incursions.get(flightId);
    if (known === undefined) incursions.set(flightId, [grade]);
    else known.push(grade);
  }
  const twins = new Map<string, string[]>();
  for (const [id, twin] of db.prepare('SELECT flight_id, twin_id FROM flight_twin').raw().all() as [string, string][]) {
    twins.set(id, [...(twins.get(id) ?? []), twin]);
  }
  return rows.map((row) => ({
    id: row.id,
    firstMs: row.first_ms,
    lastMs: row.last_ms,
    lng: row.lng,
    lat: row.lat,
    sector: row.sector,
    borderKm: row.borderKm,
    class: row.class,
    incursions: incursions.get(row.id) ?? [],
    coverageState: row.coverage_state,
    makeModel: row.makeModel,
    aircraft: /^(?:serial|reg):/.test(row.object_key) ? row.object_key : null,
    review: row.review ?? 'new',
    altitude: row.path === null ? null : highest(row.path),
    twins: twins.get(row.id) ?? [],
    heard: JSON.parse(row.tracks) as CountedFlight['heard'],
  }));
}

/** The highest altitude of a path and its datum; of several datums the first one met, so that none are mixed. */
function highest(blob: Buffer): CountedFlight['altitude'] {
  const { count, altitudeM, altitudeDatum } = unpackPath(blob);
  let datum = -1;
  let metres = Number.NEGATIVE_INFINITY;
  for (let at = 0; at < count; at++) {
    if (Number.isNaN(altitudeM[at]!)) continue;
    if (datum < 0) datum = altitudeDatum[at]!;
    if (altitudeDatum[at] === datum) metres = Math.max(metres, altitudeM[at]!);
  }
  return datum < 0 ? null : { metres, datum: altitudeDatums[datum]! };
}
