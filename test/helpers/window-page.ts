import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { pageHeaders, reportHeaders } from '../../electron/content-policy.ts';
import { loadPages } from '../../electron/pages.ts';
import type { FakeApi } from './fake-api.ts';

const builtPages = fileURLToPath(new URL('../../.build/renderer', import.meta.url));
const chromiumPath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

/** Why the window cannot be tested here; null when it can. */
export const cannotTestWindow: string | null =
  chromiumPath === undefined
    ? 'no Chromium is installed (apt-get install chromium)'
    : existsSync(`${builtPages}/assets.json`)
      ? null
      : 'the pages are not built (npm run build)';

export interface OpenedWindow {
  readonly page: Page;
  /** What the content policy refused, and what the page threw. Empty in a healthy run. */
  faults(): Promise<string[]>;
  /** Violations of WCAG 2.2 A and AA that axe finds, in a line each. */
  axe(): Promise<string[]>;
  close(): Promise<void>;
}

export interface WindowOptions {
  readonly width?: number;
  readonly height?: number;
  readonly colorScheme?: 'light' | 'dark';
  readonly contrast?: 'more' | 'no-preference';
}

export async function launchChromium(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath!,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Serves the built pages with the product's own headers, and the fake's reports. */
export async function servePages(api: () => FakeApi): Promise<{ origin: string; server: Server }> {
  const pages = await loadPages(builtPages);
  // All of them now: a build that runs beside the tests replaces the folder.
  const list = JSON.parse(readFileSync(`${builtPages}/assets.json`, 'utf8')) as Record<string, unknown>;
  await Promise.all(Object.keys(list).map((path) => pages.find(path)));
  const server = createServer(async (request, response) => {
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    const report = api().reportHtml(path);
    if (report !== null) {
      response.writeHead(200, reportHeaders(report)).end(report);
      return;
    }
    const found = await pages.find(path);
    if (found === null) response.writeHead(404, pageHeaders('text/plain')).end();
    else response.writeHead(200, pageHeaders(found.type)).end(found.bytes);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Opens the window on a fake backend in a fresh profile. */
export async function openWindow(
  browser: Browser,
  origin: string,
  api: FakeApi,
  { width = 1366, height = 768, colorScheme = 'light', contrast = 'no-preference' }: WindowOptions = {},
): Promise<OpenedWindow> {
  const context = await browser.newContext({
    viewport: { width, height },
    colorScheme,
    contrast,
    reducedMotion: 'reduce',
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const thrown: string[] = [];
  page.on('pageerror', (error) => thrown.push(`thrown: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') thrown.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(origin) && !url.startsWith('data:') && !url.startsWith('blob:')) thrown.push(`request: ${url}`);
  });
  page.on('dialog', (dialog) => {
    thrown.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.exposeFunction('fakeCall', (method: string, request: unknown) => api.call(method, request));
  await page.exposeFunction('fakeOffer', (name: string) => api.offerFile(name));
  await page.exposeFunction('fakeSaveMade', (handle: string) => api.saveMade(handle));
  await page.exposeFunction('fakeSave', (name: string, base64: string) => api.saveFile(name, base64));
  await page.addInitScript(() => {
    const host = window as unknown as Record<
      'fakeCall' | 'fakeOffer' | 'fakeSave' | 'fakeSaveMade',
      (...values: unknown[]) => unknown
    >;
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      refused.push(`policy: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    Object.assign(window, {
      refused,
      fenceline: {
        shell: 'browser',
        call: (method: string, request: unknown) => host.fakeCall(method, request),
        offerFile: (file: File) => host.fakeOffer(file.name),
        saveMade: (handle: string) => host.fakeSaveMade(handle),
        saveFile: (name: string, base64: string) => host.fakeSave(name, base64),
      },
    });
  });
  await page.goto(`${origin}/`);
  return {
    page,
    faults: async () => [
      ...thrown,
      ...(await page.evaluate(() => (window as unknown as { refused: string[] }).refused)),
      ...api.bugs,
    ],
    axe: () => axeOf(page),
    close: () => context.close(),
  };
}

/** Violations of WCAG 2.2 A and AA that axe finds on a page, in a line each. */
export async function axeOf(page: Page): Promise<string[]> {
  await page.evaluate(axeSource);
  const results = await page.evaluate(
    () =>
      (window as unknown as { axe: { run(options: unknown): Promise<unknown> } }).axe.run({
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
      }) as Promise<unknown>,
  );
  return (results as AxeResults).violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${help} at ${target.join(' ')}: ${failureSummary}`),
  );
}
