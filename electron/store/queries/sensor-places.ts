import type { Reply } from '../../../shared/contract/contract.ts';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import { sensorKinds } from '../../../shared/model/detection.ts';
import type { Db } from '../open.ts';

/** Reports looked at: the first and last of a run of one object by one sensor. */
const MOST_REPORTS = 40_000;
/** A sensor that moved shows in so many places at most. */
const MOST_PLACES = 500;

interface Report {
  readonly name: string;
  readonly kind: number | null;
  readonly sensorLat: number;
  readonly sensorLng: number;
  readonly lat: number | null;
  readonly lng: number | null;
}

/** Where the records say that sensors stood, to about ten metres, with the farthest object each reported from there. */
export function listSensorPlaces(db: Db): Reply<'sensors.places'> {
  const reports = db
    .prepare(
      `SELECT s.name, s.sensor_kind AS kind, d.sensor_lat AS sensorLat, d.sensor_lng AS sensorLng, d.lat, d.lng
       FROM detection_run r JOIN subject u ON u.no = r.subject_no JOIN sensor s ON s.no = u.sensor_no
       JOIN detection d ON d.no IN (r.first_no, r.last_no)
       WHERE d.sensor_lat IS NOT NULL AND d.sensor_lng IS NOT NULL LIMIT ?`,
    )
    .all(MOST_REPORTS) as Report[];
  const places = new Map<string, Reply<'sensors.places'>['places'][number]>();
  for (const { name, kind, sensorLat, sensorLng, lat, lng } of reports) {
    const key = `${name} ${sensorLat.toFixed(4)} ${sensorLng.toFixed(4)}`;
    const known = places.get(key);
    if (known === undefined && places.size >= MOST_PLACES) continue;
    const reach = lat === null || lng === null ? null : distanceM([sensorLng, sensorLat], [lng, lat]);
    const farthestM = reach === null ? (known?.farthestM ?? null) : Math.max(reach, known?.farthestM ?? 0);
    places.set(key, {
      name,
      kind: kind === null ? 'unknown' : (sensorKinds[kind] ?? 'unknown'),
      position: known?.position ?? [sensorLng, sensorLat],
      farthestM,
    });
  }
  return {
    places: [...places.values()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0)),
    truncated: reports.length === MOST_REPORTS || places.size === MOST_PLACES,
  };
}
