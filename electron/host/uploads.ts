import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { fail, ok, type Result } from '../../shared/result.ts';

/** The largest file the readers take; see the cap on import. */
export const LARGEST_FILE_BYTES = 2 * 1024 ** 3;

/** Files a browser sends, until they are imported: a browser gives contents, not a path. */
export interface Uploads {
  /** Writes the stream to a file only this account can read. @returns its path */
  receive(content: Readable, displayName: string): Promise<Result<string>>;
  /** Removes whatever was not imported. */
  close(): Promise<void>;
}

export async function openUploads(largestBytes = LARGEST_FILE_BYTES): Promise<Uploads> {
  // mkdtemp makes the folder 0700: on a shared machine nobody else sees even the names.
  const folder = await mkdtemp(join(tmpdir(), 'fenceline-upload-'));
  return {
    receive: async (content, displayName) => {
      const path = join(folder, randomUUID());
      try {
        // Not the request itself: a refused upload must leave the socket open for the refusal.
        const chunks = Readable.from(content.iterator({ destroyOnReturn: false }), { objectMode: false });
        await pipeline(chunks, capped(largestBytes), createWriteStream(path, { mode: 0o600, flags: 'wx' }));
        return ok(path);
      } catch (error) {
        await rm(path, { force: true });
        return uploadFailure(error, displayName);
      }
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}

class TooLarge extends Error {}

function capped(largestBytes: number): Transform {
  let bytes = 0;
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      if (bytes > largestBytes) done(new TooLarge());
      else done(null, chunk);
    },
  });
}

function uploadFailure(error: unknown, file: string): Result<never> {
  if (error instanceof TooLarge) return fail('too-large', `${file} is larger than 2 GB and was not taken.`, { file });
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC') return fail('disk-full', `The disk is full: ${file} could not be copied.`, { file });
  return fail('unreadable-file', `${file} did not arrive whole and was not taken (${code ?? 'unknown reason'}).`, {
    file,
  });
}

/** Separators and control characters: a name is shown and stored, never used as a path. */
const notInNames = /[\p{Cc}/\\]+/gu;

/** The name of an uploaded file as it is shown and stored. */
export const displayNameOf = (name: string): string => {
  const shown = name.replace(notInNames, '_').slice(0, 255);
  return shown === '' ? 'file' : shown;
};
