import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { browserCandidates, findPdfEngine } from '../../../electron/print/find.ts';
import { utcText } from '../../../shared/format/times.ts';
import { buildIncidentReport, type IncidentReport, reportDigestInput } from '../../../shared/report/data/incident.ts';
import { printedText } from '../../../shared/report/data/text.ts';
import { renderIncidentPage } from '../../../shared/report/page/index.ts';
import {
  acquiredBy,
  flown,
  type InputChanges,
  reportInput,
  riverScene,
  roundTrip,
  type Waypoint,
  withFlights,
  writtenBy,
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

/** Arabic, Hebrew, Chinese, Thai, Devanagari, Greek, and a letter made of two. */
const scripts = 'محمد بن سلمان, משה כהן, 王小明, ผู้ใช้, हिन्दी, Ωmega, Nu\u0301n\u0303ez';
const noPoppler =
  spawnSync('pdftotext', ['-v']).status === 0 ? '' : ' (skipped: no pdftotext; apt-get install poppler-utils)';
if (noPoppler !== '') process.stderr.write(`The printed page is not read back${noPoppler}.\n`);

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

  test('a page with an incident of few words still has its facts on two sheets', { timeout: 60_000 }, async () => {
    const brief = writtenBy('Brief');
    const content = { ...brief.content, links: [], attachments: [], effects: [], coordination: [], hold: null };
    const input = {
      incident: { ...brief, content: { ...content, actions: content.actions.slice(0, 1), seizures: [] } },
    };
    expect(sheets(await pdfOf({ scene: ordinary, input, document: { annex: false } }))).toBe(2);
  });

  test('the PDF is tagged, titled, has bookmarks, and has neither script nor address', {
    timeout: 60_000,
  }, async () => {
    const pdf = await pdfOf({ scene: riverScene(roundTrip) });
    expect(pdf).toMatch(/\/StructTreeRoot/);
    expect(pdf).toMatch(/\/MarkInfo\s*<<[^>]*\/Marked true/);
    expect(pdf).toMatch(/\/Lang/);
    expect(pdf).toMatch(/\/Outlines/);
    expect(pdf).not.toMatch(/\/JavaScript|\/JS\b|\/URI\b/);
  });

  describe.skipIf(noPoppler !== '')(`read back by another program${noPoppler}`, () => {
    test('what is said stands in the PDF, in reading order, and every font is in it', { timeout: 60_000 }, async () => {
      const report = buildIncidentReport(
        withFlights(reportInput({ input: { incident: writtenBy('Ana Núñez') } }), [
          riverScene(roundTrip),
          riverScene(shuttle.slice(0, 9)),
        ]),
      );
      const { text, fonts } = await readBack(report);
      const said = [
        printedText(report.overall!.sentence),
        ...report.flights.flatMap(({ finding, crossings, keyFigures, timeline }) => [
          printedText(finding.sentence),
          ...keyFigures.map((figure) => figure.text),
          ...crossings.map(({ at }) => utcText(at.utcMs)),
          ...timeline.moments.map(({ at }) => utcText(at.utcMs)),
        ]),
        ...report.sources.map(({ sha256 }) => sha256),
        ...report.limits.map(printedText),
        ...report.traces.map(({ code }) => code),
      ];
      expect(said.filter((words) => !text.includes(withoutBlanks(words)))).toEqual([]);
      const order = [
        'Finding',
        'Incidentrecord',
        'FlightF1',
        'FlightF2',
        'Sensors',
        'Sources',
        'Limits',
        'Preparedandreviewed',
      ];
      const places = order.map((words) => text.indexOf(words));
      expect(places).toEqual([...places].sort((a, b) => a - b));
      expect(places[0]).toBeGreaterThan(0);
      expect(fonts.filter((line) => !/ yes (yes|no) +(yes|no) +\d+ +\d+$/.test(line))).toEqual([]);
    });

    test('a narrative of twenty thousand words is all there, after the facts', { timeout: 90_000 }, async () => {
      const words = Array.from({ length: 20_000 }, (_, i) => `w${i}${i % 90 === 89 ? '\n\n' : ''}`);
      const incident = writtenBy('A. Example', words.join(' '));
      const { text } = await readBack(buildIncidentReport(reportInput({ scene: ordinary, input: { incident } })));
      const printed = text.slice(text.indexOf('NarrativeofRGV-2026-0007'));
      const missing = words.filter((word, i) => i % 37 === 0 && !printed.includes(word.trim()));
      expect(missing).toEqual([]);
      expect(text.indexOf('NarrativeofRGV-2026-0007')).toBeGreaterThan(text.indexOf('Preparedandreviewed'));
    });
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
      ['names in every script', { input: { incident: writtenBy(scripts) }, document: { marking: scripts } }],
      [
        'an incident of long words',
        { input: { incident: writtenBy('ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'.repeat(4)) } },
      ],
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

const withoutBlanks = (text: string): string => text.replace(/\s+/g, '');

/** The text of the printed page without blanks, its sheets joined without what stands at their head and foot; and its fonts. */
async function readBack(report: IncidentReport): Promise<{ text: string; fonts: string[] }> {
  if (!engine.ok) throw new Error('skipped above');
  const digest = createHash('sha256').update(reportDigestInput(report)).digest('hex');
  const pdf = await engine.value.print(renderIncidentPage(report, digest), report.document.pageSize);
  if (!pdf.ok) throw new Error(pdf.failure.message);
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-paper-'));
  try {
    const file = join(folder, 'page.pdf');
    writeFileSync(file, pdf.value);
    const run = (program: string, ...args: string[]) =>
      spawnSync(program, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 }).stdout;
    const text = run('pdftotext', '-enc', 'UTF-8', file, '-');
    return { text: withoutBlanks(text), fonts: run('pdffonts', file).trimEnd().split('\n').slice(2) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

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
