import { spawnSync } from 'node:child_process';
import { chmodSync, mkdtempSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { isWholePdf } from '../../electron/print/engine.ts';
import { browserCandidates, findPdfEngine } from '../../electron/print/find.ts';
import { securePreferences } from '../../electron/security.ts';
import { type ElectronState, electronModule, resetElectron, SessionDouble } from '../helpers/electron-double.ts';
import { hostileReport } from '../helpers/fake-backend.ts';

const engine = await findPdfEngine();
const has = (program: string) => spawnSync(program, ['-v']).error === undefined;
const folder = mkdtempSync(join(tmpdir(), 'fenceline-pdf-'));

/** What poppler's tools say of a PDF. */
function inspect(pdf: Uint8Array) {
  const file = join(folder, 'page.pdf');
  writeFileSync(file, pdf);
  const run = (program: string, ...args: string[]) => spawnSync(program, args, { encoding: 'utf8' }).stdout;
  return { info: run('pdfinfo', file), text: run('pdftotext', file, '-'), raw: Buffer.from(pdf).toString('latin1') };
}

const browser = engine.ok ? '' : ' (no Chromium, Chrome or Edge is installed here)';
const poppler = has('pdfinfo') ? '' : ' (pdfinfo is not installed here)';

if (browser + poppler !== '') process.stderr.write(`Tests of printing are skipped:${browser}${poppler}.\n`);

describe(`printing through an installed browser${browser}${poppler}`, () => {
  const print = async (html: string) => {
    if (!engine.ok) throw new Error('skipped above');
    const pdf = await engine.value.print(html, 'letter');
    if (!pdf.ok) throw new Error(pdf.failure.message);
    return pdf.value;
  };

  it.skipIf(!engine.ok || poppler !== '')('gives a tagged PDF of the page’s own size, its text whole', async () => {
    const { info, text } = inspect(await print(hostileReport));
    expect(info).toMatch(/Tagged:\s+yes/);
    expect(info).toMatch(/JavaScript:\s+no/);
    expect(info).toMatch(/Page size:.*A4/);
    for (const part of ['Incident summary', 'Facts', 'Element', 'met']) expect(text).toContain(part);
  });

  it.skipIf(!engine.ok || poppler !== '')('takes the size asked for where the page states none', async () => {
    expect(inspect(await print('<!doctype html><title>t</title><p>short</p>')).info).toMatch(/Page size:.*letter/);
  });

  it.skipIf(!engine.ok || poppler !== '')('runs no script and puts nothing from outside on the page', async () => {
    const { info, raw } = inspect(await print(hostileReport));
    expect(info).toMatch(/Title:\s+Incident$/m);
    expect(raw).not.toMatch(/\/URI|192\.0\.2\.1/);
  });

  it.skipIf(!engine.ok)('says what printed, and leaves nothing behind', async () => {
    if (engine.ok) expect(engine.value.name).toMatch(/^\w+ \d+\./);
    const temporary = mkdtempSync(join(folder, 'tmp-'));
    vi.stubEnv('TMPDIR', temporary);
    const pdf = await print('<!doctype html><p>one</p>').finally(() => vi.unstubAllEnvs());
    expect(isWholePdf(pdf)).toBe(true);
    expect(readdirSync(temporary).filter((name) => name.startsWith('fenceline-'))).toEqual([]);
  });

  it.skipIf(!engine.ok)('prints two pages at once, each its own', async () => {
    const pdfs = await Promise.all([print('<!doctype html><p>first</p>'), print('<!doctype html><p>second</p>')]);
    expect(pdfs.every(isWholePdf)).toBe(true);
  });
});

describe('looking for a browser', () => {
  it('goes through the path and the usual places of each system', () => {
    const linux = browserCandidates({ platform: 'linux', env: { PATH: '/a:/b' } });
    expect(linux).toEqual(expect.arrayContaining(['/a/chromium', '/b/google-chrome', '/opt/google/chrome/chrome']));
    const mac = browserCandidates({ platform: 'darwin', env: {} });
    expect(mac).toContain('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
    const windows = browserCandidates({ platform: 'win32', env: { PROGRAMFILES: 'C:\\Program Files' } });
    expect(windows).toContain('C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe');
  });

  it('uses the one that is named, and no other', () => {
    expect(browserCandidates({ platform: 'linux', env: { PATH: '/a', FENCELINE_BROWSER: '/b/c' } })).toEqual(['/b/c']);
  });

  it('says in a sentence that none is installed', async () => {
    const none = await findPdfEngine({ platform: 'linux', env: { FENCELINE_BROWSER: join(folder, 'nowhere') } });
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-pdf-engine' } });
  });

  it('does not take a program of that name which is no browser', async () => {
    const impostor = join(folder, 'chromium');
    writeFileSync(impostor, '#!/bin/sh\nexit 0\n');
    chmodSync(impostor, 0o755);
    const none = await findPdfEngine({ platform: 'linux', env: { FENCELINE_BROWSER: impostor } });
    expect(none).toMatchObject({ ok: false, failure: { code: 'no-pdf-engine' } });
  });
});

it('a PDF that was cut off is none', () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  expect(isWholePdf(bytes('%PDF-1.4\n…\n%%EOF\n'))).toBe(true);
  for (const text of ['', '%PDF-1.4\n…', '<html>%%EOF', 'PDF-1.4 %%EOF']) expect(isWholePdf(bytes(text))).toBe(false);
});

describe('printing in Electron', () => {
  let electron: ElectronState;
  beforeEach(() => {
    vi.doMock('electron', () => electronModule);
    electron = resetElectron();
  });

  async function start() {
    const { electronEngine } = await import('../../electron/print/electron.ts');
    const session = new SessionDouble('print');
    const log: string[] = [];
    const versions = { electron: '45.4.1', chrome: '156.0' };
    return { session, log, engine: electronEngine(session as never, versions, (line) => log.push(line)) };
  }

  it('uses a hidden window of its own without scripts, tagged, and closes it', async () => {
    const { engine: inElectron, session } = await start();
    const pdf = await inElectron.print('<p>a</p>', 'a4');
    expect(pdf.ok && isWholePdf(pdf.value)).toBe(true);
    const [window] = electron.windows;
    expect(window!.options).toEqual({
      show: false,
      webPreferences: { ...securePreferences, session, javascript: false, devTools: false },
    });
    expect(window!.webContents.pdfOptions).toEqual({
      pageSize: 'A4',
      preferCSSPageSize: true,
      printBackground: true,
      generateTaggedPDF: true,
      generateDocumentOutline: true,
    });
    expect(window!.destroyed).toBe(true);
    expect(inElectron.name).toBe('Electron 45.4.1 (Chromium 156.0)');
  });

  it('serves that window the one page, under the report policy, and only while it prints', async () => {
    const { engine: inElectron, session } = await start();
    const printing = inElectron.print('<style>p{}</style>', 'letter');
    const serve = session.schemes.get('app') as unknown as (request: { url: string }) => Response;
    const address = electron.windows[0]!.loaded[0]!;
    const response = serve({ url: address });
    expect(await response.text()).toBe('<style>p{}</style>');
    expect(response.headers.get('content-security-policy')).toMatch(/style-src 'sha256-/);
    expect(serve({ url: 'app://fenceline/' }).status).toBe(404);
    await printing;
    expect(serve({ url: address }).status).toBe(404);
  });

  it('fails in a sentence when the page cannot be printed, and still closes the window', async () => {
    const { engine: inElectron, log } = await start();
    const printing = inElectron.print('<p>a</p>', 'letter');
    electron.windows[0]!.webContents.pdf = new Uint8Array();
    expect(await printing).toMatchObject({ ok: false, failure: { code: 'no-pdf-engine' } });
    const failing = inElectron.print('<p>3NZ</p>', 'letter');
    electron.windows[1]!.webContents.printToPDF = () => Promise.reject(new Error('3NZ'));
    expect(await failing).toMatchObject({ ok: false });
    expect(electron.windows.map(({ destroyed }) => destroyed)).toEqual([true, true]);
    expect(log.join()).not.toContain('3NZ');
  });
});
