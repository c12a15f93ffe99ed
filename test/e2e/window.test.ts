import type { Server } from 'node:http';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type FakeApi, fakeApi } from '../helpers/fake-api.ts';
import { hostileName } from '../helpers/fake-workspace.ts';
import {
  cannotTestWindow,
  launchChromium,
  type OpenedWindow,
  openWindow,
  servePages,
  type WindowOptions,
} from '../helpers/window-page.ts';

if (cannotTestWindow !== null) process.stderr.write(`The window is not tested: ${cannotTestWindow}.\n`);

/** Fourteen ways in which text has become a running script somewhere. */
const attacks = [
  '<script>window.pwned=1</script>',
  '<img src=x onerror=window.pwned=1>',
  '<svg onload=window.pwned=1>',
  '"><script>window.pwned=1</script>',
  "'onmouseover='window.pwned=1",
  '<iframe srcdoc="<script>parent.pwned=1</script>">',
  '<a href="javascript:window.pwned=1">x</a>',
  '<details open ontoggle=window.pwned=1>',
  '<math><mtext></form><form><mglyph><style></math><img src onerror=window.pwned=1>',
  '<body onload=window.pwned=1>',
  '{{constructor.constructor("window.pwned=1")()}}',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: it is the attack.
  '${window.pwned=1}',
  '<style>@import"javascript:window.pwned=1"</style>',
  '<object data="data:text/html,<script>parent.pwned=1</script>">',
];

