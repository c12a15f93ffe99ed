import { createHash, randomBytes } from 'node:crypto';
import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { ReportOptions } from '../../../shared/contract/contract.ts';
import type { Withholding } from '../../../shared/model/incident-words.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { type IncidentReport, tracedDetectionIds } from '../../../shared/report/data/incident.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import type { PdfEngine } from '../../print/engine.ts';
import { safeFileName } from '../../save-file.ts';
import { keyName, type Signer } from '../../signing.ts';
import { auditHead } from '../../store/change.ts';
import { EvidenceDamaged, restoreEvidence } from '../../store/evidence.ts';
import { listAreaVersions, listCompleteness, listDesignations } from '../../store/queries/areas.ts';
import { newestAuthority } from '../../store/queries/authority.ts';
import { listElements } from '../../store/queries/elements.ts';
import { editsOf, findIncident, flightsOf, reviewsOf } from '../../store/queries/incidents.ts';
import { listLines } from '../../store/queries/lines.ts';
import { auditNaming, originalsOf, sectorEditsOf } from '../../store/queries/packages.ts';
import { findReport, findReportHtml } from '../../store/queries/reports.ts';
import { listEdits } from '../../store/queries/track-edits.ts';
import { recordFile } from '../report-files.ts';
import { issueIncidentReport } from '../reports.ts';
import type { Workspace } from '../workspace.ts';
import { digestOf, manifestText, type PackageFile } from './manifest.ts';
import { certificationPage, indexPage, type PackageNames, rowsPage } from './pages.ts';
import { readmeText } from './readme.ts';
import { type CitedRow, citedRows, rowsCsv } from './rows.ts';

export interface PackageOrder {
  /** Id or number. */
  readonly incident: string;
  readonly path: string;
  readonly actor: string;
  readonly nowMs: number;
  /** Program and version, as printed. */
  readonly program: string;
  /** What the page in it shows of what can be withheld. */
  readonly show: readonly Withholding[];
  readonly signer: () => Signer;
  /** Null writes the page as HTML alone. */
  readonly pdfEngine: PdfEngine | null;
  readonly signal?: AbortSignal;
}

export interface MadePackage {
  readonly number: string;
  readonly reportId: string;
  readonly files: number;
  readonly originals: number;
  readonly citedRows: number;
  readonly bytes: number;
  readonly sha256: string;
  readonly manifestSha256: string;
}

/**
 * The evidence package of an incident: its page, issued now, the untouched originals, and everything that leads from one to the
 * other without this program. Logged; an import in it cannot be undone any more.
 *
 * Failures: `not-found`, `workspace-damaged` when an original is no longer whole, `refused` when the place cannot be written.
 */
