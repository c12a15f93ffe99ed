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
import { HEAD_BYTES, headOf, LEAST_SCORE, readHead } from '../import/read-file.ts';
import { EvidenceDamaged, readEvidence } from '../store/evidence.ts';
import type { Db } from '../store/open.ts';
import { importByNo, importNoById } from '../store/queries/imports.ts';
import type { OfferedFiles } from './offered-files.ts';
import { profilesFor, questionsAbout } from './plan-reading.ts';
import type { Workspace } from './workspace.ts';

/** Records shown as they would be read. */
const SHOWN_RECORDS = 8;

/** What a file is taken for and what its first records would become. Reads the head of it alone; stores nothing. */
export async function lookAt(
  workspace: Workspace,
  files: OfferedFiles,
  { source, mapping, sensorZone }: Request<'imports.look'>,
): Promise<Result<Look>> {
  const head =
    source.kind === 'file' ? await headOfFile(files, source.handle) : headOfImport(workspace, source.importId);
  return head.ok ? ok(describe(workspace.store.read, head.value, mapping ?? null, sensorZone ?? null)) : head;
}

async function headOfFile(files: OfferedFiles, handle: string): Promise<Result<FileHead>> {
  const file = files.find(handle);
  return file.ok ? readHead(file.value.path, file.value.displayName) : file;
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
