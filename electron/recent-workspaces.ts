import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const KEPT = 10;
const listSchema = z.array(z.string().min(1).max(4096)).max(100);

/** Workspace folders opened before, the latest first; those that are gone (a stick that is out) are left out, not forgotten. */
export const recentWorkspaces = (file: string): readonly string[] =>
  readList(file).filter((folder) => existsSync(join(folder, 'fenceline.db')));

/** Puts a workspace in front of the list. Not being able to is no reason to fail. */
export function rememberWorkspace(file: string, folder: string): void {
  const list = [folder, ...readList(file).filter((known) => known !== folder)].slice(0, KEPT);
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(`${file}.tmp`, JSON.stringify(list), { mode: 0o600 });
    renameSync(`${file}.tmp`, file);
  } catch {
    // The list is a convenience.
  }
}

function readList(file: string): readonly string[] {
  try {
    const parsed = listSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    return parsed.success ? parsed.data : [];
  } catch {
    return [];
  }
}
