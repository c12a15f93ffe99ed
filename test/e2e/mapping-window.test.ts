import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startApp } from '../helpers/cli.ts';
import { axeOf, cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { temporaryFolder } from '../helpers/workspace.ts';

// Tables of unknown columns in a browser, over the real loopback host, backend and reader: nothing here is a double.

let browser: Browser;
beforeAll(async () => {
  if (cannotTestWindow === null) browser = await launchChromium();
  else process.stderr.write(`Mapping in a window is skipped: ${cannotTestWindow}.\n`);
});
afterAll(() => browser?.close());

/** Where pictures go when a person wants to look: FENCELINE_PICTURES=DIR. */
const pictures = process.env.FENCELINE_PICTURES;

/** Rows of a radar whose columns are named in German, numbers with commas, days first; near Roma, Texas. */
const table = (day: string): string =>
  [
    'Zeit;Breite;Laenge;Hoehe;Ziel',
    ...Array.from(
      { length: 12 },
      (_, i) => `${day} 22:14:${String(5 + 2 * i).padStart(2, '0')};26,${39_000 + 25 * i};-99,02000;${400 + i};T1`,
    ),
    '',
  ].join('\r\n');

interface Session {
  readonly page: Page;
  readonly faults: readonly string[];
  readonly workspace: string;
  readonly folder: string;
}

async function openApp(): Promise<Session> {
  const folder = temporaryFolder();
  const workspace = join(folder, 'W');
  const url = await startApp(workspace);
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, acceptDownloads: true });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(url);
  await page.getByText('Nothing imported yet').waitFor();
  return { page, faults, workspace, folder };
}

async function picture(page: Page, name: string): Promise<void> {
  if (pictures === undefined) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: join(pictures, `${name}.png`) });
}

const expectReachable = async (page: Page): Promise<void> => expect(await axeOf(page)).toEqual([]);

async function choose(page: Page, path: string): Promise<void> {
  await page
    .getByRole('button', { name: /^Import/ })
    .first()
    .click();
  await page.getByLabel('Files to import').setInputFiles(path);
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Import/ })
    .click();
}

const mapping = (page: Page) => page.getByRole('dialog', { name: /^Columns of/ });

test.skipIf(cannotTestWindow !== null)(
  'a file of unknown columns is mapped with a live preview, and its profile reads the next one by itself',
  async () => {
    const { page, faults, folder, workspace } = await openApp();
    const first = join(folder, 'first.csv');
    writeFileSync(first, table('03.04.2026'));
    await choose(page, first);
    await page.getByRole('heading', { name: 'Before the import' }).waitFor();
    await page.getByText('can be read as day and month').waitFor();
    await picture(page, 'asked');
    await expectReachable(page);

    await page.getByRole('button', { name: 'Say what the columns mean…' }).click();
    const dialog = mapping(page);
    await dialog.getByText('0 of the first 8 records would be used').waitFor();
    await dialog.getByLabel('Times without a zone are in').selectOption('America/Chicago');
    await dialog.getByLabel('Dates such as 03/04 mean').selectOption('true');
    // 22:14:05 in Texas, in daylight saving.
    await dialog.getByText('2026-04-04 03:14:05').first().waitFor();
    await dialog.getByLabel('Hoehe is read as').selectOption('altMslM');
    await dialog.getByLabel('Unit of Hoehe').selectOption('ft');
    await dialog.getByText('121.9 m').waitFor();
    await dialog.getByLabel('Ziel is read as').selectOption('sourceTrackKey');
    await picture(page, 'mapping-open');
    for (const name of ['Zeit', 'Breite', 'Laenge']) {
      await dialog.getByRole('button', { name: new RegExp(`^It is so.*${name}`) }).click();
    }
    await dialog.getByText('nothing is open').waitFor();
    await picture(page, 'mapping');
    await expectReachable(page);

    await dialog.getByRole('button', { name: 'Save profile and import' }).click();
    await dialog.getByText('A name, by which the profile is found again.').waitFor();
    await dialog.getByLabel('Name of the profile').fill('MAST-4 radar');
    await dialog.getByLabel('Sensor', { exact: true }).fill('MAST-4');
    await dialog.getByLabel('Kind of sensor').selectOption('radar');
    await dialog.getByLabel('The sensor itself calls every object').check();
    await dialog.getByLabel('Clock: seconds to add').fill('1.5');
    await dialog.getByLabel('Clock: error that is left').fill('0.5');
    await picture(page, 'profile');
    await dialog.getByRole('button', { name: 'Save profile and import' }).click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 60_000 });
    expect(await page.getByRole('dialog').innerText()).toContain('12 records = 12 detections');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    const second = join(folder, 'second.csv');
    writeFileSync(second, table('05.04.2026'));
    await choose(page, second);
    await page.getByText('Read by profile MAST-4 radar, version 1.').waitFor({ timeout: 60_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.getByText('1.5 s added, ± 0.5 s').waitFor();
    await picture(page, 'reference');
    await expectReachable(page);
    expect(faults).toEqual([]);
    await page.context().close();
    const { rows } = json('--workspace', workspace, 'profiles', 'list').value;
    expect(rows).toMatchObject([{ version: 1, imports: 2, profile: { sensorId: 'MAST-4' } }]);
    expect(json('--workspace', workspace, 'verify').code).toBe(0);
  },
);

