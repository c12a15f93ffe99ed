import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { recogniseTable } from '../../shared/formats/generic-csv.ts';
import { type GuessedColumn, guessTable } from '../../shared/formats/guess-columns.ts';
import { readerById, sniffAll } from '../../shared/formats/index.ts';
import { tableOf } from '../../shared/formats/preview-table.ts';
import type { FileHead } from '../../shared/formats/reader.ts';
import { headAsUtf8 } from '../../shared/formats/utf16.ts';
import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import { containerWords } from '../../shared/model/container.ts';
import type { Assumption } from '../../shared/model/reading.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { questionsAbout } from '../backend/plan-reading.ts';
import { passedOverText } from '../import/containers/recognise.ts';
import { askReader, mayHoldOthers } from '../import/import-container.ts';
import type { ContainerList } from '../import/protocol.ts';
import { headOf, readHead } from '../import/read-file.ts';
import { forkReaders, ReaderSession } from '../import/reader-client.ts';
import { programPaths } from '../paths.ts';
import { type Command, type Outcome, text, UsageError } from './command.ts';
import { table } from './table.ts';

/** Members of a container that are looked into. */
const MOST_MEMBERS = 100;

export const sniffCommand: Command = {
  name: 'sniff',
  usage: 'sniff FILE [--format READER] [--sensor-zone ZONE]',
  about:
    'Says which format a file is in, why, which columns would be read as what, and what is open about them; of a container, for each member.',
  options: { format: { type: 'string' }, 'sensor-zone': { type: 'string' } },
  async run({ positionals, values }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const file = basename(path);
    if (await mayHoldOthers(path)) {
      const list = await listContainer(path, file);
      if (!list.ok) return list;
      if (list.value !== null) return ok(describeContainer(file, list.value));
    }
    const head = await readHead(path, file);
    if (!head.ok) return head;
    const format = text(values, 'format') ?? null;
    if (format !== null && readerById(format) === null) {
      return fail('unknown-format', `There is no reader called ${format}.`, { file });
    }
    const recognised = recognise(head.value, format, text(values, 'sensor-zone') ?? null);
    if (recognised === null) {
      return fail('unknown-format', `${file} is in no format that Fenceline reads.`, { file });
    }
    return ok({ json: { file, ...recognised }, text: textOf(file, recognised), exitCode: 0 });
  },
};

/** Containers are opened in a reader process, as for an import. Nothing is kept. */
async function listContainer(path: string, label: string): Promise<Result<ContainerList | null>> {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-sniff-'));
  const reader = new ReaderSession(forkReaders(join(programPaths(import.meta.dirname).programs, 'reader.mjs')));
  try {
    const order = { path, label, evidencePath: null, scratch: join(folder, 'part'), heads: MOST_MEMBERS };
    return await askReader(reader, order, new AbortController().signal);
  } finally {
    reader.kill();
    rmSync(folder, { recursive: true, force: true });
  }
}

interface Recognised {
  /** Null: no reader takes it by itself, but it is a table that a mapping can name the columns of. */
  readonly format: string | null;
  readonly candidates: readonly {
    readonly format: string;
    readonly label: string;
    readonly score: number;
    readonly reason: string;
    /** Read from its description alone: no file of it that somebody else made was to be had. */
    readonly unverified: boolean;
  }[];
  readonly mapping: unknown;
  readonly columns: NonNullable<ReturnType<typeof recogniseTable>>['recognition']['columns'] | null;
  /** Of a table: every column with its first values and our best guess, by its name or by its values. */
  readonly guesses: readonly GuessedColumn[] | null;
  /** The mapping that `import --provisional` would use. */
  readonly suggested: ColumnMapping | null;
  /** What is open under that mapping, and what would be assumed. */
  readonly questions: readonly Assumption[];
}

