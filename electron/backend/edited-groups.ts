import type { TrackEdit } from '../../shared/model/track-edit.ts';
import { type Member, membersOfFlight } from '../../shared/tracks/build-flights.ts';
import type { DetectionGroup } from '../../shared/tracks/detections.ts';
import { applyEdits } from '../../shared/tracks/edits.ts';
import { findObjectNo, readGroups } from '../store/groups.ts';
import type { Db } from '../store/open.ts';
import { settingsInUse } from '../store/profiles.ts';
import { editedObjects } from '../store/queries/track-edits.ts';
import { workspaceKind } from '../store/workspace-kind.ts';

export interface ArrangedGroups {
  /** As the analyst's edits arrange them; as they are where there is none. */
  readonly groups: readonly DetectionGroup[];
  /** As they would be without edits; null where there is none. */
  readonly unedited: readonly DetectionGroup[] | null;
}

/** The detections of an object and of all that edits link to it. */
export function arrangedGroups(db: Db, objectNo: number): ArrangedGroups {
  const [edited] = editedObjects(db, new Set([objectNo]));
  const groups = groupsOf(db, edited?.objectNos ?? [objectNo]);
  return edited === undefined
    ? { groups, unedited: null }
    : { groups: applyEdits(groups, edited.edits), unedited: groups };
}

const groupsOf = (db: Db, objectNos: Iterable<number>): DetectionGroup[] => [
  ...readGroups(db, objectNos, workspaceKind(db) === 'synthetic'),
];

export interface EditedGroup {
  /** The object whose flights it makes: that of its key. */
  readonly objectNo: number;
  readonly group: DetectionGroup;
}

/** Groups of objects that edits speak of, as the edits arrange them. */
export function* editedGroups(
  db: Db,
  objectNos: ReadonlySet<number>,
  edits: readonly TrackEdit[],
): Generator<EditedGroup> {
  for (const group of applyEdits(groupsOf(db, objectNos), edits)) {
    const objectNo = findObjectNo(db, group.key);
    if (objectNo === null) throw new Error(`No object has the key ${group.key}`);
    yield { objectNo, group };
  }
}

/** Every detection of a flight in order of time; null when its object makes no such flight. */
export function membersOf(db: Db, objectNo: number, flightId: string): readonly Member[] | null {
  const settings = settingsInUse(db);
  for (const group of arrangedGroups(db, objectNo).groups) {
    const members = membersOfFlight(group, settings, flightId);
    if (members !== null) return members;
  }
  return null;
}