export async function makePackage(workspace: Workspace, order: PackageOrder): Promise<Result<MadePackage>> {
  const incident = findIncident(workspace.store.read, order.incident);
  if (incident === null) return fail('not-found', `There is no incident ${order.incident}.`);
  const { actor, nowMs, program } = order;
  const options: ReportOptions = { annex: true, pageSize: 'letter', marking: null, show: [...order.show] };
  const issued = await issueIncidentReport(workspace, { ...options, incidentId: incident.id, actor, nowMs, program });
  if (!issued.ok) return issued;
  const scratch = mkdtempSync(join(tmpdir(), 'fenceline-package-'));
  try {
    return await fill(workspace, incident.id, issued.value.reportId, scratch, order);
  } catch (error) {
    if (error instanceof EvidenceDamaged) return fail('workspace-damaged', error.message);
    throw error;
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function fill(
  workspace: Workspace,
  incidentId: string,
  reportId: string,
  scratch: string,
  order: PackageOrder,
): Promise<Result<MadePackage>> {
  const { actor, nowMs, signer, pdfEngine } = order;
  const { folder, write: db } = workspace.store;
  const incident = findIncident(db, incidentId)!;
  const stored = findReport(db, reportId)!;
  const pageHtml = findReportHtml(db, reportId);
  if (pageHtml === null) return fail('workspace-damaged', `Page ${reportId} is not what was issued. Run verify.`);
  const report = JSON.parse(stored.data) as IncidentReport;
  const files: PackageFile[] = [];
  const add = (name: string, text: string): void => void files.push({ name, content: { text } });
  const addJson = (name: string, value: unknown): void => add(name, `${JSON.stringify(value, null, 1)}\n`);

  // The page as issued, each file with its signed statement.
  const pages: string[] = [];
  const addPage = async (kind: 'html' | 'pdf', bytes: Uint8Array, engine: string | null): Promise<Result<null>> => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const recorded = await recordFile(
      workspace,
      signer,
      { reportId, kind, sha256, bytes: bytes.length, engine },
      { actor, nowMs },
    );
    if (!recorded.ok) return recorded;
    const name = `pages/${safeFileName(recorded.value.name)}`;
    const path = join(scratch, `page.${kind}`);
    await writeFile(path, bytes, { mode: 0o600 });
    files.push({ name, content: { path } });
    add(`${name}.json`, recorded.value.sidecar);
    pages.push(name);
    return ok(null);
  };
  const html = await addPage('html', Buffer.from(pageHtml, 'utf8'), null);
  if (!html.ok) return html;
  if (pdfEngine !== null) {
    const printed = await pdfEngine.print(pageHtml, 'letter');
    if (!printed.ok) return printed;
    const pdf = await addPage('pdf', printed.value, pdfEngine.name);
    if (!pdf.ok) return pdf;
  }

  // The originals, and what byte ranges refer to where that is a member of one.
  const originals = originalsOf(db, incidentId, reportId);
  const named: PackageNames['originals'][number][] = [];
  const pathOf = new Map<string, string>();
  for (const original of originals) {
    const path = join(scratch, original.sha256);
    await restoreEvidence(folder, original.sha256, original.bytes, path);
    const name = `originals/${original.sha256.slice(0, 12)} ${safeFileName(original.file)}`;
    files.push({ name, content: { path } });
    named.push({ path: name, file: original.file, sha256: original.sha256, bytes: original.bytes });
    pathOf.set(original.sha256, path);
    for (const { sha256, bytes } of original.imports) {
      if (pathOf.has(sha256)) continue;
      const member = join(scratch, sha256);
      await restoreEvidence(folder, sha256, bytes, member);
      pathOf.set(sha256, member);
    }
  }
  for (const { sha256, file, bytes } of incident.content.attachments) {
    const path = join(scratch, `attachment-${sha256}`);
    await restoreEvidence(folder, sha256, bytes, path);
    files.push({ name: `attachments/${sha256.slice(0, 12)} ${safeFileName(file)}`, content: { path } });
  }

  // From figures to rows.
  const codes = new Map<string, string[]>();
  for (const trace of report.traces) {
    for (const id of tracedDetectionIds(report, trace)) codes.set(id, [...(codes.get(id) ?? []), trace.code]);
  }
  const codesOf = (id: string): readonly string[] => codes.get(id) ?? [];
  const rows: CitedRow[] = [...citedRows(db, report, (sha256) => pathOf.get(sha256)!)];
  const nameOf = new Map(
    originals.flatMap(({ imports }, place) => imports.map(({ importId }) => [importId, named[place]!.path])),
  );
  const names: PackageNames = { pages, originals: named };
  add('index.html', indexPage(report, names));
  add('rows.html', [...rowsPage(report, rows, (row) => nameOf.get(row.importId) ?? null, codesOf)].join(''));
  add('cited-rows.csv', [...rowsCsv(rows, codesOf)].join(''));

  // What the page was made of and judged by.
  add('data/report.json', stored.data);
  const flights = flightsOf(db, incidentId);
  const anchors = new Set(flights.flatMap((flight) => flight.anchors));
  const edits = listEdits(db).filter(({ about }) => about.some((id) => anchors.has(id)));
  const objectKeys = new Set(flights.map(({ conclusion }) => conclusion.objectKey));
  const elements = listElements(db).filter(({ anchor }) => objectKeys.has(anchor.objectKey));
  addJson('data/incident.json', {
    schema: 'fenceline-incident/1',
    incident,
    flights,
    edits: editsOf(db, incidentId),
    reviews: reviewsOf(db, incidentId),
    originals,
  });
  addJson('data/edits.json', { trackEdits: edits, recordedElements: elements });
  addJson('data/rules.json', {
    settings: defaultSettings,
    rules: [...new Set(report.flights.map(({ rulesDigest }) => rulesDigest))],
    areas: listAreaVersions(db),
    designations: listDesignations(db),
    completeness: listCompleteness(db),
    lines: listLines(db),
    sectors: sectorEditsOf(db),
    authority: newestAuthority(db)?.content ?? workspace.reference.authority,
  });
  const idsNamed = [
    incidentId,
    reportId,
    ...edits.map(({ id }) => id),
    ...originals.flatMap(({ imports, sha256 }) => [sha256, ...imports.map(({ importId }) => importId)]),
  ];
  addJson('data/audit.json', { head: auditHead(db), entries: auditNaming(db, idsNamed) });
  add('README.txt', readmeText(report, stored.dataDigest, pdfEngine !== null));

  const listed = await Promise.all(
    files.map(async (file): Promise<[string, string]> => [file.name, await digestOf(file)]),
  );
  const manifest = manifestText(listed);
  const manifestSha256 = createHash('sha256').update(manifest).digest('hex');
  const key = keyName(signer().publicKey);
  add('contents.sha256', manifest);
  const contents = {
    schema: 'fenceline-package/1',
    number: incident.number,
    origin: incident.origin,
    reportId,
    dataDigest: stored.dataDigest,
    madeAt: new Date(nowMs).toISOString(),
    madeBy: actor,
    program: order.program,
    auditHead: auditHead(db),
    manifestSha256,
    key,
  };
  addJson('contents.json', { ...contents, signature: signer().sign(canonicalJson(contents)) });
  add('certification.html', certificationPage(report, names, manifestSha256, key));

  const written = await writeZip(files, order);
  if (!written.ok) return written;
  const { bytes, sha256 } = written.value;
  const details = {
    incident: incidentId,
    number: incident.number,
    report: reportId,
    sha256,
    manifestSha256,
    files: files.length,
    shown: order.show,
  };
  return workspace.change({ actor, kind: 'package-exported', atMs: nowMs }, async () =>
    ok({
      value: {
        number: incident.number,
        reportId,
        files: files.length,
        originals: originals.length,
        citedRows: rows.length,
        bytes,
        sha256,
        manifestSha256,
      },
      details,
    }),
  );
}

async function writeZip(
  files: readonly PackageFile[],
  { path, nowMs, signal }: PackageOrder,
): Promise<Result<{ readonly bytes: number; readonly sha256: string }>> {
  const unfinished = `${path}.${process.pid}-${randomBytes(4).toString('hex')}.part`;
  const zip = new ZipFile();
  const entry = { mtime: new Date(nowMs), mode: 0o100644 };
  for (const { name, content } of files) {
    if ('text' in content) zip.addBuffer(Buffer.from(content.text, 'utf8'), name, entry);
    else zip.addFile(content.path, name, entry);
  }
  zip.end();
  const digest = createHash('sha256');
  zip.outputStream.on('data', (chunk: Buffer) => digest.update(chunk));
  try {
    await pipeline(zip.outputStream, createWriteStream(unfinished, { mode: 0o600, flush: true }), { signal });
    await rename(unfinished, path);
    return ok({ bytes: (await stat(path)).size, sha256: digest.digest('hex') });
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal?.aborted) return fail('cancelled', 'The package was cancelled. Nothing was written.');
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    if (code === 'ENOSPC') return fail('disk-full', `The disk is full: ${path} was not written.`, { file: path });
    return fail('refused', `${path} cannot be written (${code}).`, { file: path });
  }
}
