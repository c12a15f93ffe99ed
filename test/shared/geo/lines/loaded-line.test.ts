import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { destination } from '../../../../shared/geo/geodesic.ts';
import { buildLine, commonPUs, type LoadedLine } from '../../../../shared/geo/lines/loaded-line.ts';
import { reachAlong } from '../../../../shared/geo/lines/splice.ts';
import { buildReferenceData, locate } from '../../../../shared/geo/locate.ts';
import { builtInBorder, readResource, seeded } from '../support.ts';
import { lineLike } from './support.ts';

const builtIn = buildReferenceData({
  border: readResource('border.json'),
  borderError: readResource('border-error.json'),
  sectors: readResource('sectors.json'),
  portsOfEntry: readResource('ports-of-entry.json'),
});
const { border } = builtIn;

const loaded = (name: string, northM: number, errorM: number): LoadedLine => ({
  id: name,
  name,
  source: 'test',
  errorM,
  digest: name,
  line: buildLine(name, lineLike(border, { northM }), errorM),
});

const sharp = 0.001;
const same = loaded('same', 0, sharp);
const shiftedM = 400;
const north = loaded('north', shiftedM, sharp);

/** Positions beside the land line. */
const beside = fc
  .tuple(
    fc.double({ min: border.landFromKm + 5, max: border.landToKm - 5, noNaN: true }),
    fc.double({ min: -0.05, max: 0.05, noNaN: true }),
    fc.double({ min: -0.05, max: 0.05, noNaN: true }),
  )
  .map(([km, east, up]) => {
    const [lng, lat] = border.positionOfKm(km);
    return [lng + east, lat + up] as const;
  });

test('a built line has the built-in one’s vertices to the last bit', () => {
  const copy = buildLine('copy', lineLike(border), 10);
  expect(copy.vertexLng).toEqual(builtInBorder().vertexLng);
  expect(copy.vertexLat).toEqual(builtInBorder().vertexLat);
});

test('the same line loaded beside the built-in one changes nothing but what is listed', () => {
  fc.assert(
    fc.property(beside, fc.double({ min: 0, max: 200, noNaN: true }), ([lng, lat], sigmaM) => {
      const { lines, ...rest } = locate({ ...builtIn, lines: [same] }, lng, lat, { sigmaM });
      const { lines: none, ...before } = locate(builtIn, lng, lat, { sigmaM });
      // On the very line the two probabilities are ½ but for the last bit, on either side of it.
      fc.pre(before.distanceM === null || Math.abs(before.distanceM) > 1e-6);
      expect(rest).toEqual(before);
      expect(none).toEqual([]);
      expect(lines.map(({ name }) => name)).toEqual([border.name, 'same']);
      expect(lines[1]!.distanceM).toBe(lines[0]!.distanceM);
    }),
    { numRuns: 400 },
  );
});

test('a line moved north makes exactly the positions between the two undetermined', () => {
  // Sides by sign alone: both lines taken as exact.
  const exact = {
    ...builtIn,
    border: buildLine('exact', lineLike(border), sharp),
    lines: [north],
  };
  let between = 0;
  fc.assert(
    fc.property(beside, ([lng, lat]) => {
      const distances = [exact.border, north.line].map((line) => line.fix(lng, lat)!.distanceM);
      fc.pre(distances.every((distance) => Math.abs(distance) > 10 * sharp));
      const bySign = distances.map(Math.sign);
      const { side, lines } = locate(exact, lng, lat, { sigmaM: 0 });
      if (bySign[0] !== bySign[1]) between++;
      expect(side).toBe(bySign[0] !== bySign[1] ? 'undetermined' : bySign[0] === 1 ? 'US' : 'MX');
      expect(lines.map((one) => one.side)).toEqual(bySign.map((sign) => (sign === 1 ? 'US' : 'MX')));
    }),
    { numRuns: 2000 },
  );
  expect(between).toBeGreaterThan(20);
});

test('a line that says nothing about a position leaves it to the others', () => {
  const ofShore = lineLike(border).filter((_, i) => border.vertexKm[i]! > border.landFromKm);
  const land = { ...same, line: buildLine('land', ofShore, 5) };
  const atSea = [-117.3, 32.7] as const;
  expect(land.line.fix(...atSea)).toBeNull();
  const { side, lines } = locate({ ...builtIn, lines: [land] }, ...atSea, { sigmaM: 10 });
  expect(side).toBe('US');
  expect(lines[1]).toEqual({ name: 'same', distanceM: null, errorM: null, pUs: null, side: 'undetermined' });
});

test('the common probability shows a side only when every line does', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }), (a, b) => {
      const common = commonPUs(Math.min(a, b), Math.max(a, b));
      expect(common >= 0.95).toBe(a >= 0.95 && b >= 0.95);
      expect(common <= 0.05).toBe(a <= 0.05 && b <= 0.05);
    }),
  );
});

describe('a line of a part of the border', () => {
  const northM = 120;
  const inReach = (km: number): boolean => km > 480 && km < 560;
  const survey = lineLike(border, { northM }).filter((_, i) => inReach(border.vertexKm[i]!));
  // Its ends are laid on the built-in line, as a survey's are.
  const part = [border.positionOfKm(480), ...survey, border.positionOfKm(560)];
  const reach = reachAlong(part, border);
  const line = buildLine('survey', part, 3, reach, border);
  const [fromKm, toKm] = [reach.fromKm!, reach.toKm!];

  test('says what the built-in line says wherever that is nearer', () => {
    const random = seeded(11);
    let far = 0;
    for (let i = 0; i < 2000; i++) {
      const km = border.landFromKm + random() * (border.landToKm - border.landFromKm);
      const [lng, lat] = destination(border.positionOfKm(km), 360 * random(), 20_000 * random());
      const own = border.fix(lng, lat);
      if (own === null || (own.km > fromKm - 30 && own.km < toKm + 30)) continue;
      const fix = line.fix(lng, lat)!;
      expect(fix.distanceM).toBeCloseTo(own.distanceM, 3);
      expect(fix.errorBoundM).toBeGreaterThanOrEqual(border.errorBoundAt(own.km) - 1e-9);
      far++;
    }
    expect(far).toBeGreaterThan(1500);
  });

  test('says what it says itself on its reach, with its own error', () => {
    for (let i = 5; i < survey.length - 5; i++) {
      const fix = line.fix(...destination(survey[i]!, 0, 3))!;
      expect(Math.abs(fix.distanceM)).toBeLessThan(3.01);
      expect(fix.errorBoundM).toBeLessThan(3.01);
    }
  });

  test('makes the side undetermined between it and the built-in line, on its reach alone', () => {
    const loaded = { ...same, name: 'survey', line };
    const middle = survey[Math.floor(survey.length / 2)]!;
    const between = destination(middle, 180, northM / 2);
    const { side, lines } = locate({ ...builtIn, lines: [loaded] }, between[0], between[1], { sigmaM: 0 });
    expect(lines.map(({ distanceM }) => Math.sign(distanceM!))).toEqual([1, -1]);
    expect(side).toBe('undetermined');
    const away = destination(border.positionOfKm(toKm + 100), 0, northM / 2);
    const { lines: same2 } = locate({ ...builtIn, lines: [loaded] }, away[0], away[1], { sigmaM: 0 });
    expect(same2[1]!.distanceM).toBeCloseTo(same2[0]!.distanceM!, 3);
  });
});
