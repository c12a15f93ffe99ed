import { open, stat } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/result.ts';

const CHUNK_BYTES = 1024 * 1024;

/**
 * Whether a file lies on another drive than the workspace: a stick, a card, a share. Such a file is copied before it is read, so
 * that pulling the stick while it is read changes nothing.
 */
export async function isElsewhere(path: string, folder: string): Promise<boolean> {
  try {
    return (await stat(path)).dev !== (await stat(folder)).dev;
  } catch {
    // That it is not there is said where it is opened.
    return false;
  }
}

/**
 * Copies a file chunk by chunk, so that it can be given up at any of them; what was copied until then is the caller's to delete.
 * Failures `cancelled`, `unreadable-file`, `truncated-file` (it went away), `disk-full`.
 */
export async function copyFirst(
  from: { readonly path: string; readonly fileName: string },
  to: string,
  signal: AbortSignal,
  onProgress: (bytesRead: number, bytesTotal: number) => void,
): Promise<Result<null>> {
  const { path, fileName: file } = from;
  let source: Awaited<ReturnType<typeof open>> | undefined;
  let copy: Awaited<ReturnType<typeof open>> | undefined;
  try {
    // Before it is opened: opening a pipe waits for somebody to write.
    const found = await stat(path);
    if (!found.isFile()) return fail('unreadable-file', `${file} is not a file.`, { file });
    source = await open(path, 'r');
    copy = await open(to, 'wx', 0o600);
    const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
    for (let at = 0; at < found.size; ) {
      if (signal.aborted) {
        return fail('cancelled', `The import of ${file} was cancelled. Nothing of it was kept.`, { file });
      }
      const { bytesRead } = await source.read(chunk, 0, CHUNK_BYTES, at);
      if (bytesRead === 0) {
        return fail('truncated-file', `${file} ended before its size: was it removed while being copied?`, { file });
      }
      await copy.write(chunk, 0, bytesRead, at);
      at += bytesRead;
      onProgress(at, found.size);
    }
    return ok(null);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOSPC') {
      return fail('disk-full', `The drive of the workspace is full; ${file} was not copied. Free some space.`, {
        file,
      });
    }
    if (code === '') throw error;
    return fail('unreadable-file', `${file} could not be copied to its end (${code}). Nothing of it was kept.`, {
      file,
    });
  } finally {
    await source?.close().catch(() => undefined);
    await copy?.close();
  }
}
