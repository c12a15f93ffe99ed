import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { cp, mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { buildPages } from '../helpers/built-pages.ts';
import { emptyStatus } from '../helpers/fake-backend.ts';

const helper = (file: string) => join(import.meta.dirname, '../helpers', file);

/** The host in a process of its own over the fake backend in another, its temporary files in a folder of theirs. */
async function start() {
  const root = mkdtempSync(join(tmpdir(), 'fenceline-host-'));
  const temporary = join(root, 'tmp');
  await mkdir(temporary);
  await mkdir(join(root, '.build', 'node'), { recursive: true });
  await cp((await buildPages()).folder, join(root, '.build', 'renderer'), { recursive: true });
  const backend = pathToFileURL(helper('fake-backend-process.ts'));
  writeFileSync(join(root, '.build', 'node', 'backend.mjs'), `import '${backend}';`);
  // Without a screen, so that no browser is opened.
  const { DISPLAY: _, WAYLAND_DISPLAY: __, ...rest } = process.env;
  const env = { ...rest, TMPDIR: temporary };
  const host = spawn(process.execPath, [helper('host-process.ts'), root], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let said = '';
  let printed = '';
  host.stdout.on('data', (chunk) => {
    printed += chunk;
  });
  const url = await new Promise<string>((resolve, reject) => {
    host.once('exit', () => reject(new Error(said)));
    host.stderr.on('data', (chunk) => {
      said += chunk;
      const address = /http:\S+/.exec(said)?.[0];
      if (address !== undefined) resolve(address);
    });
  });
  const ended = new Promise<number | null>((resolve) => host.once('exit', resolve));
  return { host, url, ended, temporary, said: () => said, printed: () => printed };
}

it('the host says its address, answers, and on Ctrl-C, twice, closes in order and leaves nothing', async () => {
  const { host, url, ended, temporary, said, printed } = await start();
  const opened = await fetch(url, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
  const { origin } = new URL(url);
  const headers = { cookie, origin, 'content-type': 'application/json' };
  const answer = await fetch(`${origin}/api/workspace.status`, { method: 'POST', headers, body: '{}' });
  expect(await answer.json()).toEqual({ ok: true, value: emptyStatus });
  const upload = await fetch(`${origin}/api/files?name=a.csv`, { method: 'PUT', headers, body: 'a' });
  expect(await upload.json()).toMatchObject({ ok: true });
  expect(readdirSync(temporary)).toHaveLength(1);
  host.kill('SIGINT');
  host.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(readdirSync(temporary)).toEqual([]);
  // Standard output is the command's: a caller may be reading JSON from it.
  expect(printed()).toBe('');
  expect(said()).toContain('Open that address in a browser');
});
