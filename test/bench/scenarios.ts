import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readReferenceFiles } from '../../electron/backend/reference-files.ts';
import { ConclusionWriter, flightRows } from '../../electron/store/conclusions.ts';
import { type Db, openStore } from '../../electron/store/open.ts';
import { scenarioFlights } from '../../electron/store/queries/scenarios.ts';
import { type ConclusionContext, concludeGroup } from '../../shared/conclude.ts';
import { buildCoverageJudge, hasNoAuthority } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex, type DesignationRecords } from '../../shared/eligibility/designations.ts';
import { easternDay } from '../../shared/eligibility/eastern-day.ts';
import { compareStates } from '../../shared/eligibility/scenario/compare.ts';
import { ScenarioIndex } from '../../shared/eligibility/scenario/scenario-index.ts';
import { standardScenario } from '../../shared/eligibility/scenario/sets.ts';
import { pInside, preparePolygon } from '../../shared/geo/polygon.ts';
import { sigmaOfBoundM } from '../../shared/geo/probability.ts';
import { IN_NONE, NO_SECTOR } from '../../shared/model/judged-path.ts';
import { coverageStates } from '../../shared/model/lists.ts';
import { defaultSettings } from '../../shared/model/settings.ts';
import { exampleAreas } from '../../shared/simulate/example-areas.ts';
import { aSensor, groupOf } from '../helpers/detection-group.ts';
import { chance } from '../helpers/flight-simulator.ts';
import { median } from './micro.ts';
import { alignedTable } from './table.ts';

const NO_AUTHORITY = coverageStates.indexOf('no-authority');

