import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Incident, IncidentRow } from '../../shared/contract/contract.ts';
import { countText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import {
  type IncidentStatus,
  type IncidentTextChange,
  incidentFieldWords,
  incidentStatuses,
  statusWords,
} from '../../shared/model/incident.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { withIsoTimes } from '../backend/export/iso-times.ts';
import { freshnessSaid } from '../backend/report-files.ts';
import type { Service } from '../backend/service.ts';
import { flightOfIncursion } from '../store/queries/flights.ts';
import { findIncident } from '../store/queries/incidents.ts';
import { type Command, list, type Outcome, text, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

/** The incident a command names, by number or id. */
export function named(service: Service, idOrNumber: string): Result<{ readonly id: string; readonly number: string }> {
  const found = findIncident(service.workspace.store.read, idOrNumber);
  return found === null
    ? fail(
        'not-found',
        `There is no incident ${idOrNumber}, or more than one workspace gave this number: name it by its id.`,
      )
    : ok(found);
}

export function onePositional(positionals: readonly string[], what: string): string {
  const [one] = positionals;
  if (one === undefined || positionals.length > 1) throw new UsageError(`name ${what}`);
  return one;
}

/** What every command that changes an incident answers. */
export const changed = (incident: Incident, words: string): Result<Outcome> =>
  ok({ json: toJson(incident), text: `${incident.number}: ${words}.`, exitCode: 0 });

const toJson = (incident: Incident) => withIsoTimes(incident);

export const incidentsCreateCommand: Command = {
  name: 'incidents create',
  readsOnly: true,
  usage: 'incidents create FLIGHT|INCURSION… [--sector CODE] [--title WORDS]',
  about: 'Opens an incident for one or several flights, under the next number of its sector and year.',
  options: { sector: { type: 'string' }, title: { type: 'string' } },
  async run({ positionals, values, open }) {
    if (positionals.length === 0) throw new UsageError('name at least one flight or incursion');
    const opened = await open();
    if (!opened.ok) return opened;
    const db = opened.value.workspace.store.read;
    const flightIds = positionals.map((id) => flightOfIncursion(db, id) ?? id);
    const created = await ask(opened.value, 'incidents.create', {
      flightIds,
      sector: text(values, 'sector'),
      title: text(values, 'title'),
    });
    if (!created.ok) return created;
    return changed(created.value, `opened for ${countText(created.value.flights.length, 'flight')}`);
  },
};

export const incidentsListCommand: Command = {
  name: 'incidents list',
  readsOnly: true,
  usage: 'incidents list [--status STATUS] [--sector CODE] [--mine] [--needs-review] [--flight ID]',
  about: 'Lists incidents, the newest first.',
  options: {
    status: { type: 'string' },
    sector: { type: 'string' },
    mine: { type: 'boolean' },
    'needs-review': { type: 'boolean' },
    flight: { type: 'string' },
  },
  async run({ values, open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'incidents.list', {
      status: statusOf(text(values, 'status')),
      sector: text(values, 'sector'),
      mine: values.mine === true ? true : undefined,
      needsReview: values['needs-review'] === true ? true : undefined,
      flightId: text(values, 'flight'),
    });
    if (!listed.ok) return listed;
    const { rows, ...page } = listed.value;
    return ok({
      json: {
        ...page,
        rows: rows.map(withIsoTimes),
      },
      text: table(['number', 'status', 'title', 'flights', 'first detection', 'opened by', ''], rows.map(cells)),
      exitCode: 0,
    });
  },
};

const cells = (row: IncidentRow): (string | number | null)[] => [
  row.number,
  statusWords[row.status].label,
  visibleText(row.title),
  row.flights,
  row.firstMs === null ? null : utcText(row.firstMs),
  visibleText(row.openedBy),
  [row.onHold ? 'ON HOLD' : '', row.needsReview ? 'needs review' : row.reviewed ? 'reviewed' : '']
    .filter((word) => word !== '')
    .join(', '),
];

function statusOf(word: string | undefined): IncidentStatus | undefined {
  if (word === undefined) return undefined;
  const found = incidentStatuses.find((status) => status === word);
  if (found === undefined) throw new UsageError(`--status must be one of ${incidentStatuses.join(', ')}`);
  return found;
}

export const incidentsShowCommand: Command = {
  name: 'incidents show',
  readsOnly: true,
  usage: 'incidents show NUMBER',
  about: 'Shows an incident: what people wrote, its flights and what changed about them, reviews, pages and history.',
  options: {},
  async run({ positionals, open }) {
    const number = onePositional(positionals, 'one incident');
    const opened = await open();
    if (!opened.ok) return opened;
    const found = named(opened.value, number);
    if (!found.ok) return found;
    const shown = await ask(opened.value, 'incidents.get', { id: found.value.id });
    if (!shown.ok) return shown;
    return ok({ json: toJson(shown.value), text: described(shown.value), exitCode: 0 });
  },
};

function described(incident: Incident): string {
  const { content } = incident;
  const said = (label: string, words: string | null): string[] =>
    words === null || words.trim() === '' ? [] : [`${label}: ${visibleText(words)}`];
  return [
    `${incident.number}${incident.provisional ? ' (provisional number)' : ''}: ${statusWords[content.status].label}`,
    ...said('title', content.title),
    ...said('assigned to', content.assignedTo),
    ...said('prepared by', content.preparedBy),
    ...(content.hold === null ? [] : said('ON HOLD', `${content.hold.ground} (set by ${content.hold.setBy})`)),
    ...incident.flights.flatMap((flight) => [
      `flight ${flight.currentFlightId ?? flight.flightId}: ${visibleText(flight.objectName)}, ${flight.class ?? 'gone'}${flight.grade === null ? '' : `, ${flight.grade}`}`,
      ...flight.changedSince.map((sentence) => `  changed since: ${sentence}`),
    ]),
    ...content.narrative.split(/\r?\n/).flatMap((line, index) => said(index === 0 ? 'narrative' : '  ', line)),
    ...said('disposition', content.disposition),
    ...content.actions.map(
      (one) =>
        `action ${one.paragraph ?? '-'}: ${visibleText(one.what)} (by ${visibleText(one.by)}, reported by ${visibleText(one.reportedBy)})`,
    ),
    ...content.effects.map((one) => `effect: ${visibleText(one.what)} (reported by ${visibleText(one.reportedBy)})`),
    ...content.coordination.map((one) => `FAA: ${visibleText(one.what)} (with ${visibleText(one.withWhom)})`),
    ...content.seizures.map(
      (one) =>
        `seizure: ${visibleText(one.what)}${one.amount === null ? '' : ` ${one.amount} ${one.unit ?? ''}`}, custody ${visibleText(one.custodyNumber ?? 'not recorded')}`,
    ),
    ...content.attachments.map((one) => `attachment ${one.sha256.slice(0, 16)}…: ${visibleText(one.file)}`),
    ...content.links.map((link) => `${link.kind} ${link.number}`),
    ...incident.reviews.map(
      (review) =>
        `review by ${visibleText(review.reviewer)} at ${utcText(review.atMs)}${review.current ? '' : ', of what stood then'}`,
    ),
    ...incident.reports.map(
      (report) => `page version ${report.version} of ${utcText(report.madeAtMs)} by ${visibleText(report.actor)}`,
    ),
    ...(incident.freshness === null ? [] : freshnessSaid(incident.freshness).map((line) => `  newest page: ${line}`)),
    ...incident.history.map(
      (edit) =>
        `edit ${edit.revision} at ${utcText(edit.atMs)} by ${visibleText(edit.actor)}: ${edit.changes.map(({ field }) => incidentFieldWords[field] ?? field).join(', ')}`,
    ),
  ].join('\n');
}

const texts = {
  title: 'title',
  disposition: 'disposition',
  'assigned-to': 'assignedTo',
  'prepared-by': 'preparedBy',
} as const;

export const incidentsEditCommand: Command = {
  name: 'incidents edit',
  readsOnly: true,
  usage:
    'incidents edit NUMBER [--title WORDS] [--status STATUS] [--narrative WORDS | --narrative-file FILE] [--disposition WORDS] [--assigned-to NAME] [--prepared-by NAME] [--add-flight ID]… [--remove-flight ID] [--from FILE.json]',
  about:
    'Edits an incident; every edit is kept with what was before. --from takes a JSON object of fields (title, narrative, actions, effects, coordination, seizures …).',
  options: {
    title: { type: 'string' },
    status: { type: 'string' },
    narrative: { type: 'string' },
    'narrative-file': { type: 'string' },
    disposition: { type: 'string' },
    'assigned-to': { type: 'string' },
    'prepared-by': { type: 'string' },
    'add-flight': { type: 'string', multiple: true },
    'remove-flight': { type: 'string' },
    from: { type: 'string' },
  },
  async run({ positionals, values, open }) {
    const number = onePositional(positionals, 'one incident');
    const fields: Record<string, unknown> = {};
    const from = text(values, 'from');
    if (from !== undefined) {
      const read = readJson(from);
      if (!read.ok) return read;
      Object.assign(fields, read.value);
    }
    const status = statusOf(text(values, 'status'));
    if (status !== undefined) fields.status = status;
    for (const [option, field] of Object.entries(texts)) {
      const value = text(values, option);
      if (value !== undefined)
        fields[field] = value === '' && field !== 'title' && field !== 'disposition' ? null : value;
    }
    const narrative = readNarrative(text(values, 'narrative'), text(values, 'narrative-file'));
    if (!narrative.ok) return narrative;
    if (narrative.value !== null) fields.narrative = narrative.value;
    const added = list(values, 'add-flight');
    const removed = text(values, 'remove-flight');
    if (Object.keys(fields).length === 0 && added.length === 0 && removed === undefined) {
      throw new UsageError('say what is to be changed');
    }
    const opened = await open();
    if (!opened.ok) return opened;
    const service = opened.value;
    const found = named(service, number);
    if (!found.ok) return found;
    const { id } = found.value;
    if (added.length > 0) {
      const done = await ask(service, 'incidents.addFlights', { id, flightIds: added });
      if (!done.ok) return done;
    }
    if (removed !== undefined) {
      const done = await ask(service, 'incidents.removeFlight', { id, flightId: removed });
      if (!done.ok) return done;
    }
    return edit(service, id, () => fields as IncidentTextChange);
  },
};

/** Edits what stands now: a command begins from no older version. */
export async function edit(
  service: Service,
  id: string,
  change: (content: Incident['content']) => IncidentTextChange,
): Promise<Result<Outcome>> {
  const shown = await ask(service, 'incidents.get', { id });
  if (!shown.ok) return shown;
  const edited = await ask(service, 'incidents.edit', {
    id,
    revision: shown.value.revision,
    text: change(shown.value.content),
  });
  return edited.ok ? changed(edited.value, `revision ${edited.value.revision}`) : edited;
}

function readNarrative(words: string | undefined, file: string | undefined): Result<string | null> {
  if (words !== undefined && file !== undefined) throw new UsageError('--narrative or --narrative-file, not both');
  if (file === undefined) return ok(words ?? null);
  try {
    return ok(new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(file)));
  } catch {
    return fail('unreadable-file', `${basename(file)} cannot be read as UTF-8 text.`, { file });
  }
}

function readJson(file: string): Result<Record<string, unknown>> {
  try {
    const parsed: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return ok({ ...parsed });
  } catch {
    // Told below: whatever is wrong with it, it is no JSON object.
  }
  return fail('wrong-format', `${basename(file)} is not a JSON object.`, { file });
}
