import { booleanPointInPolygon, polygon } from '@turf/turf';
import { describe, expect, test } from 'vitest';
import { isCtaSerial, isDjiShortSerial } from '../../../shared/formats/serial.ts';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import { comparableSerial } from '../../../shared/model/identity.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { flightKinds, kindOf } from '../../../shared/simulate/kinds.ts';
import { Posts } from '../../../shared/simulate/post.ts';
import { drawSchedule } from '../../../shared/simulate/schedule.ts';
import { type SimulatedFlight, simulateFlights } from '../../../shared/simulate/simulate-flights.ts';
import type { TruePath } from '../../../shared/simulate/true-path.ts';
import { builtInSectors } from './sectors.ts';
import { border, fortnight, groupedBy } from './support.ts';

const flights = [...simulateFlights(fortnight(400, 1))];
const ofKind = (kind: string): SimulatedFlight[] => flights.filter(({ truth }) => truth.kind === kind);
const seconds = (path: TruePath): number => (path.timeMs.at(-1)! - path.timeMs[0]!) / 1000;
const position = (path: TruePath, i: number): [number, number] => [path.lng[i]!, path.lat[i]!];

describe('simulated flights', () => {
  test('the same request gives the same flights, another seed others', () => {
    const again = [...simulateFlights(fortnight(30, 5))];
    expect([...simulateFlights(fortnight(30, 5))]).toEqual(again);
    expect([...simulateFlights(fortnight(30, 6))]).not.toEqual(again);
  });

  test('there are as many as asked for, in order of take-off', () => {
    expect(flights).toHaveLength(400);
    for (let i = 1; i < flights.length; i++)
      expect(flights[i]!.startMs).toBeGreaterThanOrEqual(flights[i - 1]!.startMs);
    expect([...simulateFlights(fortnight(0, 1))]).toEqual([]);
  });

  test('every kind occurs, and none is more than a third', () => {
    for (const { kind } of flightKinds) {
      expect(ofKind(kind).length, kind).toBeGreaterThan(0);
      expect(ofKind(kind).length, kind).toBeLessThan(flights.length / 3);
    }
  });

  test('every sector of the border has some', () => {
    const plans = drawSchedule({ ...fortnight(1200, 2), posts: new Posts(border, 2, null) });
    const seen = new Set(plans.map(({ operation }) => builtInSectors.ofKm(operation.km).code));
    expect([...seen].sort()).toEqual(builtInSectors.list.map(({ code }) => code).sort());
  });

  test('each starts and ends on the side its kind says, and crosses exactly when its kind says so', () => {
    for (const { truth } of flights) {
      const kind = kindOf(truth.kind);
      expect([truth.startsIn, truth.endsIn, truth.crossed]).toEqual([kind.startsIn, kind.endsIn, kind.crosses]);
    }
  });

  test('a nonsensical request is refused', () => {
    const good = fortnight(1, 1);
    for (const bad of [
      { flights: -1 },
      { flights: 1.5 },
      { seed: -3 },
      { sinceMs: good.untilMs },
      { untilMs: Number.NaN },
    ]) {
      expect(() => simulateFlights({ ...good, ...bad }).next()).toThrow(RangeError);
    }
  });
});

describe('the truth about crossing', () => {
  const vertices = Array.from(border.vertexLng, (lng, i): [number, number] => [lng, border.vertexLat[i]!]);

  /** Land north of the line around a path, by Turf. */
  function northOf(path: TruePath) {
    const km = border.fix(...position(path, 0))!.km;
    const near = vertices.filter((_, i) => Math.abs(border.vertexKm[i]! - km) < 60);
    // Inland is to the left of the line; along the Rio Grande it lies to the east and north of it.
    const [first, last] = [near[0]!, near.at(-1)!];
    return polygon([[...near, [last[0] + 2, last[1]], [last[0] + 2, 40], [first[0], 40], first]]);
  }

  test('agrees second by second with point in polygon', () => {
    for (const { truth } of flights.filter((_, i) => i % 10 === 0)) {
      const north = northOf(truth.path);
      for (let i = 0; i < truth.path.timeMs.length; i += 7) {
        const timeMs = truth.path.timeMs[i]!;
        const inUs = truth.usIntervals.some(({ fromMs, toMs }) => fromMs <= timeMs && timeMs <= toMs);
        expect(booleanPointInPolygon(position(truth.path, i), north), `${truth.kind} at ${i}`).toBe(inUs);
      }
    }
  });

  test('crossings alternate and bound the time in the United States', () => {
    for (const { truth } of flights) {
      truth.crossings.forEach(({ direction }, i) => {
        const north = (truth.startsIn === 'MX') === (i % 2 === 0);
        expect(direction).toBe(north ? 'northbound' : 'southbound');
      });
      const ends = truth.usIntervals.flatMap(({ fromMs, toMs }) => [fromMs, toMs]);
      for (const { timeMs } of truth.crossings) expect(ends).toContain(timeMs);
      for (const { fromMs, toMs } of truth.usIntervals) expect(toMs).toBeGreaterThan(fromMs);
    }
  });

  test('every crossing lies on the line', () => {
    for (const { truth } of flights) {
      for (const crossing of truth.crossings) {
        expect(Math.abs(border.fix(...crossing.position)!.distanceM)).toBeLessThan(0.01);
      }
    }
  });
});

