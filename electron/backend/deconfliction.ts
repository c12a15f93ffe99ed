import type { Reply } from '../../shared/contract/contract.ts';
import { comparedWithinS, deconflict } from '../../shared/eligibility/deconfliction.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Db } from '../store/open.ts';
import { listCooperative } from '../store/queries/cooperative.ts';
import { detectionsByNo } from '../store/queries/detections.ts';
import { findFlight, type StoredFlight } from '../store/queries/flights.ts';

/** What cooperative traffic on record says about a flight, with the rows of the nearest pair. */
export function deconflictionOf(
  db: Db,
  { flight, path }: Pick<StoredFlight, 'flight' | 'path'>,
): Reply<'flights.deconfliction'> {
  const marginMs = comparedWithinS * 1000;
  const found = listCooperative(db, flight.firstMs - marginMs, flight.lastMs + marginMs).filter(
    ({ flightId }) => flightId !== flight.id,
  );
  const evidence = deconflict(
    path,
    found.map(({ flightId, objectKey, objectName, bbox, isOwnLog, path: read }) => ({
      flightId,
      objectName,
      kind: isOwnLog ? 'own-log' : 'broadcast',
      sameIdentity: objectKey === flight.objectKey,
      bbox,
      path: read,
    })),
  );
  const { nearest } = evidence;
  if (nearest === null) return { ...evidence, rows: null };
  const other = found.find(({ flightId }) => flightId === nearest.flightId)!.path();
  const [own] = detectionsByNo(db, [path.detectionNo[nearest.index]!]);
  const [theirs] = detectionsByNo(db, [other.detectionNo[nearest.otherIndex]!]);
  return { ...evidence, rows: { flight: own!, other: theirs! } };
}

/** By the flight's id, as pages and the command line ask. */
export function askDeconfliction(db: Db, flightId: string): Result<Reply<'flights.deconfliction'>> {
  const found = findFlight(db, flightId);
  return found === null
    ? fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.')
    : ok(deconflictionOf(db, found));
}
