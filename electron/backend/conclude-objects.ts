import { type ConclusionContext, concludeGroup, findPossibleDuplicates } from '../../shared/conclude.ts';
import type { StoredElement } from '../../shared/model/recorded-element.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { ConclusionWriter, dropConclusions, replaceDeterminations } from '../store/conclusions.ts';
import { findObjectNo, type RecentRows, readGroups } from '../store/groups.ts';
import { listElements } from '../store/queries/elements.ts';
import { pathReader, readFlightSpans, replaceTwins } from '../store/twins.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import type { Workspace } from './workspace.ts';

/** Longest stretch without letting other requests in, milliseconds. */
const STRETCH_MS = 30;

/** What a workspace's conclusions are drawn from besides its detections. */
export function conclusionContext(workspace: Workspace): ConclusionContext {
  const { geo, judge, designations, authority, authorityVersion } = workspace.rules;
  const recorded = new Map<string, StoredElement[]>();
  for (const element of listElements(workspace.store.write)) {
    const { objectKey } = element.anchor;
    recorded.set(objectKey, [...(recorded.get(objectKey) ?? []), element]);
  }
  return {
    reference: geo,
    authority,
    authorityVersion,
    judge,
    designations,
    settings: defaultSettings,
    recordedOf: (objectKey) => recorded.get(objectKey) ?? [],
  };
}

/**
 * Draws every conclusion about the given objects again, from facts alone, inside the caller's change.
 *
 * @returns number of flights concluded
 */
export async function concludeObjects(
  workspace: Workspace,
  objectNos: ReadonlySet<number>,
  { recent, signal }: { readonly recent?: readonly RecentRows[]; readonly signal?: AbortSignal } = {},
): Promise<number> {
  const db = workspace.store.write;
  const synthetic = workspaceKind(db) === 'synthetic';
  const context = conclusionContext(workspace);
  dropConclusions(db, objectNos);
  const writer = new ConclusionWriter(db);
  let flights = 0;
  let since = performance.now();
  for (const { objectNo, group } of readGroups(db, objectNos, synthetic, recent)) {
    for (const concluded of concludeGroup(group, context)) {
      writer.write(objectNo, concluded);
      flights++;
    }
    if (performance.now() - since > STRETCH_MS) {
      await new Promise((resolve) => setImmediate(resolve));
      // Whoever cancels takes the whole change back, so what is half concluded goes with it.
      if (signal?.aborted) return flights;
      since = performance.now();
    }
  }
  replaceTwins(db, findPossibleDuplicates(readFlightSpans(db), { pathOf: pathReader(db) }));
  return flights;
}

/**
 * Draws the determinations of one object again, inside the caller's change: what persons recorded about it has changed, and
 * nothing else about its flights hangs on that.
 */
export function determineAgain(workspace: Workspace, objectKey: string): void {
  const db = workspace.store.write;
  const context = conclusionContext(workspace);
  const objectNo = findObjectNo(db, objectKey);
  if (objectNo === null) return;
  for (const { group } of readGroups(db, [objectNo], workspaceKind(db) === 'synthetic')) {
    for (const { eligibilities, counted } of concludeGroup(group, context)) {
      if (counted) replaceDeterminations(db, eligibilities);
    }
  }
}
