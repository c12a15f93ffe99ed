import { describe, expect, test } from 'vitest';
import { simulateDetections } from '../../../shared/simulate/simulate-detections.ts';
import { simulateFlights } from '../../../shared/simulate/simulate-flights.ts';
import { simulateTraffic } from '../../../shared/simulate/traffic.ts';
import { fortnight } from './support.ts';

const request = fortnight(150, 4);
const detections = [...simulateDetections(request)];

describe('detections in the order of an export', () => {
  test('come by time, each of the flights and of the other objects once', () => {
    const late = detections.filter((it, i) => i > 0 && it.observedAtMs! < detections[i - 1]!.observedAtMs!);
    expect(late).toEqual([]);
    const expected = [...simulateFlights(request), ...simulateTraffic(request)].flatMap((source) => source.detections);
    const sorted = (list: readonly unknown[]) => list.map((entry) => JSON.stringify(entry)).sort();
    expect(sorted(detections)).toEqual(sorted(expected));
  });

  test('lie within the period', () => {
    const hour = { ...fortnight(20, 4), untilMs: request.sinceMs + 3_600_000 };
    for (const { sinceMs, untilMs, found } of [
      { ...request, found: detections },
      { ...hour, found: [...simulateDetections(hour)] },
    ]) {
      expect(found.filter(({ observedAtMs }) => observedAtMs! < sinceMs || observedAtMs! >= untilMs)).toEqual([]);
      expect(found.length).toBeGreaterThan(100);
    }
  });

  test('hold every kind of object evidence', () => {
    const evidences = new Set(detections.map(({ evidence }) => evidence));
    expect([...evidences].sort()).toEqual(['cooperative', 'not-uas', 'uas-by-class', 'uas-identified', 'unidentified']);
  });

  test('no two are the same report of the same sensor', () => {
    const keys = new Set(
      detections.map((it) => [it.sensorId, it.observedAtMs, it.uasSerial, it.sourceTrackKey, it.icao24].join(' ')),
    );
    expect(keys.size).toBe(detections.length);
  });

  test('ADS-B addresses are ones that no state gives', () => {
    const addresses = detections.flatMap(({ icao24 }) => (icao24 === undefined ? [] : [icao24]));
    expect(addresses.length).toBeGreaterThan(0);
    for (const address of addresses) expect(address).toMatch(/^f[0-9a-f]{5}$/);
  });

  test('only the sensors asked for report, and they see every flight', () => {
    const kinds = ['rf', 'droneid'] as const;
    const only = { ...fortnight(40, 9), sensorKinds: kinds };
    for (const detection of simulateDetections(only)) expect(kinds).toContain(detection.sensorKind);
    for (const flight of simulateFlights(only)) expect(flight.detections.length).toBeGreaterThan(0);
  });
});
