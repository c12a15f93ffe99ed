import { randomBytes } from 'node:crypto';
import type { Incident, IncidentRow, Reply, Request } from '../../shared/contract/contract.ts';
import { localTimes } from '../../shared/format/times.ts';
import { localZone } from '../../shared/geo/local-zone.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import {
  changedFields,
  emptyContent,
  type FieldChange,
  type IncidentContent,
  type IncidentTextChange,
} from '../../shared/model/incident.ts';
import { mainPosition } from '../../shared/report/data/context.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type Act, readMeta, writeMeta } from '../store/change.ts';
import type { Db } from '../store/open.ts';
import { findFlight } from '../store/queries/flights.ts';
import {
  addFlight,
  addReview,
  citeImports,
  contentDigestOf,
  dropDraft,
  editsOf,
  findDraft,
  findIncident,
  flightsOf,
  incidentsWithFlight,
  insertIncident,
  keepDraft,
  listIncidents,
  removeFlight,
  reviewsOf,
  reviseIncident,
  type StoredIncident,
  type StoredIncidentFlight,
} from '../store/queries/incidents.ts';
import { findReport, reportsOf } from '../store/queries/reports.ts';
import { type AnchoredFlight, anchoredFlight, currentFlight, factsDigestNow } from './incident-flights.ts';
import { locate } from './locate.ts';
import { freshnessOf, isSamePerson } from './reports.ts';
import type { Workspace } from './workspace.ts';

/** Who does it, and when. */
export interface Doer {
  readonly actor: string;
  readonly atMs: number;
}

const PREFIX = 'incident-prefix';
const ORIGIN = 'workspace-id';

export const numberingOf = (db: Db): Reply<'incidents.numbering'> => ({
  prefix: readMeta(db, PREFIX) ?? null,
  origin: readMeta(db, ORIGIN) ?? 'not named yet',
});

/** Numbers given from now on carry the prefix; null makes this the workstation that numbers for its sector. */
export const setNumbering = (
  workspace: Workspace,
  prefix: string | null,
  { actor, atMs }: Doer,
): Promise<Result<Reply<'incidents.setNumbering'>>> =>
  workspace.change({ actor, kind: 'incident-numbering', atMs }, async () => {
    const db = workspace.store.write;
    const before = readMeta(db, PREFIX) ?? null;
    writeMeta(db, PREFIX, prefix);
    return ok({ value: numberingOf(db), details: { before, after: prefix } });
  });

/** The id by which incidents of this workspace are told from those of another; made with the first incident. */
function originOf(db: Db): string {
  const known = readMeta(db, ORIGIN);
  if (known !== undefined) return known;
  const made = randomBytes(6).toString('hex');
  writeMeta(db, ORIGIN, made);
  return made;
}

const noSuch = (id: string) => fail('not-found', `There is no incident ${id}.`);

/** Opens an incident for one or several flights, and gives it the next number of its sector and year. */
export async function createIncident(
  workspace: Workspace,
  wanted: {
    readonly flightIds: readonly string[];
    readonly sector?: string | undefined;
    readonly title?: string | undefined;
  },
  doer: Doer,
): Promise<Result<Incident>> {
  const { actor, atMs } = doer;
  const created = await workspace.change({ actor, kind: 'incident-opened', atMs }, async () => {
    const db = workspace.store.write;
    const anchored = anchorAll(db, wanted.flightIds, doer);
    if (!anchored.ok) return anchored;
    const flights = anchored.value;
    const sector = wanted.sector ?? flights.find((one) => one.sector !== null)?.sector ?? null;
    if (sector === null) {
      return fail('bad-request', 'No sector is known for these flights: name the sector that numbers the incident.');
    }
    if (!workspace.reference.sectors.some(({ code }) => code === sector)) {
      return fail('bad-request', `There is no sector ${sector}.`);
    }
    const id = randomBytes(12).toString('hex');
    const content: IncidentContent = { ...emptyContent, title: (wanted.title ?? '').trim() };
    const year = localYear(workspace, flights[0]!.flight.flightId);
    const prefix = readMeta(db, PREFIX) ?? '';
    const number = insertIncident(db, { id, origin: originOf(db), prefix, sector, year, content, atMs, actor });
    for (const { flight, importNos } of flights) {
      addFlight(db, id, flight);
      citeImports(db, id, importNos);
    }
    const details = {
      incident: id,
      number,
      flights: flights.map(({ flight }) => flight.flightId),
      contentDigest: contentDigestOf(content),
    };
    return ok({ value: id, details });
  });
  return created.ok ? showIncident(workspace, created.value, doer.actor) : created;
}

