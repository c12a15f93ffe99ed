import type { Flight } from '../../shared/model/conclusion.ts';
import type { Db } from './open.ts';

/** Seconds on the US side that were observed: every coverage state but those of another side or an undecided one. */
export const usSeconds = ({ coverage }: Flight): number =>
  Object.entries(coverage.observed).reduce(
    (sum, [state, seconds]) => (state === 'not-us' || state === 'boundary' ? sum : sum + seconds),
    0,
  );

export const sensorsOf = ({ tracks }: Flight): string[] => [...new Set(tracks.map(({ sensorId }) => sensorId))];

type Value = string | number | null;

/** What lists are sorted by, of one flight: values in the order of the tables' columns. */
export interface KeyRows {
  readonly flight: readonly Value[];
  readonly incursions: readonly (readonly Value[])[];
  readonly crossings: readonly (readonly Value[])[];
}

/** @param counted whether its incursions and crossings are stored beside it */
export const keyRows = (flight: Flight, counted: boolean): KeyRows => ({
  flight: [
    flight.id,
    flight.borderKm,
    flight.maxDistanceM,
    usSeconds(flight),
    flight.crossings.length,
    flight.incursions.length,
    flight.makeModel,
    sensorsOf(flight).join(', '),
    flight.detections,
  ],
  incursions: !counted
    ? []
    : flight.incursions.map(({ id, borderKm, depthM, observedS, inferredS, nearestPlace }) => [
        id,
        borderKm,
        depthM,
        observedS,
        inferredS,
        nearestPlace?.name ?? null,
      ]),
  crossings: !counted
    ? []
    : flight.crossings.map(({ id, borderKm, position, fromMs, toMs, how }) => [
        id,
        borderKm,
        position[0],
        toMs - fromMs,
        how,
      ]),
});

/** Stores what lists are sorted by, of flights that are stored already. */
export class KeyWriter {
  readonly #flight;
  readonly #incursion;
  readonly #crossing;

  constructor(db: Db) {
    this.#flight = db.prepare('INSERT INTO flight_key VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    this.#incursion = db.prepare('INSERT INTO incursion_key VALUES (?, ?, ?, ?, ?, ?)');
    this.#crossing = db.prepare('INSERT INTO crossing_key VALUES (?, ?, ?, ?, ?)');
  }

  write({ flight, incursions, crossings }: KeyRows): void {
    this.#flight.run(...flight);
    for (const incursion of incursions) this.#incursion.run(...incursion);
    for (const crossing of crossings) this.#crossing.run(...crossing);
  }
}

/** Derives the keys of flights stored by a version that kept none. */
export function fillKeys(db: Db): void {
  const writer = new KeyWriter(db);
  const rows = db.prepare('SELECT id, counted FROM flight ORDER BY first_ms, id').all() as {
    id: string;
    counted: number;
  }[];
  const find = db.prepare('SELECT conclusion FROM flight WHERE id = ?').pluck();
  for (const { id, counted } of rows)
    writer.write(keyRows(JSON.parse(find.get(id) as string) as Flight, counted === 1));
}
