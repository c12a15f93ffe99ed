import { gapsAfter } from '../../../shared/classify/intervals.ts';
import { encodeColumn } from '../../../shared/contract/columns.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import { fail, ok } from '../../../shared/result.ts';
import { detectionIdsByNo, detectionsByNo, findDetection, listDetections } from '../../store/queries/detections.ts';
import { findBrief } from '../../store/queries/flight-map.ts';
import { findFlight, listCrossings, listFlights, listIncursions, listTotals } from '../../store/queries/flights.ts';
import { askDeconfliction } from '../deconfliction.ts';
import { marksReply, shapesReply } from '../map-reply.ts';
import { resultOtherwise } from '../otherwise.ts';
import { rawRecordOf } from '../raw-record.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** Points of a flight's profile sent with it; the raw rows of all of them are a call away. */
const LISTED_DETECTIONS = 5000;

export const flightHandlers = (
  desk: Desk,
): HandlersOf<'lists' | 'flights' | 'incursions' | 'crossings' | 'detections'> => ({
  'lists.totals': ({ filters }) => ok(listTotals(desk.workspace.store.read, filters)),
  'flights.list': (request) => ok(listFlights(desk.workspace.store.read, request)),
  'flights.marks': ({ filters }) => ok(marksReply(desk.workspace.store.read, filters)),
  'flights.shapes': (request) => ok(shapesReply(desk.workspace.store.read, request)),
  'flights.deconfliction': ({ flightId }) => askDeconfliction(desk.workspace.store.read, flightId),
  'flights.brief': ({ flightId }) => {
    const brief = findBrief(desk.workspace.store.read, flightId);
    return brief === null ? fail('not-found', 'There is no such flight. It may have been rebuilt.') : ok(brief);
  },
  'flights.detail': ({ flightId }) => {
    const found = findFlight(desk.workspace.store.read, flightId);
    if (found === null)
      return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
    const { flight, path, eligibilities } = found;
    const profile: Reply<'flights.detail'>['profile'] = {
      timeMs: encodeColumn(path.timeMs),
      lng: encodeColumn(path.lng),
      lat: encodeColumn(path.lat),
      altitudeM: encodeColumn(path.altitudeM),
      altitudeDatum: encodeColumn(path.altitudeDatum),
      sigmaM: encodeColumn(path.sigmaM),
      distanceM: encodeColumn(path.distanceM),
      pUs: encodeColumn(path.pUs),
      coverage: encodeColumn(path.coverage),
      gapAfter: encodeColumn(gapsAfter(path.timeMs, path.track, flight.tracks)),
      detectionIds: detectionIdsByNo(desk.workspace.store.read, path.detectionNo),
    };
    return ok({ flight, profile, eligibilities });
  },
  'flights.otherwise': ({ flightId }) => {
    const found = findFlight(desk.workspace.store.read, flightId);
    if (found === null)
      return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
    return ok({ results: resultOtherwise(desk.workspace, found) });
  },
  'incursions.list': (request) => ok(listIncursions(desk.workspace.store.read, request)),
  'crossings.list': (request) => ok(listCrossings(desk.workspace.store.read, request)),
  'detections.list': ({ flightId, ...request }) => {
    const db = desk.workspace.store.read;
    if (flightId === undefined) return ok(listDetections(db, request));
    const found = findFlight(db, flightId);
    if (found === null)
      return fail('not-found', 'There is no such flight. It may have been rebuilt: look it up again.');
    const numbers = [...found.path.detectionNo];
    const page = numbers.slice(request.offset, request.offset + Math.min(request.limit, LISTED_DETECTIONS));
    return ok({
      rows: detectionsByNo(db, page),
      total: numbers.length,
      truncated: request.offset + page.length < numbers.length,
      definition: 'Detections of this flight that have a position, in time order.',
    });
  },
  'detections.personal': ({ detectionId }) => {
    const target = desk.workspace;
    return target.change({ actor: desk.actor, kind: 'personal-shown', atMs: Date.now() }, async () => {
      const found = findDetection(target.store.write, detectionId);
      if (found === null) return fail('not-found', `There is no detection ${detectionId}.`);
      const { personal: fields } = found;
      return ok({ value: { fields }, details: { detection: detectionId, fields: Object.keys(fields) } });
    });
  },
  'detections.raw': ({ detectionId }) => {
    const found = findDetection(desk.workspace.store.read, detectionId);
    if (found === null) return fail('not-found', `There is no detection ${detectionId}.`);
    return rawRecordOf(desk.workspace.store.folder, found);
  },
});
