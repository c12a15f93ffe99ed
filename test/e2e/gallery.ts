// Pictures of the window for docs/, taken of the synthetic example in the real host. Run by hand after the window changed:
//   npm run build && node test/e2e/gallery.ts
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Page } from 'playwright-core';
import { cannotTestWindow, launchChromium } from '../helpers/window-page.ts';

const root = resolve(import.meta.dirname, '..', '..');
if (cannotTestWindow !== null) {
  process.stderr.write(`No pictures: ${cannotTestWindow}.\n`);
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'fenceline-gallery-'));
const program = [
  join(root, '.build', 'node', 'cli.mjs'),
  '--workspace',
  join(folder, 'RGV casework'),
  'app',
  '--browser',
];
// `true` opens nothing: there is a browser here already.
const host = spawn(process.execPath, program, {
  env: { ...process.env, BROWSER: 'true', FENCELINE_SETTINGS_FILE: join(folder, 'settings.json') },
  stdio: ['ignore', 'ignore', 'pipe'],
});
const address = await new Promise<string>((found) => {
  let said = '';
  host.stderr.on('data', (chunk: Buffer) => {
    said += chunk;
    const match = /http:\/\/127\.0\.0\.1:\d+\/\S*/.exec(said);
    if (match !== null) found(match[0]);
  });
});
const browser = await launchChromium();

async function picture(
  name: string,
  look: { width: number; height: number; colorScheme?: 'light' | 'dark'; contrast?: 'more' },
  prepare: (page: Page) => Promise<void>,
): Promise<void> {
  const { width, height, ...media } = look;
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...media });
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('.start, .grid-body .grid-row');
  await prepare(page);
  // The map draws on the next frames, and no explanation may stand over it.
  await page.mouse.move(4, 4);
  await page.waitForTimeout(1500);
  await page.screenshot({ path: join(root, 'docs', `${name}.png`) });
  process.stdout.write(`docs/${name}.png\n`);
  await context.close();
}

/** The first incursion of the list whose grade is confirmed and that has an identity. */
async function chooseIncursion(page: Page): Promise<void> {
  await page.getByRole('combobox', { name: 'Evidence' }).selectOption('uas-identified');
  await page.getByRole('combobox', { name: 'Grade' }).selectOption('confirmed');
  await page.getByRole('tab', { name: /Incursions/ }).click();
  const grid = page.getByRole('grid', { name: 'Incursions' });
  await grid.getByRole('columnheader', { name: 'Depth' }).click();
  await grid.getByRole('columnheader', { name: 'Depth' }).click();
  await grid.getByRole('row').nth(2).click();
  await page.getByRole('button', { name: 'Reset', exact: true }).click();
  await page.getByRole('heading', { name: 'Class and grade' }).waitFor();
}

try {
  await picture('window-empty', { width: 1366, height: 768 }, async () => {});
  await picture('window-light', { width: 1600, height: 900 }, async (page) => {
    await page.getByRole('button', { name: 'Open the synthetic example' }).click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 120_000 });
    await page.screenshot({ path: join(root, 'docs', 'window-imported.png') });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();
    await chooseIncursion(page);
  });
  await picture('window-dark', { width: 1600, height: 900, colorScheme: 'dark' }, chooseIncursion);
  await picture('window-contrast', { width: 1366, height: 768, contrast: 'more' }, chooseIncursion);
  await picture('window-overview', { width: 1366, height: 768 }, async () => {});
  await picture('window-small', { width: 1024, height: 640 }, chooseIncursion);
  await picture('window-field', { width: 1366, height: 768 }, async (page) => {
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('field');
  });
  await picture('window-map', { width: 1600, height: 900 }, async (page) => {
    await page.getByRole('combobox', { name: 'Theme' }).selectOption('system');
    await page.getByRole('checkbox', { name: 'MGRS grid' }).check();
    await chooseIncursion(page);
    await page.getByRole('button', { name: 'Measure' }).click();
    const box = (await page.locator('.map').boundingBox())!;
    for (const [x, y] of [
      [0.25, 0.7],
      [0.45, 0.8],
    ] as const) {
      await page.mouse.click(box.x + box.width * x, box.y + box.height * y);
    }
  });
  await picture('window-replay', { width: 1366, height: 768 }, async (page) => {
    await page.getByRole('checkbox', { name: 'MGRS grid' }).uncheck();
    await page.getByRole('button', { name: 'Replay', exact: true }).click();
    await page.waitForTimeout(1500);
    await page.getByRole('button', { name: 'Pause' }).click();
  });
  await picture('window-keys', { width: 1366, height: 768 }, async (page) => {
    await page.getByRole('button', { name: 'Keyboard shortcuts' }).click();
  });
  await picture('window-error', { width: 1366, height: 768 }, async (page) => {
    const gone = {
      ok: false,
      failure: { code: 'internal', message: 'The data service stopped. Nothing stored is lost.' },
    };
    for (const method of ['flights.marks', 'flights.list', 'incursions.list']) {
      await page.route(`**/api/${method}`, (route) => route.fulfill({ json: gone }));
    }
    await page.getByRole('combobox', { name: 'Grade' }).selectOption('confirmed');
    await page.getByRole('alert').first().waitFor();
  });
  await picture('window-loading', { width: 1366, height: 768 }, async (page) => {
    // Held back for longer than the picture takes.
    for (const method of ['flights.list', 'incursions.list']) await page.route(`**/api/${method}`, () => {});
    await page.reload();
    await page.getByText('Loading flights…').waitFor();
  });
  await picture('window-page', { width: 1366, height: 768 }, async (page) => {
    await chooseIncursion(page);
    await page.getByRole('button', { name: 'Preview page' }).click();
    await page.frameLocator('iframe').getByText('Finding').first().waitFor();
  });
} finally {
  await browser.close();
  const ended = new Promise((done) => host.once('exit', done));
  host.kill('SIGINT');
  await ended;
  rmSync(folder, { recursive: true, force: true });
}
