import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildLine, commonPUs, type LoadedLine } from '../../../../shared/geo/lines/loaded-line.ts';
import { buildReferenceData, locate } from '../../../../shared/geo/locate.ts';
import { builtInBorder, readResource } from '../support.ts';
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