test.skipIf(cannotTestWindow !== null)(
  'a quarantined file taken provisionally is repaired by a new mapping, by keyboard alone',
  async () => {
    const { page, faults, folder, workspace } = await openApp();
    const path = join(folder, 'night.csv');
    writeFileSync(path, table('03.04.2026'));
    await choose(page, path);
    await press(page, 'Import provisionally');
    await page.getByText('12 quarantined').waitFor({ timeout: 60_000 });
    await page.getByText('Provisional: nobody confirmed how it was read.').waitFor();
    await picture(page, 'provisional');
    await expectReachable(page);
    await press(page, 'Show the 12 records not used');
    await page.getByRole('grid', { name: 'Quarantine' }).waitFor();
    await picture(page, 'quarantine');

    await press(page, 'Map again…');
    const dialog = mapping(page);
    await dialog.getByText('0 of the first 8 records would be used').waitFor();
    await type(page, 'Times without a zone are in', 'Central: Texas');
    await type(page, 'Dates such as 03/04 mean', '3 April');
    await dialog.getByText('8 of the first 8 records would be used').waitFor();
    await press(page, 'Map again this file so');
    await page.getByText('12 records = 12 detections').waitFor({ timeout: 60_000 });
    await page.keyboard.press('Escape');

    await page.getByRole('tab', { name: /Imports/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('(superseded)').waitFor();
    await picture(page, 'imports');
    expect(faults).toEqual([]);
    await page.context().close();
    const { rows } = json('--workspace', workspace, 'imports', 'list').value;
    expect(
      rows.map(({ undone, quarantined }: { undone: boolean; quarantined: number }) => [undone, quarantined]),
    ).toEqual([
      [true, 12],
      [false, 0],
    ]);
    expect(json('--workspace', workspace, 'verify').code).toBe(0);
  },
);

test.skipIf(cannotTestWindow !== null)(
  'what comes into a watched folder is offered, and imported when a person says so',
  async () => {
    const { page, faults, folder, workspace } = await openApp();
    const inbox = join(folder, 'inbox');
    mkdirSync(inbox);
    await page
      .getByRole('button', { name: /^Import/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Watch a folder').click();
    await dialog.getByLabel('Folder on this computer').fill(join(folder, 'none'));
    await dialog.getByRole('button', { name: 'Watch it' }).click();
    await page.getByText('There is no such folder').waitFor();
    await dialog.getByLabel('Folder on this computer').fill(inbox);
    await dialog.getByRole('button', { name: 'Watch it' }).click();
    await dialog.getByText('are offered once they have stopped changing').waitFor();
    await expectReachable(page);
    await page.keyboard.press('Escape');
    json('simulate', '--flights', '2', '--seed', '3', '--out', join(inbox, 'night.csv'));
    await page.getByText('1 new file in the watched folder').waitFor({ timeout: 30_000 });
    await picture(page, 'watched');
    await expectReachable(page);
    await page.getByRole('button', { name: 'Import it' }).click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 60_000 });
    expect(faults).toEqual([]);
    await page.context().close();
    expect(json('--workspace', workspace, 'imports', 'list').value.rows).toMatchObject([{ file: 'inbox/night.csv' }]);
    expect(json('--workspace', workspace, 'verify').code).toBe(0);
  },
);

test.skipIf(cannotTestWindow !== null)(
  'names and values of columns that would run or hide stand in the window as text',
  async () => {
    const { page, faults, folder } = await openApp();
    const path = join(folder, 'hostile.csv');
    const bidi = '\u202Egnp.exe';
    const header = ['when', 'B', 'C', '<img src=x onerror=window.pwned=1>', bidi, '__proto__', '=cmd()'].join(';');
    const row = (i: number) =>
      [
        `2026-04-03 22:14:${10 + i}`,
        `26.39${i}1`,
        `-99.02${i}1`,
        '<script>window.pwned=1</script>',
        'x',
        'y',
        '=1+1',
      ].join(';');
    writeFileSync(path, [header, ...Array.from({ length: 6 }, (_, i) => row(i)), ''].join('\n'));
    await choose(page, path);
    await page.getByRole('button', { name: 'Say what the columns mean…' }).click();
    const dialog = mapping(page);
    await dialog.getByText('<img src=x onerror=window.pwned=1>').first().waitFor();
    await dialog.getByText('\\u{202E}gnp.exe').first().waitFor();
    await dialog.getByText('<script>window.pwned=1</script>').first().waitFor();
    await dialog.getByLabel('__proto__ is read as').selectOption('remarks');
    await dialog.getByText('of the first 6 records would be used').waitFor();
    await picture(page, 'hostile');
    await expectReachable(page);
    expect(await page.evaluate(() => (window as unknown as { pwned?: number }).pwned)).toBeUndefined();
    expect(faults).toEqual([]);
    await page.context().close();
  },
);

/** Goes to a button by Tab, as a person without a mouse does, and presses it. */
async function press(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name, exact: true }).last().waitFor();
  await tabTo(page, name);
  await page.keyboard.press('Enter');
}

/** Goes to a list of choices by Tab and types the beginning of one. */
async function type(page: Page, name: string, words: string): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.type(words);
}

const MOST_TABS = 250;

async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < MOST_TABS; step++) {
    const found = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement)) return '';
      const label = element instanceof HTMLSelectElement ? element.labels?.[0]?.textContent : null;
      return element.getAttribute('aria-label') ?? label ?? element.textContent ?? '';
    });
    if (found.trim().startsWith(name)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`No key press leads to “${name}”`);
}
