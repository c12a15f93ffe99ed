import { spawn } from 'node:child_process';
import type { Surroundings } from '../print/find.ts';

/** The platform's own way to open an address in the default browser; null where there is no screen to open it on. */
export function openCommand(url: string, { platform, env }: Surroundings): readonly [string, ...string[]] | null {
  if (platform === 'win32') return ['rundll32', 'url.dll,FileProtocolHandler', url];
  if (platform === 'darwin') return ['open', url];
  // Without a screen xdg-open would start a text browser in this terminal.
  const hasScreen = env.DISPLAY !== undefined || env.WAYLAND_DISPLAY !== undefined;
  return hasScreen ? ['xdg-open', url] : null;
}

/** Opens the default browser. @returns whether one was started: if not, the person has to open the address */
export function openBrowser(
  url: string,
  surroundings: Surroundings = { platform: process.platform, env: process.env },
): Promise<boolean> {
  const command = openCommand(url, surroundings);
  if (command === null) return Promise.resolve(false);
  const [program, ...args] = command;
  return new Promise((resolve) => {
    const opener = spawn(program, args, { stdio: 'ignore', detached: true });
    opener.once('error', () => resolve(false));
    opener.once('spawn', () => {
      opener.unref();
      resolve(true);
    });
  });
}
