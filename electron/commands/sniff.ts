import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { recogniseTable } from '../../shared/formats/generic-csv.ts';
import { sniffAll } from '../../shared/formats/index.ts';
import type { FileHead } from '../../shared/formats/reader.ts';
import { headAsUtf8 } from '../../shared/formats/utf16.ts';
import { containerWords } from '../../shared/model/container.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { passedOverText } from '../import/containers/recognise.ts';
import { askReader, mayHoldOthers } from '../import/import-container.ts';
import type { ContainerList } from '../import/protocol.ts';
import { headOf, readHead } from '../import/read-file.ts';
import { forkReaders, ReaderSession } from '../import/reader-client.ts';
import { programPaths } from '../paths.ts';
import { type Command, type Outcome, UsageError } from './command.ts';
import { table } from './table.ts';

/** Members of a container that are looked into. */
const MOST_MEMBERS = 100;

export const sniffCommand: Command = {
  name: 'sniff',
  usage: 'sniff FILE',
  about:
    'Says which format a file is in, why, and which columns would be read as what; of a container, for each member.',
  options: {},
  async run({ positionals }) {
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
    const recognised = recognise(head.value);
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
  readonly format: string;
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
}

function recognise(head: FileHead): Recognised | null {
  const candidates = sniffAll(head)
    .filter(({ score }) => score > 0)
    .map(({ reader, score, reason }) => ({
      format: reader.id,
      label: reader.label,
      score,
      reason,
      unverified: reader.unverified === true,
    }));
  const [best] = candidates;
  if (best === undefined) return null;
  const found = best.format === 'generic-csv' ? recogniseTable(headAsUtf8(head).bytes, head.complete) : null;
  return {
    format: best.format,
    candidates,
    mapping: found?.recognition.mapping ?? null,
    columns: found?.recognition.columns ?? null,
  };
}

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

function textOf(file: string, { candidates, columns }: Recognised): string {
  const [best] = candidates;
  return [
    `${file}: ${best?.label} (${best?.format})${best?.unverified ? '; unverified: never tried on a real file' : ''}`,
    table(
      ['format', 'score', 'why'],
      candidates.map(({ format, score, reason }) => [format, score.toFixed(2), reason]),
    ),
    ...(columns === null
      ? []
      : [
          '',
          table(
            ['column', 'read as', 'unit', 'confidence', 'why'],
            columns.map(({ column, field, unit, confidence, reason }) => [
              column,
              field,
              unit ?? '',
              confidence.toFixed(2),
              reason,
            ]),
          ),
        ]),
  ].join('\n');
}
