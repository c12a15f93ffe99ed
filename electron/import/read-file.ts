import { type FileHandle, open, stat } from 'node:fs/promises';
import { genericCsv } from '../../shared/formats/generic-csv.ts';
import { readerById, sniffAll } from '../../shared/formats/index.ts';
import { type FileHead, type FormatReader, ReadFailure } from '../../shared/formats/reader.ts';
import type { DetectionFields } from '../../shared/model/detection.ts';
import type { Issue, IssueCode } from '../../shared/model/issue.ts';
import type { RecordRef } from '../../shared/model/source.ts';
import { type Failure, fail, ok, type Result } from '../../shared/result.ts';
import { BatchBuilder, type DetectionBatch } from './batch.ts';
import { type Member, MemberDamaged } from './containers/member.ts';
import { decodeText } from './decode.ts';
import { EvidenceWriter } from './evidence-writer.ts';
import type { ReadOrder, ReadSummary } from './protocol.ts';

const CHUNK_BYTES = 1024 * 1024;
/**
 * Bytes parsed without a pause. What was sent to the backend leaves between two slices only, one socket buffer at a time: with
 * larger ones the backend waits for rows that have long been read.
 */
const SLICE_BYTES = 32 * 1024;
export const HEAD_BYTES = 64 * 1024;
const LARGEST_FILE_BYTES = 2 * 1024 ** 3;
/**
 * Records that share one byte range (the points of one line) share its text too: after the first of them so much of it is kept,
 * or a line of many points would be stored once for each.
 */
const REPEATED_RAW = 400;
/** A reader that scores less has not recognised the file. */
export const LEAST_SCORE = 0.2;

/** What is read: a file, or a member of a container. */
interface ByteSource {
  /** Null while only reading it tells. */
  readonly size: number | null;
  readonly head: Buffer;
  readonly headIsAll: boolean;
  /** All of it from the start; chunks are the receiver's. To be called once. */
  chunks(): AsyncIterable<Buffer>;
  close(): Promise<void>;
}

/** Reads the start of a file for `sniffAll`. */
export const readHead = (path: string, name: string): Promise<Result<FileHead>> =>
  headOfSource(openFile(path, name), name);

/** Reads the start of a container's member for `sniffAll`. */
export const readMemberHead = (member: Member, name: string): Promise<Result<FileHead>> =>
  headOfSource(openMember(member, name), name);

async function headOfSource(opening: Promise<Result<ByteSource>>, name: string): Promise<Result<FileHead>> {
  const opened = await opening;
  if (!opened.ok) return opened;
  await opened.value.close();
  return ok(headOf(name, opened.value.head, opened.value.headIsAll));
}

/** @param bytes from the start of a file or member @param complete whether they are all of it */
export function headOf(name: string, bytes: Uint8Array, complete: boolean): FileHead {
  const text = decodeHead(bytes);
  return { name, bytes, text: text.startsWith('\uFEFF') ? text.slice(1) : text, complete };
}

/** The head may end inside a character: leave off at most its three last bytes. */
function decodeHead(bytes: Uint8Array): string {
  for (let cut = 0; cut < 4; cut++) {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, bytes.length - cut));
    } catch {
      // try one byte shorter
    }
  }
  return decodeText(bytes);
}

async function openFile(path: string, name: string): Promise<Result<ByteSource>> {
  let handle: FileHandle | undefined;
  const refuse = async (failure: Result<never>): Promise<Result<never>> => {
    await handle?.close();
    return failure;
  };
  try {
    // Before it is opened: opening a pipe waits for somebody to write.
    if (!(await stat(path)).isFile()) return fail('unreadable-file', `${name} is not a file.`, { file: name });
    handle = await open(path, 'r');
    const { size } = await handle.stat();
    if (size === 0) return refuse(fail('empty-file', `${name} is empty.`, { file: name }));
    if (size > LARGEST_FILE_BYTES) {
      return refuse(fail('too-large', `${name} is larger than 2 GB, the most that is read at once.`, { file: name }));
    }
    const head = Buffer.alloc(Math.min(HEAD_BYTES, size));
    await handle.read(head, 0, head.length, 0);
    const file = handle;
    return ok({
      size,
      head,
      headIsAll: head.length === size,
      chunks: () => chunksOf(file, size, name),
      close: () => file.close(),
    });
  } catch (error) {
    return refuse(fail('unreadable-file', `${name} cannot be read: ${reasonOf(error)}.`, { file: name }));
  }
}