function anchorAll(db: Db, flightIds: readonly string[], doer: Doer): Result<AnchoredFlight[]> {
  const anchored: AnchoredFlight[] = [];
  for (const flightId of new Set(flightIds)) {
    const one = anchoredFlight(db, flightId, doer);
    if (one === null)
      return fail('not-found', `There is no flight ${flightId}. It may have been rebuilt: look it up again.`);
    anchored.push(one);
  }
  return ok(anchored.sort((a, b) => a.flight.firstMs - b.flight.firstMs));
}

/** The year on the clocks at the place when the first flight began: what people there call the year of the incident. */
function localYear(workspace: Workspace, flightId: string): number {
  const { flight, path } = findFlight(workspace.store.write, flightId)!;
  const main = mainPosition(flight, path);
  const place = main === null ? null : locate(workspace, { lng: main[0], lat: main[1], sigmaM: 0, timeMs: null });
  return Number(localTimes(place === null ? 'UTC' : localZone(place))(flight.firstMs).date.slice(0, 4));
}

/** New content of an incident, and changes besides it that belong to the same edit. */
interface Revision {
  readonly content: IncidentContent;
  readonly more?: readonly FieldChange[];
}

/** One edit of one incident, kept with what was before. An edit that changes nothing is none. */
export async function revise(
  workspace: Workspace,
  idOrNumber: string,
  doer: Doer,
  edit: (incident: StoredIncident, db: Db) => Result<Revision>,
): Promise<Result<Incident>> {
  const act: Act = { actor: doer.actor, kind: 'incident-edited', atMs: doer.atMs };
  const found = findIncident(workspace.store.read, idOrNumber);
  if (found === null) return noSuch(idOrNumber);
  let unchanged = false;
  const done = await workspace.change(act, async () => {
    const db = workspace.store.write;
    const before = findIncident(db, found.id)!;
    if (before.content.status === 'merged') {
      return fail('refused', `Incident ${before.number} was merged and is not edited any more.`);
    }
    const revised = edit(before, db);
    if (!revised.ok) return revised;
    const { content, more = [] } = revised.value;
    const changes = [...changedFields(before.content, content), ...more];
    if (changes.length === 0) {
      unchanged = true;
      return fail('cancelled', 'Nothing was changed.');
    }
    const digests = reviseIncident(db, before, content, changes, doer);
    const details = {
      incident: before.id,
      number: before.number,
      fields: changes.map(({ field }) => field),
      ...digests,
    };
    return ok({ value: null, details });
  });
  return done.ok || unchanged ? showIncident(workspace, found.id, doer.actor) : done;
}

const changedMeanwhile = (number: string) =>
  fail(
    'refused',
    `Incident ${number} was changed by somebody else meanwhile. Your words are kept: look at the newer version, then save again.`,
  );

const withText = (content: IncidentContent, text: IncidentTextChange): IncidentContent => ({
  ...content,
  ...(Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined)) as Partial<IncidentContent>),
});

/** Saves a form. What the person typed as a draft is then part of the record, and the draft goes. */
export async function editIncident(
  workspace: Workspace,
  wanted: { readonly id: string; readonly revision: number | null; readonly text: IncidentTextChange },
  doer: Doer,
): Promise<Result<Incident>> {
  const edited = await revise(workspace, wanted.id, doer, (incident) => {
    if (wanted.revision !== null && wanted.revision !== incident.revision) return changedMeanwhile(incident.number);
    const content = withText(incident.content, wanted.text);
    if (content.status !== incident.content.status) {
      if (content.status === 'merged') return fail('refused', 'An incident becomes merged by merging it into another.');
      if (content.status === 'closed' && content.hold !== null) {
        return fail(
          'refused',
          `Incident ${incident.number} is on hold: ${content.hold.ground} Release the hold first.`,
        );
      }
    }
    return ok({ content });
  });
  if (!edited.ok) return edited;
  const dropped = await dropDraftOf(workspace, edited.value.id, doer.actor);
  return dropped.ok ? ok({ ...edited.value, draft: null, hasDraft: false }) : dropped;
}

export const addFlights = (workspace: Workspace, id: string, flightIds: readonly string[], doer: Doer) =>
  revise(workspace, id, doer, (incident, db) => {
    const anchored = anchorAll(db, flightIds, doer);
    if (!anchored.ok) return anchored;
    const known = flightsOf(db, incident.id).map(({ flightId }) => flightId);
    const added = anchored.value.filter(({ flight }) => !known.includes(flight.flightId));
    for (const { flight, importNos } of added) {
      addFlight(db, incident.id, flight);
      citeImports(db, incident.id, importNos);
    }
    const after = [...known, ...added.map(({ flight }) => flight.flightId)];
    const more = added.length === 0 ? [] : [{ field: 'flights', before: known, after }];
    return ok({ content: incident.content, more });
  });

