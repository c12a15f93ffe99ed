import fc from 'fast-check';
import { expect, test } from 'vitest';
import { timeInHour } from '../../../shared/formats/remote-id/message.ts';
import { JOIN_LIMIT_MS, Transmitters } from '../../../shared/formats/remote-id/transmitters.ts';

const HOUR_MS = 3_600_000;

test('a time in the hour is put within half an hour of its reception', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_600_000_000_000, max: 1_900_000_000_000 }),
      fc.integer({ min: 0, max: 35_999 }),
      (receivedAtMs, tenths) => {
        const ms = timeInHour(receivedAtMs, tenths / 10);
        expect(Math.abs(ms - receivedAtMs)).toBeLessThanOrEqual(HOUR_MS / 2);
        expect((ms - tenths * 100) % HOUR_MS).toBe(0);
      },
    ),
  );
});

test('65,535 tenths of a second are no time', () => {
  expect(timeInHour(1_738_559_411_000, 6553.5)).toBeNaN();
  expect(timeInHour(1_738_559_411_000, Number.NaN)).toBeNaN();
});

const ids = (id: string) => [{ idType: 1, uaType: 2, id }];

test('an identity holds for ten seconds after it was sent, and not before', () => {
  const transmitters = new Transmitters();
  transmitters.hearIds('a', ids('x'), 1, 50_000);
  expect(transmitters.idsOf('a', 50_000 + JOIN_LIMIT_MS)?.record).toBe(1);
  expect(transmitters.idsOf('a', 50_001 + JOIN_LIMIT_MS)).toBeNull();
  expect(transmitters.idsOf('a', 49_999)).toBeNull();
  expect(transmitters.idsOf('b', 50_000)).toBeNull();
});

test('an address that two aircraft use names neither, until one of them has been silent long enough', () => {
  const transmitters = new Transmitters();
  transmitters.hearIds('a', ids('x'), 1, 50_000);
  transmitters.hearSystem('a', { locationType: 0, lat: 1, lng: 2, altHaeM: 3 }, 2, 50_000);
  transmitters.hearIds('a', ids('y'), 3, 52_000);
  expect(transmitters.idsOf('a', 53_000)).toBeNull();
  expect(transmitters.systemOf('a', 53_000)).toBeNull();
  transmitters.hearIds('a', ids('y'), 4, 61_000);
  expect(transmitters.idsOf('a', 62_000)?.value).toEqual(ids('y'));
});