describe('plausibility', () => {
  test('no flight outlasts its battery, and half an hour is not rare for those that go back and forth', () => {
    for (const { truth } of flights) {
      expect(seconds(truth.path)).toBeGreaterThan(60);
      expect(seconds(truth.path)).toBeLessThanOrEqual(1800);
    }
    expect(Math.max(...ofKind('shuttle').map(({ truth }) => seconds(truth.path)))).toBeGreaterThan(1200);
  });

  test('ground speed stays below 20 m/s and height below 130 m', () => {
    for (const { truth } of flights) {
      const { path } = truth;
      for (let i = 1; i < path.timeMs.length; i++) {
        if (i % 10 === 0) expect(distanceM(position(path, i - 1), position(path, i))).toBeLessThan(20);
      }
      expect(Math.min(...path.heightM)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...path.heightM)).toBeLessThan(130);
    }
  });

  test('launch sites are 100 m to 3 km from the line, and nobody flies farther than 6 km from it', () => {
    for (const { truth } of flights) {
      const distances = Array.from({ length: truth.path.timeMs.length }, (_, i) =>
        Math.abs(border.fix(...position(truth.path, i))!.distanceM),
      );
      expect(distances[0]!).toBeGreaterThan(100);
      expect(distances[0]!).toBeLessThan(3000);
      expect(Math.max(...distances)).toBeLessThan(6000);
    }
  });

  test('a shuttle makes at least two round trips, a scout hovers for a minute on the far side', () => {
    for (const { truth } of ofKind('shuttle')) expect(truth.crossings.length).toBeGreaterThanOrEqual(4);
    for (const { truth } of ofKind('scout')) {
      const inUsS = truth.usIntervals.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs) / 1000, 0);
      expect(inUsS).toBeGreaterThan(45);
    }
  });

  test('followers stay for minutes within half a kilometre of the line, some within the error of their sensors', () => {
    const nearest = ofKind('follower').map(({ truth }) => {
      const distances = Array.from(truth.path.timeMs, (_, i) => -border.fix(...position(truth.path, i))!.distanceM);
      expect(distances.filter((metres) => metres < 700).length).toBeGreaterThan(90);
      return Math.min(...distances);
    });
    expect(nearest.some((metres) => metres < 25)).toBe(true);
  });

  test('most drones that come across do so in the dark', () => {
    const crossing = flights.filter(({ truth }) => truth.crossed);
    const inTheDark = crossing.filter(({ startMs, truth }) => {
      const localHour = (startMs / 3_600_000 + truth.path.lng[0]! / 15 + 240_000) % 24;
      return localHour >= 19 || localHour < 6;
    });
    expect(inTheDark.length / crossing.length).toBeGreaterThan(0.75);
  });

  test('one aircraft is never in two places, and its flights are farther apart than a flight may be interrupted', () => {
    const bySerial = groupedBy(flights, ({ truth }) => truth.serial);
    expect(bySerial.size).toBeLessThan(flights.length);
    for (const own of bySerial.values()) {
      for (let i = 1; i < own.length; i++) {
        const landedMs = own[i - 1]!.truth.path.timeMs.at(-1)!;
        expect(own[i]!.startMs - landedMs).toBeGreaterThan(defaultSettings.stitchGapS * 1000);
      }
    }
  });
});