async function* chunksOf(file: FileHandle, size: number, name: string): AsyncGenerator<Buffer> {
  for (let at = 0; at < size; ) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, size - at));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, at);
    if (bytesRead === 0) {
      throw new ReadFailure('truncated-file', `${name} ended before its size: was it removed while being read?`);
    }
    at += bytesRead;
    yield bytesRead === chunk.length ? chunk : chunk.subarray(0, bytesRead);
  }
}

async function openMember(member: Member, name: string): Promise<Result<ByteSource>> {
  const chunks = member.open()[Symbol.asyncIterator]();
  const first: Buffer[] = [];
  let bytes = 0;
  let ended = false;
  try {
    while (bytes < HEAD_BYTES && !ended) {
      const next = await chunks.next();
      if (next.done === true) ended = true;
      else bytes += first.push(next.value) > 0 ? next.value.length : 0;
    }
  } catch (error) {
    return { ok: false, failure: memberFailure(error, name) };
  }
  if (bytes === 0) return fail('empty-file', `${name} is empty.`, { file: name });
  const head = Buffer.concat(first).subarray(0, HEAD_BYTES);
  return ok({
    size: member.bytes,
    head,
    headIsAll: ended && bytes <= HEAD_BYTES,
    async *chunks() {
      yield* first;
      for (let next = await chunks.next(); next.done !== true; next = await chunks.next()) yield next.value;
    },
    close: async () => void (await chunks.return?.()),
  });
}

function memberFailure(error: unknown, name: string): Failure {
  if (error instanceof MemberDamaged)
    return fail('wrong-format', `${name} is refused: ${error.message}.`, { file: name }).failure;
  if (error instanceof ReadFailure) return toFailure(error, name);
  throw error;
}

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'ENOENT':
      return 'it is not there';
    case 'EACCES':
    case 'EPERM':
      return 'access is denied';
    case 'EISDIR':
      return 'it is a folder';
    case 'EIO':
    case 'ENODEV':
      return 'the drive does not answer';
    case 'ENOSPC':
      return 'the drive is full';
    default:
      return error instanceof Error ? error.message : String(error);
  }
};

function chooseReader(order: ReadOrder, head: FileHead): Result<FormatReader> {
  if (order.format !== null) {
    const reader = readerById(order.format);
    return reader === null
      ? fail('unknown-format', `There is no reader called ${order.format}.`, { file: order.fileName })
      : ok(reader);
  }
  // A mapping names the columns of a table: whoever gives one has already said what the file is.
  if (order.mapping !== null) return ok(genericCsv);
  const best = sniffAll(head)[0];
  if (best === undefined || best.score < LEAST_SCORE) {
    return fail('unknown-format', `${order.fileName} is in no format that Fenceline reads.`, { file: order.fileName });
  }
  return ok(best.reader);
}

/**
 * Reads one file, or one member of a container, once: hashes it, keeps it compressed, reads its records, and hands them on as
 * batches. Runs in the reader process.
 *
 * @param member the one the order names, of the container that stands at its path; null for a file
 * @param send resolves when the backend can take more
 */