/** The window's pages in a real browser, under the product's content policy, on a backend in memory. */
describe.skipIf(cannotTestWindow !== null)('the window', () => {
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

  async function open(flights: number, options: WindowOptions = {}, names: readonly string[] = []): Promise<Page> {
    api = fakeApi({ flights, names });
    opened = await openWindow(browser, origin, api, options);
    await opened.page.waitForSelector(flights === 0 ? '.start' : '.grid-body .grid-row');
    return opened.page;
  }

  /** Nothing refused, thrown or fetched from elsewhere; nothing that keeps a person out. */
  async function expectHealthy(): Promise<void> {
    expect(await opened!.axe()).toEqual([]);
    expect(await opened!.faults()).toEqual([]);
  }

  const chooseFirstIncursion = async (page: Page) => {
    await page.getByRole('tab', { name: /Incursions/ }).click();
    await page.getByRole('grid', { name: 'Incursions' }).getByRole('row').nth(1).click();
    await page.getByRole('heading', { name: 'What it is, and how we know' }).waitFor();
  };

  describe('is whole in every state', () => {
    it.each([
      ['light', { colorScheme: 'light' }],
      ['dark', { colorScheme: 'dark' }],
      ['high contrast', { contrast: 'more' }],
      ['large', { width: 1920, height: 1080 }],
      ['small', { width: 1024, height: 640 }],
    ] as const)('%s', async (_name, options) => {
      const page = await open(80, options);
      await expectHealthy();
      await chooseFirstIncursion(page);
      await expectHealthy();
    });

    it('empty', async () => {
      const page = await open(0);
      await expectHealthy();
      expect(await page.getByRole('button', { name: 'Open the synthetic example' }).isVisible()).toBe(true);
    });

    it('while it loads, and when the first question fails', async () => {
      api = fakeApi({ flights: 20 });
      api.hanging.add('flights.list');
      opened = await openWindow(browser, origin, api);
      const { page } = opened;
      await page.getByText('Loading flights…').waitFor();
      await expectHealthy();
      await opened.close();

      api = fakeApi({ flights: 20 });
      api.failing.add('workspace.status');
      opened = await openWindow(browser, origin, api);
      await opened.page.getByRole('alert').waitFor();
      await expectHealthy();
      api.failing.clear();
      await opened.page.getByRole('button', { name: 'Try again' }).click();
      await opened.page.waitForSelector('.grid-body .grid-row');
    });
  });

  describe('says what there is', () => {
    it('in headline counts that define themselves', async () => {
      const page = await open(80);
      const headline = page.getByRole('region', { name: /Headline counts/ });
      const confirmed = api.flights
        .flatMap(({ flight }) => flight.incursions)
        .filter(({ grade }) => grade === 'confirmed');
      const button = headline.getByRole('button', {
        name: new RegExp(`^${confirmed.length} confirmed \\(computed\\) incursions`),
      });
      await button.focus();
      await page.getByRole('tooltip', { name: /Computed, not reviewed by a person/ }).waitFor();
      await page.keyboard.press('Escape');
      expect(await page.getByRole('tooltip', { name: /Computed, not reviewed/ }).isVisible()).toBe(false);
      expect(await page.getByText('SYNTHETIC').first().isVisible()).toBe(true);
    });

    it('in lists with a total and its definition', async () => {
      const page = await open(80);
      expect(await page.locator('.list-total').innerText()).toContain('80 flights');
      await page.getByRole('tab', { name: /Quarantine/ }).click();
      await page.getByRole('grid', { name: 'Quarantine' }).getByRole('row').nth(2).click();
      const dialog = page.getByRole('dialog', { name: /Record 977: not used/ });
      expect(await dialog.innerText()).toContain('The time cannot be read.');
      expect(await dialog.locator('mark').innerText()).toContain('"<script>alert(1)</script>\\u{202E}"');
      await expectHealthy();
    });

    it('narrowed by filters, each with a chip to take it away', async () => {
      const page = await open(80);
      const grades = page.getByRole('combobox', { name: 'Grade' });
      await grades.selectOption('confirmed');
      const flights = api.flights.filter(({ flight }) => flight.grade === 'confirmed').length;
      await page.locator('.list-total').getByText(`${flights} flights`, { exact: true }).waitFor();
      expect(api.calls.findLast(({ method }) => method === 'flights.marks')?.request).toMatchObject({
        filters: { grade: 'confirmed' },
      });
      await page.getByRole('button', { name: 'Remove the filter Confirmed (computed)' }).click();
      await page.locator('.list-total').getByText('80 flights', { exact: true }).waitFor();

      await page.getByRole('textbox', { name: 'From, UTC' }).fill('2026-11-33');
      await page.getByText('Write it as 2026-11-14 04:30.').waitFor();
      await page.getByRole('textbox', { name: 'From, UTC' }).fill('2026-11-18');
      await page.keyboard.press('Enter');
      const late = api.flights.filter(({ flight }) => flight.firstMs >= Date.UTC(2026, 10, 18)).length;
      await page.locator('.list-total').getByText(`${late} flights`, { exact: true }).waitFor();
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
      await page.locator('.list-total').getByText('80 flights', { exact: true }).waitFor();
    });

    it('never with old rows under filters that could not be asked for', async () => {
      const page = await open(80);
      api.failing.add('flights.list');
      await page.getByRole('combobox', { name: 'Grade' }).selectOption('confirmed');
      await page.getByRole('alert').waitFor();
      expect(await page.locator('.grid-body .grid-row').count()).toBe(0);
      api.failing.clear();
      await page.getByRole('alert').getByRole('button', { name: 'Try again' }).click();
      await page.waitForSelector('.grid-body .grid-row');
    });
  });

  describe('about one flight', () => {
    it('shows how we know, and leads to the raw row', async () => {
      const page = await open(80);
      await chooseFirstIncursion(page);
      const inspector = page.getByRole('region', { name: 'Inspector' });
      for (const heading of [
        'Class and grade',
        'Coverage along the flight',
        'Profiles',
        'Eligibility under 6 U.S.C. 124n',
      ]) {
        expect(await inspector.getByRole('heading', { name: heading }).count()).toBe(1);
      }
      expect(await inspector.getByText('6 U.S.C. 124n(a); Pub. L. 119-60').count()).toBe(7);
      await inspector.getByText('The result under other settings').click();
      await inspector.getByText('The same: one incursion, confirmed.').waitFor();
      await inspector.getByRole('grid', { name: 'Detections of the flight' }).getByRole('row').nth(4).click();
      const dialog = page.getByRole('dialog', { name: 'The raw row' });
      await dialog.locator('mark').waitFor();
      expect(await dialog.innerText()).toContain('3f9a1c7be20d4485b6c9e1f70a2d8c4497d15b06e38fa2c41b7f60d95ce8a213');
      expect(await dialog.innerText()).toMatch(/record 5, 117 bytes from byte 590/);
      await expectHealthy();
      await page.keyboard.press('Escape');
      expect(await dialog.count()).toBe(0);
    });

    it('previews its page in a frame and saves the PDF', async () => {
      const page = await open(80);
      await chooseFirstIncursion(page);
      await page.getByRole('button', { name: 'Preview page' }).click();
      const frame = page.frameLocator('iframe');
      await frame.getByRole('heading', { name: 'Determination annex' }).waitFor();
      await expectHealthy();
      await page.getByRole('checkbox', { name: 'With the determination annex' }).uncheck();
      await frame.getByRole('heading', { name: 'Determination annex' }).waitFor({ state: 'detached' });
      await page.getByRole('button', { name: 'Save PDF' }).click();
      await page.getByText(/SHA-256 of the PDF/).waitFor();
      expect(api.saved).toHaveLength(1);

      api.failing.add('reports.pdf');
      await page.getByRole('button', { name: 'Save PDF' }).click();
      await page.getByRole('alert').waitFor();
    });

    it('is chosen on the map, by a click on its line', async () => {
      const page = await open(1);
      await page.getByRole('button', { name: 'Show all flights' }).click();
      await page.waitForTimeout(300);
      const box = (await page.locator('.map').boundingBox())!;
      // The only flight fills the map: somewhere on a grid of points the pointer meets it.
      for (let y = 20; y < box.height - 40; y += 4) {
        await page.mouse.move(box.x + box.width / 2, box.y + y);
        await page.waitForTimeout(20);
        if ((await page.locator('.hover-card').count()) > 0) break;
      }
      await page.locator('.hover-card').waitFor();
      await page.mouse.down();
      await page.mouse.up();
      await page.getByRole('heading', { name: 'What it is, and how we know' }).waitFor();
    });
  });

  describe('takes files', () => {
    const file = (name: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from('x') });

    it('with progress, an answer, and a sentence for each that failed', async () => {
      const page = await open(0);
      await page.getByRole('button', { name: 'Import a file' }).click();
      const dialog = page.getByRole('dialog');
      await expectHealthy();
      await page.setInputFiles('input[type=file]', [file('night-47.csv'), file('broken.csv'), file('virus.exe')]);
      await dialog.getByLabel('Zone of times that state none').selectOption('America/Chicago');
      api.holdImports(true);
      await dialog.getByRole('button', { name: 'Import 3 files' }).click();
      await dialog.getByRole('progressbar').first().waitFor();
      expect(await dialog.getByText('virus.exe is not a file that Fenceline reads.').count()).toBe(1);
      await expectHealthy();
      api.holdImports(false);
      await dialog.getByRole('heading', { name: 'What crossed' }).waitFor();
      expect(api.calls.find(({ method }) => method === 'imports.start')?.request).toMatchObject({
        files: ['handle:night-47.csv', 'handle:broken.csv'],
        sensorZone: 'America/Chicago',
      });
      expect(await dialog.innerText()).toContain('broken.csv ends in the middle of record 1,204');
      await expectHealthy();
      await dialog.getByRole('button', { name: /Show the 3 records not used/ }).click();
      await page.getByRole('grid', { name: 'Quarantine' }).waitFor();
    });

    it('in the background, and gives them up when told to', async () => {
      const page = await open(0);
      api.holdImports(true);
      await page.getByRole('button', { name: 'Open the synthetic example' }).click();
      await page.getByRole('button', { name: 'Go on in the background' }).click();
      await page.getByRole('button', { name: /^Importing/ }).click();
      await page.getByRole('button', { name: 'Cancel' }).click();
      await page.getByText('Nothing was imported').waitFor();
      await expectHealthy();
    });

    it('dropped anywhere', async () => {
      const page = await open(0);
      const data = await page.evaluateHandle(() => {
        const transfer = new DataTransfer();
        transfer.items.add(new File(['x'], 'dropped.csv', { type: 'text/csv' }));
        return transfer;
      });
      await page.dispatchEvent('.map', 'dragenter', { dataTransfer: data });
      await page.getByText('Drop to import').waitFor();
      await page.dispatchEvent('.map', 'drop', { dataTransfer: data });
      await page.getByRole('dialog').getByText('dropped.csv').waitFor();
    });

    it('and opens and closes the example', async () => {
      const page = await open(0);
      await page.getByRole('button', { name: 'Open the synthetic example' }).click();
      await page.getByRole('button', { name: 'Close', exact: true }).last().click();
      await page.getByRole('button', { name: 'Close example' }).click();
      await page.getByText('Nothing imported yet').waitFor();
      await expectHealthy();
    });
  });

  describe('by keyboard alone', () => {
    it('reaches, sorts and chooses a flight, and comes back', async () => {
      const page = await open(80);
      await page.getByRole('grid', { name: 'Flights' }).focus();
      await page.keyboard.press('ArrowUp');
      await page.keyboard.press('ArrowRight');
      await page.keyboard.press('Enter');
      expect(await page.getByRole('columnheader', { name: 'Duration' }).getAttribute('aria-sort')).toBe('ascending');
      await page.keyboard.press('End');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('PageDown');
      const active = await page.getByRole('grid', { name: 'Flights' }).getAttribute('aria-activedescendant');
      expect(await page.locator(`[id="${active}"]`).isVisible()).toBe(true);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'What it is, and how we know' }).waitFor();
      expect(await page.locator('.grid-row[aria-selected=true]').count()).toBe(1);
    });

    it('walks through every part of the window and out again', async () => {
      const page = await open(20);
      const seen = new Set<string>();
      for (let i = 0; i < 120; i++) {
        await page.keyboard.press('Tab');
        seen.add(
          await page.evaluate(() => {
            const element = document.activeElement as HTMLElement;
            return (
              element.closest('header, aside, [role=tablist], .map-pane, .time-bar, .inspector, .tab-panel')
                ?.className || element.className
            );
          }),
        );
      }
      for (const part of ['header', 'side-left', 'map-pane', 'time-bar', 'tabs', 'tab-panel', 'inspector']) {
        expect(
          [...seen].some((name) => name.includes(part)),
          part,
        ).toBe(true);
      }
    });

    it('narrows the time, moves the panes and hides one, all remembered', async () => {
      const page = await open(80);
      await page.getByRole('slider', { name: 'Start of the time window' }).focus();
      for (let i = 0; i < 6; i++) await page.keyboard.press('PageUp');
      await page.getByRole('button', { name: /Remove the filter From/ }).waitFor();
      await page.keyboard.press('Home');
      await page.getByRole('region', { name: 'Filters in use' }).waitFor({ state: 'detached' });

      const edge = page.getByRole('separator', { name: 'Width of the inspector' });
      const before = Number(await edge.getAttribute('aria-valuenow'));
      await edge.focus();
      await page.keyboard.press('ArrowLeft');
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(before + 16);
      await page.getByRole('button', { name: 'Hide the left pane' }).press('Enter');
      expect(await page.getByRole('complementary', { name: 'Map' }).count()).toBe(0);
      await page.getByRole('combobox', { name: 'Theme' }).selectOption('dark');
      // Kept once it rests.
      await expect
        .poll(() => api.calls.some(({ request }) => JSON.stringify(request).includes('"theme":"dark"')))
        .toBe(true);
      await page.reload();
      await page.waitForSelector('.grid-body .grid-row');
      expect(Number(await edge.getAttribute('aria-valuenow'))).toBe(before + 16);
      expect(await page.getByRole('button', { name: 'Show the left pane' }).count()).toBe(1);
      expect(await page.evaluate(() => document.documentElement.dataset.theme)).toBe('dark');
    });
  });

  describe('with hostile text', () => {
    it('shows it literally or as escapes, and runs none of it', async () => {
      const page = await open(20);
      await page.getByRole('searchbox', { name: 'Object' }).fill('<img');
      await page.locator('.list-total').getByText('1 flight', { exact: true }).waitFor();
      await page.getByRole('grid', { name: 'Flights' }).getByRole('row').nth(1).click();
      const shown = '<img src=x onerror="window.pwned=1">\\u{202E}gnp\\u{7}.\\u{D800}';
      await page.getByRole('heading', { name: shown }).waitFor();
      expect(await page.content()).not.toContain(hostileName.slice(-6));
      expect(await page.evaluate(() => (window as unknown as { pwned?: number }).pwned)).toBeUndefined();
      expect(await page.locator('img[src=x]').count()).toBe(0);
      await expectHealthy();
    });

    it('of every kind that has ever run, and of any length', async () => {
      const page = await open(attacks.length + 1, {}, [...attacks, 'F'.repeat(10_000)]);
      const grid = page.getByRole('grid', { name: 'Flights' });
      const heading = page.locator('.inspector-head h2');
      for (const attack of attacks) {
        await grid.getByText(attack, { exact: true }).click();
        await heading.getByText(attack, { exact: true }).waitFor();
        expect(await heading.locator('*').count()).toBe(1);
      }
      await grid.getByText('FFFFFFFFFF').click();
      await heading.getByText('FFFFFFFFFF').waitFor();
      expect((await page.locator('.inspector-head').boundingBox())!.height).toBeLessThan(320);
      expect(await page.evaluate(() => (window as unknown as { pwned?: number }).pwned)).toBeUndefined();
      await expectHealthy();
    });

    it('refuses strings that would become markup, before any can be made', async () => {
      const page = await open(1);
      const refused = await page.evaluate(() =>
        ['<b>x</b>', '<img src=x onerror=alert(1)>', '<svg onload=alert(1)>'].map((html) => {
          try {
            document.createElement('div').innerHTML = html;
            return false;
          } catch {
            return true;
          }
        }),
      );
      expect(refused).toEqual([true, true, true]);
    });
  });

  describe('when the backend goes', () => {
    it('says so, keeps what is on screen, and goes on when it is back', async () => {
      const page = await open(20);
      api.failing.add('workspace.status');
      await page.locator('.notices').getByRole('alert').waitFor({ timeout: 15_000 });
      expect(await page.locator('.grid-body .grid-row').count()).toBeGreaterThan(0);
      api.failing.clear();
      await page.locator('.notices').getByRole('alert').waitFor({ state: 'detached', timeout: 15_000 });
    });
  });
});