describe('what the sensors report', () => {
  const detections = flights.flatMap((flight) => flight.detections);

  test('every flight is seen by something', () => {
    for (const flight of flights) expect(flight.detections.length).toBeGreaterThan(5);
  });

  test('every report is marked synthetic by its sensor, and none says what the flight was up to', () => {
    const words = new RegExp(flightKinds.map(({ kind }) => kind).join('|'), 'i');
    expect(detections.filter(({ sensorId }) => !sensorId?.startsWith('SYNTHETIC-'))).toEqual([]);
    expect(detections.filter((detection) => words.test(JSON.stringify(detection)))).toEqual([]);
  });

  test('serials are valid in form and plainly examples; the short form of DJI protocol completes to the same', () => {
    for (const { detections: own, truth } of flights) {
      expect(isCtaSerial(truth.serial)).toBe(true);
      expect(truth.serial).toContain('EXAMPLE');
      const wrong = own.filter(({ uasSerial, sensorKind }) => {
        if (uasSerial === undefined) return false;
        const inForm = sensorKind === 'droneid' ? isDjiShortSerial(uasSerial) : isCtaSerial(uasSerial);
        return !inForm || comparableSerial(uasSerial) !== truth.serial;
      });
      expect(wrong).toEqual([]);
    }
  });

  test('AeroScope states no accuracy and only the server time', () => {
    const own = detections.filter(({ sensorKind }) => sensorKind === 'droneid');
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter((it) => it.sigmaM !== undefined || it.timeBasis !== 'received')).toEqual([]);
  });

  test('radar measures and names nobody', () => {
    const own = detections.filter(({ sensorKind }) => sensorKind === 'radar');
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter((it) => it.uasSerial !== undefined || it.positionOrigin !== 'measured')).toEqual([]);
    expect(own.filter((it) => !/^T\d+$/.test(it.sourceTrackKey ?? ''))).toEqual([]);
  });

  test('Remote ID is self-reported and tells where the operator is', () => {
    const own = detections.filter(({ sensorKind }) => sensorKind === 'remote-id');
    expect(own.length).toBeGreaterThan(100);
    expect(own.filter((it) => it.positionOrigin !== 'self-reported' || it.operatorLat === undefined)).toEqual([]);
  });

  test('positions err by as much as they say: σ along an axis, and half of it again as a constant offset', () => {
    const stated = [...simulateFlights({ ...fortnight(400, 3), sensorKinds: ['remote-id', 'radar', 'rf'] })];
    for (const kind of ['remote-id', 'radar', 'rf'] as const) {
      let sum = 0;
      let count = 0;
      for (const { detections: own, truth } of stated) {
        for (const { sensorKind, observedAtMs, lng, lat, sigmaM } of own) {
          if (sensorKind !== kind) continue;
          // The clock may be a second off; a hovering aircraft hardly moves in that time, a fast one up to 18 m.
          const i = Math.round((observedAtMs! - truth.path.timeMs[0]!) / 1000);
          if (i < 5 || i + 5 >= truth.path.timeMs.length) continue;
          const drift = distanceM(position(truth.path, i - 5), position(truth.path, i + 5));
          if (drift > 5) continue;
          sum += (distanceM(position(truth.path, i), [lng!, lat!]) / sigmaM!) ** 2;
          count++;
        }
      }
      expect(count).toBeGreaterThan(1000);
      // Two axes, each with 1 + 0.25 of the variance.
      expect(sum / count / 2.5, kind).toBeGreaterThan(0.8);
      expect(sum / count / 2.5, kind).toBeLessThan(1.25);
    }
  });

  test('an AeroScope reports about every 8 s and loses aircraft for longer; the faster sensors within 6 s', () => {
    const steps = new Map<string, number[]>();
    for (const flight of flights) {
      for (const [key, own] of groupedBy(flight.detections, ({ sensorId }) => sensorId!)) {
        const kind = own[0]!.sensorKind!;
        const list = steps.get(kind) ?? [];
        for (let i = 1; i < own.length; i++) list.push((own[i]!.observedAtMs! - own[i - 1]!.observedAtMs!) / 1000);
        steps.set(kind, list);
        expect(key).toContain('SYNTHETIC');
      }
    }
    const median = (list: number[]): number => list.sort((a, b) => a - b)[list.length >> 1]!;
    expect(median(steps.get('droneid')!)).toBeCloseTo(8, 0);
    expect(steps.get('droneid')!.some((gap) => gap > 60)).toBe(true);
    for (const kind of ['remote-id', 'rf', 'radar']) {
      expect(median(steps.get(kind)!), kind).toBeLessThan(6);
      expect(
        steps.get(kind)!.some((gap) => gap > 20),
        kind,
      ).toBe(true);
    }
  });
});
