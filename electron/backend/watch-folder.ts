import { statSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type FolderFile, filesInFolder } from '../import/files-in-folder.ts';

/**
 * A folder into which somebody else puts files. A file is given once it has not changed between two looks, so that one still being
 * written is left alone; one that changes later is given again. What was imported before is told by its content, not here.
 */
export class FolderWatch {
  readonly #folder: string;
  /** Path -> size and time of change at the last look. */
  #seen = new Map<string, string>();
  readonly #given = new Map<string, string>();

  constructor(folder: string) {
    this.#folder = folder;
  }

  #nothing(): Result<FolderFile[]> {
    this.#seen = new Map();
    return ok([]);
  }

  /** The files that have come to rest since the look before. Failure `unreadable-file`: the folder is not there now. */
  look(): Result<FolderFile[]> {
    const found = filesInFolder(this.#folder);
    // An empty folder waits for its first file.
    if (!found.ok) return found.failure.code === 'empty-file' ? this.#nothing() : found;
    const now = new Map<string, string>();
    const resting = found.value.filter(({ path }) => {
      const state = stateOf(path);
      if (state === null) return false;
      now.set(path, state);
      if (this.#seen.get(path) !== state || this.#given.get(path) === state) return false;
      this.#given.set(path, state);
      return true;
    });
    this.#seen = now;
    return ok(resting);
  }
}

/** Null for a file that went away, or has nothing in it yet. */
function stateOf(path: string): string | null {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined || status.size === 0 ? null : `${status.size} ${status.mtimeMs}`;
}

export function checkFolder(folder: string): Result<null> {
  try {
    if (statSync(folder).isDirectory()) return ok(null);
  } catch {
    // Said below: whatever the reason, it cannot be watched.
  }
  return fail('unreadable-file', 'There is no such folder, or it cannot be read.', { field: 'folder' });
}
