import { copyFile, writeFile } from 'node:fs/promises';
import { base64ToBytes } from '../shared/base64.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import type { MadeFile } from './backend/export/export-jobs.ts';

const LONGEST_NAME = 120;
/** Not allowed in a file name on one of the systems we run on, or able to mislead whoever reads it. */
const unsafeInName = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}<>:"/\\|?*]+/gu;

/** A name that stays a name: no folders, nothing invisible, no leading dot. */
export function safeFileName(suggested: string): string {
  const name = suggested
    .normalize('NFC')
    .replace(unsafeInName, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .slice(0, LONGEST_NAME);
  return name === '' ? 'fenceline' : name;
}

/**
 * Writes a file the page made where the person says.
 *
 * @param choosePath shows the save dialog; null when the person changed their mind
 */
export async function saveFile(
  suggestedName: string,
  base64: string,
  choosePath: (name: string) => Promise<string | null>,
): Promise<Result<null>> {
  const bytes = decode(base64);
  if (bytes === null) return fail('bad-request', 'What was to be saved is not valid.');
  return saveAt(await choosePath(safeFileName(suggestedName)), (path) => writeFile(path, bytes));
}

/** Copies a file the backend made to where the person says. */
export const saveMade = async (
  { path: made, fileName }: MadeFile,
  choosePath: (name: string) => Promise<string | null>,
): Promise<Result<null>> => saveAt(await choosePath(safeFileName(fileName)), (path) => copyFile(made, path));

async function saveAt(path: string | null, write: (path: string) => Promise<void>): Promise<Result<null>> {
  if (path === null) return fail('cancelled', 'Nothing was saved.');
  try {
    await write(path);
    return ok(null);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC') return fail('disk-full', 'The disk is full: the file was not saved.', { file: path });
    return fail('refused', `The file could not be written there (${code ?? 'unknown reason'}).`, { file: path });
  }
}

function decode(base64: string): Uint8Array | null {
  try {
    return base64ToBytes(base64);
  } catch {
    return null;
  }
}
