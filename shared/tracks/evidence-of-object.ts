import type { Evidence, IdentityFields } from '../model/detection.ts';
import { decideEvidence } from '../model/evidence.ts';
import type { SensorRef } from './detections.ts';

/** Evidence of one detection: as stored, else decided from what it states. */
export const evidenceOf = (identity: IdentityFields, sensor: SensorRef): Evidence =>
  identity.evidence ?? decideEvidence(identity, sensor.kind);

/**
 * Evidence of an object from that of its detections (cooperative ones are kept apart before). Identified once is identified;
 * else the sensors' classes decide by number, a tie for UAS, because a missed UAS is worse than a marked contradiction;
 * without any class it is unidentified.
 */
export function evidenceOfObject(counts: ReadonlyMap<Evidence, number>): {
  readonly evidence: Evidence;
  readonly notes: readonly string[];
} {
  const of = (evidence: Evidence): number => counts.get(evidence) ?? 0;
  const manned = of('manned');
  const notUas = of('not-uas');
  const identified = of('uas-identified');
  const uas = identified + of('uas-by-class');
  const notes =
    uas > 0 && manned + notUas > 0
      ? [`The class it was given changes: UAS in ${uas}, manned in ${manned}, not a UAS in ${notUas} detections.`]
      : [];
  if (of('cooperative') > 0) return { evidence: 'cooperative', notes };
  if (identified > 0) return { evidence: 'uas-identified', notes };
  if (uas > 0 && uas >= manned + notUas) return { evidence: 'uas-by-class', notes };
  if (manned + notUas > 0) return { evidence: manned >= notUas ? 'manned' : 'not-uas', notes };
  return { evidence: 'unidentified', notes };
}
