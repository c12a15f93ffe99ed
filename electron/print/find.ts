import { access, constants } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fail, ok, type Result } from '../../shared/result.ts';
import { chromiumEngine } from './chromium.ts';
import type { PdfEngine } from './engine.ts';

export interface Surroundings {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
}

const namesOnPath = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
  'msedge',
];

/** Where a browser that can print may be, best first. FENCELINE_BROWSER names one and only one. */
export function browserCandidates({ platform, env }: Surroundings): string[] {
  if (env.FENCELINE_BROWSER !== undefined) return [env.FENCELINE_BROWSER];
  const suffix = platform === 'win32' ? '.exe' : '';
  const folders = (env.PATH ?? '').split(delimiter).filter((folder) => folder !== '');
  const onPath = namesOnPath.flatMap((name) => folders.map((folder) => join(folder, name + suffix)));
  return [...onPath, ...usualPlaces({ platform, env })];
}

function usualPlaces({ platform, env }: Surroundings): string[] {
  if (platform === 'darwin') {
    return ['Chromium', 'Google Chrome', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (platform === 'win32') {
    const folders = [env.PROGRAMFILES, env['PROGRAMFILES(X86)'], env.LOCALAPPDATA].filter(
      (folder) => folder !== undefined,
    );
    const programs = [
      'Chromium\\Application\\chrome.exe',
      'Google\\Chrome\\Application\\chrome.exe',
      'Microsoft\\Edge\\Application\\msedge.exe',
    ];
    return folders.flatMap((folder) => programs.map((program) => `${folder}\\${program}`));
  }
  return ['/usr/bin/chromium', '/usr/bin/google-chrome', '/opt/google/chrome/chrome', '/snap/bin/chromium'];
}

const found = new Map<string, PdfEngine>();

/** The first installed browser that starts. Those that once started are not tried again. */
export async function findPdfEngine(
  surroundings: Surroundings = { platform: process.platform, env: process.env },
): Promise<Result<PdfEngine>> {
  for (const executable of browserCandidates(surroundings)) {
    if (!(await isExecutable(executable))) continue;
    const engine = found.get(executable) ?? (await chromiumEngine(executable));
    if (engine === null) continue;
    found.set(executable, engine);
    return ok(engine);
  }
  return fail(
    'no-pdf-engine',
    'No program that can make a PDF is installed: Chromium, Chrome or Edge. The page itself can be saved as HTML and printed from a browser.',
  );
}

const isExecutable = (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
