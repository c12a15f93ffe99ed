import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Reply } from '../../shared/contract/contract.ts';
import { attach } from '../../shared/eligibility/attach-records.ts';
import { checkElementEntry, type ElementEntry } from '../../shared/eligibility/element-entry.ts';
import { otherPurposes } from '../../shared/eligibility/statute.ts';
import type { Eligibility, Incursion } from '../../shared/model/conclusion.ts';
import type { IncursionAnchor, StoredElement } from '../../shared/model/recorded-element.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Db } from '../store/open.ts';
import { listElements, storeElement, storeElementEvent } from '../store/queries/elements.ts';
import { findFlight, flightOfIncursion, flightsOfObject } from '../store/queries/flights.ts';
import { recordsDigest } from '../store/records-digest.ts';
import { authorityInUse } from './authority.ts';
import { determineAgain } from './conclude-objects.ts';
import type { Workspace } from './workspace.ts';

/** Purposes besides the covered asset, as the statute had them on the legal day of a determination. */
function purposesOn(workspace: Workspace, db: Db, { statuteVersion }: Eligibility): string[] {
  const { table } = authorityInUse(db, workspace.reference);
  const version = table.statuteVersions.find(({ id }) => id === statuteVersion);
  return version === undefined ? [] : [...otherPurposes(version)];
}

/**
 * What persons recorded, each with the incursion it belongs to now.
 * @param flightId of this flight: those that belong to it, and those of its object whose incursion no longer stands
 */
export function elementsOnRecord(workspace: Workspace, flightId: string | undefined): Result<Reply<'elements.list'>> {
  const db = workspace.store.read;
  if (flightId === undefined) return ok({ rows: withAttachment(db, listElements(db)), purposes: {} });
  const found = findFlight(db, flightId);
  if (found === null) return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
  const rows = withAttachment(db, listElements(db, found.flight.objectKey));
  const purposes = found.eligibilities.map((one) => [one.incursionId, purposesOn(workspace, db, one)] as const);
  return ok({
    rows: rows.filter(({ attached }) => attached === null || attached.flightId === flightId),
    purposes: Object.fromEntries(purposes),
  });
}

function withAttachment(db: Db, records: readonly StoredElement[]): Reply<'elements.list'>['rows'] {
  const known = new Map<string, readonly Incursion[]>();
  return records.map((record) => {
    const { objectKey } = record.anchor;
    const incursions = known.get(objectKey) ?? flightsOfObject(db, objectKey).flatMap((flight) => flight.incursions);
    known.set(objectKey, incursions);
    const attached = attach(record.anchor, incursions);
    const incursion = incursions.find(({ id }) => id === attached?.incursionId);
    return {
      ...record,
      attached: attached === null || incursion === undefined ? null : { ...attached, flightId: incursion.flightId },
    };
  });
}

export interface ElementOrder {
  readonly incursionId: string;
  readonly entry: ElementEntry;
  readonly supersedes?: string | undefined;
  readonly reason?: string | undefined;
}

