import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Look, Request } from '../../shared/contract/contract.ts';
import { guessTable } from '../../shared/formats/guess-columns.ts';
import { sniffAll } from '../../shared/formats/index.ts';
import { previewTable, tableOf } from '../../shared/formats/preview-table.ts';
import type { FileHead } from '../../shared/formats/reader.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import { issueSentences } from '../../shared/model/issue.ts';
import { mappingOf } from '../../shared/model/sensor-profile.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { decodeText } from '../import/decode.ts';
import { askReader, mayHoldOthers } from '../import/import-container.ts';
import { HEAD_BYTES, headOf, LEAST_SCORE, readHead } from '../import/read-file.ts';
import { EvidenceDamaged, readEvidence } from '../store/evidence.ts';
import type { Db } from '../store/open.ts';
import { importByNo, importNoById } from '../store/queries/imports.ts';
import type { Desk } from './handlers/desk.ts';
import type { ImportJobs } from './import-jobs.ts';
import type { OfferedFiles } from './offered-files.ts';
import { profilesFor, questionsAbout } from './plan-reading.ts';
import type { Workspace } from './workspace.ts';

/** Records shown as they would be read. */
const SHOWN_RECORDS = 8;
/** Sheets of a workbook among which a table is looked for. */
const SHEETS_LOOKED_AT = 20;

/** What a file is taken for and what its first records would become. Reads the head of it alone; stores nothing. */
export async function lookAt(
  { workspace, files, jobs }: Pick<Desk, 'workspace' | 'files' | 'jobs'>,
  { source, mapping, sensorZone }: Request<'imports.look'>,
): Promise<Result<Look>> {
  const head =
    source.kind === 'file'
      ? await headOfFile(workspace, files, jobs, source.handle)
      : headOfImport(workspace, source.importId);
  return head.ok ? ok(describe(workspace.store.read, head.value, mapping ?? null, sensorZone ?? null)) : head;
}

async function headOfFile(
  { store }: Workspace,
  files: OfferedFiles,
  jobs: ImportJobs,
  handle: string,
): Promise<Result<FileHead>> {
  const file = files.find(handle);
  if (!file.ok) return file;
  const { path, displayName } = file.value;
  if (await mayHoldOthers(path)) {
    const sheet = await headOfSheet(store.folder, path, displayName, jobs);
    if (!sheet.ok || sheet.value !== null) return sheet as Result<FileHead>;
  }
  return readHead(path, displayName);
}

/**
 * The beginning of the first sheet of a workbook that is a table. Null for any other container: its members are told apart as they
 * are imported, and mapped again from there. Containers are opened in a reader process, as for an import; nothing is kept.
 */
async function headOfSheet(
  folder: string,
  path: string,
  label: string,
  jobs: ImportJobs,
): Promise<Result<FileHead | null>> {
  const scratch = join(folder, 'evidence', `incoming-${process.pid}-${randomBytes(8).toString('hex')}.part`);
  const reader = jobs.openReader();
  try {
    const order = { path, label, evidencePath: null, scratch, heads: SHEETS_LOOKED_AT };
    const list = await askReader(reader, order, new AbortController().signal);
    if (!list.ok) return list;
    if (list.value?.kind !== 'xlsx') return ok(null);
    const heads = list.value.members.flatMap(({ name, head }) =>
      head === null ? [] : [headOf(nameWithMember(label, name), head.bytes, head.complete)],
    );
    return ok(heads.find((head) => tableOf(head) !== null) ?? heads[0] ?? null);
  } finally {
    reader.kill();
    rmSync(scratch, { force: true });
  }
}

function headOfImport({ store }: Workspace, importId: string): Result<FileHead> {
  const importNo = importNoById(store.read, importId);
  if (importNo === null) return fail('not-found', `There is no import ${importId} in force.`);
  const { sha256: whole, memberSha256, bytes, file, member } = importByNo(store.read, importNo);
  const sha256 = memberSha256 ?? whole;
  try {
    const start = readEvidence(store.folder, sha256, 0, HEAD_BYTES);
    return ok(
      headOf(nameWithMember(file, member), start, member === null ? start.length === bytes : start.length < HEAD_BYTES),
    );
  } catch (error) {
    if (error instanceof EvidenceDamaged) return fail('workspace-damaged', error.message);
    throw error;
  }
}

/** @param given columns as a person has them now; null: those of the one profile that knows the header, else our own guess */
export function describe(
  db: Db,
  head: FileHead,
  given: Request<'imports.look'>['mapping'] | null,
  sensorZone: string | null,
): Look {
  const candidates = sniffAll(head)
    .filter(({ score }) => score > 0)
    .map(({ reader, score, reason }) => ({
      format: reader.id,
      label: reader.label,
      score,
      reason,
      unverified: reader.unverified === true,
    }));
  const best = candidates.find(({ score }) => score >= LEAST_SCORE);
  const table = tableOf(head);
  const known = table === null ? [] : profilesFor(db, table);
  const profiles = known.map(({ id, version, profile: { name, sensorId } }) => ({ id, version, name, sensorId }));
  const common = { file: head.name, format: best?.format ?? null, candidates, profiles };
  if (table === null) return { ...common, table: null };
  const guess = guessTable(table);
  const mapping = given ?? (known.length === 1 ? mappingOf(known[0]!.profile) : guess.mapping);
  const options = { decode: decodeText, sensorZone, mapping, nowMs: Date.now(), fileName: head.name };
  const { rows, problem } = previewTable(head, table, options, SHOWN_RECORDS);
  return {
    ...common,
    table: {
      header: table.header === null ? null : [...table.header.fields],
      columns: guess.columns.map((column) => ({ ...column, samples: [...column.samples] })),
      mapping,
      questions: questionsAbout(table, mapping, sensorZone),
      rows: rows.map(({ record, cells, fields, issues }) => ({
        record,
        cells: [...cells],
        fields: fields as Record<string, string | number> | null,
        issues: issues.map(({ code, field }) => ({ code, sentence: issueSentences[code], field: field ?? null })),
      })),
      problem,
    },
  };
}