function recognise(head: FileHead, forced: string | null = null, sensorZone: string | null = null): Recognised | null {
  const candidates = sniffAll(head)
    .filter(({ score }) => score > 0)
    .map(({ reader, score, reason }) => ({
      format: reader.id,
      label: reader.label,
      score,
      reason,
      unverified: reader.unverified === true,
    }));
  const format = forced ?? candidates[0]?.format ?? null;
  const isTable = format === null || format === 'generic-csv';
  const table = isTable ? tableOf(head) : null;
  const guess = table === null ? null : guessTable(table);
  if (format === null && (guess === null || !hasPlace(guess.mapping))) return null;
  const found = format === 'generic-csv' ? recogniseTable(headAsUtf8(head).bytes, head.complete) : null;
  return {
    format,
    candidates,
    guesses: guess?.columns ?? null,
    suggested: guess?.mapping ?? null,
    questions: table === null || guess === null ? [] : questionsAbout(table, guess.mapping, sensorZone),
    mapping: found?.recognition.mapping ?? null,
    columns: found?.recognition.columns ?? null,
  };
}

/** Whether a mapping says where things are: without that a table of anything would look like ours. */
const hasPlace = ({ columns }: ColumnMapping): boolean => {
  const fields = new Set(columns.map(({ field }) => field));
  return (fields.has('lat') && fields.has('lng')) || fields.has('latLng') || fields.has('lngLat');
};

function describeContainer(file: string, { kind, members, passedOver, refused }: ContainerList): Outcome {
  const looked = members.flatMap(({ name, head }) => {
    if (head === null) return [];
    const found = recognise(headOf(basename(name), head.bytes, head.complete));
    return [{ member: name, format: null, ...found }];
  });
  const note = passedOverText(passedOver);
  return {
    json: { file, format: kind, members: looked, passedOver, refused, membersTotal: members.length },
    text: [
      `${file}: ${containerWords[kind]}`,
      table(
        ['member', 'format', 'why'],
        looked.map((found) => [
          visibleText(found.member),
          found.format ?? 'not recognised',
          'candidates' in found ? (found.candidates[0]?.reason ?? '') : '',
        ]),
      ),
      ...refused.map(({ failure }) => visibleText(failure.message)),
      ...(note === null ? [] : [note]),
    ].join('\n'),
    exitCode: refused.length > 0 ? 4 : 0,
  };
}

function textOf(file: string, { format, candidates, columns, guesses, questions }: Recognised): string {
  const chosen = candidates.find((candidate) => candidate.format === format);
  const label =
    format === null
      ? 'a table that no reader takes by itself; name its columns with --mapping, or import it with --provisional'
      : `${chosen?.label ?? readerById(format)?.label} (${format})${chosen?.unverified ? '; unverified: never tried on a real file' : ''}`;
  return [
    `${file}: ${label}`,
    ...(candidates.length === 0
      ? []
      : [
          table(
            ['format', 'score', 'why'],
            candidates.map(({ format, score, reason }) => [format, score.toFixed(2), reason]),
          ),
        ]),
    ...(columns === null && guesses === null ? [] : ['', columnsTable(columns, guesses)]),
    ...(questions.length === 0
      ? []
      : ['', 'Open, and what would be assumed:', ...questions.map(({ assumption }) => `  ${visibleText(assumption)}`)]),
  ].join('\n');
}

/** Columns that are known, then those that are guessed by their values alone, then the rest. */
function columnsTable(columns: Recognised['columns'], guesses: Recognised['guesses']): string {
  const known = (columns ?? []).map(({ column, field, unit, confidence, reason }) => [
    column,
    field,
    unit ?? '',
    confidence.toFixed(2),
    reason,
    '',
  ]);
  const names = new Set((columns ?? []).map(({ column }) => column));
  const rest = (guesses ?? [])
    .filter(({ column }) => !names.has(column))
    .map(({ column, guess, samples }) => [
      typeof column === 'string' ? visibleText(column) : column,
      guess === null ? 'not read' : guess.by === 'values' ? `${guess.field}?` : guess.field,
      guess?.unit ?? '',
      guess === null ? '' : guess.confidence.toFixed(2),
      guess?.reason ?? '',
      visibleText(samples.slice(0, 2).join(' · ').slice(0, 40)),
    ]);
  return table(['column', 'read as', 'unit', 'confidence', 'why', 'first values'], [...known, ...rest]);
}
