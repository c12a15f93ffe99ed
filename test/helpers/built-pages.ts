import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const files: Readonly<Record<string, readonly [type: string, text: string]>> = {
  '/index.html': ['text/html; charset=utf-8', '<!doctype html><title>Fenceline</title>'],
  '/assets/app.js': ['text/javascript; charset=utf-8', 'export {};'],
};

/** A folder as the build leaves it, with files beside it that must never be served. */
export async function buildPages(): Promise<{ folder: string; files: typeof files }> {
  const outside = await mkdtemp(join(tmpdir(), 'fenceline-pages-'));
  const folder = join(outside, 'renderer');
  const assets: Record<string, { type: string; sha256: string }> = {};
  for (const [path, [type, text]] of Object.entries(files)) {
    const file = join(folder, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
    assets[path] = { type, sha256: createHash('sha256').update(text).digest('hex') };
  }
  await writeFile(join(folder, 'assets.json'), JSON.stringify(assets));
  await writeFile(join(folder, 'unlisted.js'), 'SECRET');
  await writeFile(join(outside, 'secret.txt'), 'SECRET');
  return { folder, files };
}

/** Over 300 ways to ask a server for a file it should not give, each the part of an address after the host. */
export function hostilePaths(): string[] {
  const climbs = [
    '..',
    '%2e%2e',
    '%2E%2E',
    '.%2e',
    '%2e.',
    '..%00',
    '%252e%252e',
    '..;',
    '....',
    '%c0%ae%c0%ae',
    '\u2025',
  ];
  const slashes = ['/', '%2f', '%2F', '\\', '%5c', '%252f', '//', '/./', '%00/'];
  const targets = ['secret.txt', 'etc/passwd', 'renderer/unlisted.js'];
  const climbing = climbs.flatMap((climb) =>
    slashes.flatMap((slash) => targets.map((target) => `/${climb}${slash}${climb}${slash}${target}`)),
  );
  const others = [
    '/unlisted.js',
    '/assets.json',
    '/assets',
    '/assets/',
    '/assets//app.js',
    '/assets/app.js/',
    '/assets/app.js%00.html',
    '/assets/app.js?x=1',
    '/assets/app.js;x',
    '/ASSETS/APP.JS',
    '/%61ssets/app.js',
    '/index.html?token',
    '/index.html%20',
    '//index.html',
    '//etc/passwd',
    '/./index.html/..',
    '/C:/Windows/win.ini',
    '/file:///etc/passwd',
    '/report/',
    '/report/r1/',
    '/report/r1?x',
    '/report/../r1',
    '/report/r1%2f..%2f..%2fsecret.txt',
    '/report/%72%31',
    '/report/-r1',
    `/report/${'a'.repeat(101)}`,
    '/api',
    '/api/',
    '/api/workspace.status',
    '/api/files',
    '/constructor',
    '/__proto__',
    '/toString',
    `/${'a'.repeat(8000)}`,
  ];
  return [...climbing, ...others];
}
