import { concludeAgain } from '../../shared/conclude.ts';
import type { DesignationRecords } from '../../shared/eligibility/designations.ts';
import { mayTouch, recordsChange } from '../../shared/eligibility/records-change.ts';
import { rewriteConclusions } from '../store/conclusions.ts';
import { flightIdsOfObjectKey, flightReaches, judgedFlightReader } from '../store/queries/judged-flights.ts';
import { settleReviews } from '../store/queries/reviews.ts';
import { rulesSuccession, succeedRules } from '../store/rules-succession.ts';
import { concludeObjects, conclusionContext } from './conclude-objects.ts';
import { readRuleRecords } from './rule-records.ts';
import type { Workspace } from './workspace.ts';

/** Longest stretch without letting other requests in, milliseconds. */
const STRETCH_MS = 30;

/** What the flights are judged by, before it changes. */
export interface RulesThen {
  readonly records: DesignationRecords;
  readonly digest: string;
}

/** To be called inside a change, before areas, designations or statements are stored. */
export const rulesThen = (workspace: Workspace): RulesThen => ({
  records: readRuleRecords(workspace.store.write, workspace.reference).judged,
  digest: workspace.rules.digest,
});

/**
 * Judges again, inside the caller's change, the flights that the change of areas, designations or statements may touch; the
 * others stand as they are, and read as concluded under the new rules. Afterwards everything is what concluding all flights
 * from facts would give.
 *
 * @returns number of flights judged again
 */
export async function judgeFlightsAgain(workspace: Workspace, then: RulesThen): Promise<number> {
  const db = workspace.store.write;
  workspace.forgetRules();
  const context = conclusionContext(workspace);
  const { judged: records } = readRuleRecords(db, workspace.reference);
  const change = recordsChange(then.records, records);
  const succession = rulesSuccession(db);
  const read = judgedFlightReader(db);
  /** Concluded by other rules than those that held: by an earlier program, or before its reference data changed. */
  const stale = new Set<number>();
  const done = new Set<string>();
  let since = performance.now();
  for (const { flightId, box, sigmaM, sectors } of flightReaches(db)) {
    if (done.has(flightId) || !mayTouch(change, box, sigmaM, sectors)) continue;
    const found = read(flightId);
    if (found === null) continue;
    const { rulesDigest, objectKey } = found.flight;
    if ((succession.get(rulesDigest) ?? rulesDigest) !== then.digest) {
      stale.add(found.objectNo);
      continue;
    }
    // What persons recorded finds its incursion among all those of the object.
    const hasRecords = (context.recordedOf?.(objectKey) ?? []).length > 0;
    const together = hasRecords ? flightIdsOfObjectKey(db, objectKey).flatMap((id) => read(id) ?? []) : [found];
    const again = concludeAgain(objectKey, together, context);
    rewriteConclusions(
      db,
      again.map((flight, i) => ({ objectNo: together[i]!.objectNo, flight })),
    );
    for (const { flight } of again) done.add(flight.id);
    if (performance.now() - since <= STRETCH_MS) continue;
    await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
  settleReviews(db, done);
  succeedRules(db, then.digest, workspace.rules.digest);
  return done.size + (stale.size > 0 ? await concludeObjects(workspace, stale) : 0);
}
