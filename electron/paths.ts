import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the program's own files are, whether it runs from source, from `.build/` or packaged. */
export interface ProgramPaths {
  readonly root: string;
  /** Reference data, committed. */
  readonly resources: string;
  /** The built pages and their list, `assets.json`. */
  readonly renderer: string;
  /** Built Node programs: `backend.mjs`, `checkpointer.mjs`, `concluder.mjs`, `reader.mjs`. */
  readonly programs: string;
}

/**
 * @param from a folder inside the program: the caller's own
 * @throws when no `package.json` of Fenceline is above it: the installation is broken.
 */
export function programPaths(from: string): ProgramPaths {
  for (let folder = from; ; folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).name === 'fenceline') {
      return {
        root: folder,
        resources: join(folder, 'resources'),
        renderer: join(folder, '.build', 'renderer'),
        programs: join(folder, '.build', 'node'),
      };
    }
    if (dirname(folder) === folder) throw new Error(`No installation of Fenceline above ${from}`);
  }
}
