import { describe, expect, test } from 'vitest';
import { probabilityOf } from '../../../shared/classify/best-of-looks.ts';
import { classifyFlight } from '../../../shared/classify/classify-flight.ts';
import { SideEvidence } from '../../../shared/classify/side-evidence.ts';
import { sight } from '../../../shared/classify/sightings.ts';
import { windowsNearLine } from '../../../shared/classify/windows.ts';
import { metresPerDegreeLng } from '../../../shared/geo/ellipsoid.ts';
import { type Flight, type Grade, grades } from '../../../shared/model/conclusion.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { buildFlights } from '../../../shared/tracks/build-flights.ts';
import { at, countedId, groupOf, originLat, startMs } from '../../helpers/detection-group.ts';
import {
  chance,
  eastSpeedMps,
  type Kind,
  type SimulatedFlight,
  simulateFlight,
} from '../../helpers/flight-simulator.ts';
import { plainJudge, straightBorder } from '../../helpers/straight-border.ts';

const borderOf = ({ errors }: SimulatedFlight) => straightBorder(1.645 * errors.borderSigmaM);

function conclude(simulated: SimulatedFlight): readonly Flight[] {
  const group = groupOf(simulated.rows, 'serial:simulated', countedId);
  const border = borderOf(simulated);
  return buildFlights(group, defaultSettings).map(
    (draft) => classifyFlight(draft, border, plainJudge, defaultSettings).flight,
  );
}

/** Whether the aircraft, come from Mexico, was in the US during the incursion, 20 s given for the ends. */
function isTrue(
  { kind, usIntervals }: SimulatedFlight,
  { firstMs, lastMs }: { firstMs: number; lastMs: number },
): boolean {
  if (kind === 'follower in the US') return false;
  const from = (firstMs - startMs) / 1000 - 20;
  const to = (lastMs - startMs) / 1000 + 20;
  return usIntervals.some(([inS, outS]) => outS >= from && inS <= to);
}

class Table {
  private readonly all: Record<Grade, number> = { confirmed: 0, probable: 0, possible: 0 };
  private readonly right: Record<Grade, number> = { confirmed: 0, probable: 0, possible: 0 };
  flights = 0;

  add(grade: Grade, isRight: boolean): void {
    this.all[grade]++;
    if (isRight) this.right[grade]++;
  }
  count = (grade: Grade): number => this.all[grade];
  trueShare = (grade: Grade): number => this.right[grade] / this.all[grade];
}

/** A reliability table over all kinds of flights, and one for each kind. */
function simulate(flights: number, seed: number, correlationS: number): { all: Table; of: (kind: Kind) => Table } {
  const random = chance(seed);
  const all = new Table();
  const byKind = new Map<Kind, Table>();
  const of = (kind: Kind): Table => {
    const table = byKind.get(kind) ?? new Table();
    byKind.set(kind, table);
    return table;
  };
  for (let i = 0; i < flights; i++) {
    const simulated = simulateFlight(random, defaultSettings, { correlationS });
    of(simulated.kind).flights++;
    for (const { incursions } of conclude(simulated)) {
      for (const incursion of incursions) {
        const isRight = isTrue(simulated, incursion);
        all.add(incursion.grade, isRight);
        of(simulated.kind).add(incursion.grade, isRight);
      }
    }
  }
  return { all, of };
}