/** `A = as recorded, B = pending areas in force`: what a switch of the scenario compares. */
export function benchScenarios(args: readonly string[]): void {
  const { values } = parseArgs({
    args: [...args],
    options: {
      flights: { type: 'string', default: '50000' },
      positions: { type: 'string', default: '20' },
      rounds: { type: 'string', default: '5' },
      out: { type: 'string' },
    },
  });
  const [flights, positions, rounds] = [values.flights, values.positions, values.rounds].map(Number) as [
    number,
    number,
    number,
  ];
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-scenarios-'));
  try {
    const results = measure(folder, flights, positions, rounds);
    if (values.out !== undefined) writeFileSync(values.out, `${JSON.stringify(results, null, 1)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function measure(folder: string, flights: number, positions: number, rounds: number) {
  const reference = readReferenceFiles(resolve(import.meta.dirname, '../../resources'));
  const { areas, designations, completeness } = exampleAreas(reference.geo.border);
  const record = {
    areas: areas.map((area) => ({ ...area, version: 1 })),
    designations,
    completeness: completeness.map((statement) => ({ ...statement, enteredAtMs: 0 })),
  };
  const setOf = (id: 'record' | 'designated-and-pending'): DesignationRecords => ({
    ...standardScenario(id, record).set,
    completeness: record.completeness,
    synthetic: true,
  });
  const [a, b] = [setOf('record'), setOf('designated-and-pending')];
  const { authority } = reference;
  const context: ConclusionContext = {
    reference: reference.geo,
    authority,
    authorityVersion: { label: 'bench', digest: 'bench' },
    judge: buildCoverageJudge({ ...a, authority, digest: 'bench' }),
    designations: new DesignationIndex(a),
    settings: defaultSettings,
  };
  const store = openStore(folder);
  if (!store.ok) throw new Error(store.failure.message);
  const db = store.value.write;
  try {
    fill(db, reference, context, flights, positions);
    const started = performance.now();
    const index = new ScenarioIndex();
    for (const flights of scenarioFlights(db)) for (const flight of flights) index.add(flight);
    const readMs = performance.now() - started;
    const firstStarted = performance.now();
    let compared = compareStates(index, pairOf(index.statesUnder([a, b], authority)), () => []);
    const firstMs = performance.now() - firstStarted;

    const rival = new SqlRival(db, record.areas, completeness, authority);
    const switches: number[] = [];
    const sqls: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const sqlStarted = performance.now();
      const [underA, underB] = [rival.secondsUnder(a), rival.secondsUnder(b)];
      sqls.push(performance.now() - sqlStarted);
      const switchStarted = performance.now();
      compared = compareStates(index, pairOf(index.statesUnder([a, b], authority)), () => []);
      switches.push(performance.now() - switchStarted);
      check(compared.cells, underA, underB);
    }
    const [switchMs, sqlMs] = [median(switches), median(sqls)];
    console.log(
      `${alignedTable([
        ['scenario switch, median of ' + rounds, 'flights', 'positions in the US', 'ms', '× the switch'],
        ['from columns', String(index.flights.length), String(index.positions), switchMs.toFixed(1), '1'],
        ['recomputed in SQL', '', '', sqlMs.toFixed(0), (sqlMs / switchMs).toFixed(0)],
        ['first comparison (areas are new)', '', '', firstMs.toFixed(0), (firstMs / switchMs).toFixed(1)],
        ['reading flights, once', '', '', readMs.toFixed(0), (readMs / switchMs).toFixed(1)],
      ])}\n\nSeconds by state are the same both ways. ${compared.flights.length} flights change.`,
    );
    return { flights: index.flights.length, positions: index.positions, switchMs, sqlMs, firstMs, readMs };
  } finally {
    store.value.close();
  }
}

const pairOf = (states: readonly Uint8Array[]): readonly [Uint8Array, Uint8Array] => [states[0]!, states[1]!];

/** Flights from 1.5 km south of the line to 3 km north of it and back, anywhere along it, in the year before 2026-10. */
function fill(
  db: Db,
  reference: ReturnType<typeof readReferenceFiles>,
  context: ConclusionContext,
  flights: number,
  positions: number,
): void {
  const random = chance(50);
  const writer = new ConclusionWriter(db);
  const insert = db.prepare('INSERT INTO object (key) VALUES (?)');
  db.exec('BEGIN');
  for (let flight = 0; flight < flights; flight++) {
    const [lng, lat] = reference.geo.border.positionOfKm(50 + 3000 * random());
    const startMs = Date.UTC(2025, 9, 1) + Math.floor(random() * 365) * 86_400_000 + Math.floor(random() * 86_400_000);
    const group = groupOf(
      Array.from({ length: positions }, (_, i) => ({
        s: 15 * i,
        east: 0,
        north: 0,
        sigmaM: 8,
        sensor: aSensor,
        note: `${flight}`,
      })),
      `serial:${flight}`,
    );
    const columns = {
      ...group.columns,
      observedAtMs: Float64Array.from({ length: positions }, (_, i) => startMs + 15_000 * i),
      lng: new Float64Array(positions).fill(lng),
      lat: Float64Array.from({ length: positions }, (_, i) => {
        const way = 1 - Math.abs(1 - (2 * i) / (positions - 1));
        return lat + (-1.5 + 4.5 * way) / 111;
      }),
    };
    const no = Number(insert.run(`serial:${flight}`).lastInsertRowid);
    for (const concluded of concludeGroup({ ...group, columns, synthetic: true }, context)) {
      writer.write(no, flightRows(concluded));
    }
  }
  db.exec('COMMIT');
}

/** The same question put to SQLite: every position's state from tables, with our geometry as a function. */
class SqlRival {
  readonly #db: Db;

  constructor(
    db: Db,
    areas: DesignationRecords['areas'],
    completeness: readonly { readonly sector: string; readonly from: string; readonly to: string }[],
    authority: Parameters<typeof hasNoAuthority>[0],
  ) {
    this.#db = db;
    const prepared = areas.map((area) => ({
      polygon: preparePolygon(area.geometry),
      edgeM: sigmaOfBoundM(area.edgeAccuracyM),
    }));
    db.function('p_inside', { deterministic: true }, (area, lng, lat, sigmaM) => {
      const { polygon, edgeM } = prepared[area as number]!;
      return pInside(polygon.signedDistanceM(lng as number, lat as number), sigmaM as number, edgeM);
    });
    db.exec(`
      CREATE TEMP TABLE position (slot INTEGER, lng REAL, lat REAL, sigma_m REAL, day TEXT, sector TEXT, ms REAL, fixed INTEGER, no_authority INTEGER);
      CREATE TEMP TABLE area_box (no INTEGER PRIMARY KEY, id TEXT, west REAL, south REAL, east REAL, north REAL);
      CREATE TEMP TABLE supposed (area INTEGER, status TEXT, from_day TEXT, to_day TEXT);
      CREATE TEMP TABLE complete (sector TEXT, from_day TEXT, to_day TEXT);`);
    const box = db.prepare('INSERT INTO area_box VALUES (?, ?, ?, ?, ?, ?)');
    prepared.forEach(({ polygon }, no) => {
      const [west, south, east, north] = polygon.bbox;
      // 200 m and more around, for the error of positions and edges.
      box.run(no, areas[no]!.id, west - 0.003, south - 0.002, east + 0.003, north + 0.002);
    });
    const state = db.prepare('INSERT INTO complete VALUES (?, ?, ?)');
    for (const { sector, from, to } of completeness) state.run(sector, from, to);
    const insert = db.prepare('INSERT INTO position VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)');
    db.exec('BEGIN');
    let slot = 0;
    for (const { path, judged, gapAfter } of [...scenarioFlights(db)].flat()) {
      slot++;
      const question = new Map([...judged.asked].map((position, i) => [position, i]));
      for (let i = 0; i < path.count; i++) {
        if (judged.presence[i] === IN_NONE) continue;
        let ms = 0;
        if (i > 0) ms += (path.timeMs[i]! - path.timeMs[i - 1]!) / 2;
        if (i + 1 < path.count) ms += (path.timeMs[i + 1]! - path.timeMs[i]!) / 2;
        if (gapAfter[i] === 1) throw new Error('The bench flies without gaps');
        const asked = question.get(i);
        const day = easternDay(path.timeMs[i]!);
        const code = asked === undefined ? NO_SECTOR : judged.sector[asked]!;
        insert.run(
          slot,
          path.lng[i]!,
          path.lat[i]!,
          asked === undefined ? 0 : judged.sigmaM[asked]!,
          day,
          code === NO_SECTOR ? null : judged.sectors[code]!,
          ms,
          asked === undefined ? path.coverage[i]! : null,
          hasNoAuthority(authority, day) ? 1 : 0,
        );
      }
    }
    db.exec('COMMIT');
  }

  /** Milliseconds by state, over all presences; grouped by presence first, as a comparison has to. */
  secondsUnder({ designations }: DesignationRecords): Map<number, number> {
    const db = this.#db;
    db.exec('DELETE FROM supposed');
    const insert = db.prepare('INSERT INTO supposed SELECT no, ?, ?, ? FROM area_box WHERE id = ?');
    for (const { areaId, status, from, to } of designations) insert.run(status, from, to, areaId);
    const most = (status: string): string => `(
      SELECT max(p_inside(a.no, p.lng, p.lat, p.sigma_m)) FROM supposed s JOIN area_box a ON a.no = s.area
      WHERE s.status = '${status}' AND s.from_day <= p.day AND (s.to_day IS NULL OR p.day <= s.to_day)
        AND p.lng BETWEEN a.west AND a.east AND p.lat BETWEEN a.south AND a.north)`;
    const rows = db
      .prepare(
        `WITH inside AS (
           SELECT p.slot, p.sector, p.day, p.ms, p.fixed, p.no_authority,
             ${most('designated')} AS designated, ${most('pending')} AS pending FROM position p),
         judged AS (
           SELECT slot, ms, CASE
             WHEN fixed IS NOT NULL THEN fixed
             WHEN no_authority THEN ${NO_AUTHORITY}
             WHEN designated >= 0.95 THEN 3 WHEN designated > 0.05 THEN 1
             WHEN pending >= 0.95 THEN 4 WHEN pending > 0.05 THEN 1
             WHEN EXISTS (SELECT 1 FROM complete c WHERE c.sector = inside.sector AND inside.day BETWEEN c.from_day AND c.to_day)
               THEN 6 ELSE 5 END AS state FROM inside),
         presences AS (SELECT slot, state, sum(ms) AS ms FROM judged GROUP BY slot, state)
         SELECT state, sum(ms) FROM presences GROUP BY state`,
      )
      .raw()
      .all() as [number, number][];
    return new Map(rows);
  }
}

/** @throws when the two ways differ: a number that is not the same is no comparison of speed. */
function check(
  cells: ReturnType<typeof compareStates>['cells'],
  underA: ReadonlyMap<number, number>,
  underB: ReadonlyMap<number, number>,
): void {
  for (const [side, expected] of [['from', underA] as const, ['to', underB] as const]) {
    coverageStates.forEach((state, code) => {
      const ours = cells
        .filter((cell) => cell[side] === state)
        .reduce((sum, { observedS, inferredS }) => sum + observedS + inferredS, 0);
      const theirs = (expected.get(code) ?? 0) / 1000;
      if (Math.abs(ours - theirs) > 1e-6 * Math.max(1, theirs)) {
        throw new Error(`${side} ${state}: ${ours} s from columns, ${theirs} s in SQL`);
      }
    });
  }
}