/** Its imports stay cited: a page that was issued meanwhile may rest on them. */
export const takeFlightOut = (workspace: Workspace, id: string, flightId: string, doer: Doer) =>
  revise(workspace, id, doer, (incident, db) => {
    const known = flightsOf(db, incident.id).map((flight) => flight.flightId);
    if (!known.includes(flightId)) return fail('not-found', `Incident ${incident.number} has no flight ${flightId}.`);
    if (incident.content.hold !== null) return onHold(incident);
    if (known.length === 1) return fail('refused', 'An incident keeps at least one flight.');
    removeFlight(db, incident.id, flightId);
    const after = known.filter((one) => one !== flightId);
    return ok({ content: incident.content, more: [{ field: 'flights', before: known, after }] });
  });

export const onHold = ({ number, content }: StoredIncident) =>
  fail('refused', `Incident ${number} is on hold: nothing is taken out of it. ${content.hold?.ground ?? ''}`.trim());

export const holdIncident = (
  workspace: Workspace,
  { id, ground, setBy }: { readonly id: string; readonly ground: string; readonly setBy: string },
  doer: Doer,
) =>
  revise(workspace, id, doer, (incident) =>
    incident.content.hold === null
      ? ok({
          content: { ...incident.content, hold: { ground, setBy, account: doer.actor, setAtMs: doer.atMs } },
        })
      : fail('refused', `Incident ${incident.number} is on hold already, set by ${incident.content.hold.setBy}.`),
  );

/** Who released it, and that it stood, stays in the history. */
export const releaseHold = (workspace: Workspace, id: string, releasedBy: string, doer: Doer) =>
  revise(workspace, id, doer, (incident) =>
    incident.content.hold === null
      ? fail('refused', `Incident ${incident.number} is not on hold.`)
      : ok({
          content: { ...incident.content, hold: null },
          more: [{ field: 'hold released by', before: null, after: releasedBy }],
        }),
  );

/** Links two incidents, each to the other. */
export async function linkIncidents(
  workspace: Workspace,
  { id, to, note }: { readonly id: string; readonly to: string; readonly note: string },
  doer: Doer,
): Promise<Result<Incident>> {
  const other = findIncident(workspace.store.read, to);
  if (other === null) return noSuch(to);
  const linked = await revise(workspace, id, doer, (incident) => {
    if (incident.id === other.id) return fail('bad-request', 'An incident is not linked to itself.');
    return ok({ content: withLink(incident.content, other, 'related', note) });
  });
  if (!linked.ok) return linked;
  const one = findIncident(workspace.store.read, linked.value.id)!;
  // One that was merged is not edited any more: the link stands at the other end only.
  if (other.content.status === 'merged') return linked;
  const back = await revise(workspace, other.id, doer, (incident) =>
    ok({ content: withLink(incident.content, one, 'related', note) }),
  );
  return back.ok ? linked : back;
}

const withLink = (
  content: IncidentContent,
  { id, number }: Pick<StoredIncident, 'id' | 'number'>,
  kind: IncidentContent['links'][number]['kind'],
  note: string,
): IncidentContent => ({
  ...content,
  links: [
    ...content.links.filter((link) => link.incidentId !== id || link.kind !== kind),
    { incidentId: id, number, kind, note },
  ],
});

/**
 * Continues an incident under another's number: its flights, records and attachments are added there, and it is closed to edits.
 * Both keep their numbers, and what each said before stands in its history.
 */
export async function mergeIncidents(
  workspace: Workspace,
  { id, into }: { readonly id: string; readonly into: string },
  doer: Doer,
): Promise<Result<Incident>> {
  const from = findIncident(workspace.store.read, id);
  const target = findIncident(workspace.store.read, into);
  if (from === null) return noSuch(id);
  if (target === null) return noSuch(into);
  const act: Act = { actor: doer.actor, kind: 'incident-edited', atMs: doer.atMs };
  const merged = await workspace.change(act, async () => {
    const db = workspace.store.write;
    const one = findIncident(db, from.id)!;
    const other = findIncident(db, target.id)!;
    if (one.id === other.id) return fail('bad-request', 'An incident is not merged into itself.');
    for (const each of [one, other]) {
      if (each.content.status === 'merged') return fail('refused', `Incident ${each.number} was merged already.`);
    }
    const before = flightsOf(db, other.id).map(({ flightId }) => flightId);
    for (const flight of flightsOf(db, one.id)) {
      addFlight(db, other.id, flight);
      citeImportsOf(db, other.id, flight);
    }
    const after = flightsOf(db, other.id).map(({ flightId }) => flightId);
    const content = withLink(joined(other.content, one), one, 'merged-from', '');
    const closed = withLink({ ...one.content, status: 'merged' }, other, 'merged-into', '');
    const flights = { field: 'flights', before, after };
    const changes = [...changedFields(other.content, content), ...(before.length === after.length ? [] : [flights])];
    const there = reviseIncident(db, other, content, changes, doer);
    const here = reviseIncident(db, one, closed, changedFields(one.content, closed), doer);
    const details = {
      incident: other.id,
      number: other.number,
      fields: changes.map(({ field }) => field),
      ...there,
      merged: { incident: one.id, number: one.number, ...here },
    };
    return ok({ value: other.id, details });
  });
  return merged.ok ? showIncident(workspace, merged.value, doer.actor) : merged;
}

