import fc from 'fast-check';
import { expect, test } from 'vitest';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import { toMgrs } from '../../../shared/geo/mgrs.ts';
import { parsePosition } from '../../../shared/geo/parse-position.ts';

function read(text: string) {
  const parsed = parsePosition(text);
  if (!parsed.ok) throw new Error(`${text}: ${parsed.failure.message}`);
  return parsed.value;
}

test.each([
  '31.4, -110.9',
  '31.4,-110.9',
  '  31.4 -110.9 ',
  '31.4; −110.9',
  '+31.4 / -110.9',
  '31.4°, -110.9°',
  '31.4N 110.9W',
  '31.4° N, 110.9° W',
  'n31.4 w110.9',
  'W 110.9, N 31.4',
  '110.9 W 31.4 N',
  '31°24′00″N 110°54′00″W',
  "31°24'N, 110°54'W",
  `31° 24' 0.0" N / 110° 54' 0.0" W`,
  "31°24'00'' N 110°54'00'' W",
  '31 24 00 N 110 54 00 W',
  'N31 24.0 W110 54.0',
  `31°24'00", -110°54'00"`,
  `31°24'00" -110°54'00"`,
  '31 24 N, 110 54 W',
])('%s is one and the same place', (text) => {
  const { position, squareM } = read(text);
  expect(position[0]).toBeCloseTo(-110.9, 9);
  expect(position[1]).toBeCloseTo(31.4, 9);
  expect(squareM).toBeNull();
});

test('a small negative angle keeps its sign', () => {
  expect(read(`-0°30'00", -0.5`).position).toEqual([-0.5, -0.5]);
  expect(read('0.5S 0.5E').position).toEqual([0.5, -0.5]);
});

test.each([
  ['12R WV 09506 73937', 1],
  ['12RWV0950673937', 1],
  ['12rwv 0950 7393', 10],
  ['12R WV 095 739', 100],
  ['12RWV0973', 1000],
])('%s is the middle of a square of its size', (text, size) => {
  const { position, form, squareM } = read(text);
  expect({ form, squareM }).toEqual({ form: 'mgrs', squareM: size });
  expect(distanceM(position, [-110.9, 31.4])).toBeLessThanOrEqual(size);
});

test.each([
  ['', 'Nothing is written'],
  ['somewhere', 'is not understood'],
  ['31.4', 'Two numbers are needed'],
  ['31,4 -110,9', 'may be a decimal comma'],
  ['31,110', 'may be a decimal comma'],
  ['31.4, -110.9, 5', 'a comma too many'],
  ['31 24 110 54', 'can be read in several ways'],
  ['31 24 0 -110 54 0', 'can be read in several ways'],
  ['31 24, -110 54', 'can be read in several ways'],
  ['31.4N -110.9', 'Give both letters'],
  ['31.4N 110.9N', 'a letter of the same kind'],
  ['-31.4N 110.9W', 'a sign or a letter, not both'],
  ['-110.9, 31.4', 'The latitude -110.9 is outside -90 to 90. Latitude comes first; or add the letters'],
  ['91 N 10 W', 'The latitude 91 is outside'],
  ['31 N 181 W', 'The longitude -181 is outside'],
  [`31°64'N 110°54'W`, 'between 0 and 60, not at 64'],
  [`31.5°24'N 110°54'W`, 'Only the last'],
  [`31'24°N 110°54'W`, 'out of order'],
  ['31 1 2 3 N 110 W', 'at most degrees, minutes and seconds'],
  ['12R WV 0950 739', 'come in pairs'],
  ['12R WV 095 7393 1', 'come in pairs'],
  ['12R WV', 'larger than 1 km'],
  ['12R WV 1 2', 'larger than 1 km'],
  ['12R WV 123456 123456', 'at most ten digits'],
  ['12R ZZ 09506 73937', 'no MGRS square 12RZZ'],
  ['12R WA 14313 75612', 'no MGRS square 12RWA'],
  ['61R WV 09506 73937', 'no MGRS square 61RWV'],
  ['1e2, 5', 'Give both letters'],
  [`${'1'.repeat(200)}, 5`, 'too long'],
])('%s is refused with a sentence', (text, message) => {
  const parsed = parsePosition(text);
  expect(parsed).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
  if (!parsed.ok) expect(parsed.failure.message).toContain(message);
});

const anywhere = fc.tuple(
  fc.double({ min: -179.9, max: 179.9, noNaN: true }),
  fc.double({ min: -79, max: 83, noNaN: true }),
);

test('what we print is read back to the same place', () => {
  fc.assert(
    fc.property(anywhere, ([lng, lat]) => {
      // A metre south of the equator the library names a square that does not exist.
      fc.pre(Math.abs(lat) > 0.001);
      const shown = [lng.toFixed(6), lat.toFixed(6)] as const;
      expect(read(`${shown[1]}, ${shown[0]}`).position).toEqual([Number(shown[0]), Number(shown[1])]);
      const seconds = (value: number): string => {
        const tenths = Math.round(Math.abs(value) * 36_000);
        return `${Math.floor(tenths / 36_000)}°${Math.floor(tenths / 600) % 60}'${((tenths % 600) / 10).toFixed(1)}"`;
      };
      const text = `${seconds(lat)}${lat < 0 ? 'S' : 'N'} ${seconds(lng)}${lng < 0 ? 'W' : 'E'}`;
      expect(distanceM(read(text).position, [lng, lat])).toBeLessThan(3);
      const grid = toMgrs(lng, lat)!;
      expect(distanceM(read(grid).position, [lng, lat])).toBeLessThan(1.5);
    }),
    { numRuns: 1000 },
  );
});

test('no text makes it throw', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9NSEWR°'" .,;+-]{0,30}$/), (text) => {
      const parsed = parsePosition(text);
      if (parsed.ok) {
        const [lng, lat] = parsed.value.position;
        expect(Math.abs(lng) <= 180 && Math.abs(lat) <= 90).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});
