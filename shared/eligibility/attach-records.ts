import type { Incursion } from '../model/conclusion.ts';
import type { Attachment, IncursionAnchor, RecordedElement, StoredElement } from '../model/recorded-element.ts';

/** The incursion that a record belongs to now. */
export interface Attached {
  readonly incursionId: string;
  readonly attachment: Attachment;
}

type Span = Pick<Incursion, 'id' | 'firstMs' | 'lastMs' | 'detectionIds' | 'detections'>;

/**
 * Finds the incursion of a record again among those that the same object has now: by id; else by the presence's own first and
 * last detection and their number, when only the rest of the flight changed; else the presence that shares most of its time.
 * Null when none does: the incursion it was recorded for no longer stands.
 */
export function attach(anchor: IncursionAnchor, incursions: readonly Span[]): Attached | null {
  const same = incursions.find(({ id }) => id === anchor.incursionId);
  if (same !== undefined) return { incursionId: same.id, attachment: 'same' };
  const kept = incursions.find(
    ({ detectionIds, detections }) =>
      detectionIds.first === anchor.firstDetection &&
      detectionIds.last === anchor.lastDetection &&
      detections === anchor.detections,
  );
  if (kept !== undefined) return { incursionId: kept.id, attachment: 'flight-changed' };
  let nearest: Span | null = null;
  let most = -1;
  for (const one of incursions) {
    const sharedMs = Math.min(one.lastMs, anchor.lastMs) - Math.max(one.firstMs, anchor.firstMs);
    const isEarlier = nearest !== null && sharedMs === most && one.id < nearest.id;
    if (sharedMs > most || isEarlier) [nearest, most] = [one, sharedMs];
  }
  return nearest === null || most < 0 ? null : { incursionId: nearest.id, attachment: 'earlier-state' };
}

/** What the rules read of each incursion: the records that stand, each with how it hangs on the incursion. */
export function attachRecords(
  records: readonly StoredElement[],
  incursions: readonly Span[],
): ReadonlyMap<string, readonly RecordedElement[]> {
  const found = new Map<string, RecordedElement[]>();
  for (const record of records) {
    if (record.standing !== 'on-record') continue;
    const attached = attach(record.anchor, incursions);
    if (attached === null) continue;
    const {
      anchor: _,
      enteredBy: _by,
      supersedes: _old,
      reason: _why,
      standing: _now,
      events: _then,
      ...said
    } = record;
    const of = found.get(attached.incursionId) ?? [];
    of.push({ ...said, attachment: attached.attachment });
    found.set(attached.incursionId, of);
  }
  return found;
}
