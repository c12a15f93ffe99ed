import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { json, startApp } from '../helpers/cli.ts';
import { cannotTestWindow, launchChromium } from '../helpers/window-page.ts';
import { temporaryFolder } from '../helpers/workspace.ts';

// Incidents in a browser, over the real loopback host and backend: nothing here is a double.

let browser: Browser;
beforeAll(async () => {
  if (cannotTestWindow === null) browser = await launchChromium();
  else process.stderr.write(`Incidents in a window are skipped: ${cannotTestWindow}.\n`);
});
afterAll(() => browser?.close());

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

interface Session {
  readonly page: Page;
  readonly faults: readonly string[];
  /** What axe finds against WCAG 2.2 AA on what is shown now. */
  axe(): Promise<string[]>;
}

async function openApp(workspace: string): Promise<Session> {
  const url = await startApp(workspace);
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    acceptDownloads: true,
    bypassCSP: true,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  await page.goto(url);
  return {
    page,
    faults,
    axe: async () => {
      await page.evaluate(axeSource);
      const found: { id: string; nodes: { html: string }[] }[] = await page.evaluate(
        `axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], iframes: false }).then((r) => r.violations)`,
      );
      return found.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
    },
  };
}

const shots = process.env.SHOTS;
const shot = async (page: Page, name: string): Promise<void> => {
  if (shots !== undefined) await page.screenshot({ path: join(shots, `${name}.png`) });
};

test.skipIf(cannotTestWindow !== null)(
  'an incident is opened for a flight, written, reviewed, put on hold and printed',
  async () => {
    const folder = temporaryFolder();
    const workspace = join(folder, 'W');
    const file = join(folder, 'night.csv');
    json('simulate', '--flights', '12', '--seed', '4', '--since', '2026-11-01', '--until', '2026-11-05', '--out', file);
    json('--workspace', workspace, 'import', file);
    const { page, faults, axe } = await openApp(workspace);

    await page.getByRole('tab', { name: /Incursions/ }).click();
    await page.getByRole('grid').getByRole('row').nth(2).click();
    await page.getByText('It stands in no incident.').waitFor();
    await page.getByRole('button', { name: 'Open an incident' }).click();
    const heading = page.getByRole('heading', { name: /^[A-Z]{3}-2026-0001$/ });
    await heading.waitFor();
    const number = await heading.innerText();
    await shot(page, 'incident-new');

    // A fault is said at its field, and the focus goes there.
    await page.getByLabel('Title').fill('Two sorties at Roma');
    await page.getByLabel('Narrative').fill('At 0131 local the alarm sounded.\n\nAgents went to the river bank.');
    await page.getByRole('button', { name: 'Add action' }).click();
    const action = page.getByRole('group', { name: 'action 1' });
    await action.getByLabel(/Paragraph/).selectOption('B');
    await action.getByLabel(/Action, as reported/).fill('Warned by loudspeaker');
    await action.getByLabel(/Reported by/).fill('J. Doe');
    await action.getByLabel(/When/).fill('last night');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await action.getByText('By whom is needed.').waitFor();
    await action.getByText('Write a date and time as').waitFor();
    expect(await action.getByLabel(/By whom/).evaluate((control) => control === document.activeElement)).toBe(true);
    expect(await axe()).toEqual([]);
    await shot(page, 'incident-faults');

    // What is typed survives the window.
    await page.waitForTimeout(900);
    await page.reload();
    await page.getByRole('button', { name: 'Incidents' }).click();
    await page.getByRole('button', { name: new RegExp(number) }).click();
    await page.getByText(/not saved are back/).waitFor();
    expect(await page.getByLabel('Title').inputValue()).toBe('Two sorties at Roma');
    expect(await action.getByLabel(/When/).inputValue()).toBe('last night');
    await action.getByLabel(/When/).fill('2026-11-02 07:40');
    await action.getByLabel(/By whom/).fill('CBP');
    await page.getByRole('button', { name: 'Add seizure' }).click();
    const seizure = page.getByRole('group', { name: 'seizure 1' });
    await seizure.getByLabel(/Substance/).fill('methamphetamine');
    await seizure.getByLabel(/Weight/).fill('2.4');
    await seizure.getByLabel('Unit').selectOption('kg');
    await seizure.getByLabel(/Custody/).fill('6051S-77');
    await seizure.getByLabel(/Seized by/).fill('CBP');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved.', { exact: true }).waitFor();

    // A file dropped anywhere in the window is attached, not imported.
    const photo = join(folder, 'photo.jpg');
    writeFileSync(photo, 'pixels');
    const transfer = await page.evaluateHandle(() => {
      const data = new DataTransfer();
      data.items.add(new File(['pixels'], 'photo.jpg'));
      return data;
    });
    await page.dispatchEvent('body', 'dragenter', { dataTransfer: transfer });
    await page.getByText(`Drop to attach to ${number}`).waitFor();
    await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
    await page.getByText(createHash('sha256').update('pixels').digest('hex'), { exact: true }).waitFor();

    await page.getByRole('button', { name: 'Put on hold…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await dialog.getByText('Ground of the hold is needed.').waitFor();
    await dialog.getByLabel(/Ground/).fill('Case 26-cr-1');
    await dialog.getByLabel(/Who sets it/).fill('Counsel');
    await dialog.getByRole('button', { name: 'Put on hold' }).click();
    await page.getByText('Case 26-cr-1').first().waitFor();

    await page.getByRole('button', { name: 'Record a review…' }).click();
    await dialog.getByLabel(/Who reviewed it/).fill('B. Second');
    expect(await axe()).toEqual([]);
    await shot(page, 'incident-review');
    await dialog.getByRole('button', { name: 'Record the review' }).click();
    await page.getByText('Reviewed', { exact: true }).first().waitFor();
    expect(await axe()).toEqual([]);
    await shot(page, 'incident-work');

    await page.getByRole('button', { name: 'Preview page' }).click();
    const report = page.frameLocator('iframe[title="Incident summary, as printed"]');
    await report.getByText('Incident record, as entered').waitFor({ timeout: 30_000 });
    expect(await report.locator('body').innerText()).not.toContain('6051S-77');
    await dialog.getByLabel('Show custody numbers').check();
    await report.getByText('6051S-77').waitFor();
    await dialog.getByLabel(/Marking/).fill('LAW ENFORCEMENT SENSITIVE');
    await report.getByText('LAW ENFORCEMENT SENSITIVE').first().waitFor({ state: 'attached' });
    await shot(page, 'incident-page');
    const download = page.waitForEvent('download', { timeout: 60_000 });
    await page.getByRole('button', { name: /Save PDF/ }).click();
    const pdf = join(folder, (await download).suggestedFilename());
    await (await download).saveAs(pdf);
    const statement = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Save its signed statement' }).click();
    await (await statement).saveAs(join(folder, (await statement).suggestedFilename()));
    expect(faults).toEqual([]);
    await page.context().close();

    expect(pdf).toContain(`${number}-v`);
    const checked = json('--workspace', workspace, 'report', 'check', pdf);
    expect(checked.value).toMatchObject({ verdict: 'as-issued', log: { number, freshness: { state: 'current' } } });
    expect(json('--workspace', workspace, 'verify').code).toBe(0);
  },
  240_000,
);
