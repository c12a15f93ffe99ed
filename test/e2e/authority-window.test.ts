import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeApi, fakeApi } from '../helpers/fake-api.ts';
import { cannotTestWindow, launchChromium, type OpenedWindow, openWindow, servePages } from '../helpers/window-page.ts';

if (cannotTestWindow !== null) process.stderr.write(`Records are not tested in the window: ${cannotTestWindow}.\n`);

/** What persons put on record about authority, in the window: a real browser on a backend in memory. */
describe.skipIf(cannotTestWindow !== null)('the record of authority', () => {
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

  async function expectHealthy(): Promise<void> {
    expect(await opened!.axe()).toEqual([]);
    expect(await opened!.faults()).toEqual([]);
  }

  async function chooseFirstIncursion(page: Page): Promise<void> {
    await page.getByRole('tab', { name: /Incursions/ }).click();
    await page.getByRole('grid', { name: 'Incursions' }).getByRole('row').nth(1).click();
    await page.getByRole('heading', { name: 'What it is, and how we know' }).waitFor();
  }

  it('takes a determination, with faults at their fields, and keeps what was typed', async () => {
    const page = await open();
    await chooseFirstIncursion(page);
    await page.getByRole('button', { name: 'Record Credible threat determined' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Put on record' }).click();
    expect(await dialog.getByText('Say what was determined.').isVisible()).toBe(true);
    await dialog.getByRole('radio', { name: 'Met', exact: true }).check();
    await dialog.getByLabel(/Determined by/).fill('Supervisor Example');
    await dialog.getByLabel(/Made at/).fill('2026-11-16 02:00');
    await dialog.getByRole('button', { name: 'Put on record' }).click();
    const madeAt = dialog.getByLabel(/Made at/);
    await dialog.getByText('The time names no zone.').waitFor();
    expect(await madeAt.getAttribute('aria-invalid')).toBe('true');
    expect(await madeAt.evaluate((element) => element === document.activeElement)).toBe(true);
    await expectHealthy();

    // Closed half way, another flight looked at, opened again: nothing typed is lost.
    await page.keyboard.press('Escape');
    await page.getByRole('grid', { name: 'Incursions' }).getByRole('row').nth(2).click();
    await page.getByRole('grid', { name: 'Incursions' }).getByRole('row').nth(1).click();
    await page.getByRole('button', { name: 'Record Credible threat determined' }).click();
    expect(await dialog.getByLabel(/Determined by/).inputValue()).toBe('Supervisor Example');
    await dialog.getByLabel(/Made at/).fill('2026-11-16 02:00Z');
    await dialog.getByLabel(/On what facts/).fill('<b>Example</b> facts');
    await dialog.getByRole('button', { name: 'Put on record' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('<b>Example</b> facts').waitFor();
    await expectHealthy();

    await page.getByRole('button', { name: 'Withdraw: Met, by Supervisor Example' }).click();
    await expectHealthy();
    await dialog.getByLabel(/Why/).fill('another night');
    await dialog.getByRole('button', { name: 'Withdraw' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Withdrawn or corrected: 1').click();
    expect(await page.getByRole('button', { name: 'Put back: Met, by Supervisor Example' }).isVisible()).toBe(true);
    expect(api.bugs).toEqual([]);
  });

  it('asks a component for its limb, and a State or local one for its certification', async () => {
    const page = await open();
    await chooseFirstIncursion(page);
    await page.getByRole('button', { name: 'Record Acting component' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('radio', { name: 'Met', exact: true }).check();
    await dialog.getByLabel(/Determined by/).fill('Supervisor Example');
    await dialog.getByLabel(/Made at/).fill('2026-11-16T02:00:00-06:00');
    await dialog.getByLabel(/On what facts/).fill('Example facts');
    await dialog.getByLabel(/Component or agency/).fill('Example County Sheriff');
    await dialog.getByLabel(/Whose authority/).selectOption('sltt');
    await dialog.getByRole('button', { name: 'Put on record' }).click();
    await dialog.getByText(/Only certified officers count/).waitFor();
    await expectHealthy();
    await dialog.getByLabel(/trained and certified/).selectOption('yes');
    await dialog.getByRole('button', { name: 'Put on record' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('for Example County Sheriff, certified').waitFor();
    expect(api.bugs).toEqual([]);
  });

  it('shows the authority table, edits an interval with its source, and is whole', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.getByRole('heading', { name: 'Authority table' }).waitFor();
    await expectHealthy();
    await page.getByRole('button', { name: 'Edit i16' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Verified', { exact: true }).selectOption('yes');
    await dialog.getByLabel('Add a source that is not listed yet').check();
    await expectHealthy();
    await dialog.getByLabel(/Why the table changes/).fill('read in the enrolled Act');
    await dialog.getByLabel(/^Verified by/).fill('C. Counsel');
    await dialog.getByLabel('Its id').fill('enrolled');
    await dialog.getByLabel('In which source').selectOption('enrolled');
    await dialog.getByRole('button', { name: 'Make a new version' }).click();
    await dialog.waitFor({ state: 'detached' });
    const asked = api.calls.find(({ method }) => method === 'authority.edit')!.request;
    expect(asked).toMatchObject({
      source: 'read in the enrolled Act',
      edit: { id: 'i16', verified: true, verifiedBy: 'C. Counsel', verifiedSource: 'enrolled' },
    });
    await page.getByRole('button', { name: 'Sources checked again…' }).click();
    await expectHealthy();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Import a table…' }).click();
    await dialog.getByRole('button', { name: 'Bring into use' }).click();
    await dialog.getByText('Choose a file first.').waitFor();
    await expectHealthy();
    expect(api.bugs).toEqual([]);
  });

  const drop = async (page: Page, name: string) => {
    const transfer = await page.evaluateHandle((file) => {
      const data = new DataTransfer();
      data.items.add(new File(['{}'], file));
      return data;
    }, name);
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
  };

  it('shows a dropped kit before it is applied, and asks once about its signer', async () => {
    const page = await open();
    await drop(page, 'rgv.fkit');
    const dialog = page.getByRole('dialog');
    await dialog.getByText('RGV <b>November</b>').waitFor();
    await expectHealthy();
    const take = dialog.getByRole('button', { name: 'Import all of it' });
    expect(await take.isDisabled()).toBe(true);
    expect(api.calls.some(({ method }) => method === 'kits.import')).toBe(false);
    await dialog.getByRole('checkbox').check();
    await take.click();
    await dialog.getByText('The kit is in use.').waitFor();
    await expectHealthy();
    await dialog.getByRole('button', { name: 'Close' }).last().click();

    await drop(page, 'rgv.fkit');
    await dialog.getByText('RGV <b>November</b>').waitFor();
    expect(await dialog.getByRole('checkbox').count()).toBe(0);
    expect(await take.isEnabled()).toBe(true);
    await page.keyboard.press('Escape');
    await drop(page, 'unsigned.fkit');
    await dialog.getByText('The kit is not signed').waitFor();
    expect(await take.count()).toBe(0);
    await expectHealthy();
    expect(api.bugs).toEqual([]);
  });

  it('makes a kit and says whose key signed it', async () => {
    const page = await open();
    await page.getByRole('button', { name: 'Reference', exact: true }).click();
    await page.getByRole('button', { name: 'Make a kit…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Sign the kit' }).click();
    await dialog.getByText(/Give the kit a name/).waitFor();
    await expectHealthy();
    await dialog.getByLabel(/^Name/).fill('RGV November');
    await dialog.getByRole('button', { name: 'Sign the kit' }).click();
    await dialog.getByText('Signed with the key of this machine').waitFor();
    await expectHealthy();
    await dialog.getByRole('button', { name: 'Save the kit' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(api.saved).toEqual([{ name: 'RGV November.fkit', bytes: 2 }]);
    expect(api.bugs).toEqual([]);
  });
});