function citeImportsOf(db: Db, incidentId: string, flight: StoredIncidentFlight): void {
  const now = currentFlight(db, flight);
  const again = now === null ? null : anchoredFlight(db, now.stored.flight.id, { atMs: 0, actor: '' });
  if (again !== null) citeImports(db, incidentId, again.importNos);
}

function joined(content: IncidentContent, { number, content: more }: StoredIncident): IncidentContent {
  const both = (one: string, other: string) =>
    [one, other.trim() === '' ? '' : `From ${number}:\n${other}`].filter((part) => part.trim() !== '').join('\n\n');
  const known = new Set(content.attachments.map(({ sha256 }) => sha256));
  return {
    ...content,
    narrative: both(content.narrative, more.narrative),
    disposition: both(content.disposition, more.disposition),
    actions: [...content.actions, ...more.actions],
    effects: [...content.effects, ...more.effects],
    coordination: [...content.coordination, ...more.coordination],
    seizures: [...content.seizures, ...more.seizures],
    attachments: [...content.attachments, ...more.attachments.filter(({ sha256 }) => !known.has(sha256))],
    hold: content.hold ?? more.hold,
  };
}

/** A second named person reviewed what stands now. Names are as entered; the account is the operating system's. */
export async function reviewIncident(
  workspace: Workspace,
  { id, reviewer, note }: { readonly id: string; readonly reviewer: string; readonly note: string },
  { actor, atMs }: Doer,
): Promise<Result<Incident>> {
  const found = findIncident(workspace.store.read, id);
  if (found === null) return noSuch(id);
  const reviewed = await workspace.change({ actor, kind: 'incident-reviewed', atMs }, async () => {
    const db = workspace.store.write;
    const incident = findIncident(db, found.id)!;
    const preparer = incident.content.preparedBy ?? incident.openedBy;
    if (isSamePerson(reviewer, preparer)) {
      return fail('refused', `${preparer} prepared the incident: a second named person reviews it.`);
    }
    const factsDigest = factsDigestNow(db, incident);
    addReview(db, incident.id, { factsDigest, reviewer, account: actor, note, atMs });
    const details = {
      incident: incident.id,
      number: incident.number,
      revision: incident.revision,
      reviewer,
      factsDigest,
    };
    return ok({ value: null, details });
  });
  return reviewed.ok ? showIncident(workspace, found.id, actor) : reviewed;
}

/** Keeps what a person is typing; see `keepDraft`. */
export const saveDraft = (
  workspace: Workspace,
  { id, revision, form }: Request<'incidents.saveDraft'>,
  { actor, atMs }: Doer,
): Promise<Result<Record<string, never>>> =>
  workspace.changes.run(() => {
    const db = workspace.store.write;
    const incident = findIncident(db, id);
    if (incident === null) return noSuch(id);
    keepDraft(db, incident.id, { actor, revision, savedAtMs: atMs, content: JSON.stringify(form) });
    return ok({});
  });

export const dropDraftOf = (workspace: Workspace, id: string, actor: string): Promise<Result<Record<string, never>>> =>
  workspace.changes.run(() => {
    dropDraft(workspace.store.write, id, actor);
    return ok({});
  });

