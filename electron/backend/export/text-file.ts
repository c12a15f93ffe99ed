import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import { fail, ok, type Result } from '../../../shared/result.ts';

/** Characters handed to the disk at a time. */
const PIECE_CHARACTERS = 1 << 16;

export interface WrittenFile {
  readonly bytes: number;
  readonly sha256: string;
}

/**
 * Writes a file whole or not at all: under another name beside it, then renamed.
 *
 * @param zippedAs the text is put into a ZIP archive under this name; the same text gives the same bytes
 * Failures: `cancelled`, `disk-full`, `refused` when the place cannot be written.
 */
export async function writeTextFile(
  path: string,
  text: Iterable<string>,
  { zippedAs, signal }: { readonly zippedAs?: string; readonly signal?: AbortSignal } = {},
): Promise<Result<WrittenFile>> {
  const unfinished = `${path}.${process.pid}.part`;
  const digest = createHash('sha256');
  const digesting = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      digest.update(chunk);
      done(null, chunk);
    },
  });
  try {
    const pieces = Readable.from(inPieces(text), { objectMode: false });
    const source = zippedAs === undefined ? pieces : zipped(pieces, zippedAs);
    await pipeline(source, digesting, createWriteStream(unfinished, { mode: 0o600, flush: true }), { signal });
    await rename(unfinished, path);
    return ok({ bytes: (await stat(path)).size, sha256: digest.digest('hex') });
  } catch (error) {
    await rm(unfinished, { force: true });
    if (signal?.aborted) return fail('cancelled', 'The export was cancelled. Nothing was written.');
    const code = error instanceof Error && 'code' in error ? String(error.code) : null;
    if (code === null) throw error;
    if (code === 'ENOSPC') return fail('disk-full', `The disk is full: ${path} was not written.`, { file: path });
    return fail('refused', `${path} cannot be written (${code}).`, { file: path });
  }
}

/** Between two pieces others have their turn: a long export blocks nobody. */
async function* inPieces(text: Iterable<string>): AsyncGenerator<Buffer> {
  let piece = '';
  for (const part of text) {
    piece += part;
    if (piece.length < PIECE_CHARACTERS) continue;
    yield Buffer.from(piece);
    piece = '';
    await new Promise((resolve) => setImmediate(resolve));
  }
  if (piece !== '') yield Buffer.from(piece);
}

function zipped(content: Readable, name: string): NodeJS.ReadableStream {
  const zip = new ZipFile();
  zip.addReadStream(content, name, { mtime: new Date(1980, 0, 1), forceDosTimestamp: true, mode: 0o100644 });
  zip.end();
  content.once('error', (error) => (zip.outputStream as Readable).destroy(error));
  return zip.outputStream;
}
