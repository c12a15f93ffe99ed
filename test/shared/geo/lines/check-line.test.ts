import fc from 'fast-check';
import { expect, test } from 'vitest';
import { destination } from '../../../../shared/geo/geodesic.ts';
import { checkLine, type UsableLine } from '../../../../shared/geo/lines/check-line.ts';
import type { LineParts } from '../../../../shared/geo/lines/line-file.ts';
import type { Position } from '../../../../shared/model/position.ts';
import { builtInBorder } from '../support.ts';
import { lineLike } from './support.ts';

const border = builtInBorder();
const whole = lineLike(border, { every: 4 });
const wholeReach = { fromKm: null, toKm: null };

function usable(parts: LineParts): UsableLine {
  const checked = checkLine(parts, 10, border);
  if (!checked.ok) throw new Error(checked.failure.message);
  return checked.value;
}

function refusal(parts: LineParts): string {
  const checked = checkLine(parts, 10, border);
  return checked.ok ? 'accepted' : checked.failure.message;
}

test('the built-in line itself is one, vertex by vertex', () => {
  const vertices = lineLike(border);
  expect(usable([vertices])).toEqual({ vertices, reach: wholeReach, parts: 1, widestGapM: 0, turnedRound: false });
});

test('a line that runs from east to west is turned round', () => {
  expect(usable([whole.toReversed()])).toEqual({
    vertices: whole,
    reach: wholeReach,
    parts: 1,
    widestGapM: 0,
    turnedRound: true,
  });
});

test('parts in any order and direction make the same line', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: whole.length - 2 }), { maxLength: 12 }),
      fc.infiniteStream(fc.boolean()),
      fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
      (cuts, turns, keys) => {
        const at = [0, ...cuts.sort((a, b) => a - b), whole.length - 1];
        const parts = at.slice(1).map((to, i) => {
          const part = whole.slice(at[i], to + 1);
          return turns.next().value === true ? part.toReversed() : part;
        });
        const order = parts.map((part) => ({ part, key: keys.next().value })).sort((a, b) => a.key - b.key);
        expect(usable(order.map(({ part }) => part)).vertices).toEqual(whole);
      },
    ),
    { numRuns: 30 },
  );
});

test('a gap of a few metres is closed and told, a wider one refused with its place', () => {
  const [lng, lat] = whole[500]!;
  const near: Position = [lng, lat + 0.00005];
  const joined = usable([whole.slice(0, 501), [near, ...whole.slice(501)]]);
  expect(joined.vertices).toHaveLength(whole.length + 1);
  expect(joined.widestGapM).toBeCloseTo(5.5, 0);
  expect(refusal([whole.slice(0, 501), whole.slice(502)])).toMatch(
    /^The line is not in one piece: it breaks off at vertex 501 of part 1 \(longitude -1\d\d\.\d+, latitude \d\d\.\d+\), [\d,.]+ k?m short of vertex 1 of part 2\./,
  );
});

test('a line that branches is refused', () => {
  const [lng, lat] = whole[500]!;
  const branch: Position[] = [whole[500]!, [lng, lat + 0.05]];
  expect(refusal([whole.slice(0, 501), whole.slice(500), branch])).toContain('branches at vertex 501 of part 1');
});

/** A place so many metres north of a vertex. */
const beside = (i: number, northM: number): Position => destination(whole[i]!, 0, northM);
const changed = (i: number, vertex: Position): Position[] => whole.map((one, k) => (k === i ? vertex : one));

test.each<[string, LineParts, string]>([
  [
    'latitude and longitude swapped',
    [whole.map(([lng, lat]) => [lat, lng])],
    'latitude -117.464899: latitude and longitude look swapped',
  ],
  ['a number that is none', [changed(3, [Number.NaN, 32])], 'Part 1, vertex 4: longitude and latitude must be numbers'],
  ['a projected line', [changed(0, [480_000, 3_600_000])], 'not degrees on the globe'],
  ['a part of one vertex', [whole, [whole[0]!]], 'Part 2 of the line has fewer than two vertices'],
  ['a vertex far off', [changed(700, [-106, 36])], 'The line’s vertex 701 of part 1 is'],
  ['two ends joined by a straight edge', [[whole[0]!, whole.at(-1)!]], 'The edge from vertex 1 of part 1 passes'],
  [
    'a part whose eastern end lies off the border',
    [[...whole.slice(0, 600), beside(600, 400)]],
    'The eastern end of the line, vertex 601 of part 1 (longitude -1',
  ],
  [
    'a part whose western end lies off the border',
    [[beside(200, 400), ...whole.slice(201)]],
    'does not reach the Pacific, so it does not divide the theatre by itself. It ends ',
  ],
  ['a part of a few metres', [[whole[500]!, beside(500, 5)]], 'covers less than 0.1 km of the border'],
  [
    'a line that crosses itself',
    [[...whole.slice(0, 501), whole[505]!, whole[503]!, whole[502]!, whole[504]!, ...whole.slice(506)]],
    'a line that meets itself has no two sides',
  ],
  ['a line that turns back on itself', [[...whole.slice(0, 501), whole[499]!, ...whole.slice(501)]], 'meets itself'],
])('%s is refused', (_name, parts, message) => {
  expect(refusal(parts)).toContain(message);
});

test('a line may end at the shore, or run on past the built-in ends', () => {
  const atShore = lineLike(border).filter((_, i) => {
    const km = border.vertexKm[i]!;
    return km > border.landFromKm - 0.2 && km < border.landToKm + 0.2;
  });
  expect(refusal([atShore])).toBe('accepted');
  expect(refusal([[[-118.2, 32.6], ...whole, [-96.2, 25.97]]])).toBe('accepted');
});

test('a part of the border is usable when its ends lie on the built-in line, and says which part it is', () => {
  const part = whole.slice(500, 900);
  const { reach, vertices } = usable([part.toReversed()]);
  expect(vertices).toEqual(part);
  expect(reach.fromKm).toBeCloseTo(border.fix(...part[0]!)!.km, 3);
  expect(reach.toKm).toBeCloseTo(border.fix(...part.at(-1)!)!.km, 3);
  expect(usable([whole.slice(0, 600)]).reach).toMatchObject({ fromKm: null, toKm: expect.any(Number) });
  // The end of a survey may be off by its own error.
  expect(usable([[beside(500, 8), ...part.slice(1)]]).reach.fromKm).toBeCloseTo(reach.fromKm!, 0);
});
