import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Request } from '../../shared/contract/contract.ts';
import type { TrackEdit } from '../../shared/model/track-edit.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Member } from '../../shared/tracks/build-flights.ts';
import { findFlight } from '../store/queries/flights.ts';
import { editedObjects, findEdit, objectsOfEdit, storeEdit, storeWithdrawal } from '../store/queries/track-edits.ts';
import { concludeObjects } from './conclude-objects.ts';
import { membersOf } from './edited-groups.ts';
import type { Workspace } from './workspace.ts';

type Changed<T> = Promise<Result<{ value: T; details: Record<string, unknown> }>>;
type Order = Request<'edits.make'>;

interface Found {
  readonly id: string;
  readonly objectNo: number;
  readonly members: readonly Member[];
}

/**
 * Stores an analyst's edit and concludes the flights it is about again. Call inside a change.
 *
 * Failures: `not-found` for a flight that is not there (any more), `bad-request` for an edit that would change nothing.
 */
export async function makeEdit(
  workspace: Workspace,
  order: Order,
  by: { readonly actor: string; readonly atMs: number },
): Changed<{ editId: string }> {
  const db = workspace.store.write;
  const flights: Found[] = [];
  for (const flightId of new Set(order.flightIds)) {
    const stored = findFlight(db, flightId);
    const members = stored === null ? null : membersOf(db, stored.objectNo, flightId);
    if (stored === null || members === null) {
      return fail('not-found', `There is no flight ${flightId}. It may have been rebuilt: look it up again.`);
    }
    flights.push({ id: flightId, objectNo: stored.objectNo, members });
  }
  const claimed = claimedBy(order, flights);
  if (!claimed.ok) return claimed;
  const about = [...new Set(flights.flatMap(({ members }) => members.map(({ id }) => id)))].sort();
  const { kind, reason } = order;
  const content = { kind, reason, claimed: [...claimed.value].sort(), about, ...by };
  const edit: TrackEdit = {
    id: createHash('sha256').update(canonicalJson(content)).digest('hex').slice(0, 16),
    ...content,
  };
  storeEdit(db, edit);
  await concludeAgain(workspace, new Set(flights.map(({ objectNo }) => objectNo)), edit.id);
  return ok({ value: { editId: edit.id }, details: { edit } });
}

function claimedBy({ kind, fromMs, toMs }: Order, flights: readonly Found[]): Result<string[]> {
  const [first, second] = flights;
  const idsOf = ({ members }: Found): string[] => members.map(({ id }) => id);
  switch (kind) {
    case 'merge':
      if (flights.length < 2)
        return fail('bad-request', 'Choose at least two flights to merge.', { field: 'flightIds' });
      return ok(flights.flatMap(idsOf));
    case 'split': {
      if (first === undefined || second !== undefined)
        return fail('bad-request', 'Choose one flight to split.', { field: 'flightIds' });
      if (fromMs === undefined)
        return fail('bad-request', 'Say from when on it is another flight.', { field: 'fromMs' });
      const later = first.members.filter(({ timeMs }) => timeMs >= fromMs);
      if (later.length === 0 || later.length === first.members.length)
        return fail('bad-request', 'The flight has detections on one side of that instant only.', { field: 'fromMs' });
      return ok(later.map(({ id }) => id));
    }
    case 'reassign': {
      if (first === undefined || second === undefined || flights.length > 2)
        return fail('bad-request', 'Choose the flight to take detections from, and the one to give them to.', {
          field: 'flightIds',
        });
      const moved = first.members.filter(
        ({ timeMs }) => timeMs >= (fromMs ?? Number.NEGATIVE_INFINITY) && timeMs <= (toMs ?? Number.POSITIVE_INFINITY),
      );
      if (moved.length === 0)
        return fail('bad-request', 'The first flight has no detection between those instants.', { field: 'fromMs' });
      return ok([...idsOf(second), ...moved.map(({ id }) => id)]);
    }
    case 'friendly':
    case 'not-a-uas':
      return ok(flights.flatMap(idsOf));
  }
}

/** Takes an edit back; it stays on record as withdrawn. Call inside a change. */
export async function withdrawEdit(
  workspace: Workspace,
  editId: string,
  reason: string,
  by: { readonly actor: string; readonly atMs: number },
): Changed<{ editId: string }> {
  const db = workspace.store.write;
  const edit = findEdit(db, editId);
  if (edit === null) return fail('not-found', `There is no edit ${editId}.`);
  if (edit.withdrawn !== null) return fail('refused', `Edit ${editId} was withdrawn already.`);
  const objects = new Set(objectsOfEdit(db, editId));
  for (const { objectNos } of editedObjects(db, objects)) for (const no of objectNos) objects.add(no);
  storeWithdrawal(db, editId, { ...by, reason });
  await concludeObjects(workspace, objects);
  return ok({ value: { editId }, details: { edit: editId, kind: edit.kind, reason } });
}

async function concludeAgain(workspace: Workspace, objects: Set<number>, editId: string): Promise<void> {
  for (const no of objectsOfEdit(workspace.store.write, editId)) objects.add(no);
  await concludeObjects(workspace, objects);
}
