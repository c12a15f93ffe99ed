import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startApp } from '../helpers/cli.ts';
import { cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { temporaryFolder } from '../helpers/workspace.ts';

// The main job in a browser, over the real loopback host, backend and reader: nothing here is a double.

let browser: Browser;
beforeAll(async () => {
  if (cannotTestWindow === null) browser = await launchChromium();
  else process.stderr.write(`The main job in a window is skipped: ${cannotTestWindow}.\n`);
});
afterAll(() => browser?.close());

interface Session {
  readonly page: Page;
  /** What the page threw and what its content policy refused. */
  readonly faults: readonly string[];
}

async function openApp(workspace: string): Promise<Session> {
  const url = await startApp(workspace);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  return { page, faults };
}

test.skipIf(cannotTestWindow !== null)(
  'an export dropped into an empty workspace is read, shown, judged, printed and traced',
  async () => {
    const folder = temporaryFolder();
    const file = join(folder, 'last-night.csv');
    json('simulate', '--flights', '15', '--seed', '3', '--out', file);
    const { page, faults } = await openApp(join(folder, 'W'));

    await page.getByText('Nothing imported yet').waitFor();
    await page.getByRole('button', { name: 'Import a file' }).click();
    await page.getByLabel('Files to import').setInputFiles(file);
    await page
      .getByRole('dialog')
      .getByRole('button', { name: /^Import/ })
      .click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 60_000 });
    const dialog = page.getByRole('dialog');
    expect(await dialog.innerText()).toMatch(/records = [\d,]+ detections/);
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await page.getByRole('tab', { name: /Incursions/ }).click();
    const grid = page.getByRole('grid');
    await grid.getByRole('row').nth(1).click();
    await page.getByRole('button', { name: 'Preview page' }).waitFor();
    const inspector = await page.locator('body').innerText();
    expect(inspector).toContain('SYNTHETIC');
    expect(inspector).toMatch(/Credible threat/i);

    await page.getByRole('button', { name: 'Preview page' }).click();
    const report = page.frameLocator('iframe[title="Incident summary, as printed"]');
    await report.getByText('Finding').first().waitFor({ timeout: 30_000 });
    const printed = await report.locator('body').innerText();
    expect(printed).toContain('last-night.csv');
    expect(printed).toMatch(/not reviewed/);
    const [code] = printed.match(/\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}\b/) ?? [];

    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: /Save.*PDF/ }).click();
    const pdf = readFileSync((await (await download).path())!);
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();

    // What the list shows leaves as a file, which another workspace reads as the same detections.
    await page.getByRole('button', { name: 'Export…' }).click();
    await page.getByRole('dialog').getByLabel('What').selectOption('detections');
    await page.getByRole('dialog').getByLabel('As').selectOption('geojson');
    await page.getByRole('button', { name: 'Make the file' }).click();
    const keep = page.getByRole('button', { name: 'Save W detections.geojson' });
    await keep.waitFor({ timeout: 60_000 });
    expect(await page.getByRole('dialog').innerText()).toMatch(/[\d,]+ detections, .* SHA-256 [0-9a-f]{64}/);
    const exported = page.waitForEvent('download', { timeout: 60_000 });
    await keep.click();
    expect((await exported).suggestedFilename()).toBe('W detections.geojson');
    expect(JSON.parse(readFileSync(await (await exported).path(), 'utf8')).type).toBe('FeatureCollection');

    expect(faults).toEqual([]);
    await page.context().close();
    // The code on that page leads to rows of that file, also for another shell.
    const traced = json('--workspace', join(folder, 'W'), 'trace', code!).value;
    expect(traced.records[0].sources[0]).toMatchObject({ file: 'last-night.csv' });
    expect(json('--workspace', join(folder, 'W'), 'verify').code).toBe(0);
  },
);

test.skipIf(cannotTestWindow !== null)('the synthetic example opens in a workspace of its own', async () => {
  const folder = temporaryFolder();
  const { page, faults } = await openApp(join(folder, 'W'));
  await page.getByRole('button', { name: 'Open the synthetic example' }).click();
  await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 90_000 });
  await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
  await page.getByText('SYNTHETIC', { exact: true }).first().waitFor();
  await page.getByRole('button', { name: 'Close example' }).click();
  await page.getByText('Nothing imported yet').waitFor();
  expect(faults).toEqual([]);
  expect(json('--workspace', join(folder, 'W'), 'imports', 'list').value.total).toBe(0);
  const example = json('--workspace', join(folder, 'W', 'example'), 'imports', 'list').value;
  expect(example.total).toBeGreaterThan(3);
  for (const row of example.rows) expect(row.synthetic).toBe(true);
  await page.context().close();
});
