import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApp } from '../helpers/cli.ts';
import { axeOf, cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { temporaryFolder } from '../helpers/workspace.ts';

// Areas drawn and scenarios compared in the window, over the real host and backend with the synthetic example.

let browser: Browser;
beforeAll(async () => {
  if (cannotTestWindow === null) browser = await launchChromium();
  else process.stderr.write(`Areas and scenarios are not tested in the window: ${cannotTestWindow}.\n`);
});
afterAll(() => browser?.close());

const view = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Views' }).getByRole('button', { name, exact: true }).press('Enter');

/** Where pictures go when a person wants to look; nowhere otherwise. */
const picture = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.FENCELINE_PICTURES;
  if (folder !== undefined) await page.screenshot({ path: join(folder, `${name}.png`) });
};

test.skipIf(cannotTestWindow !== null)(
  'an area is drawn by keys and by mouse, designated, and a scenario shows what would change',
  async () => {
    const url = await startApp(join(temporaryFolder(), 'W'));
    const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    await page.goto(url);
    await page.getByRole('button', { name: 'Open the synthetic example' }).click();
    await page.getByRole('heading', { name: 'Imported', exact: true }).waitFor({ timeout: 120_000 });
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).last().click();

    await view(page, 'Scenarios');
    await page.getByRole('button', { name: 'Compare' }).click();
    await page.getByRole('heading', { name: 'Flights that change' }).waitFor({ timeout: 60_000 });
    await page.getByText('Events from 2025-12-18').waitFor();
    await picture(page, 'scenarios');
    expect(await axeOf(page)).toEqual([]);
    const [first] = await page.locator('.scenario-flights button').all();
    await first!.click();
    await page.getByRole('heading', { name: 'Class and grade' }).waitFor();
    await picture(page, 'scenario-flight');
    await page.getByRole('combobox', { name: 'To', exact: true }).selectOption('border:');
    await page.getByText(/Whole border to 10 km/).waitFor({ timeout: 60_000 });
    await picture(page, 'scenario-border');

    await view(page, 'Areas');
    await page.getByRole('button', { name: /SYNTHETIC AOR 1/ }).waitFor();
    expect(await axeOf(page)).toEqual([]);
    await picture(page, 'areas');
    await page.getByRole('button', { name: 'Draw an area' }).click();
    for (const place of ['31.34, -110.6', '31.34, -110.4', '31.5, -110.4']) {
      await page.getByLabel('Add a place').fill(place);
      await page.keyboard.press('Enter');
    }
    const places = page.getByRole('list', { name: 'Places of ring 1' }).getByRole('listitem');
    await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(3);
    await page.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(2);
    await page.getByRole('button', { name: 'Redo' }).click();
    await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(3);
    await page.getByRole('button', { name: 'Show', exact: true }).click();
    // By mouse: a click on the map adds a place.
    const map = page.getByRole('application');
    const box = (await map.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 3);
    await picture(page, 'areas-clicked');
    await expect.poll(() => places.count(), { timeout: 20_000 }).toBe(4);
    await page.getByRole('button', { name: 'Undo' }).click();
    await picture(page, 'areas-drawing');
    expect(await axeOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Save…' }).click();
    await page.getByLabel(/^Name/).fill('SYNTHETIC triangle');
    await page.getByRole('button', { name: 'Store' }).click();
    await page.getByText('An area must name its source.').waitFor();
    await page.getByLabel(/^Source/).fill('SYNTHETIC, drawn by a test');
    await page.getByRole('button', { name: 'Store' }).click();
    await page.getByRole('heading', { name: 'SYNTHETIC triangle' }).waitFor();
    await page.getByRole('button', { name: 'Put a designation on record' }).click();
    await page.getByLabel(/^Source document/).fill('SYNTHETIC memorandum');
    await page.getByLabel(/^First day/).fill('2024-01-01');
    await picture(page, 'areas-designation');
    expect(await axeOf(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put on record', exact: true }).click();
    await page.getByText('SYNTHETIC memorandum').waitFor();
    await picture(page, 'areas-designated');
    expect(faults).toEqual([]);
    await context.close();
  },
  600_000,
);
