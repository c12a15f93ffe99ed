import type { Server } from 'node:http';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeApi, fakeApi } from '../helpers/fake-api.ts';
import { cannotTestWindow, launchChromium, type OpenedWindow, openWindow, servePages } from '../helpers/window-page.ts';

if (cannotTestWindow !== null) process.stderr.write(`The window is not tested: ${cannotTestWindow}.\n`);

describe.skipIf(cannotTestWindow !== null)('reference data', () => {
  let browser: Browser;
  let server: Server;
  let origin: string;
  let api: FakeApi = fakeApi({ flights: 0 });
  let opened: OpenedWindow | null = null;

  beforeAll(async () => {
    browser = await launchChromium();
    ({ origin, server } = await servePages(() => api));
  });
  afterAll(async () => {
    await browser?.close();
    server?.close();
  });
  afterEach(async () => {
    await opened?.close();
    opened = null;
  });

  const asked = (method: string) => api.calls.filter((call) => call.method === method).map(({ request }) => request);

  it('is reached from the line in the header: a line is loaded, listed among the layers, and removed', async () => {
    api = fakeApi({ flights: 20 });
    opened = await openWindow(browser, origin, api);
    const { page } = opened;
    await page.waitForSelector('.grid-body .grid-row');
    const line = page.getByRole('button', { name: /^Line/ });
    await line.focus();
    await page.keyboard.press('Enter');
    const dialog = page.getByRole('main', { name: 'Reference' });
    // Going to a section scrolls the page of reference data, never the window.
    expect(await page.evaluate(() => document.scrollingElement?.scrollTop)).toBe(0);
    expect(await page.getByRole('banner').isVisible()).toBe(true);
    await dialog.getByText('Load a line…').click();
    await dialog.getByRole('button', { name: 'Load and conclude again' }).click();
    await dialog.getByText('Choose the file of the line.').waitFor();
    await dialog.getByText('A line without an error decides nothing.').waitFor();
    expect(asked('reference.loadLine')).toEqual([]);
    expect(await opened.axe()).toEqual([]);

    await dialog.getByLabel('File of the line').setInputFiles({
      name: 'line.geojson',
      mimeType: 'application/geo+json',
      buffer: Buffer.from('{}'),
    });
    await dialog.getByRole('textbox', { name: 'Name (needed)', exact: true }).fill('Survey <b>2020</b>');
    await dialog.getByRole('textbox', { name: /^Error, metres/ }).fill('15');
    await dialog.getByRole('textbox', { name: 'Source (needed)', exact: true }).first().fill('a survey');
    await dialog.getByRole('button', { name: 'Load and conclude again' }).click();
    await dialog.getByText('“Survey <b>2020</b>” is in use. 20 flights').waitFor();
    expect(asked('reference.loadLine')).toMatchObject([{ name: 'Survey <b>2020</b>', source: 'a survey', errorM: 15 }]);
    expect(await opened.axe()).toEqual([]);
    await line.getByText('+ 1 loaded').waitFor();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    const layer = page.getByRole('list', { name: 'Loaded lines' });
    await layer.getByText('± 15 m').waitFor();

    await line.click();
    await dialog.getByRole('button', { name: /^Remove… Survey/ }).click();
    await dialog.getByRole('button', { name: /^Remove Survey/ }).click();
    await dialog.getByText('is out of use').waitFor();
    await page.getByRole('button', { name: 'Map', exact: true }).click();
    await page.getByText('None loaded.').waitFor();
    expect(await opened.axe()).toEqual([]);
    expect(await opened.faults()).toEqual([]);
  });

  it('moves a break between sectors on somebody’s word, and gives it back', async () => {
    api = fakeApi({ flights: 20 });
    opened = await openWindow(browser, origin, api);
    const { page } = opened;
    await page.waitForSelector('.grid-body .grid-row');
    await page.getByRole('button', { name: 'Reference data…' }).click();
    const dialog = page.getByRole('main', { name: 'Reference' });
    await dialog.getByRole('button', { name: 'Move… the break between Del Rio and Laredo' }).click();
    await dialog.getByRole('textbox', { name: /^Border km/ }).fill('2530,5');
    await dialog.getByRole('button', { name: 'Move and conclude again' }).click();
    await dialog.getByText('with a point for decimals').waitFor();
    await dialog.getByText('Say on whose word the break lies there.').waitFor();
    expect(await opened.axe()).toEqual([]);
    await dialog.getByRole('textbox', { name: /^Border km/ }).fill('2530.5');
    await dialog.getByRole('textbox', { name: /^On whose word/ }).fill('sector headquarters');
    await dialog.getByRole('button', { name: 'Move and conclude again' }).click();
    await dialog.getByText('lies at border km 2530.5').waitFor();
    expect(asked('reference.setBreak')).toEqual([{ between: 'DRT/LRT', km: 2530.5, source: 'sector headquarters' }]);
    await dialog.getByRole('button', { name: 'Reset the break between Del Rio and Laredo' }).click();
    await dialog.getByText('where the built-in table has it').waitFor();
    expect(asked('reference.resetBreak')).toEqual([{ between: 'DRT/LRT' }]);
    expect(await opened.faults()).toEqual([]);
  });
});
