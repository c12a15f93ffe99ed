import fc from 'fast-check';
import { expect, test } from 'vitest';
import { epochMs } from '../../../shared/time/epoch.ts';
import { TimeReader, type TimeUnit } from '../../../shared/time/time-reader.ts';
import { dayOrderOf, readWritten } from '../../../shared/time/written.ts';
import { openZone } from '../../../shared/time/zone.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string, unit: TimeUnit = 'auto', reader = new TimeReader(null, null)): string {
  const ms = reader.fromBytes(bytes(text), 0, text.length, unit);
  return Number.isNaN(ms) ? reader.status : `${new Date(ms).toISOString()} ${reader.status}`;
}

test.each([
  ['2024-05-03T04:05:06Z', '2024-05-03T04:05:06.000Z known'],
  ['2024-05-03T04:05:06.7891Z', '2024-05-03T04:05:06.789Z known'],
  ['2024-05-03 04:05:06.5+02:00', '2024-05-03T02:05:06.500Z known'],
  ['2024-05-03T04:05:06-0600', '2024-05-03T10:05:06.000Z known'],
  ['20240503T040506Z', '2024-05-03T04:05:06.000Z known'],
  ['20240503040506', '2024-05-03T04:05:06.000Z assumed-zone'],
  ['2024-05-03 04:05:06', '2024-05-03T04:05:06.000Z assumed-zone'],
  ['2024-05-03 04:05:06 UTC', '2024-05-03T04:05:06.000Z known'],
  ['2024/05/03 04:05', '2024-05-03T04:05:00.000Z assumed-zone'],
  ['8/29/2017 10:30:12 PM', '2017-08-29T22:30:12.000Z assumed-zone'],
  ['29.08.2017 22:30:12', '2017-08-29T22:30:12.000Z assumed-zone'],
  ['29-Aug-2017 22:30', '2017-08-29T22:30:00.000Z assumed-zone'],
  ['Aug 29, 2017 12:00:00 am', '2017-08-29T00:00:00.000Z assumed-zone'],
  ['8/29/2017,10:30:', '2017-08-29T10:30:00.000Z assumed-zone'],
  ['2024-05-03T06:06:60Z', '2024-05-03T06:07:00.000Z known'],
  ['2024-05-03T24:00:00Z', '2024-05-04T00:00:00.000Z known'],
  ['1714709106', '2024-05-03T04:05:06.000Z known'],
  ['1714709106.5', '2024-05-03T04:05:06.500Z known'],
  ['1714709106500', '2024-05-03T04:05:06.500Z known'],
  ['1714709106500000', '2024-05-03T04:05:06.500Z known'],
  ['1714709106500000000', '2024-05-03T04:05:06.500Z known'],
  ['03/04/2024 10:00', 'ambiguous'],
  ['17-08-29 10:00', 'ambiguous'],
  ['2024-05-03 04:05:06 CST', 'ambiguous'],
  ['2024-02-30T00:00:00Z', 'bad'],
  ['2024-05-03', 'bad'],
  ['2024-05-03T04:61:06Z', 'bad'],
  ['284300', 'bad'],
  ['yesterday', 'bad'],
])('%s is read as %s', (text, expected) => {
  expect(read(text)).toBe(expected);
});

test('a date that both orders read alike needs no decision', () => {
  expect(read('05/05/2024 10:00')).toBe('2024-05-05T10:00:00.000Z assumed-zone');
});

test('a confirmed day order decides', () => {
  expect(read('03/04/2024 10:00', 'auto', new TimeReader(null, true))).toBe('2024-04-03T10:00:00.000Z assumed-zone');
  expect(read('03/04/2024 10:00', 'auto', new TimeReader(null, false))).toBe('2024-03-04T10:00:00.000Z assumed-zone');
  expect(read('13/04/2024 10:00', 'auto', new TimeReader(null, false))).toBe('bad');
});

test('a column that says UTC needs no zone', () => {
  expect(read('2024-05-03 04:05:06', 'utc')).toBe('2024-05-03T04:05:06.000Z known');
});

test('a local time in a gap or fold of the zone is ambiguous', () => {
  const reader = new TimeReader(openZone('America/Denver'), null);
  expect(read('2024-03-10 02:30:00', 'auto', reader)).toBe('ambiguous');
  expect(read('2024-11-03 01:30:00', 'auto', reader)).toBe('ambiguous');
  expect(read('2024-11-03 02:30:00', 'auto', reader)).toBe('2024-11-03T09:30:00.000Z known');
});

test('the day order of a column is what its dates prove between them', () => {
  expect(dayOrderOf(['03/04/2024 1:00', '13/04/2024 1:00'])).toBe(true);
  expect(dayOrderOf(['03/04/2024 1:00', '04/13/2024 1:00'])).toBe(false);
  expect(dayOrderOf(['03/04/2024 1:00'])).toBeNull();
  expect(dayOrderOf(['13/04/2024 1:00', '04/13/2024 1:00'])).toBeNull();
});

test('every ISO time reads as Date reads it', () => {
  const reader = new TimeReader(null, null);
  fc.assert(
    fc.property(fc.date({ min: new Date('1971-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }), (date) => {
      const text = date.toISOString();
      expect(reader.fromBytes(bytes(text), 0, text.length, 'auto')).toBe(date.getTime());
      expect(readWritten(text, null)).toEqual({ kind: 'instant', ms: date.getTime() });
    }),
    { numRuns: 2000 },
  );
});

test('the unit of an epoch count follows from its size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1_000_000_000_000, max: 3_000_000_000_000 }), (ms) => {
      expect(epochMs(Math.round(ms / 1000), null)).toBe(Math.round(ms / 1000) * 1000);
      expect(epochMs(ms, null)).toBe(ms);
      expect(epochMs(ms * 1000, null)).toBe(ms);
    }),
  );
});
