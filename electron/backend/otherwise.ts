import { sensitivityOf } from '../../shared/conclude.ts';
import { membersOfFlight } from '../../shared/tracks/build-flights.ts';
import { settingsInUse } from '../store/profiles.ts';
import type { StoredFlight } from '../store/queries/flights.ts';
import { conclusionContext } from './conclude-objects.ts';
import { arrangedGroups } from './edited-groups.ts';
import type { Workspace } from './workspace.ts';

/**
 * A flight's result at half and double the gap limit, by each reference line alone when several are in use, and without the
 * edits of its tracks when there are any: a label and a sentence each. Concluded from the facts when asked for.
 */
export function resultOtherwise(
  workspace: Workspace,
  { flight, objectNo }: Pick<StoredFlight, 'flight' | 'objectNo'>,
): { readonly label: string; readonly sentence: string }[] {
  const db = workspace.store.write;
  const { groups, unedited } = arrangedGroups(db, objectNo);
  const group = groups.find((one) => membersOfFlight(one, settingsInUse(db), flight.id) !== null);
  if (group === undefined) return [];
  const { name } = workspace.reference.line;
  return sensitivityOf(flight, group, conclusionContext(workspace), name, unedited).map(({ label, sentence }) => ({
    label,
    sentence,
  }));
}
