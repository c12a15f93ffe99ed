import { createHash } from 'node:crypto';
import { closeSync, openSync, writeFileSync } from 'node:fs';
import { basename, extname } from 'node:path';
import type { Reply } from '../../shared/contract/contract.ts';
import { type Withholding, withholdings } from '../../shared/model/incident-words.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { freshnessSaid } from '../backend/report-files.ts';
import type { Service } from '../backend/service.ts';
import type { PdfEngine } from '../print/engine.ts';
import { findPdfEngine } from '../print/find.ts';
import { findFlight, flightOfIncursion } from '../store/queries/flights.ts';
import { findIncident } from '../store/queries/incidents.ts';
import { type Command, list, required, text, UsageError, type Values } from './command.ts';
import { ask } from './lists.ts';

export const reportIncidentCommand: Command = {
  name: 'report incident',
  readsOnly: true,
  usage:
    'report incident NUMBER|FLIGHT|INCURSION --out FILE.html|FILE.pdf [--page letter|a4] [--without-annex] [--marking WORDS] [--show WHAT]…',
  about: `Issues the incident summary of an incident, or of one flight, and writes it with a signed statement (.json) beside it. Everything that can be withheld is, unless --show names it: ${withholdings.join(', ')}.`,
  options: {
    out: { type: 'string' },
    page: { type: 'string' },
    'without-annex': { type: 'boolean' },
    marking: { type: 'string' },
    show: { type: 'string', multiple: true },
  },
  async run({ positionals, values, open, say }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one incident, flight or incursion');
    const out = required(values, 'out');
    const kind = extname(out).toLowerCase();
    if (kind !== '.html' && kind !== '.pdf') throw new UsageError('--out must end in .html or .pdf');
    const pageSize = text(values, 'page') ?? 'letter';
    if (pageSize !== 'letter' && pageSize !== 'a4') throw new UsageError('--page must be letter or a4');
    const options = {
      annex: values['without-annex'] !== true,
      pageSize,
      marking: text(values, 'marking') ?? null,
      show: shown(values),
    };
    const opened = await open();
    if (!opened.ok) return opened;
    const service = opened.value;
    const subject = subjectOf(service, id);
    if (!subject.ok) return subject;
    // What cannot be written is not issued: an issued page takes a version number.
    const engine = kind === '.pdf' ? await findPdfEngine() : null;
    const printer = engine?.ok === true ? engine.value : null;
    const path = kind === '.pdf' && printer === null ? `${out.slice(0, -kind.length)}.html` : out;
    if (path !== out) say(`No program that can make a PDF is installed; the page is written as ${path} instead.`);
    const writable = checkWritable(path);
    if (!writable.ok) return writable;
    const issued = await ask(service, 'reports.incident', { ...subject.value, ...options });
    if (!issued.ok) return issued;
    const html = service.reportHtml(issued.value.reportId);
    if (!html.ok) return html;
    const written = await writePage(service, issued.value.reportId, html.value, printer, path, pageSize);
    if (!written.ok) return written;
    const { fileDigest, sidecar } = written.value;
    return ok({
      json: { ...issued.value, out: path, fileDigest, sidecar, engine: printer?.name ?? null, asked: out },
      text: [
        `${path}: page version ${issued.value.version}. SHA-256 of its data: ${issued.value.dataDigest}`,
        `${sidecar}: signed statement of the file. Check both with: fenceline report check ${path}`,
      ].join('\n'),
      // The page is there, though not as what was asked for.
      exitCode: path === out ? 0 : 4,
    });
  },
};

export function shown(values: Values): Withholding[] {
  return list(values, 'show').map((word) => {
    const found = withholdings.find((one) => one === word);
    if (found === undefined) throw new UsageError(`--show must be one of ${withholdings.join(', ')}`);
    return found;
  });
}

function subjectOf(service: Service, id: string): Result<{ incidentId: string } | { flightId: string }> {
  const db = service.workspace.store.read;
  const incident = findIncident(db, id);
  if (incident !== null) return ok({ incidentId: incident.id });
  const flightId = findFlight(db, id) !== null ? id : flightOfIncursion(db, id);
  return flightId === null ? fail('not-found', `There is no incident, flight or incursion ${id}.`) : ok({ flightId });
}

/** Writes an issued page, with the signed statement of the file beside it. */
export async function writePage(
  service: Service,
  reportId: string,
  html: string,
  printer: PdfEngine | null,
  path: string,
  pageSize: 'letter' | 'a4',
): Promise<Result<{ readonly fileDigest: string; readonly sidecar: string }>> {
  const printed = printer === null ? ok(Buffer.from(html, 'utf8')) : await printer.print(html, pageSize);
  if (!printed.ok) return printed;
  const bytes = printed.value;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const kind = printer === null ? 'html' : 'pdf';
  const engine = printer?.name ?? null;
  const recorded = await service.recordFile({ reportId, kind, sha256, bytes: bytes.length, engine });
  if (!recorded.ok) return recorded;
  const sidecar = `${path}.json`;
  writeFileSync(path, bytes, { mode: 0o600 });
  writeFileSync(sidecar, recorded.value.sidecar, { mode: 0o600 });
  return ok({ fileDigest: sha256, sidecar });
}

export function checkWritable(out: string): Result<null> {
  try {
    closeSync(openSync(out, 'w', 0o600));
    return ok(null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('refused', `${basename(out)} cannot be written: ${why}. Nothing was issued.`, { file: out });
  }
}

export const reportListCommand: Command = {
  name: 'report list',
  readsOnly: true,
  usage: 'report list [NUMBER]',
  about: 'Lists issued pages, each with whether it is current, or what changed since.',
  options: {},
  async run({ positionals, open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const service = opened.value;
    const [number] = positionals;
    const incident = number === undefined ? null : findIncident(service.workspace.store.read, number);
    if (number !== undefined && incident === null) return fail('not-found', `There is no incident ${number}.`);
    const listed = await ask(service, 'reports.list', incident === null ? {} : { incidentId: incident.id });
    if (!listed.ok) return listed;
    const rows: (Reply<'reports.list'>['rows'][number] & { freshness: Reply<'reports.freshness'> })[] = [];
    for (const row of listed.value.rows) {
      const freshness = await ask(service, 'reports.freshness', { reportId: row.reportId });
      if (!freshness.ok) return freshness;
      rows.push({ ...row, freshness: freshness.value });
    }
    return ok({
      json: { ...listed.value, rows },
      text: rows
        .map(
          ({ reportId, version, dataDigest, freshness }) =>
            `${reportId}  version ${version}  data ${dataDigest.slice(0, 16)}…  ${freshnessSaid(freshness).join(' ')}`,
        )
        .join('\n'),
      exitCode: 0,
    });
  },
};
