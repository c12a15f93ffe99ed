import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeApi, fakeApi } from '../helpers/fake-api.ts';
import { cannotTestWindow, launchChromium, type OpenedWindow, openWindow, servePages } from '../helpers/window-page.ts';

if (cannotTestWindow !== null) process.stderr.write(`The window is not tested: ${cannotTestWindow}.\n`);

describe.skipIf(cannotTestWindow !== null)('what is here', () => {
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

  async function open(): Promise<Page> {
    api = fakeApi({ flights: 20 });
    opened = await openWindow(browser, origin, api);
    await opened.page.waitForSelector('.grid-body .grid-row');
    return opened.page;
  }
  const asked = () => api.calls.filter(({ method }) => method === 'locate').map(({ request }) => request);
  async function expectHealthy(): Promise<void> {
    expect(await opened!.axe()).toEqual([]);
    expect(await opened!.faults()).toEqual([]);
  }

  it('is answered for a written place, by keyboard alone', async () => {
    const page = await open();
    const button = page.getByRole('button', { name: 'What is here?' });
    await button.focus();
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'What is here?' });
    await page.keyboard.type('31,4 -110,9');
    await page.keyboard.press('Enter');
    await panel.getByRole('alert').getByText('may be a decimal comma').waitFor();
    expect(asked()).toEqual([]);
    await expectHealthy();

    await page.getByRole('textbox', { name: /^Place/ }).fill('31°24\'00"N 110°54\'00"W');
    await page.keyboard.press('Enter');
    const facts = panel.getByRole('status');
    await facts.getByText('Undetermined, P(US) 0.50').waitFor();
    const text = await facts.innerText();
    for (const said of [
      'Mexico by <b>Survey</b>',
      '+112 m',
      'Tucson Sector, by the border kilometre',
      'Santa Cruz, AZ; District of Arizona',
      '12R WV 09506 73937',
      '31.40000, −110.90000',
    ]) {
      expect(text).toContain(said);
    }
    expect(asked()).toMatchObject([{ lat: 31.4, lng: -110.9, sigmaM: 0 }]);
    await expectHealthy();

    await page.keyboard.press('Escape');
    expect(await panel.count()).toBe(0);
    expect(await button.evaluate((element) => element === document.activeElement)).toBe(true);
  });

  it('counts the size of a grid square as the error of the place', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'What is here?' }).click();
    await page.getByRole('textbox', { name: /^Place/ }).fill('12R WV 095 739');
    await page.keyboard.press('Enter');
    await page.getByText('Middle of the square: σ 29 m is counted as its error.').waitFor();
    expect((asked()[0] as { sigmaM: number }).sigmaM).toBeCloseTo(28.87, 2);
  });

  it('is answered where the map is clicked, and a click chooses flights again when the panel is closed', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'What is here?' }).click();
    const box = (await page.locator('.map').boundingBox())!;
    await page.mouse.click(box.x + box.width / 3, box.y + box.height / 2);
    await page.getByText('As pointed at on the map').waitFor();
    expect((asked()[0] as { sigmaM: number }).sigmaM).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Ask about the middle of the map' }).click();
    await expect.poll(() => asked().length).toBe(2);
    await expectHealthy();
    await page.getByRole('button', { name: 'What is here?' }).click();
    await page.mouse.click(box.x + box.width / 4, box.y + box.height / 2);
    await page.waitForTimeout(100);
    expect(asked()).toHaveLength(2);
  });

  it('says why when there is no answer, and asks again', async () => {
    const page = await open();
    api.failing.add('locate');
    await page.getByRole('button', { name: 'What is here?' }).click();
    await page.getByRole('textbox', { name: /^Place/ }).fill('31.4, -110.9');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'What is here?' });
    await panel.getByRole('alert').waitFor();
    api.failing.clear();
    await panel.getByRole('button', { name: 'Try again' }).click();
    await panel.getByRole('status').getByText('Undetermined').waitFor();
  });
});
