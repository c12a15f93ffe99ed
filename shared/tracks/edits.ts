import type { IdentityFields } from '../model/detection.ts';
import type { TrackEdit } from '../model/track-edit.ts';
import { contentId, type DetectionColumns, type DetectionGroup, type SensorRef } from './detections.ts';

/** What a mark says its detections are of. */
const markedAs: Readonly<Partial<Record<TrackEdit['kind'], 'cooperative' | 'not-uas'>>> = {
  friendly: 'cooperative',
  'not-a-uas': 'not-uas',
};

/** Where one row of a new group comes from. */
interface Taken {
  readonly group: DetectionGroup;
  readonly row: number;
  readonly mark: TrackEdit | null;
}

/**
 * Groups of detections as an analyst's edits arrange them. Detections themselves stay as they are: each is in exactly one of the
 * groups that come out, with all it says. Where edits speak of the same detection the later one counts.
 *
 * @param groups every group that holds a detection of one of the edits
 * @param edits in the order in which they were made
 */
export function applyEdits(groups: readonly DetectionGroup[], edits: readonly TrackEdit[]): readonly DetectionGroup[] {
  if (edits.length === 0) return groups;
  const gatheredBy = new Map<string, TrackEdit>();
  const markedBy = new Map<string, TrackEdit>();
  const editsAbout = new Map<string, string[]>();
  for (const edit of edits) {
    const claims = markedAs[edit.kind] === undefined ? gatheredBy : markedBy;
    for (const id of edit.claimed) claims.set(id, edit);
    for (const id of edit.about) editsAbout.set(id, [...(editsAbout.get(id) ?? []), edit.id]);
  }

  const kept: DetectionGroup[] = [];
  const gathered = new Map<TrackEdit, Taken[]>(edits.map((edit) => [edit, []]));
  for (const group of groups) {
    const own: Taken[] = [];
    for (let row = 0; row < group.columns.count; row++) {
      const id = contentId(group.columns.idHi[row]!, group.columns.idLo[row]!);
      const taken: Taken = { group, row, mark: markedBy.get(id) ?? null };
      const edit = gatheredBy.get(id);
      if (edit === undefined) own.push(taken);
      else gathered.get(edit)!.push(taken);
    }
    if (own.length > 0) kept.push(groupFrom(group.key, own, editsAbout, false));
  }
  for (const edit of edits) {
    const rows = gathered.get(edit)!;
    if (rows.length > 0) kept.push(groupFrom(keyOf(rows), rows, editsAbout, true));
  }
  return kept;
}

/** A name is kept before none, and among names the first: the key says whose flight it is. */
function keyOf(rows: readonly Taken[]): string {
  const keys = [...new Set(rows.map(({ group }) => group.key))].sort();
  return keys.find((key) => !key.startsWith('motion:')) ?? keys[0]!;
}

function groupFrom(
  key: string,
  rows: readonly Taken[],
  editsAbout: ReadonlyMap<string, readonly string[]>,
  together: boolean,
): DetectionGroup {
  const identities: IdentityFields[] = [];
  const sensors: SensorRef[] = [];
  const identityPlaces = new Map<IdentityFields, Map<string, number>>();
  const sensorPlaces = new Map<SensorRef, number>();
  const placeOfIdentity = (identity: IdentityFields, mark: TrackEdit | null): number => {
    const evidence = mark === null ? undefined : markedAs[mark.kind];
    const places = identityPlaces.get(identity) ?? new Map<string, number>();
    identityPlaces.set(identity, places);
    const known = places.get(evidence ?? '');
    if (known !== undefined) return known;
    const place = identities.push(evidence === undefined ? identity : { ...identity, evidence }) - 1;
    places.set(evidence ?? '', place);
    return place;
  };
  const placeOfSensor = (sensor: SensorRef): number => {
    const known = sensorPlaces.get(sensor);
    if (known !== undefined) return known;
    const place = sensors.push(sensor) - 1;
    sensorPlaces.set(sensor, place);
    return place;
  };

  const sorted = [...rows].sort((one, other) => {
    const [a, b] = [one.group.columns, other.group.columns];
    return (
      a.observedAtMs[one.row]! - b.observedAtMs[other.row]! ||
      a.idHi[one.row]! - b.idHi[other.row]! ||
      a.idLo[one.row]! - b.idLo[other.row]!
    );
  });
  const doubles = (name: NumberColumn): Float64Array =>
    Float64Array.from(sorted, ({ group, row }) => group.columns[name][row]!);
  const columns: DetectionColumns = {
    count: sorted.length,
    detectionNo: doubles('detectionNo'),
    idHi: doubles('idHi'),
    idLo: doubles('idLo'),
    observedAtMs: doubles('observedAtMs'),
    lng: doubles('lng'),
    lat: doubles('lat'),
    sigmaM: doubles('sigmaM'),
    altitudeM: doubles('altitudeM'),
    altitudeDatum: Uint8Array.from(sorted, ({ group, row }) => group.columns.altitudeDatum[row]!),
    positionOrigin: Uint8Array.from(sorted, ({ group, row }) => group.columns.positionOrigin[row]!),
    homeLng: doubles('homeLng'),
    homeLat: doubles('homeLat'),
    operatorLng: doubles('operatorLng'),
    operatorLat: doubles('operatorLat'),
    identity: Uint32Array.from(sorted, ({ group, row, mark }) =>
      placeOfIdentity(group.identities[group.columns.identity[row]!]!, mark),
    ),
    sensor: Uint32Array.from(sorted, ({ group, row }) => placeOfSensor(group.sensors[group.columns.sensor[row]!]!)),
  };
  const editsOfRow = sorted.map(
    ({ group: { columns: from }, row }) => editsAbout.get(contentId(from.idHi[row]!, from.idLo[row]!)) ?? [],
  );
  return {
    key,
    columns,
    identities,
    sensors,
    synthetic: rows.some(({ group }) => group.synthetic),
    edits: { together, ofRow: editsOfRow },
  };
}

type NumberColumn = {
  [Name in keyof DetectionColumns]: DetectionColumns[Name] extends Float64Array ? Name : never;
}[keyof DetectionColumns];
