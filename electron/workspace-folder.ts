import { homedir } from 'node:os';
import { posix, win32 } from 'node:path';

/** The workspace when none is named: in the folder where the system keeps a person's data, the same for every shell. */
export function defaultWorkspaceFolder(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string {
  switch (platform) {
    case 'win32':
      // Not the roaming folder: a database must not be copied to a server at each sign-out.
      return win32.join(env.LOCALAPPDATA ?? win32.join(home, 'AppData', 'Local'), 'Fenceline', 'workspace');
    case 'darwin':
      return posix.join(home, 'Library', 'Application Support', 'Fenceline', 'workspace');
    default:
      return posix.join(env.XDG_DATA_HOME ?? posix.join(home, '.local', 'share'), 'fenceline', 'workspace');
  }
}
