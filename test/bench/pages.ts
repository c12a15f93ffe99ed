import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { findPdfEngine } from '../../electron/print/find.ts';
import { buildIncidentReport, reportDigestInput } from '../../shared/report/data/incident.ts';
import type { IncidentReportInput } from '../../shared/report/input.ts';
import { renderIncidentPage } from '../../shared/report/page/index.ts';
import { flown, reportInput, riverScene, type Scene, withFlights, writtenBy } from '../helpers/report-builders.ts';
import { median } from './micro.ts';
import { alignedTable } from './table.ts';

/** Smallest thing an engine can print: what is left is the engine's own start. */
const emptyPage = '<!doctype html><html lang="en"><head><title>Empty</title></head><body><p>Empty</p></body></html>';

const sortie = (everyS: number, eastM = 0): Scene =>
  riverScene(
    flown(
      [
        { s: 0, east: eastM - 1250, north: -950, altitudeM: 60 },
        { s: 300, east: eastM + 330, north: 560, altitudeM: 121 },
        { s: 500, east: eastM + 760, north: 300, altitudeM: 96 },
        { s: 780, east: eastM - 480, north: -1180, altitudeM: 70 },
      ],
      everyS,
    ),
  );
const incident = writtenBy('Agents went to the river bank.');
const shuttle: Scene = {
  waypoints: Array.from({ length: 501 }, (_, i) => ({ s: i * 30, east: i * 9, north: i % 2 === 0 ? -500 : 400 })),
};

/** Pages that people print, and the largest that an incident asks for. */
const pages: Readonly<Record<string, () => IncidentReportInput>> = {
  'one flight, 780 detections': () => reportInput({ scene: sortie(1), input: { incident } }),
  'five flights, 3,900 detections': () =>
    withFlights(
      reportInput({ input: { incident } }),
      [0, 40, 80, 120, 160].map((east) => sortie(1, east)),
    ),
  '500 crossings': () => reportInput({ scene: shuttle }),
  'narrative of 20,000 words': () =>
    reportInput({
      scene: sortie(8),
      input: { incident: writtenBy('A. Example', Array.from({ length: 20_000 }, (_, i) => `word${i}`).join(' ')) },
    }),
};

function htmlOf(input: IncidentReportInput): string {
  const report = buildIncidentReport(input);
  return renderIncidentPage(report, createHash('sha256').update(reportDigestInput(report)).digest('hex'));
}

/** From report input to HTML, and to PDF, beside the engine printing an empty page in the same round. */
export async function benchPages(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { rounds: { type: 'string', default: '5' }, out: { type: 'string' } },
  });
  const rounds = Number(values.rounds);
  const engine = await findPdfEngine();
  const results: Record<string, { htmlMs: number; kB: number; pdfMs: number | null; emptyPdfMs: number | null }> = {};
  for (const [name, inputOf] of Object.entries(pages)) {
    const input = inputOf();
    // The first pages of a process are made while its code is still being compiled.
    for (let i = 0; i < 3; i++) htmlOf(input);
    const html: number[] = [];
    const pdf: number[] = [];
    const empty: number[] = [];
    for (let round = 0; round < rounds; round++) {
      html.push(timed(() => htmlOf(input)));
      if (!engine.ok) continue;
      const page = htmlOf(input);
      pdf.push(await timedPrint(() => engine.value.print(page, 'letter')));
      empty.push(await timedPrint(() => engine.value.print(emptyPage, 'letter')));
    }
    results[name] = {
      htmlMs: median(html),
      kB: Math.round(htmlOf(input).length / 1000),
      pdfMs: engine.ok ? median(pdf) : null,
      emptyPdfMs: engine.ok ? median(empty) : null,
    };
  }
  const shown = (ms: number | null): string => (ms === null ? '–' : ms.toFixed(0));
  const rows = Object.entries(results).map(([name, { htmlMs, kB, pdfMs, emptyPdfMs }]) => [
    name,
    htmlMs.toFixed(1),
    String(kB),
    shown(pdfMs),
    shown(emptyPdfMs),
    pdfMs === null || emptyPdfMs === null ? '–' : (pdfMs / emptyPdfMs).toFixed(2),
  ]);
  const head = [`page, median of ${rounds}`, 'HTML, CPU ms', 'kB', 'PDF ms', 'empty page, PDF ms', '× an empty page'];
  process.stdout.write(`${alignedTable([head, ...rows])}\n`);
  if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`);
}

/** Of the processor, so that neighbours on the machine do not count. */
function timed(work: () => unknown): number {
  const from = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000;
}

async function timedPrint(work: () => Promise<{ readonly ok: boolean }>): Promise<number> {
  const from = performance.now();
  const { ok } = await work();
  if (!ok) throw new Error('The engine that was found does not print');
  return performance.now() - from;
}