describe.each([
  ['errors that fade in 10 s, as assumed', 10],
  ['errors independent from one position to the next', 0],
])('grades are calibrated on 1,500 simulated flights with %s', (_, correlationS) => {
  const { all, of } = simulate(1500, 20261122, correlationS);

  test('confirmed is true in at least 95 %', () => {
    expect(all.count('confirmed')).toBeGreaterThan(500);
    expect(all.trueShare('confirmed')).toBeGreaterThanOrEqual(0.95);
  });

  test('probable is true in about 70 to 95 %, possible in about 30 to 70 %', () => {
    expect(all.count('probable')).toBeGreaterThan(100);
    expect(all.trueShare('probable')).toBeGreaterThanOrEqual(0.7);
    expect(all.trueShare('probable')).toBeLessThanOrEqual(0.97);
    expect(all.trueShare('possible')).toBeGreaterThanOrEqual(0.3);
    expect(all.trueShare('possible')).toBeLessThanOrEqual(0.75);
  });

  test('flights that follow the border in Mexico at 0.3 to 2 σ for 5 to 25 minutes are hardly ever confirmed', () => {
    const followers = of('follower in Mexico');
    expect(followers.flights).toBeGreaterThan(200);
    expect(followers.count('confirmed') / followers.flights).toBeLessThan(0.02);
    expect(followers.count('probable') / followers.flights).toBeLessThan(0.1);
  });

  test('flights that follow it in the US are not called incursions', () => {
    const followers = of('follower in the US');
    for (const grade of grades) expect(followers.count(grade) / followers.flights).toBeLessThan(0.02);
  });
});

describe.each([
  [3, 300, 2],
  [3, 1200, 8],
  [20, 300, 8],
  [20, 1200, 4],
  [180, 1200, 8],
])('held on the line itself, σ of the line %i m, for %i s, a position every %i s', (borderSigmaM, lengthS, everyS) => {
  // The worst case of not being in the US. 600 flights: standard error 0.9 % at 5 %, 1.9 % at 30 %.
  test('presence reaches 0.95 in about 5 % and 0.7 in about 30 %', () => {
    const random = chance(7 + lengthS + everyS);
    const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const sigmaM = 20;
    const flights = 600;
    const fade = Math.exp(-everyS / defaultSettings.errorCorrelationS);
    let surely = 0;
    let probably = 0;
    for (let flight = 0; flight < flights; flight++) {
      const commonM = defaultSettings.biasShare * sigmaM * normal() + borderSigmaM * normal();
      let error = normal();
      const rows = Array.from({ length: lengthS / everyS }, (_, i) => {
        error = fade * error + Math.sqrt(1 - fade * fade) * normal();
        return { s: i * everyS, east: i, north: sigmaM * error + commonM, sigmaM };
      });
      const [draft] = buildFlights(groupOf(rows, 'serial:simulated', countedId), defaultSettings);
      const sightings = sight(draft!, straightBorder(1.645 * borderSigmaM), defaultSettings);
      const us = new SideEvidence(sightings, windowsNearLine(sightings, defaultSettings), 1);
      const strongest = us.strongest(0, sightings.count - 1, new Uint8Array(sightings.count), false);
      const p = strongest === null ? 0 : probabilityOf(strongest.score);
      if (p >= 0.95) surely++;
      if (p >= 0.7) probably++;
    }
    expect(surely / flights).toBeLessThan(0.08);
    expect(probably / flights).toBeLessThan(0.37);
  });
});

describe('crossings of 400 simulated scouts', () => {
  const random = chance(99);
  let truly = 0;
  let found = 0;
  let invented = 0;
  let inPlace = 0;
  for (let i = 0; i < 400; i++) {
    const simulated = simulateFlight(random, defaultSettings, { kind: 'scout', sigmaM: 10, borderSigmaM: 3 });
    const [flight] = conclude(simulated);
    truly += simulated.crossings.length;
    invented += Math.max(0, flight!.crossings.length - simulated.crossings.length);
    for (const { s, direction } of simulated.crossings) {
      const match = flight!.crossings.find(
        (crossing) =>
          crossing.direction === direction &&
          crossing.fromMs <= startMs + s * 1000 &&
          crossing.toMs >= startMs + s * 1000,
      );
      if (match === undefined) continue;
      found++;
      const [trueLng] = at(eastSpeedMps * s, 0);
      if (Math.abs(match.position[0] - trueLng) * metresPerDegreeLng(originLat) <= 3 * simulated.errors.sigmaM)
        inPlace++;
    }
  }

  test('at least 99 % are found, their true time within the window', () => {
    expect(found / truly).toBeGreaterThanOrEqual(0.99);
  });

  test('their place on the line is within three σ of the positions', () => {
    expect(inPlace / found).toBeGreaterThanOrEqual(0.99);
  });

  test('none is invented', () => {
    expect(invented).toBe(0);
  });
});
