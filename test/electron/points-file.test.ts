import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPoints } from '../../electron/commands/points-file.ts';
import { temporaryFolder, writeTestFile } from '../helpers/workspace.ts';

function pointsOf(content: string) {
  const points = readPoints(writeTestFile('points.csv', content));
  if (!points.ok) throw new Error(points.failure.message);
  return [...points.value];
}

const sentences = (content: string): string[] =>
  pointsOf(content).map(({ point }) => (point.ok ? 'read' : point.failure.message));

test('points are read whatever the order of columns, quotes, blanks and line ends', () => {
  const question = { lat: 31.4, lng: -110.9, sigmaM: 5, timeMs: Date.UTC(2026, 0, 2) };
  for (const content of [
    'lat,lng,sigma,time\n31.4,-110.9,5,2026-01-02',
    '\uFEFFLAT , LNG,Sigma,time\r\n31.4, -110.9 ,5,2026-01-02T00:00:00Z\r\n\r\n',
    'time,name,sigma,"lng","lat"\n2026-01-02,"a ""b"", c",5,"-110.9", "31.4" \n',
  ]) {
    expect(pointsOf(content)).toEqual([{ line: 2, point: { ok: true, value: question } }]);
  }
});

test('a line that is no point is told by its number, and the others are read', () => {
  const content = [
    'lat,lng,sigma',
    '31.4,-110.9,5',
    '31,4,-110,9,5',
    'north,-110.9,',
    '',
    '-110.9,31.4,',
    '31.4,-190,',
    '31.4,-110.9,-1',
    '"31.4,-110.9,5',
    '3"1".4,-110.9,5',
    `31.4,-110.9,${'1'.repeat(200_000)}`,
    '31.4,-110.9,',
  ].join('\n');
  expect(pointsOf(content).map(({ line }) => line)).toEqual([2, 3, 4, 6, 7, 8, 9, 10, 11, 12]);
  expect(sentences(content)).toEqual([
    'read',
    'Line 3: it has 5 cells, the header has 3.',
    'Line 4: lat must be a number, not “north”.',
    'Line 6: the latitude -110.9 is outside -90 to 90; latitude and longitude look swapped.',
    'Line 7: the longitude -190 is outside -180 to 180.',
    'Line 8: the sigma -1 is negative.',
    'Line 9: a quote is not closed, or stands within a cell.',
    'Line 10: a quote is not closed, or stands within a cell.',
    'Line 11: it is longer than 10000 characters.',
    'read',
  ]);
});

test('lines are found wherever the pieces end in which the file is read', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 9000 }), { minLength: 1, maxLength: 60 }), (widths) => {
      const lines = widths.map((width, i) => `${i / 100},-110,"é${' '.repeat(width)}"`);
      const points = pointsOf(`lat,lng,note\r\n${lines.join('\r\n')}`);
      expect(points.map(({ line, point }) => [line, point.ok && point.value.lat])).toEqual(
        widths.map((_, i) => [i + 2, i / 100]),
      );
    }),
    { numRuns: 50 },
  );
});

test.each(['', 'latitude,longitude\n1,2\n', '1,2\n'])('a file without the header is refused: %j', (content) => {
  expect(readPoints(writeTestFile('points.csv', content))).toMatchObject({
    ok: false,
    failure: { code: 'wrong-format', row: 1 },
  });
});

test('a file that cannot be read is refused', () => {
  for (const path of ['nowhere.csv', temporaryFolder()]) {
    expect(readPoints(path)).toMatchObject({ ok: false, failure: { code: 'unreadable-file' } });
  }
});