export async function readFile(
  order: ReadOrder,
  member: Member | null,
  send: (
    batch: DetectionBatch,
    progress: { format: string; bytesRead: number; bytesTotal: number; records: number },
  ) => Promise<void>,
): Promise<Result<ReadSummary>> {
  const opened = await (member === null ? openFile(order.path, order.fileName) : openMember(member, order.fileName));
  if (!opened.ok) return opened;
  const source = opened.value;
  let evidenceFile: Awaited<ReturnType<typeof open>> | undefined;
  try {
    const name = order.member === null ? order.fileName : (order.member.split('/').at(-1) ?? order.member);
    const chosen = chooseReader(order, headOf(name, source.head, source.headIsAll));
    if (!chosen.ok) return chosen;
    const reader = chosen.value;
    evidenceFile = await open(order.evidencePath, 'wx', 0o600);
    const evidence = new EvidenceWriter(evidenceFile);

    const counts = { records: 0, emitted: 0, positions: 0, quarantined: 0, skipped: 0 };
    const issues: Partial<Record<IssueCode, number>> = {};
    /** Where the quarantined record before stands. */
    let quarantinedAt = -1;
    const countIssue = (code: IssueCode): void => {
      issues[code] = (issues[code] ?? 0) + 1;
    };
    const outgoing: DetectionBatch[] = [];
    const builder = new BatchBuilder((batch) => outgoing.push(batch));
    /** Rows of a sheet have numbers of their own. */
    const numbered = (ref: RecordRef): RecordRef =>
      member?.recordAt === undefined ? ref : { ...ref, record: member.recordAt(ref.byteStart) };
    const feed = reader.open(
      {
        decode: decodeText,
        sensorZone: order.sensorZone,
        mapping: order.mapping,
        nowMs: order.nowMs,
        fileName: name,
      },
      {
        detection(ref: RecordRef, fields: DetectionFields, found?: readonly Issue[]) {
          counts.records++;
          counts.emitted++;
          if (fields.lat !== undefined && fields.lng !== undefined) counts.positions++;
          if (found !== undefined) for (const { code } of found) countIssue(code);
          if (builder.add(numbered(ref), fields)) countIssue('implausible-speed');
        },
        quarantine(ref: RecordRef, issue: Issue, raw: string) {
          counts.records++;
          counts.quarantined++;
          countIssue(issue.code);
          const isRepeated = ref.byteStart === quarantinedAt && raw.length > REPEATED_RAW;
          quarantinedAt = ref.byteStart;
          builder.quarantine({
            ...numbered(ref),
            code: issue.code,
            field: issue.field ?? null,
            found: issue.found ?? null,
            raw: isRepeated ? `${raw.slice(0, REPEATED_RAW)}…` : raw,
          });
        },
        skip(_ref: RecordRef, reason: IssueCode) {
          counts.records++;
          counts.skipped++;
          countIssue(reason);
        },
      },
    );

    let bytesRead = 0;
    const sendAll = async (): Promise<void> => {
      for (const batch of outgoing.splice(0)) {
        const bytesTotal = source.size ?? bytesRead;
        await send(batch, { format: reader.id, bytesRead, bytesTotal, records: counts.records });
      }
    };
    for await (const bytes of source.chunks()) {
      bytesRead += bytes.length;
      await evidence.write(bytes);
      for (let from = 0; from < bytes.length; from += SLICE_BYTES) {
        feed.push(bytes.subarray(from, from + SLICE_BYTES));
        await sendAll();
        await new Promise((resolve) => setImmediate(resolve));
      }
    }
    feed.end();
    builder.flush();
    await sendAll();
    return ok({
      format: reader.id,
      formatLabel: reader.label,
      readerVersion: reader.version,
      ...counts,
      issues,
      evidence: await evidence.end(),
    });
  } catch (error) {
    if (error instanceof ReadFailure || error instanceof MemberDamaged) {
      return { ok: false, failure: memberFailure(error, order.fileName) };
    }
    if (error instanceof Error && 'code' in error) {
      const code = error.code === 'ENOSPC' ? 'disk-full' : 'unreadable-file';
      return fail(code, `${order.fileName} could not be read to its end: ${reasonOf(error)}.`, {
        file: order.fileName,
      });
    }
    throw error;
  } finally {
    await evidenceFile?.close();
    await source.close();
  }
}

function toFailure(error: ReadFailure, file: string): Failure {
  return {
    code: error.code,
    message: `${file}: ${error.message}`,
    file,
    ...(error.record === null ? {} : { row: error.record }),
  };
}
