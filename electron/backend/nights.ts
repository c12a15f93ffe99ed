import type { NightSummary } from '../../shared/contract/contract.ts';
import { compassPoint } from '../../shared/geo/compass.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import type { Track } from '../../shared/model/conclusion.ts';
import { grades } from '../../shared/model/lists.ts';
import { type Night, nightAround } from '../../shared/time/sun.ts';
import { listIncursions } from '../store/queries/flights.ts';
import { firstAfter, flightsBetween, lastBefore, lastSeen, notUsedBetween } from '../store/queries/nights.ts';
import { locate } from './locate.ts';
import type { Workspace } from './workspace.ts';

/** A sensor that reports nothing for longer was silent: worth saying where somebody asks what crossed. */
const SILENCE_MS = 30 * 60_000;
const DAY_MS = 86_400_000;
/** Incursions of one night that are listed. */
const LISTED = 500;

/**
 * What a night brought, sunset to sunrise where flights were seen last.
 *
 * @param aroundMs an instant in it or in the day after; undefined: last night, and where nothing of that is on record the latest of
 *   which anything is
 * @returns null when no flight is on record
 */
export function summariseNight(workspace: Workspace, aroundMs: number | undefined, nowMs: number): NightSummary | null {
  const db = workspace.store.read;
  const seen = lastSeen(db);
  if (seen === null) return null;
  const at = (timeMs: number): Night => {
    const night = nightAround(timeMs, seen.lng, seen.lat);
    if (night === null) throw new RangeError('The sun does not set here.');
    return night;
  };
  const lastNight = at(nowMs);
  const holds = ({ sunsetMs, sunriseMs }: Night): boolean => flightsBetween(db, sunsetMs, sunriseMs).flights.length > 0;
  const night = aroundMs !== undefined ? at(aroundMs) : holds(lastNight) ? lastNight : at(seen.timeMs);
  const { sunsetMs, sunriseMs } = night;
  const { flights, tracks } = flightsBetween(db, sunsetMs, sunriseMs);
  const span = { sinceMs: sunsetMs, untilMs: sunriseMs };
  const incursions = listIncursions(db, { filters: span, limit: LISTED, offset: 0 }).rows;
  const confirmed = incursions.filter(({ grade }) => grade === 'confirmed').map(({ flightId }) => flightId);
  const keys = new Set(flights.filter(({ id }) => confirmed.includes(id)).map(({ objectKey }) => objectKey));
  const crossings = flights
    .flatMap((flight) => flight.crossings)
    .filter(({ timeMs }) => timeMs >= sunsetMs && timeMs < sunriseMs);
  const where = locate(workspace, { lat: seen.lat, lng: seen.lng, sigmaM: 0, timeMs: null });
  const count = <T>(rows: readonly T[], test: (row: T) => boolean): number => rows.filter(test).length;
  return {
    sunsetMs,
    sunriseMs,
    place: { lat: seen.lat, lng: seen.lng, name: placeName(where), zone: localZone(where) },
    isLastNight: sunsetMs === lastNight.sunsetMs,
    earlierMs: lastBefore(db, sunsetMs),
    // What flew by day belongs to no night: the next one begins at the next sunset.
    laterMs: firstAfter(db, at(sunriseMs + DAY_MS).sunsetMs),
    counts: {
      flights: flights.length,
      incursions: Object.fromEntries(
        grades.map((grade) => [grade, count(incursions, (incursion) => incursion.grade === grade)]),
      ) as NightSummary['counts']['incursions'],
      aircraftAtLeast: count([...keys], (key) => !key.startsWith('motion:')),
      originUnknown: count(flights, (flight) => flight.class === 'us-origin-unknown'),
      undetermined: count(flights, (flight) => flight.class === 'undetermined'),
      northbound: count(crossings, ({ direction }) => direction === 'northbound'),
      southbound: count(crossings, ({ direction }) => direction === 'southbound'),
    },
    incursions: incursions.sort(
      (one, other) => grades.indexOf(one.grade) - grades.indexOf(other.grade) || other.firstMs - one.firstMs,
    ),
    notUsed: notUsedBetween(db, sunsetMs, sunriseMs),
    silent: silences(tracks, night),
  };
}

/** Stretches of the night in which a sensor that was heard in it has no track. */
function silences(tracks: readonly Track[], { sunsetMs, sunriseMs }: Night): NightSummary['silent'] {
  const bySensor = new Map<string, Track[]>();
  for (const track of tracks) bySensor.set(track.sensorId, [...(bySensor.get(track.sensorId) ?? []), track]);
  return [...bySensor]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .flatMap(([sensorId, own]) => {
      const found: NightSummary['silent'] = [];
      let heardMs = sunsetMs;
      for (const { firstMs, lastMs } of own.sort((a, b) => a.firstMs - b.firstMs)) {
        if (firstMs - heardMs > SILENCE_MS) found.push({ sensorId, fromMs: heardMs, toMs: firstMs });
        heardMs = Math.max(heardMs, lastMs);
      }
      if (sunriseMs - heardMs > SILENCE_MS) found.push({ sensorId, fromMs: heardMs, toMs: sunriseMs });
      return found;
    });
}

/** `12 km NNE of Del Rio`; coordinates where no place is known. */
function placeName({ nearest, lat, lng }: ReturnType<typeof locate>): string {
  if (nearest === null) return `${lat.toFixed(3)}, ${lng.toFixed(3)}`;
  return `${Math.round(nearest.distanceM / 1000)} km ${compassPoint(nearest.bearingDeg)} of ${nearest.name}`;
}
