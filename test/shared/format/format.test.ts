import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalText, dmsText, mgrsText } from '../../../shared/format/coordinates.ts';
import { distanceText, heightText, metresText, signedMetresText } from '../../../shared/format/distances.ts';
import { countText, numberText, probabilityText, roundTo, signedText } from '../../../shared/format/numbers.ts';
import { dateTimeGroup, durationText, localText, localTimes, utcText } from '../../../shared/format/times.ts';

describe('numbers', () => {
  test('are grouped, with a true minus sign and never a negative zero', () => {
    expect(numberText(1234567)).toBe('1,234,567');
    expect(numberText(-1234.55, 1)).toBe('\u22121,234.5');
    expect(numberText(-0.04, 1)).toBe('0.0');
    expect(numberText(999)).toBe('999');
    expect([signedText(5), signedText(-5), signedText(0), signedText(0.2)]).toEqual(['+5', '\u22125', '0', '0']);
    expect(Object.is(roundTo(-0.001, 2), 0)).toBe(true);
  });

  test('that are unknown never reach the printer', () => {
    expect(() => numberText(Number.NaN)).toThrow();
  });

  test('a probability is never rounded to certainty', () => {
    expect([0, 0.004, 0.005, 0.5, 0.949, 0.9949, 0.9951, 1].map(probabilityText)).toEqual([
      '< 0.01',
      '< 0.01',
      '0.01',
      '0.50',
      '0.94',
      '0.99',
      '> 0.99',
      '> 0.99',
    ]);
  });

  test('a count agrees with its noun', () => {
    expect([countText(1, 'detection'), countText(1200, 'detection')]).toEqual(['1 detection', '1,200 detections']);
  });
});

describe('times', () => {
  const crossing = Date.UTC(2026, 10, 22, 3, 30, 5, 400);

  test('UTC and date-time group', () => {
    expect(utcText(crossing)).toBe('2026-11-22 03:30:05Z');
    expect(dateTimeGroup(crossing)).toBe('220330ZNOV26');
    expect(dateTimeGroup(Date.UTC(2023, 0, 2, 23, 59, 59, 600))).toBe('030000ZJAN23');
  });

  test('local times name zone and offset, in summer, in winter and where there is no summer time', () => {
    expect(localText(localTimes('America/Chicago')(crossing))).toBe('2026-11-21 21:30:05 CST (UTC\u221206:00)');
    expect(localText(localTimes('America/Chicago')(Date.UTC(2026, 6, 1, 5)))).toBe(
      '2026-07-01 00:00:00 CDT (UTC\u221205:00)',
    );
    expect(localText(localTimes('America/Phoenix')(Date.UTC(2026, 6, 1, 7)))).toBe(
      '2026-07-01 00:00:00 MST (UTC\u221207:00)',
    );
  });

  test("the machine's own zone changes nothing", () => {
    const own = process.env.TZ;
    try {
      for (const zone of ['Asia/Tokyo', 'America/Los_Angeles', 'UTC']) {
        process.env.TZ = zone;
        expect(localText(localTimes('America/Denver')(crossing))).toBe('2026-11-21 20:30:05 MST (UTC\u221207:00)');
        expect(utcText(crossing)).toBe('2026-11-22 03:30:05Z');
      }
    } finally {
      if (own === undefined) delete process.env.TZ;
      else process.env.TZ = own;
    }
  });

  test('lengths of time', () => {
    expect([0, 45, 60, 372, 3723].map(durationText)).toEqual([
      '0 s',
      '45 s',
      '1 min 0 s',
      '6 min 12 s',
      '1 h 2 min 3 s',
    ]);
  });
});

describe('distances', () => {
  test('metres come with feet, and with miles from a mile', () => {
    expect(distanceText(612)).toBe('612 m (2,008 ft)');
    expect(distanceText(1609)).toBe('1,609 m (5,279 ft)');
    expect(distanceText(1610)).toBe('1,610 m (1.00 mi)');
    expect(distanceText(12_345)).toBe('12.35 km (7.67 mi)');
    expect(heightText(138)).toBe('138 m (453 ft)');
  });

  test('near the change to kilometres the printed metres stay below it', () => {
    expect([metresText(9_999.4), metresText(9_999.5)]).toEqual(['9,999 m', '10.00 km']);
  });

  test('a side is read from the sign', () => {
    expect([signedMetresText(612), signedMetresText(-1204), signedMetresText(0.2)]).toEqual([
      '+612 m',
      '\u22121,204 m',
      '0 m',
    ]);
  });
});

describe('coordinates', () => {
  test('decimal, sexagesimal and MGRS', () => {
    expect(decimalText([-97.95013, 26.05512])).toBe('26.05512, \u221297.95013');
    expect(dmsText([-97.95013, 26.05512])).toBe('26°03′18.4″N 97°57′00.5″W');
    expect(mgrsText('14RPQ0501282456')).toBe('14R PQ 05012 82456');
    expect(mgrsText('off the grid')).toBe('off the grid');
  });

  test('sixty seconds never appear', () => {
    expect(dmsText([-97.999999, 25.9999999])).toBe('26°00′00.0″N 98°00′00.0″W');
    fc.assert(
      fc.property(
        fc.double({ min: -180, max: 180, noNaN: true }),
        fc.double({ min: -90, max: 90, noNaN: true }),
        (lng, lat) => {
          expect(dmsText([lng, lat])).not.toMatch(/60\.0″|60′/);
        },
      ),
    );
  });
});
