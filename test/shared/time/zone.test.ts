import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openZone, readOffsetMs } from '../../../shared/time/zone.ts';

const local = (text: string) => Date.parse(`${text}Z`);
const iso = (ms: number) => new Date(ms).toISOString();

test('a wall-clock time in Chicago is six hours behind in winter and five in summer', () => {
  const chicago = openZone('America/Chicago')!;
  expect(iso(chicago.toUtc(local('2024-01-15T08:00:00')))).toBe('2024-01-15T14:00:00.000Z');
  expect(iso(chicago.toUtc(local('2024-07-15T08:00:00')))).toBe('2024-07-15T13:00:00.000Z');
});

test('an hour that daylight saving skipped or repeated belongs to no instant', () => {
  const chicago = openZone('America/Chicago')!;
  expect(chicago.toUtc(local('2024-03-10T02:30:00'))).toBeNaN();
  expect(chicago.toUtc(local('2024-11-03T01:00:00'))).toBeNaN();
  expect(chicago.toUtc(local('2024-11-03T01:59:59.999'))).toBeNaN();
  expect(iso(chicago.toUtc(local('2024-03-10T01:59:59')))).toBe('2024-03-10T07:59:59.000Z');
  expect(iso(chicago.toUtc(local('2024-03-10T03:00:00')))).toBe('2024-03-10T08:00:00.000Z');
  expect(iso(chicago.toUtc(local('2024-11-03T00:59:59')))).toBe('2024-11-03T05:59:59.000Z');
  expect(iso(chicago.toUtc(local('2024-11-03T02:00:00')))).toBe('2024-11-03T08:00:00.000Z');
});

test('Ciudad Juárez follows its own change of zone in 2022', () => {
  const juarez = openZone('America/Ciudad_Juarez')!;
  expect(iso(juarez.toUtc(local('2022-07-01T12:00:00')))).toBe('2022-07-01T18:00:00.000Z');
  expect(iso(juarez.toUtc(local('2023-01-15T12:00:00')))).toBe('2023-01-15T19:00:00.000Z');
});

test('offsets are zones, names that are none are refused', () => {
  expect(openZone('-06:00')!.toUtc(0)).toBe(6 * 3_600_000);
  expect(openZone('UTC')!.toUtc(5)).toBe(5);
  expect(openZone('Mars/Olympus')).toBeNull();
  expect(readOffsetMs('+0530')).toBe(5.5 * 3_600_000);
  expect(readOffsetMs('-07')).toBe(-7 * 3_600_000);
  expect(readOffsetMs('+15:00')).toBeNull();
  expect(readOffsetMs('+05:75')).toBeNull();
});

test('what a clock in the zone shows at an instant leads back to that instant, or to none where it shows it twice', () => {
  const names = [
    'America/Chicago',
    'America/Denver',
    'America/Phoenix',
    'America/Los_Angeles',
    'America/Tijuana',
    'Europe/Paris',
  ];
  const zones = names.map((name) => openZone(name)!);
  const clocks = names.map(
    (timeZone) => new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' }),
  );
  let twice = 0;
  fc.assert(
    fc.property(fc.integer({ min: 946_684_800, max: 1_900_000_000 }), fc.nat(names.length - 1), (second, index) => {
      const shown = clocks[index]!.format(second * 1000).replace(' ', 'T');
      const utc = zones[index]!.toUtc(local(shown));
      if (Number.isNaN(utc)) twice++;
      else expect(utc).toBe(second * 1000);
    }),
    { numRuns: 2000 },
  );
  expect(twice).toBeLessThan(10);
});
