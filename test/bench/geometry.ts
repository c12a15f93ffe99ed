import { readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { buildBorder } from '../../shared/geo/border.ts';
import type { ReferenceData } from '../../shared/geo/locate.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { drawFlight } from './calibration/draw-flight.ts';
import { judgeFlight } from './calibration/judge-flight.ts';
import { oracleTable, runOracles } from './geometry/oracles.ts';
import { cpuSeconds, type PeerResult } from './geometry/peer.ts';
import { findPostgis, runPostgis } from './geometry/postgis.ts';
import { locateAll, type Parts, prepareAreas } from './geometry/product.ts';
import { drawAreas, drawFlights } from './geometry/scene.ts';
import { runTurf } from './geometry/turf.ts';
import { median } from './micro.ts';
import { alignedTable } from './table.ts';

/**
 * Side, distance, sector, areas and crossings of a million positions: how long in one thread, beside PostGIS and Turf on the
 * same work in the same run, and whether all say the same; how it grows; and side and distance by the stretch of the line
 * against lines we did not make. Single times wander on a shared machine: read processor times and ratios.
 *
 *   npm run bench -- geometry [--rounds 5] [--flights 5000] [--no-peers] [--out RESULTS.json]
 */
const POSITIONS_A_FLIGHT = 200;
const SEED = 1;
const root = resolve(import.meta.dirname, '../..');

interface Beside {
  readonly peer: PeerResult;
  /** Our own for the same work, processor. */
  readonly oursS: number;
}

interface Round {
  readonly wallS: number;
  readonly cpuS: number;
  readonly parts: Parts;
}

export function benchGeometry(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    allowNegative: true,
    options: {
      rounds: { type: 'string', default: '5' },
      flights: { type: 'string', default: '5000' },
      peers: { type: 'boolean', default: true },
      out: { type: 'string' },
    },
  });
  const rounds = Number(values.rounds);
  const flightCount = Number(values.flights);
  if (!(Number.isInteger(rounds) && rounds > 0 && Number.isInteger(flightCount) && flightCount >= 100)) {
    console.error('--rounds must be a whole number from 1, --flights one from 100');
    process.exit(2);
  }
  console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'CPU'}; Node ${process.version}\n`);
  const { geo } = readReferenceFiles(join(root, 'resources'));
  const flights = drawFlights(geo.border, flightCount, POSITIONS_A_FLIGHT, SEED);
  const count = flights.lng.length;

  const areas = drawAreas(geo.border, 40, SEED);
  const { border, sectors } = geo;
  const buildMs = timeBuild(geo, rounds);
  const before = process.memoryUsage();
  const index = prepareAreas(areas);
  const measured = measureRounds(rounds, () => locateAll(border, sectors, index, flights));
  const after = process.memoryUsage();
  const cpuS = median(measured.rounds.map((round) => round.cpuS));
  const wallS = median(measured.rounds.map((round) => round.wallS));
  console.log(partsTable(measured.rounds, count));
  const indexMb = (after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers) / 2 ** 20;
  console.log(
    `\n40 areas and line built in ${buildMs.toFixed(0)} ms (processor, median). Resident ${(after.rss / 2 ** 20).toFixed(0)} MB with all positions and answers; areas, cells and answers ${indexMb.toFixed(0)} MB of it.\n`,
  );

  const growth = [
    ...[10, 100, 1000].map((areaCount) => {
      const more = prepareAreas(drawAreas(border, areaCount, SEED));
      return { name: `${areaCount} areas`, ...grow(rounds, () => locateAll(border, sectors, more, flights)), count };
    }),
    ...[2000, 20_000].map((positionsEach) => {
      const longer = drawFlights(border, Math.max(1, Math.round(count / positionsEach)), positionsEach, SEED);
      const run = grow(rounds, () => locateAll(border, sectors, index, longer));
      return { name: `40 areas, ${positionsEach} positions a flight`, ...run, count: longer.lng.length };
    }),
  ];
  console.log(
    alignedTable([
      ['growth', 'processor µs a position', 'of them areas'],
      ...growth.map(({ name, cpuS: seconds, areasS, count: positions }) => [
        name,
        micros(seconds, positions),
        micros(areasS, positions),
      ]),
    ]),
  );
  const graded = gradeSome(geo, 2000);
  console.log(
    `\nTracks, grades, incursions and crossings of the calibration bench's flights: ${graded.toFixed(2)} µs a position.\n`,
  );

  const peers: Beside[] = [];
  if (values.peers) {
    const ours = (): number => measureRounds(2, () => locateAll(border, sectors, index, flights)).rounds[1]!.cpuS;
    // The machine's other work changes within minutes: our own time is taken just before and just after each peer's.
    const beside = (run: () => PeerResult): Beside => {
      const first = ours();
      const peer = run();
      return { peer, oursS: (first + ours()) / 2 };
    };
    for (const use of ['boxes', 'chunks'] as const) {
      const [sampleFlights, everyPosition] = use === 'boxes' ? [50, 20] : [50, 10];
      peers.push(beside(() => runTurf(use, border, areas, flights, measured.answers, sampleFlights, everyPosition)));
    }
    const postgis = findPostgis();
    if (postgis !== null) {
      const sample = Math.round(flightCount / 20);
      peers.push(beside(() => runPostgis(postgis.bin, border, sectors, areas, flights, measured.answers, sample)));
    }
    console.log(peersTable(peers));
  }

  const oracles = runOracles(border, resolve(root, '../shared/geodata-reference'), 0.5);
  console.log(
    oracles === null
      ? '\nThe reference lines (shared/geodata-reference beside the project) are not there: side and distance were not held against them.'
      : `\n${oracleTable(oracles)}`,
  );
  if (values.out !== undefined) {
    const results = {
      positions: count,
      rounds: measured.rounds,
      cpuS,
      wallS,
      buildMs,
      growth,
      gradedUs: graded,
      peers,
      oracles,
    };
    writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`);
  }
  if (oracles?.some(({ confidentlyWrong }) => confidentlyWrong > 0)) process.exitCode = 1;
}

const micros = (seconds: number, count: number): string => ((1e6 * seconds) / count).toFixed(3);

/** One round to warm up, which is not counted. */
function measureRounds(rounds: number, work: () => ReturnType<typeof locateAll>) {
  let { answers } = work();
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) {
    const cpu = cpuSeconds();
    const wall = performance.now();
    const done = work();
    measured.push({ wallS: (performance.now() - wall) / 1000, cpuS: cpuSeconds() - cpu, parts: done.parts });
    answers = done.answers;
  }
  return { rounds: measured, answers };
}

function grow(rounds: number, work: () => ReturnType<typeof locateAll>): { cpuS: number; areasS: number } {
  const measured = measureRounds(rounds, work);
  return {
    cpuS: median(measured.rounds.map((round) => round.cpuS)),
    areasS: median(measured.rounds.map((round) => round.parts.areasS)),
  };
}

/** Border index from its parsed file, and 40 areas: what a new line or a changed area costs. */
function timeBuild({ border }: ReferenceData, rounds: number): number {
  const read = (name: string): unknown => JSON.parse(readFileSync(join(root, 'resources', name), 'utf8'));
  const [line, error] = [read('border.json'), read('border-error.json')];
  const areas = drawAreas(border, 40, SEED);
  const times = Array.from({ length: rounds }, () => {
    const cpu = cpuSeconds();
    buildBorder(line, error);
    prepareAreas(areas).find(border.vertexLng[0]!, border.vertexLat[0]!, 0);
    return 1000 * (cpuSeconds() - cpu);
  });
  return median(times);
}

function partsTable(rounds: readonly Round[], count: number): string {
  const of = (pick: (round: Round) => number): string => micros(median(rounds.map(pick)), count);
  const least = (pick: (round: Round) => number): string => micros(Math.min(...rounds.map(pick)), count);
  const parts: readonly (readonly [string, (round: Round) => number])[] = [
    ['distance, border km, error of the line', (round) => round.parts.fixS],
    ['P(US) and side', (round) => round.parts.sideS],
    ['sector', (round) => round.parts.sectorS],
    ['40 areas', (round) => round.parts.areasS],
    ['crossings', (round) => round.parts.crossingsS],
    ['all, by the clock', (round) => round.wallS],
    ['all, processor', (round) => round.cpuS],
  ];
  return alignedTable([
    [`µs a position, ${count} positions, one thread`, 'median', 'least'],
    ...parts.map(([name, pick]) => [name, of(pick), least(pick)]),
  ]);
}

/** Classification by the product's own code on flights of the calibration bench, without drawing them. */
function gradeSome(geo: ReferenceData, flights: number): number {
  const drawn = Array.from({ length: flights }, (_, no) => drawFlight(geo.border, SEED, no));
  const positions = drawn.reduce((sum, { group }) => sum + group.columns.count, 0);
  for (const flight of drawn) judgeFlight(flight, geo, defaultSettings);
  const cpu = cpuSeconds();
  for (const flight of drawn) judgeFlight(flight, geo, defaultSettings);
  return (1e6 * (cpuSeconds() - cpu)) / positions;
}

function peersTable(peers: readonly Beside[]): string {
  const rows = peers.flatMap(({ peer: { name, parts, differences }, oursS }) => {
    const seconds = parts.reduce((sum, part) => sum + part.seconds, 0);
    return [
      ...parts.map((part) => [`${name}: ${part.name}`, part.seconds.toFixed(2), '', part.measuredOn]),
      [`${name}: all`, seconds.toFixed(2), `${(seconds / oursS).toFixed(0)} ×`, `ours ${oursS.toFixed(3)} s`],
      ...Object.entries(differences)
        .filter(([, { compared }]) => compared > 0)
        .map(([what, { compared, differing }]) => [
          `  ${what}: answers that differ`,
          String(differing),
          '',
          `of ${compared}`,
        ]),
    ];
  });
  return alignedTable([['beside us, processor', 's for all', 'to ours', 'measured on'], ...rows]);
}