/** Puts a determination on record, alone or in place of one that it corrects. Makes its own change. */
export function recordElement(
  workspace: Workspace,
  { incursionId, entry, supersedes, reason }: ElementOrder,
  actor: string,
): Promise<Result<Reply<'elements.record'>>> {
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'element-recorded', atMs }, async () => {
    const db = workspace.store.write;
    const found = findIncursion(db, incursionId);
    if (found === null) {
      return fail('not-found', `There is no incursion ${incursionId}. Its flight may have been built anew.`, {
        field: 'incursion',
      });
    }
    const { anchor, eligibility } = found;
    const purposes = purposesOn(workspace, db, eligibility);
    const checked = checkElementEntry(entry, { nowMs: atMs, purposes, day: eligibility.day });
    if (!checked.ok) return checked;
    const why = reason?.trim() ?? '';
    const old = supersedes === undefined ? null : (listElements(db).find(({ id }) => id === supersedes) ?? null);
    if (supersedes !== undefined) {
      if (old === null) return fail('not-found', `There is no record ${supersedes}.`, { field: 'supersedes' });
      if (old.standing !== 'on-record') {
        return fail('refused', `Record ${supersedes} is ${old.standing} already.`, { field: 'supersedes' });
      }
      if (old.element !== entry.element || old.anchor.objectKey !== anchor.objectKey) {
        return fail('refused', 'A record is corrected by one about the same element of the same aircraft.', {
          field: 'supersedes',
        });
      }
      if (why === '') return fail('bad-request', 'Say why the earlier record is corrected.', { field: 'reason' });
    }
    const kept = {
      ...checked.value,
      anchor,
      enteredBy: actor,
      supersedes: old?.id ?? null,
      reason: old === null ? null : why,
    };
    const id = createHash('sha256').update(canonicalJson(kept)).digest('hex').slice(0, 24);
    if (listElements(db).some((one) => one.id === id)) {
      return fail('refused', 'The very same determination is on record already.');
    }
    storeElement(db, { id, ...kept });
    determineAgain(workspace, anchor.objectKey);
    if (old !== null && old.anchor.objectKey !== anchor.objectKey) determineAgain(workspace, old.anchor.objectKey);
    const after = findIncursion(db, incursionId);
    if (after === null) throw new Error(`Incursion ${incursionId} is gone`);
    return ok({
      value: { id, eligibility: after.eligibility },
      details: { id, ...kept, result: after.eligibility.result, recordsDigest: recordsDigest(db) },
    });
  });
}

/** Takes a determination off the record, or puts it back. The record itself stays, with who did it and why. Makes its own change. */
export function moveElement(
  workspace: Workspace,
  { id, kind, reason }: { readonly id: string; readonly kind: 'withdrawn' | 'restored'; readonly reason: string },
  actor: string,
): Promise<Result<{ id: string }>> {
  const atMs = Date.now();
  const act = { actor, kind: kind === 'withdrawn' ? 'element-withdrawn' : 'element-restored', atMs } as const;
  return workspace.change(act, async () => {
    const db = workspace.store.write;
    const why = reason.trim();
    if (why === '') return fail('bad-request', 'Say why.', { field: 'reason' });
    const record = listElements(db).find((one) => one.id === id);
    if (record === undefined) return fail('not-found', `There is no record ${id}.`, { field: 'id' });
    const wanted = kind === 'withdrawn' ? 'on-record' : 'withdrawn';
    if (record.standing !== wanted) {
      return fail(
        'refused',
        `Record ${id} is ${record.standing === 'on-record' ? 'on record' : record.standing} already.`,
      );
    }
    storeElementEvent(db, { elementId: id, kind, reason: why, atMs, actor });
    determineAgain(workspace, record.anchor.objectKey);
    return ok({
      value: { id },
      details: { id, element: record.element, reason: why, recordsDigest: recordsDigest(db) },
    });
  });
}

function findIncursion(db: Db, incursionId: string): { anchor: IncursionAnchor; eligibility: Eligibility } | null {
  const flightId = flightOfIncursion(db, incursionId);
  const found = flightId === null ? null : findFlight(db, flightId);
  const incursion = found?.flight.incursions.find(({ id }) => id === incursionId);
  const eligibility = found?.eligibilities.find((one) => one.incursionId === incursionId);
  if (found === null || incursion === undefined || eligibility === undefined) return null;
  return {
    eligibility,
    anchor: {
      objectKey: found.flight.objectKey,
      objectName: found.flight.objectName,
      flightId: found.flight.id,
      incursionId,
      firstMs: incursion.firstMs,
      lastMs: incursion.lastMs,
      firstDetection: incursion.detectionIds.first,
      lastDetection: incursion.detectionIds.last,
      detections: incursion.detections,
    },
  };
}
