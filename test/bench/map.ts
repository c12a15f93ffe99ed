import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { extname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { build } from 'vite';
import { readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { type BenchFlights, benchFlights } from './map/flights.ts';
import { median } from './micro.ts';
import { alignedTable } from './table.ts';

/**
 * The map with very many flights in Chromium without a GPU, beside Leaflet's own lines (`preferCanvas`) of the same flights in the same
 * run. Read the ratios.
 *
 *   npm run bench -- map [--flights 100000] [--rounds 5] [--out RESULTS.json]
 */

const root = resolve(import.meta.dirname, '../..');
const types: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.png': 'image/png',
};

interface Measured {
  readonly firstDrawMs: number;
  readonly redrawMs: number;
  readonly panP95Ms: number;
  readonly zoomMs: number;
  readonly rssMb: number;
}

const p95 = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;

export async function benchMap(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      flights: { type: 'string', default: '100000' },
      rounds: { type: 'string', default: '5' },
      out: { type: 'string' },
    },
  });
  if (cannotTestWindow !== null && !cannotTestWindow.startsWith('the pages')) {
    console.log(`Nothing was measured: ${cannotTestWindow}.`);
    return;
  }
  const busy = loadavg()[0]!;
  const { border } = readReferenceFiles(join(root, 'resources')).geo;
  const flights = benchFlights(Number(values.flights), border);
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-bench-map-'));
  const browser = await launchChromium();
  try {
    await build({
      configFile: false,
      root: join(import.meta.dirname, 'map'),
      base: './',
      logLevel: 'warn',
      build: { outDir: folder, emptyOutDir: true, assetsInlineLimit: 0, chunkSizeWarningLimit: 2000 },
    });
    const rounds = Number(values.rounds);
    const results = {
      'Leaflet preferCanvas': await measure(browser, folder, flights, 'leaflet', false, Math.min(rounds, 3)),
      'Fenceline, flights alone': await measure(browser, folder, flights, 'fenceline', false, rounds),
      'Fenceline, whole map': await measure(browser, folder, flights, 'fenceline', true, rounds),
    };
    const yardstick = results['Leaflet preferCanvas'];
    const ratio = (own: number, other: number) => `${own.toFixed(1)} (${(other / own).toFixed(1)}×)`;
    if (busy > 0.5) console.log(`Other work ran when the bench began (load ${busy.toFixed(1)}).\n`);
    console.log(
      alignedTable([
        [
          `${flights.count} flights, 20 vertices, 1280×800`,
          'first draw ms',
          'redraw ms',
          'pan p95 ms',
          'zoom ms',
          'RSS MB',
        ],
        ...Object.entries(results).map(([name, it]) => [
          name,
          ratio(it.firstDrawMs, yardstick.firstDrawMs),
          ratio(it.redrawMs, yardstick.redrawMs),
          ratio(it.panP95Ms, yardstick.panP95Ms),
          ratio(it.zoomMs, yardstick.zoomMs),
          ratio(it.rssMb, yardstick.rssMb),
        ]),
      ]),
    );
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify({ busy, results }, null, 1)}\n`);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measure(
  browser: Browser,
  folder: string,
  flights: BenchFlights,
  who: 'fenceline' | 'leaflet',
  isWithGround: boolean,
  rounds: number,
): Promise<Measured> {
  const answers = new Map<string, () => unknown>([
    ['/data/marks', () => flights.marks],
    ['/data/paths', () => flights.paths],
    ...[5, 6, 7, 8, 9, 10, 11].map((level) => [`/data/shapes/${level}`, () => flights.shapes(level)] as const),
  ]);
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : (request.url ?? '');
    const answer = answers.get(path);
    const file = join(folder, path);
    if (answer === undefined && !existsSync(file)) return void response.writeHead(404).end();
    const body = answer === undefined ? readFileSync(file) : JSON.stringify(answer());
    response.writeHead(200, { 'Content-Type': types[extname(path)] ?? 'application/json' }).end(body);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    page.setDefaultTimeout(600_000);
    await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    await page.waitForFunction(() => 'bench' in window);
    await page.evaluate(([name, ground]) => window.bench.start(name, ground), [who, isWithGround] as const);
    const firstDrawMs = await page.evaluate(() => window.bench.firstDraw());
    const redraws: number[] = [];
    const zooms: number[] = [];
    for (let i = 0; i < rounds; i++) redraws.push(await page.evaluate(() => window.bench.redraw()));
    const panP95Ms = p95(await page.evaluate((steps) => window.bench.pan(steps), who === 'leaflet' ? 10 : 60));
    for (let i = 0; i < rounds; i++) {
      zooms.push(await page.evaluate((by) => window.bench.zoom(by), i % 2 === 0 ? 1 : -1));
      await page.waitForTimeout(400);
    }
    return { firstDrawMs, redrawMs: median(redraws), panP95Ms, zoomMs: median(zooms), rssMb: await peakRssMb(browser) };
  } finally {
    await context.close();
    server.close();
  }
}

/** The largest renderer process of the browser: there is one page at a time. */
async function peakRssMb(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const peaks = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  await session.detach();
  return Math.max(...peaks);
}
