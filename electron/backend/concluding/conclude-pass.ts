import { type ConclusionContext, concludeGroup } from '../../../shared/conclude.ts';
import type { StoredElement } from '../../../shared/model/recorded-element.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import { type FlightRows, flightRows } from '../../store/conclusions.ts';
import { groupOf, type Pass, type PassGroup } from '../../store/groups.ts';
import type { Rules } from '../rules.ts';

/** What conclusions are drawn from besides the detections. @param elements what persons recorded, in order of entry */
export function contextOf(
  { geo, judge, designations, authority, authorityVersion }: Rules,
  elements: readonly StoredElement[],
  settings: Settings,
): ConclusionContext {
  const recorded = new Map<string, StoredElement[]>();
  for (const element of elements) {
    const { objectKey } = element.anchor;
    recorded.set(objectKey, [...(recorded.get(objectKey) ?? []), element]);
  }
  return {
    reference: geo,
    authority,
    authorityVersion,
    judge,
    designations,
    settings,
    recordedOf: (objectKey) => recorded.get(objectKey) ?? [],
  };
}

/** Everything that is concluded about one group, ready to be stored: the same in whatever thread it is done. */
export const concludePassGroup = (pass: Pass, group: PassGroup, context: ConclusionContext): readonly FlightRows[] =>
  concludeGroup(groupOf(pass, group), context).map(flightRows);
