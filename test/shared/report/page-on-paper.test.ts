import { createHash } from 'node:crypto';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserCandidates, findPdfEngine } from '../../../electron/print/find.ts';
import { buildIncidentReport, reportDigestInput } from '../../../shared/report/data/incident.ts';
import { renderIncidentPage } from '../../../shared/report/page/index.ts';
import {
  acquiredBy,
  flown,
  type InputChanges,
  reportInput,
  riverScene,
  roundTrip,
  type Waypoint,
} from '../../helpers/report-builders.ts';

const engine = await findPdfEngine();
const skipped = engine.ok ? '' : ' (no Chromium, Chrome or Edge is installed here)';
if (skipped !== '') process.stderr.write(`The incident page is not tried on paper${skipped}.\n`);

function htmlOf(changes: InputChanges): string {
  const report = buildIncidentReport(reportInput(changes));
  return renderIncidentPage(report, createHash('sha256').update(reportDigestInput(report)).digest('hex'));
}

async function pdfOf(changes: InputChanges): Promise<string> {
  if (!engine.ok) throw new Error('skipped above');
  const pdf = await engine.value.print(htmlOf(changes), changes.document?.pageSize ?? 'letter');
  if (!pdf.ok) throw new Error(pdf.failure.message);
  return Buffer.from(pdf.value).toString('latin1');
}

const sheets = (pdf: string): number => [...pdf.matchAll(/\/Type\s*\/Page\b(?!s)/g)].length;

const ordinary = riverScene(
  flown(
    [
      { s: 0, east: -1250, north: -950, altitudeM: 60 },
      { s: 300, east: 330, north: 560, altitudeM: 121 },
      { s: 500, east: 760, north: 300, altitudeM: 96 },
      { s: 780, east: -480, north: -1180, altitudeM: 70 },
    ],
    8,
  ),
);
const shuttle: Waypoint[] = Array.from({ length: 41 }, (_, i) => ({
  s: i * 30,
  east: i * 9,
  north: i % 2 === 0 ? -500 : 400,
  altitudeM: 70,
}));

describe.skipIf(!engine.ok)(`the incident page on paper${skipped}`, () => {
  test('the facts of an ordinary flight fit two sheets, Letter and A4, synthetic or not', {
    timeout: 60_000,
  }, async () => {
    for (const pageSize of ['letter', 'a4'] as const) {
      for (const synthetic of [false, true]) {
        const pdf = await pdfOf({
          scene: ordinary,
          document: { pageSize, synthetic, annex: false, marking: 'SAMPLE' },
        });
        expect(sheets(pdf), `${pageSize} ${synthetic}`).toBe(2);
      }
    }
  });

  test('the annex starts a sheet of its own', { timeout: 60_000 }, async () => {
    expect(sheets(await pdfOf({ scene: ordinary, document: { annex: true } }))).toBe(3);
  });

  test('the PDF is tagged, titled, and has neither script nor address', { timeout: 60_000 }, async () => {
    const pdf = await pdfOf({ scene: riverScene(roundTrip) });
    expect(pdf).toMatch(/\/StructTreeRoot/);
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang/);
    expect(pdf).not.toMatch(/\/JavaScript|\/JS\b|\/URI\b/);
  });

  describe('in a browser', () => {
    let browser: Awaited<ReturnType<typeof chromium.launch>>;
    beforeAll(async () => {
      const executablePath = await firstThatStarts();
      browser = executablePath;
    }, 60_000);
    afterAll(() => browser?.close());

    test.each<[string, InputChanges]>([
      ['an ordinary flight', { scene: riverScene(roundTrip) }],
      ['a shuttle', { scene: { waypoints: shuttle } }],
      ['long names', longNames()],
    ])('%s: nothing is clipped, and no policy is violated', { timeout: 60_000 }, async (_, changes) => {
      const page = await browser.newPage({ viewport: { width: 718, height: 1000 } });
      const said: string[] = [];
      page.on('console', (message) => said.push(message.text()));
      await page.emulateMedia({ media: 'print' });
      await page.setContent(htmlOf(changes));
      const clipped = await page.evaluate(() =>
        [...document.querySelectorAll('td, th, p, dd, dt, h1, h2, li, figcaption')]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
          .map((element) => element.textContent),
      );
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      await page.close();
      expect(clipped).toEqual([]);
      expect(wide).toBeLessThanOrEqual(718);
      expect(said).toEqual([]);
    });
  });
});

async function firstThatStarts() {
  for (const executablePath of browserCandidates({ platform: process.platform, env: process.env })) {
    const started = await chromium.launch({ executablePath, args: ['--no-sandbox'] }).catch(() => null);
    if (started !== null) return started;
  }
  throw new Error('A browser that printed does not start');
}

/** Names without a single place to break them. */
function longNames(): InputChanges {
  const long = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.repeat(4);
  const input = reportInput();
  return {
    document: { number: long, preparedBy: { name: long, account: long } },
    flight: { makeModel: long, tracks: input.flights[0]!.flight.tracks.map((track) => ({ ...track, sensorId: long })) },
    input: { sources: input.sources.map((source) => ({ ...source, file: long, acquisition: acquiredBy(long) })) },
    one: {
      identities: [{ uasSerial: long }],
      operator: { ids: [long], places: [] },
      place: { ...input.flights[0]!.place!, county: long, nearest: { name: long, distanceM: 5, bearingDeg: 0 } },
    },
  };
}
