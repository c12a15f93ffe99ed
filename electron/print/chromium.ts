import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { base64ToBytes } from '../../shared/base64.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { reportHeaders } from '../content-policy.ts';
import { type DevtoolsPipe, devtoolsPipe } from './devtools-pipe.ts';
import { isWholePdf, type PageSize, type PdfEngine } from './engine.ts';

const TIME_LIMIT_MS = 60_000;

/** Paper in inches, as the DevTools protocol takes it. */
const paper: Readonly<Record<PageSize, { paperWidth: number; paperHeight: number }>> = {
  letter: { paperWidth: 8.5, paperHeight: 11 },
  a4: { paperWidth: 210 / 25.4, paperHeight: 297 / 25.4 },
};

/** A browser with nothing of the person's in it and no way out: own profile, no dumps, no name resolution. */
const flags = (profile: string): string[] => [
  '--headless',
  '--remote-debugging-pipe',
  `--user-data-dir=${profile}`,
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-gpu',
  '--disable-extensions',
  '--disable-default-apps',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-client-side-phishing-detection',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--no-pings',
  '--host-resolver-rules=MAP * ~NOTFOUND',
  // Chromium's own sandbox refuses to start for root; the page has no scripts and no network either way.
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
  'about:blank',
];

/** Starts the browser, lets `work` talk to it, ends it and removes its profile. @throws what `work` throws, or on the time limit */
async function withBrowser<T>(executable: string, work: (browser: DevtoolsPipe) => Promise<T>): Promise<T> {
  const profile = await mkdtemp(join(tmpdir(), 'fenceline-print-'));
  try {
    const browser = spawn(executable, flags(profile), { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
    const exited = once(browser, 'exit').catch(() => {});
    const [, , , toBrowser, fromBrowser] = browser.stdio;
    const pipe = devtoolsPipe(toBrowser as Writable, fromBrowser as Readable);
    const limit = setTimeout(() => browser.kill('SIGKILL'), TIME_LIMIT_MS);
    try {
      return await work(pipe);
    } finally {
      clearTimeout(limit);
      // Its own way out first: a killed browser may leave children that still write into the profile.
      const hurry = setTimeout(() => browser.kill('SIGKILL'), 3000);
      await pipe.send('Browser.close').catch(() => browser.kill('SIGKILL'));
      await exited;
      clearTimeout(hurry);
    }
  } finally {
    await rm(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
  }
}

/** Any address will do: it is answered here, before the network, and everything else is refused. */
const PAGE_ADDRESS = 'https://report.invalid/';

async function printWith(browser: DevtoolsPipe, html: string, pageSize: PageSize): Promise<Uint8Array> {
  const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: Readonly<Record<string, unknown>> = {}) =>
    browser.send(method, params, sessionId as string);
  const loaded = new Promise<void>((resolve) => {
    browser.onEvent(({ method, params }) => {
      if (method === 'Page.loadEventFired') resolve();
      if (method === 'Fetch.requestPaused') void answerRequest(page, params, html);
    });
  });
  await page('Emulation.setScriptExecutionDisabled', { value: true });
  await page('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await page('Page.enable');
  await page('Page.navigate', { url: PAGE_ADDRESS });
  await loaded;
  const { data } = await page('Page.printToPDF', {
    ...paper[pageSize],
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: false,
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  });
  return base64ToBytes(data as string);
}

async function answerRequest(
  page: (method: string, params: Readonly<Record<string, unknown>>) => Promise<unknown>,
  paused: Readonly<Record<string, unknown>>,
  html: string,
): Promise<void> {
  const { requestId } = paused;
  const { url } = paused.request as { url: string };
  const answer =
    url === PAGE_ADDRESS
      ? page('Fetch.fulfillRequest', {
          requestId,
          responseCode: 200,
          responseHeaders: Object.entries(reportHeaders(html)).map(([name, value]) => ({ name, value })),
          body: Buffer.from(html, 'utf8').toString('base64'),
        })
      : page('Fetch.failRequest', { requestId, errorReason: 'BlockedByClient' });
  // A request withdrawn by the page in the meantime needs no answer.
  await answer.catch(() => {});
}

/**
 * A print engine over an installed Chromium, Chrome or Edge, started anew for each page.
 *
 * @returns null when it does not start or does not answer: an empty launcher, another program of that name
 */
export async function chromiumEngine(executable: string): Promise<PdfEngine | null> {
  const product = await withBrowser(
    executable,
    async (browser) => (await browser.send('Browser.getVersion')).product,
  ).catch(() => null);
  if (typeof product !== 'string') return null;
  return {
    name: product.replace(/^Headless/, '').replace('/', ' '),
    print: async (html, pageSize) => {
      try {
        const pdf = await withBrowser(executable, (browser) => printWith(browser, html, pageSize));
        return isWholePdf(pdf) ? ok(pdf) : failed();
      } catch {
        return failed();
      }
    },
  };
}

const failed = (): Result<never> =>
  fail(
    'no-pdf-engine',
    'The installed browser could not print the page. The page itself is stored and can be printed from the window.',
  );
