import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { Freshness } from '../../shared/contract/contract.ts';
import type { IncidentReport } from '../../shared/report/data/incident.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isSignedBy, keyName, type Signer, signatureSchema } from '../signing.ts';
import { auditHead } from '../store/change.ts';
import type { Db } from '../store/open.ts';
import { findOverview, overviewOfFile, storeOverviewFile } from '../store/queries/overviews.ts';
import { findReport, findReportFile, reportOfHtml, storeReportFile } from '../store/queries/reports.ts';
import { freshnessOf } from './reports.ts';
import type { Workspace } from './workspace.ts';

const digest = z.string().regex(/^[0-9a-f]{64}$/);

/** What goes beside a written page: enough to know, without Fenceline, that file and data are those that were issued. */
const statementSchema = z.strictObject({
  schema: z.literal('fenceline-page-statement/1'),
  kind: z.enum(['incident-summary', 'night', 'period', 'batch', 'scenario']),
  number: z.string(),
  version: z.number().int(),
  reportId: z.string(),
  /** SHA-256 of the canonical report data (RFC 8785), as the page prints it. */
  dataDigest: digest,
  htmlDigest: digest,
  file: z.strictObject({ kind: z.enum(['html', 'pdf']), sha256: digest, bytes: z.number().int() }),
  /** What made the PDF; null for HTML. */
  engine: z.string().nullable(),
  withheld: z.array(z.string()),
  draft: z.boolean(),
  madeAt: z.string(),
  writtenAt: z.string(),
  writtenBy: z.string(),
  program: z.string(),
  /** Digests of the rules (areas, designations, authority) that the flights were judged under. */
  rules: z.array(z.string()),
  /** The newest entry of the audit chain when the file was written. */
  auditHead: z.strictObject({ no: z.number().int(), digest: z.string() }),
});
const sidecarSchema = statementSchema.extend({ signature: signatureSchema });
export type Sidecar = z.infer<typeof sidecarSchema>;

/** A file that was made of an issued page. */
export interface WrittenFile {
  readonly reportId: string;
  readonly kind: 'html' | 'pdf';
  readonly sha256: string;
  readonly bytes: number;
  readonly engine: string | null;
}

/** The one way a statement is written: any other byte is a change. */
const written = (sidecar: Sidecar): string => `${JSON.stringify(sidecar, null, 2)}\n`;

/** Logs that a file was made, and gives the signed statement to be kept beside it, and a name for the file. */
export function recordFile(
  workspace: Workspace,
  signer: () => Signer,
  file: WrittenFile,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): Promise<Result<{ readonly name: string; readonly sidecar: string }>> {
  const { reportId, kind, sha256, bytes, engine } = file;
  return workspace.change({ actor, kind: 'report-written', atMs: nowMs }, async () => {
    const db = workspace.store.write;
    const subject = subjectOf(db, reportId);
    if (subject === null) return fail('not-found', 'There is no such page.');
    const { name: pageName, isOverview, ...stated } = subject;
    // In the order of the schema, which is the order it is written in.
    const statement = statementSchema.parse({
      schema: 'fenceline-page-statement/1',
      ...stated,
      reportId,
      file: { kind, sha256, bytes },
      engine,
      writtenAt: new Date(nowMs).toISOString(),
      writtenBy: actor,
      auditHead: auditHead(db),
    });
    const sidecar: Sidecar = { ...statement, signature: signer().sign(canonicalJson(statement)) };
    const text = written(sidecar);
    if (isOverview) storeOverviewFile(db, { pageId: reportId, kind, sha256, sidecar: text, atMs: nowMs, actor });
    else storeReportFile(db, { reportId, kind, sha256, sidecar: text, atMs: nowMs, actor });
    const name = `${pageName}.${kind}`;
    const { publicKey } = sidecar.signature;
    const details = { report: reportId, kind, sha256, engine, withheld: stated.withheld, key: keyName(publicKey) };
    return ok({ value: { name, sidecar: text }, details });
  });
}

type Stated = Pick<
  z.infer<typeof statementSchema>,
  'kind' | 'number' | 'version' | 'dataDigest' | 'htmlDigest' | 'withheld' | 'draft' | 'madeAt' | 'program' | 'rules'
>;

/** What a statement says of an issued page, whichever kind it is. */
function subjectOf(
  db: Db,
  reportId: string,
): (Stated & { readonly name: string; readonly isOverview: boolean }) | null {
  const stored = findReport(db, reportId);
  if (stored !== null) {
    const { document, flights } = JSON.parse(stored.data) as IncidentReport;
    return {
      kind: 'incident-summary',
      number: document.number,
      version: document.version,
      dataDigest: stored.dataDigest,
      htmlDigest: stored.htmlDigest,
      withheld: document.withheld,
      draft: document.draft,
      madeAt: new Date(stored.madeAtMs).toISOString(),
      program: document.program,
      rules: [...new Set(flights.map(({ rulesDigest }) => rulesDigest))],
      name: `${document.number}-v${document.version}`,
      isOverview: false,
    };
  }
  const page = findOverview(db, reportId);
  if (page === null) return null;
  return {
    kind: page.kind,
    number: page.title,
    version: 1,
    dataDigest: page.dataDigest,
    htmlDigest: page.htmlDigest,
    withheld: [],
    draft: true,
    madeAt: new Date(page.madeAtMs).toISOString(),
    program: page.program,
    rules: [],
    name: page.title,
    isOverview: true,
  };
}

