import { createHash } from 'node:crypto';
import { metresText } from '../../shared/format/distances.ts';
import { checkLine } from '../../shared/geo/lines/check-line.ts';
import { readLineFile } from '../../shared/geo/lines/line-file.ts';
import { projectionFault } from '../../shared/geo/lines/projection.ts';
import { isWhole, type Reach } from '../../shared/geo/lines/splice.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { lineDigest, listLines, removeLine, type StoredLine, storeLine } from '../store/queries/lines.ts';
import { concludeAgain, type Watched } from './conclude-again.ts';
import type { Workspace } from './workspace.ts';

/** A larger error would leave next to nothing of the border decided. */
const largestErrorM = 5_000;

/** A line as the analyst gives it. */
export interface LineOrder {
  /** File name without folders, and its content. */
  readonly file: string;
  readonly bytes: Uint8Array;
  /** Text of the .prj beside a Shapefile; null when there is none. */
  readonly projection: string | null;
  readonly name: string;
  readonly source: string;
  /** 95 % bound on its error, metres. */
  readonly errorM: number;
}

export interface LoadedReply {
  readonly line: Omit<StoredLine, 'vertices'>;
  readonly vertices: number;
  /** The same line is in use already: nothing was changed. */
  readonly alreadyLoaded: boolean;
  /** What was done to make one line of the file, in sentences. */
  readonly notes: readonly string[];
  /** Flights and tracks concluded again. */
  readonly concluded: number;
}

/** Reads, checks and stores a reference line, and concludes everything again with it. Makes its own change. */
export async function loadLine(
  workspace: Workspace,
  order: LineOrder,
  actor: string,
  watched: Watched = {},
): Promise<Result<LoadedReply>> {
  const { file, bytes, name, source, errorM } = order;
  if (!(errorM > 0 && errorM <= largestErrorM)) {
    return fail('bad-request', `The error of a line must be more than 0 and at most ${largestErrorM} m.`, {
      field: 'error-m',
    });
  }
  const read = readLineFile(bytes);
  if (!read.ok) return named(read, file);
  const fault = order.projection === null ? null : projectionFault(order.projection);
  if (fault !== null) return fail('wrong-format', `${file}: ${fault}`, { file });
  const checked = checkLine(read.value.parts, errorM, workspace.reference.geo.border);
  if (!checked.ok) return named(checked, file);
  const { vertices, reach, parts, widestGapM, turnedRound } = checked.value;
  const fileSha256 = createHash('sha256').update(bytes).digest('hex');
  const notes = notesOf(parts, widestGapM, turnedRound, reach);
  const known = listLines(workspace.store.write).find((line) => line.name === name);
  if (known !== undefined && known.digest === lineDigest({ name, source, errorM, vertices })) {
    return ok({ ...replyOf(known), alreadyLoaded: true, notes, concluded: 0 });
  }
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'line-loaded', atMs }, async () => {
    const { format } = read.value;
    const stored = storeLine(
      workspace.store.write,
      { name, source, errorM, file, fileSha256, format, parts, widestGapM, turnedRound, vertices },
      { actor, atMs },
    );
    // Every side hangs on the lines.
    const concluded = await concludeAgain(workspace, watched);
    if (!concluded.ok) return concluded;
    const reply = replyOf(stored);
    const value = { ...reply, alreadyLoaded: false, notes, concluded: concluded.value };
    return ok({ value, details: { ...reply, notes } });
  });
}

/** Takes a line out of use and concludes everything again without it. Makes its own change. */
export async function unloadLine(
  workspace: Workspace,
  id: string,
  actor: string,
  watched: Watched = {},
): Promise<Result<{ readonly line: Omit<StoredLine, 'vertices'>; readonly concluded: number }>> {
  const line = listLines(workspace.store.write).find((one) => one.id === id);
  if (line === undefined) return fail('not-found', `There is no reference line ${id} in use.`);
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'line-removed', atMs }, async () => {
    removeLine(workspace.store.write, line, { actor, atMs });
    const concluded = await concludeAgain(workspace, watched);
    if (!concluded.ok) return concluded;
    const { line: removed } = replyOf(line);
    return ok({ value: { line: removed, concluded: concluded.value }, details: { line: removed } });
  });
}

function notesOf(parts: number, widestGapM: number, turnedRound: boolean, reach: Reach): readonly string[] {
  const closed = widestGapM > 0 ? `, over gaps of at most ${metresText(Math.max(1, widestGapM))}` : '';
  return [
    ...(parts > 1 ? [`${parts} parts were joined to one line${closed}.`] : []),
    ...(turnedRound ? ['It ran from east to west and was turned round.'] : []),
    ...(isWhole(reach) ? [] : [reachText(reach)]),
  ];
}

function reachText({ fromKm, toKm }: Reach): string {
  const from = fromKm === null ? 'the Pacific' : `border km ${fromKm.toFixed(1)}`;
  const to = toKm === null ? 'the Gulf of Mexico' : `border km ${toKm.toFixed(1)}`;
  return `It covers a part of the border, from ${from} to ${to}. Beyond, the built-in line stands in for it with its own error.`;
}

function named<T>(result: Result<T>, file: string): Result<T> {
  return result.ok
    ? result
    : { ok: false, failure: { ...result.failure, message: `${file}: ${result.failure.message}`, file } };
}

/** A stored line without its vertices, and how many it has. */
export function replyOf({ vertices, ...line }: StoredLine): Pick<LoadedReply, 'line' | 'vertices'> {
  return { line, vertices: vertices.length };
}
