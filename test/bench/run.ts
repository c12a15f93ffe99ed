import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { benchCalibration } from './calibration.ts';
import type { Measured } from './child.ts';
import { type Contender, fencelineImport, sqliteImport } from './contenders.ts';
import { type CsvFile, makeCsv } from './csv-file.ts';
import { benchGeometry } from './geometry.ts';
import { benchMap } from './map.ts';
import { median, runMicro } from './micro.ts';
import { benchPages } from './pages.ts';
import { benchReaders } from './readers.ts';
import { benchScenarios } from './scenarios.ts';
import { stopsWhileImporting } from './stops.ts';
import { alignedTable } from './table.ts';

/**
 * The bench: how long an import takes and how much memory, beside `sqlite3 .import` of the same file in the same run. Single
 * seconds mean little on a shared machine: read the ratios. Other benches go by their name.
 *
 *   npm run bench -- [--rounds 3] [--rows 1000000] [--large] [--no-micro] [--out RESULTS.json]
 *   npm run bench -- calibration …
 *   npm run bench -- geometry …
 *   npm run bench -- map [--flights 100000] [--rounds 5]
 *   npm run bench -- pages [--rounds 5] [--out RESULTS.json]
 *   npm run bench -- readers [--records 60000] [--rounds 5] [--out RESULTS.json]
 *   npm run bench -- scenarios [--flights 50000] [--positions 20] [--rounds 5] [--out RESULTS.json]
 */

const [part, ...rest] = process.argv.slice(2);
const others = {
  calibration: benchCalibration,
  geometry: benchGeometry,
  map: benchMap,
  pages: benchPages,
  readers: benchReaders,
  scenarios: benchScenarios,
};
if (part !== undefined && Object.hasOwn(others, part)) {
  await others[part as keyof typeof others](rest);
  process.exit();
}

/** The parts are timed on the small file: all its detections stand in memory at once. */
const MICRO_ROUNDS = 7;

const root = resolve(import.meta.dirname, '../..');
const { values } = parseArgs({
  options: {
    /** Paired rounds; medians are printed. */
    rounds: { type: 'string', default: '3' },
    rows: { type: 'string', default: '1000000' },
    /** Also ten times as many rows, once. */
    large: { type: 'boolean', default: false },
    micro: { type: 'boolean', default: true },
    /** Where to write the results as JSON. */
    out: { type: 'string' },
  },
  allowNegative: true,
});
const rounds = Number(values.rounds);
const rows = Number(values.rows);
if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(rows) && rows >= 1000)) {
  console.error('--rounds must be a whole number from 1, --rows one from 1000');
  process.exit(2);
}

if (spawnSync('sqlite3', ['--version']).status !== 0) {
  console.log('The bench needs the sqlite3 command line beside it, which is not installed: nothing was measured.');
  process.exit(0);
}
const built = spawnSync(process.execPath, [join(root, 'bin/build.mjs'), '--if-stale'], { cwd: root, stdio: 'inherit' });
if (built.status !== 0) process.exit(built.status ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'fenceline-bench-files-'));
try {
  await bench(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

interface Line {
  readonly file: CsvFile;
  readonly contender: string;
  readonly runs: readonly Measured[];
  /** Time over that of the yardstick in the same round, median. */
  readonly ratio: number;
  readonly cpuRatio: number;
}

async function bench(scratch: string): Promise<void> {
  const busy = loadavg()[0]!;
  const { border } = readReferenceFiles(join(root, 'resources')).geo;
  const contenders = [sqliteImport, fencelineImport(join(root, '.build/node/cli.mjs'))];
  const small = makeCsv(join(scratch, 'small.csv'), Math.round(rows / 10), border);
  const main = makeCsv(join(scratch, 'main.csv'), rows, border);
  const lines = [...(await compare(small, contenders, 1)), ...(await compare(main, contenders, rounds))];
  if (values.large) {
    lines.push(...(await compare(makeCsv(join(scratch, 'large.csv'), rows * 10, border), contenders, 1)));
  }
  const stops = await stopsWhileImporting(main, join(root, 'electron'));
  const micro = values.micro ? runMicro(small, join(root, 'resources'), MICRO_ROUNDS) : [];

  const [cpu] = cpus();
  console.log(
    `\n${cpus().length} × ${cpu?.model ?? 'CPU'}, ${(totalmem() / 2 ** 30).toFixed(0)} GB; Node ${process.version}\n`,
  );
  if (busy > 0.5) {
    console.log(
      `Other work ran when the bench began (load ${busy.toFixed(1)}): times and ratios are worse than the machine's own.\n`,
    );
  }
  console.log(
    alignedTable([
      ['import, whole process', 'rows', 'MB', 'median s', 'rows/s', '× .import', 'CPU s', '× CPU', 'peak MB', 'rounds'],
      ...lines.map(({ file, contender, runs, ratio, cpuRatio }) => {
        const seconds = median(runs.map((run) => run.seconds));
        return [
          contender,
          String(file.rows),
          (file.bytes / 1e6).toFixed(1),
          seconds.toFixed(2),
          `${(file.rows / seconds / 1000).toFixed(0)} k`,
          ratio.toFixed(2),
          median(runs.map((run) => run.cpuSeconds)).toFixed(2),
          cpuRatio.toFixed(2),
          Math.max(...runs.map((run) => run.peakMb)).toFixed(0),
          String(runs.length),
        ];
      }),
    ]),
  );
  console.log(
    `\nwhile ${main.rows} rows are imported, the backend stops for at most ${stops.longestMs.toFixed(0)} ms` +
      ` (${stops.overTenth} times for more than 100 ms), and a list of flights takes at most ${stops.longestReadMs.toFixed(0)} ms`,
  );
  if (micro.length > 0) {
    console.log(
      `\n${alignedTable([['one part, one thread, warm', 's', 'rate'], ...micro.map(({ name, seconds, rate }) => [name, seconds.toFixed(3), rate])])}`,
    );
  }
  if (values.out !== undefined) {
    const results = {
      rows,
      rounds,
      cpu: cpu?.model,
      cpus: cpus().length,
      node: process.version,
      lines: lines.map(toJson),
      stops,
      micro,
    };
    writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`);
  }
}

function toJson({ file, contender, runs, ratio, cpuRatio }: Line) {
  return {
    contender,
    rows: file.rows,
    bytes: file.bytes,
    ratio,
    cpuRatio,
    seconds: runs.map((run) => run.seconds),
    cpuSeconds: runs.map((run) => run.cpuSeconds),
    peakMb: runs.map((run) => run.peakMb),
  };
}

/** Round after round, each contender in turn, so that a slow moment of the machine meets all of them. */
async function compare(file: CsvFile, contenders: readonly Contender[], times: number): Promise<Line[]> {
  const runs = contenders.map((): Measured[] => []);
  for (let round = 0; round < times; round++) {
    for (const [i, contender] of contenders.entries()) {
      const measured = await contender.run(file);
      runs[i]!.push(measured);
      console.error(`${file.rows} rows, round ${round + 1}: ${contender.name} ${measured.seconds.toFixed(2)} s`);
    }
  }
  const yardstick = runs[0]!;
  return contenders.map(({ name }, i) => ({
    file,
    contender: name,
    runs: runs[i]!,
    ratio: median(runs[i]!.map((run, round) => run.seconds / yardstick[round]!.seconds)),
    cpuRatio: median(runs[i]!.map((run, round) => run.cpuSeconds / yardstick[round]!.cpuSeconds)),
  }));
}
