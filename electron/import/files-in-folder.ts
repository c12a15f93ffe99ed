import { lstatSync, readdirSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';

export interface FolderFile {
  readonly path: string;
  /** The folder's own name, then the way from it, with `/` between. */
  readonly name: string;
}

/** A folder of exports has fewer; a drive by mistake has more. */
const MOST_FILES = 10_000;

/**
 * Every file of a folder and of the folders within it, in the order of their names. Links are not followed: they may lead back, or
 * to another place than the one that was given. Hidden files are left out: systems and programs keep their own things in them.
 */
export function filesInFolder(folder: string): Result<FolderFile[]> {
  const files: FolderFile[] = [];
  const top = basename(resolve(folder));
  const waiting = [{ path: folder, name: top }];
  while (waiting.length > 0) {
    const { path, name } = waiting.pop()!;
    let names: string[];
    try {
      names = readdirSync(path).sort();
    } catch (error) {
      const reason = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
      return fail('unreadable-file', `The folder ${name} cannot be read (${reason}).`, { file: name });
    }
    const folders = [];
    for (const entry of names) {
      if (entry.startsWith('.')) continue;
      const found = { path: join(path, entry), name: `${name}/${entry}` };
      const status = lstatSync(found.path, { throwIfNoEntry: false });
      if (status?.isDirectory()) folders.push(found);
      else if (status?.isFile()) files.push(found);
      if (files.length > MOST_FILES) {
        return fail(
          'too-large',
          `The folder ${top} holds more than ${MOST_FILES} files. Import its parts by themselves.`,
          {
            file: top,
          },
        );
      }
    }
    waiting.push(...folders.reverse());
  }
  return files.length === 0 ? fail('empty-file', `The folder ${top} holds no files.`, { file: top }) : ok(files);
}