/** One incident with everything a person works with. */
export function showIncident(workspace: Workspace, idOrNumber: string, actor: string): Result<Incident> {
  const db = workspace.store.read;
  const incident = findIncident(db, idOrNumber);
  if (incident === null) return noSuch(idOrNumber);
  const row = rowOf(db, incident, actor);
  const { title: _title, status: _status, assignedTo: _assignedTo, ...common } = row;
  const now = factsDigestNow(db, incident);
  const draft = findDraft(db, incident.id, actor);
  const issued = reportsOf(db, { flightId: '', incidentId: incident.id });
  const newest = issued[0] === undefined ? null : findReport(db, issued[0].reportId);
  return ok({
    ...common,
    content: incident.content,
    flights: flightsOf(db, incident.id).map((was) => flightReply(db, was)),
    reviews: reviewsOf(db, incident.id).map(({ factsDigest, ...review }) => ({
      ...review,
      current: factsDigest === now,
    })),
    history: editsOf(db, incident.id).map(({ changes, ...edit }) => ({ ...edit, changes: [...changes] })),
    draft:
      draft === null
        ? null
        : {
            revision: draft.revision,
            savedAtMs: draft.savedAtMs,
            form: JSON.parse(draft.content) as NonNullable<Incident['draft']>['form'],
          },
    reports: issued.map(({ reportId, version, madeAtMs, actor: by, path }) => ({
      reportId,
      version,
      madeAtMs,
      actor: by,
      path,
    })),
    freshness: newest === null ? null : freshnessOf(workspace, newest),
  });
}

function flightReply(db: Db, was: StoredIncidentFlight): Incident['flights'][number] {
  const now = currentFlight(db, was);
  const flight: Flight | null = now?.stored.flight ?? null;
  return {
    flightId: was.flightId,
    currentFlightId: flight?.id ?? null,
    objectName: flight?.objectName ?? was.conclusion.objectName,
    class: flight?.class ?? null,
    grade: flight?.grade ?? null,
    firstMs: flight?.firstMs ?? was.firstMs,
    lastMs: flight?.lastMs ?? was.lastMs,
    incursions: flight?.incursions.length ?? was.conclusion.incursions,
    crossings: flight?.crossings.length ?? was.conclusion.crossings,
    detections: flight?.detections ?? was.conclusion.detections,
    changedSince: now === null ? ['None of its detections is in a flight any more.'] : [...now.changedSince],
    addedAtMs: was.addedAtMs,
    addedBy: was.addedBy,
  };
}

function rowOf(db: Db, incident: StoredIncident, actor: string): IncidentRow {
  const { content } = incident;
  const flights = flightsOf(db, incident.id);
  const reviews = reviewsOf(db, incident.id);
  const now = reviews.length === 0 ? null : factsDigestNow(db, incident);
  const preparer = content.preparedBy ?? incident.openedBy;
  const reviewed = reviews.some((review) => review.factsDigest === now && !isSamePerson(review.reviewer, preparer));
  const isOver = content.status === 'merged' || content.status === 'closed';
  return {
    id: incident.id,
    number: incident.number,
    origin: incident.origin,
    provisional: incident.provisional,
    sector: incident.sector,
    title: content.title,
    status: content.status,
    assignedTo: content.assignedTo,
    openedAtMs: incident.openedAtMs,
    openedBy: incident.openedBy,
    changedAtMs: incident.changedAtMs,
    revision: incident.revision,
    flights: flights.length,
    firstMs: flights.length === 0 ? null : Math.min(...flights.map(({ firstMs }) => firstMs)),
    lastMs: flights.length === 0 ? null : Math.max(...flights.map(({ lastMs }) => lastMs)),
    onHold: content.hold !== null,
    reviewed,
    needsReview: !reviewed && !isOver && (content.status === 'for-review' || reviews.length > 0),
    mine: content.assignedTo === null ? incident.openedBy === actor : isSamePerson(content.assignedTo, actor),
    hasDraft: findDraft(db, incident.id, actor) !== null,
  };
}

const INCIDENTS =
  'Incidents: each opened by a person for one or several flights, under a number of its sector and year that is never changed or given again.';

/** The work queue. */
export function queueOf(
  { store }: Workspace,
  wanted: {
    readonly status?: IncidentRow['status'] | undefined;
    readonly sector?: string | undefined;
    readonly mine?: boolean | undefined;
    readonly needsReview?: boolean | undefined;
    readonly flightId?: string | undefined;
  },
  actor: string,
): Reply<'incidents.list'> {
  const db = store.read;
  const withFlight = wanted.flightId === undefined ? null : new Set(incidentsWithFlight(db, wanted.flightId));
  const rows = listIncidents(db)
    .filter(({ id }) => withFlight === null || withFlight.has(id))
    .map((incident) => rowOf(db, incident, actor))
    .filter(
      (row) =>
        (wanted.status === undefined || row.status === wanted.status) &&
        (wanted.sector === undefined || row.sector === wanted.sector) &&
        (wanted.mine !== true || row.mine) &&
        (wanted.needsReview !== true || row.needsReview),
    );
  return { rows, total: rows.length, truncated: false, definition: INCIDENTS };
}
