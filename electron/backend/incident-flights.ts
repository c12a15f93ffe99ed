import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { countText } from '../../shared/format/numbers.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import { classWords } from '../../shared/model/words.ts';
import type { Db } from '../store/open.ts';
import {
  conclusionDigest,
  detectionNumbers,
  flightExists,
  flightIdsInOrder,
  flightsOverlapping,
  importsOf,
} from '../store/queries/flight-members.ts';
import { findFlight, type StoredFlight } from '../store/queries/flights.ts';
import {
  type FlightSummary,
  flightsOf,
  type StoredIncident,
  type StoredIncidentFlight,
} from '../store/queries/incidents.ts';
import { membersOf } from './edited-groups.ts';

/** A flight to be added to an incident, and the files it was read from. */
export interface AnchoredFlight {
  readonly flight: StoredIncidentFlight;
  readonly sector: string | null;
  readonly importNos: readonly number[];
}

/** Null when there is no such flight. */
export function anchoredFlight(
  db: Db,
  flightId: string,
  at: { readonly atMs: number; readonly actor: string },
): AnchoredFlight | null {
  const found = findFlight(db, flightId);
  if (found === null) return null;
  const ids = idsOf(db, found);
  return {
    flight: {
      flightId,
      anchors: ids,
      conclusion: summaryOf(found.flight),
      firstMs: found.flight.firstMs,
      lastMs: found.flight.lastMs,
      addedAtMs: at.atMs,
      addedBy: at.actor,
    },
    sector: found.flight.sector,
    importNos: importsOf(db, detectionNumbers(db, ids)),
  };
}

/** Content ids of a stored flight's detections. Its object always makes it: flights and detections are committed together. */
export const idsOf = (db: Db, { objectNo, flight }: StoredFlight): readonly string[] =>
  (membersOf(db, objectNo, flight.id) ?? []).map(({ id }) => id);

export const summaryOf = (flight: Flight): FlightSummary => ({
  objectName: flight.objectName,
  objectKey: flight.objectKey,
  class: flight.class,
  grade: flight.grade,
  incursions: flight.incursions.length,
  crossings: flight.crossings.length,
  detections: flight.detections,
});

/** A flight of an incident as it is now. */
export interface CurrentFlight {
  readonly stored: StoredFlight;
  /** Content ids of its detections, in order of time. */
  readonly ids: readonly string[];
  /** What became of it since it was added, a sentence each. */
  readonly changedSince: readonly string[];
}

/**
 * The flight that holds most of the detections which a flight of an incident had; null when none of them is in any flight.
 * A flight that gains or loses a detection gets another id, so the id alone would lose it.
 */
export function currentFlight(db: Db, was: StoredIncidentFlight): CurrentFlight | null {
  const same = findFlight(db, was.flightId);
  if (same !== null) {
    return { stored: same, ids: idsOf(db, same), changedSince: changesOf(was.conclusion, same.flight) };
  }
  const anchors = new Set(was.anchors);
  const holders = flightsOverlapping(db, was.firstMs, was.lastMs)
    .toSorted(
      (a, b) => Number(b.objectKey === was.conclusion.objectKey) - Number(a.objectKey === was.conclusion.objectKey),
    )
    .flatMap((candidate) => {
      const ids = (membersOf(db, candidate.objectNo, candidate.flightId) ?? []).map(({ id }) => id);
      const shared = ids.filter((id) => anchors.has(id)).length;
      return shared === 0 ? [] : [{ flightId: candidate.flightId, ids, shared }];
    });
  const best = holders.reduce<(typeof holders)[number] | null>(
    (most, one) => (most === null || one.shared > most.shared ? one : most),
    null,
  );
  const stored = best === null ? null : findFlight(db, best.flightId);
  if (best === null || stored === null) return null;
  const gained = best.ids.length - best.shared;
  const lost = anchors.size - best.shared;
  return {
    stored,
    ids: best.ids,
    changedSince: [
      ...(gained > 0 ? [`The flight has ${countText(gained, 'detection')} more than when it was added.`] : []),
      ...(lost > 0
        ? [
            `${countText(lost, 'detection')} that it had ${lost === 1 ? 'is' : 'are'} not in it any more${holders.length > 1 ? `, some of them in ${countText(holders.length - 1, 'other flight')}` : ''}.`,
          ]
        : []),
      ...changesOf(was.conclusion, stored.flight),
    ],
  };
}

/** The flights of an incident as they are now, each once, in order of time: two that became one are told once. */
export function currentFlights(db: Db, incidentId: string): CurrentFlight[] {
  const current = new Map<string, CurrentFlight>();
  for (const was of flightsOf(db, incidentId)) {
    const now = currentFlight(db, was);
    if (now !== null && !current.has(now.stored.flight.id)) current.set(now.stored.flight.id, now);
  }
  return [...current.values()].sort(
    (a, b) => a.stored.flight.firstMs - b.stored.flight.firstMs || (a.stored.flight.id < b.stored.flight.id ? -1 : 1),
  );
}

/**
 * Digest of what a reviewer reviews: what people wrote and what is concluded of the flights, not who works on it. A review holds
 * as long as it is the same.
 */
export function factsDigestOf(db: Db, { content }: StoredIncident, flightIds: readonly string[]): string {
  const { status: _status, assignedTo: _assignedTo, hold: _hold, links: _links, ...told } = content;
  const text = canonicalJson({ told, flights: flightIds.map((id) => [id, conclusionDigest(db, id)]) });
  return createHash('sha256').update(text).digest('hex');
}

/** As `factsDigestOf` of the flights that stand in the incident now; cheap where none of them got another id. */
export function factsDigestNow(db: Db, incident: StoredIncident): string {
  const ids = flightsOf(db, incident.id).flatMap((was) => {
    const id = flightExists(db, was.flightId) ? was.flightId : currentFlight(db, was)?.stored.flight.id;
    return id === undefined ? [] : [id];
  });
  const ordered = flightIdsInOrder(db, [...new Set(ids)]);
  return factsDigestOf(db, incident, ordered);
}

function changesOf(was: FlightSummary, now: Flight): string[] {
  const all: string[] = [];
  const label = (name: string): string => classWords[name as Flight['class']]?.label ?? name;
  if (was.class !== now.class) all.push(`Its class was ${label(was.class)} and is ${label(now.class)}.`);
  if (was.grade !== now.grade) all.push(`Its computed grade was ${was.grade ?? 'none'} and is ${now.grade ?? 'none'}.`);
  if (was.crossings !== now.crossings.length) {
    all.push(`It had ${countText(was.crossings, 'crossing')} and has ${now.crossings.length}.`);
  }
  if (was.incursions !== now.incursions.length) {
    all.push(`It had ${countText(was.incursions, 'incursion')} and has ${now.incursions.length}.`);
  }
  return all;
}
