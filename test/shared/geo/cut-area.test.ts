import { area as turfArea, polygon as turfPolygon } from '@turf/turf';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { commonPart, mergeAreas, splitArea } from '../../../shared/geo/cut-area.ts';
import { preparePolygon } from '../../../shared/geo/polygon.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import type { Position } from '../../../shared/model/position.ts';

const squareM2 = (polygons: MultiPolygon): number =>
  polygons.reduce((sum, rings) => sum + turfArea(turfPolygon(rings)), 0);

const box: MultiPolygon = [
  [
    [
      [-110, 31],
      [-109, 31],
      [-109, 32],
      [-110, 32],
      [-110, 31],
    ],
    [
      [-109.6, 31.4],
      [-109.6, 31.6],
      [-109.4, 31.6],
      [-109.4, 31.4],
      [-109.6, 31.4],
    ],
  ],
];

const place = fc
  .tuple(fc.integer({ min: -100, max: 1100 }), fc.integer({ min: -100, max: 1100 }))
  .map(([x, y]): Position => [-110 + x / 1000, 31 + y / 1000]);

test('the parts of a divided area are the area again, share no ground, and lie each on its side', () => {
  let divided = 0;
  fc.assert(
    fc.property(fc.array(place, { minLength: 2, maxLength: 4 }), (line) => {
      const parts = splitArea(box, line);
      if (!parts.ok) return;
      divided++;
      const { left, right } = parts.value;
      expect(squareM2(left) + squareM2(right)).toBeCloseTo(squareM2(box), -3);
      expect(squareM2(commonPart(left, right))).toBeLessThan(1);
      const whole = mergeAreas([left, right]);
      if (whole.ok) expect(squareM2(whole.value)).toBeCloseTo(squareM2(box), -3);
    }),
    { numRuns: 200 },
  );
  expect(divided).toBeGreaterThan(60);
});

test('left is left of the way the line goes', () => {
  const northward = splitArea(box, [
    [-109.8, 31.2],
    [-109.8, 31.8],
  ]);
  if (!northward.ok) throw new Error(northward.failure.message);
  expect(preparePolygon(northward.value.left).contains(-109.9, 31.5)).toBe(true);
  expect(preparePolygon(northward.value.right).contains(-109.1, 31.5)).toBe(true);
});

test('a line beside the area, of one place, or across itself divides nothing', () => {
  expect(
    splitArea(box, [
      [-108, 31],
      [-108, 32],
    ]),
  ).toMatchObject({ ok: false, failure: { field: 'line' } });
  expect(splitArea(box, [[-109.5, 31.5]])).toMatchObject({ ok: false });
  const crossing: Position[] = [
    [-109.9, 31.5],
    [-109.2, 31.5],
    [-109.2, 31.8],
    [-109.5, 31.8],
    [-109.5, 31.1],
  ];
  expect(splitArea(box, crossing)).toMatchObject({ ok: false });
});
