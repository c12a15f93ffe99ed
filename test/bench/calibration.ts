import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { brokenPromises, reportJson, reportText } from './calibration/report.ts';
import { runCalibration } from './calibration/run-calibration.ts';

/**
 * How true the grades are: seeded flights at real places of the line, with known truth, errors of the sensors and of the line
 * drawn. Prints a reliability table and every stratum; ends with 1 when *confirmed* is not true in 95 % of a stratum.
 *
 *   npm run bench -- calibration [--flights 20000] [--seed 1] [--out RESULTS.json]
 */
export function benchCalibration(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      flights: { type: 'string', default: '20000' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
    },
  });
  const flights = Number(values.flights);
  const seed = Number(values.seed);
  if (!(Number.isInteger(flights) && flights > 0 && Number.isSafeInteger(seed) && seed >= 0)) {
    console.error('--flights must be a whole number from 1, --seed one from 0');
    process.exit(2);
  }
  const { geo } = readReferenceFiles(join(resolve(import.meta.dirname, '../..'), 'resources'));
  const started = performance.now();
  const tally = runCalibration(geo, flights, seed, {}, (no) => {
    if ((no + 1) % 5000 === 0) console.error(`${no + 1} flights`);
  });
  console.log(`${flights} flights, seed ${seed}, ${((performance.now() - started) / 1000).toFixed(0)} s\n`);
  console.log(reportText(tally));
  if (values.out !== undefined) {
    writeFileSync(values.out, `${JSON.stringify({ flights, seed, ...reportJson(tally) }, null, 1)}\n`);
  }
  const broken = brokenPromises(tally);
  if (broken.length > 0) {
    console.log(`\nConfirmed is not what it says in: ${broken.join('; ')}`);
    process.exitCode = 1;
  }
}
