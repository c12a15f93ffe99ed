import type { Track } from '../model/conclusion.ts';
import type { Evidence } from '../model/detection.ts';
import type { FlightDraft, StatedPlace } from '../model/flight-draft.ts';
import { idOfRows } from './content-hash.ts';
import { contentId, type DetectionColumns, type DetectionGroup } from './detections.ts';
import { evidenceOf, evidenceOfObject } from './evidence-of-object.ts';
import { makeModel, objectName } from './object-name.ts';
import { pointsOf } from './points.ts';
import type { RowSigmas } from './row-sigmas.ts';
import { use } from './rows.ts';
import type { SensorSystems } from './sensor-systems.ts';
import type { TrackRows } from './split-tracks.ts';

/** The tracks of one flight, and what is to be said about how they came together. */
export interface Gathered {
  readonly tracks: readonly TrackRows[];
  readonly notes: readonly string[];
}

/** All rows of a flight's tracks, in order. */
export const rowsOf = (tracks: readonly TrackRows[]): readonly number[] =>
  tracks.length === 1 ? tracks[0]!.rows : tracks.flatMap((track) => track.rows).sort((a, b) => a - b);

/** Id of the flight of these rows. */
export const flightIdOf = (columns: DetectionColumns, rows: readonly number[]): string =>
  idOfRows('flight', columns, rows);

/** The flight that gathered tracks make. */
export function draftOf(
  group: DetectionGroup,
  { tracks, notes }: Gathered,
  uses: Uint8Array,
  systems: SensorSystems,
  sigmas: RowSigmas,
): FlightDraft {
  const { columns, identities, sensors } = group;
  const rows = rowsOf(tracks);
  const counts = new Map<Evidence, number>();
  const seen = new Set<number>();
  let implausible = 0;
  let sensorSubstitute = 0;
  for (const row of rows) {
    const identity = columns.identity[row]!;
    seen.add(identity);
    const evidence = evidenceOf(identities[identity]!, sensors[columns.sensor[row]!]!);
    counts.set(evidence, (counts.get(evidence) ?? 0) + 1);
    if (uses[row] === use.implausible) implausible++;
    else if (uses[row] === use.sensorSubstitute) sensorSubstitute++;
  }
  const { evidence, notes: evidenceNotes } = evidenceOfObject(counts);
  const named = [...seen].map((identity) => identities[identity]!);
  return {
    kind: evidence === 'uas-identified' || evidence === 'uas-by-class' ? 'flight' : 'track-only',
    id: flightIdOf(columns, rows),
    objectKey: group.key,
    objectName: objectName(named, systems.systems[tracks[0]!.system]!.sensorId),
    makeModel: makeModel(named),
    evidence,
    synthetic: group.synthetic,
    firstMs: columns.observedAtMs[rows[0]!]!,
    lastMs: columns.observedAtMs[rows.at(-1)!]!,
    detections: rows.length,
    tracks: tracks.map((track) => trackOf(group, track, systems)),
    points: pointsOf(columns, rows, tracks, uses, sigmas),
    leftOut: { implausible, sensorSubstitute },
    statedPlaces: statedPlaces(columns, rows),
    notes: [...notes, ...evidenceNotes],
    edits: group.edits === undefined ? [] : [...new Set(rows.flatMap((row) => group.edits!.ofRow[row]!))].sort(),
  };
}

function trackOf({ columns }: DetectionGroup, { system, rows }: TrackRows, systems: SensorSystems): Track {
  const { sensorId, kind, gapLimitS } = systems.systems[system]!;
  return {
    // A detection is in one track only, so its ends and length tell a track apart.
    id: idOfRows(`track of ${rows.length}`, columns, [rows[0]!, rows.at(-1)!]),
    sensorId,
    sensorKind: kind,
    firstMs: columns.observedAtMs[rows[0]!]!,
    lastMs: columns.observedAtMs[rows.at(-1)!]!,
    detections: rows.length,
    gapLimitS,
  };
}

/** The first launch or home position and the first operator position that any of the rows states. */
function statedPlaces(columns: DetectionColumns, rows: readonly number[]): readonly StatedPlace[] {
  const first = (kind: StatedPlace['kind'], lng: Float64Array, lat: Float64Array): readonly StatedPlace[] => {
    const row = rows.find((candidate) => !Number.isNaN(lng[candidate]!) && !Number.isNaN(lat[candidate]!));
    if (row === undefined) return [];
    const detectionId = contentId(columns.idHi[row]!, columns.idLo[row]!);
    return [{ kind, position: [lng[row]!, lat[row]!], detectionId }];
  };
  return [
    ...first('launch or home', columns.homeLng, columns.homeLat),
    ...first('operator', columns.operatorLng, columns.operatorLat),
  ];
}