/** What a check of a file finds. */
export interface FileCheck {
  readonly sha256: string;
  readonly kind: 'html' | 'pdf' | 'statement';
  /** `as-issued`: the file is the one that was issued. `changed`: it is not. `unknown`: nothing here can say. */
  readonly verdict: 'as-issued' | 'changed' | 'unknown';
  readonly statement: {
    readonly signatureValid: boolean;
    readonly key: string;
    /** Made by this installation. */
    readonly ownKey: boolean;
    /** Null when the file it is of was not given. */
    readonly fitsFile: boolean | null;
    readonly number: string;
    readonly version: number;
    readonly dataDigest: string;
  } | null;
  /** What the workspace's log knows of it; null when it knows nothing. */
  readonly log: {
    readonly reportId: string;
    readonly number: string;
    readonly version: number;
    readonly freshness: Freshness;
  } | null;
  /** What was found, a sentence each. */
  readonly said: readonly string[];
}

/**
 * Checks a written page, or its statement, against the statement and the log.
 * @param file the page; or the statement itself, when only that is at hand
 * @param sidecarText beside the page; null when there is none
 * @param workspace null checks without a log
 */
export function checkFile(
  file: Uint8Array,
  sidecarText: string | null,
  workspace: Workspace | null,
  ownKey: string | null,
): Result<FileCheck> {
  const sha256 = createHash('sha256').update(file).digest('hex');
  const kind = kindOf(file);
  const text = kind === 'statement' ? Buffer.from(file).toString('utf8') : sidecarText;
  const sidecar = text === null ? null : readSidecar(text);
  if (kind === 'statement' && sidecar === null) {
    return fail('wrong-format', 'This is neither a page nor the statement of one.');
  }
  const said: string[] = [];
  let bad = false;
  let good = false;
  let statement: FileCheck['statement'] = null;
  if (text !== null && sidecar === null) {
    said.push('The statement beside the file cannot be read.');
    bad = true;
  }
  if (sidecar !== null) {
    const { signature, ...signed } = sidecar;
    const signatureValid = text === written(sidecar) && isSignedBy(canonicalJson(signed), signature);
    const fitsFile = kind === 'statement' ? null : sidecar.file.sha256 === sha256;
    const key = keyName(signature.publicKey);
    statement = {
      signatureValid,
      key,
      ownKey: signature.publicKey === ownKey,
      fitsFile,
      number: sidecar.number,
      version: sidecar.version,
      dataDigest: sidecar.dataDigest,
    };
    said.push(
      signatureValid
        ? `The statement is signed by key ${key}${statement.ownKey ? ', this installation' : ': compare it with the key of who sent the page'}.`
        : 'The signature is not of this statement: it was changed.',
    );
    if (fitsFile === true) said.push('The file is the one that the statement names.');
    if (fitsFile === false) said.push('The file is not the one that the statement names: it was changed.');
    bad ||= !signatureValid || fitsFile === false;
    good ||= signatureValid && fitsFile === true;
  }
  const found =
    workspace === null ? null : inLog(workspace, kind === 'statement' ? (sidecar?.file.sha256 ?? '') : sha256);
  if (found !== null) {
    said.push(
      `The log of this workspace holds it: ${found.number}, version ${found.version}.`,
      ...freshnessSaid(found.freshness),
    );
    good = true;
  } else if (workspace !== null) {
    said.push('The log of this workspace does not hold it.');
  }
  if (!bad && !good && kind === 'statement') said.push('Only the statement is at hand: give the file to check it too.');
  if (!bad && !good && kind !== 'statement') said.push('There is no statement beside it to check it against.');
  const verdict = bad ? 'changed' : good ? 'as-issued' : 'unknown';
  return ok({ sha256, kind, verdict, statement, log: found, said });
}

export const freshnessSaid = ({ state, changes }: Freshness): string[] =>
  state === 'current'
    ? ['Current: the same data would give the same page now.']
    : [state === 'cannot-say' ? 'Whether it is current cannot be said.' : 'Out of date.', ...changes];

function kindOf(file: Uint8Array): FileCheck['kind'] {
  const start = Buffer.from(file.subarray(0, 64)).toString('latin1').trimStart();
  return start.startsWith('%PDF-') ? 'pdf' : start.startsWith('{') ? 'statement' : 'html';
}

function readSidecar(text: string): Sidecar | null {
  try {
    return sidecarSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

function inLog(workspace: Workspace, sha256: string): FileCheck['log'] {
  const db = workspace.store.read;
  const overview = overviewOfFile(db, sha256);
  if (overview !== null) {
    const changes = ['The page is of the time when it was made; print it again for what is on record now.'];
    return { reportId: overview.id, number: overview.title, version: 1, freshness: { state: 'cannot-say', changes } };
  }
  const reportId = findReportFile(db, sha256)?.reportId ?? reportOfHtml(db, sha256);
  const stored = reportId === null ? null : findReport(db, reportId);
  if (stored === null) return null;
  const { document } = JSON.parse(stored.data) as IncidentReport;
  return {
    reportId: stored.reportId,
    number: document.number,
    version: document.version,
    freshness: freshnessOf(workspace, stored),
  };
}
