import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '../../../shared/formats/formula.ts';
import { readerById } from '../../../shared/formats/index.ts';
import { writeCsv } from '../../../shared/formats/write/csv.ts';
import { writers } from '../../../shared/formats/write/index.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import { arbitraryDetection } from '../../helpers/arbitrary-detection.ts';
import { collect } from '../../helpers/collect.ts';

const textOf = (id: string, detections: readonly DetectionFields[]) => [...writers[id]!(detections)].join('');

function readBack(id: string, detections: readonly DetectionFields[]) {
  const { detections: read, quarantined, skipped } = collect(readerById(id)!, textOf(id, detections));
  expect(quarantined).toEqual([]);
  expect(skipped).toEqual([]);
  return read.map(({ fields }) => fields);
}

test.each(['generic-csv', 'geojson', 'ndjson', 'kml'])('what is written as %s reads back to the same fields', (id) => {
  fc.assert(
    fc.property(fc.array(arbitraryDetection, { minLength: 1, maxLength: 4 }), (detections) => {
      expect(readBack(id, detections)).toEqual(detections);
    }),
    { numRuns: 100 },
  );
});

test.each(['gpx', 'cot-xml'])('what has a place and is written as %s reads back to the same fields', (id) => {
  const placed = arbitraryDetection.filter(({ lat, lng }) => lat !== undefined && lng !== undefined);
  fc.assert(
    fc.property(fc.array(placed, { minLength: 1, maxLength: 4 }), (detections) => {
      expect(readBack(id, detections)).toEqual(detections);
    }),
    { numRuns: 100 },
  );
});

test.each(['gpx', 'cot-xml'])('%s says nothing of a detection without a position', (id) => {
  const bearing: DetectionFields = { observedAtMs: 1_714_709_106_000, positionKind: 'bearing', bearingDeg: 10 };
  expect(textOf(id, [bearing])).not.toContain('bearing');
});

test.each(['generic-csv', 'geojson', 'ndjson', 'kml'])('%s keeps detections that have no position', (id) => {
  const common = { observedAtMs: 1_714_709_106_000, timeBasis: 'measured', positionKind: 'none' } as const;
  const detections: DetectionFields[] = [
    { ...common, uasSerial: '1581F5BK000000000000', evidence: 'uas-identified' },
    { ...common, sourceTrackKey: '7', evidence: 'unidentified' },
    {
      ...common,
      positionKind: 'bearing',
      bearingDeg: 10,
      sensorLat: 31.5,
      sensorLng: -106.25,
      evidence: 'unidentified',
    },
  ];
  expect(readBack(id, detections)).toEqual(detections);
});

test('what AeroScope can carry reads back to the same fields', () => {
  const carried = arbitraryDetection.map((made): DetectionFields => {
    const keep = [
      'observedAtMs',
      'lat',
      'lng',
      'rangeM',
      'altUnknownDatumM',
      'speedMps',
      'uasSerial',
      'model',
      'sensorId',
    ] as const;
    const pairs = ['sensorLat', 'sensorLng', 'operatorLat', 'operatorLng', 'homeLat', 'homeLng'] as const;
    const kept = Object.fromEntries([...keep, ...pairs].flatMap((name) => (name in made ? [[name, made[name]]] : [])));
    return {
      ...kept,
      receivedAtMs: made.observedAtMs!,
      timeBasis: 'received',
      positionKind: 'point',
      positionOrigin: 'self-reported',
      make: 'DJI',
      sensorKind: 'droneid',
      evidence: 'uas-identified',
    };
  });
  // Its texts come from machines: a formula guard would change serials.
  const plain = carried.filter(({ uasSerial = '', model = '', sensorId = '' }) =>
    [uasSerial, model, sensorId].every((text) => unguardFormula(text) === text),
  );
  fc.assert(
    fc.property(fc.array(plain, { minLength: 1, maxLength: 4 }), (detections) => {
      expect(readBack('aeroscope-csv', detections)).toEqual(detections);
    }),
    { numRuns: 100 },
  );
});

test('no text cell of a table can be taken for a formula, and every text comes back', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect(guardFormula(text)).not.toMatch(/^[=+\-@\t\r]/);
      expect(unguardFormula(guardFormula(text))).toBe(text);
    }),
  );
});

test('a table writes numbers as numbers and times with Z', () => {
  const [header, row] = [...writeCsv([{ observedAtMs: 1_714_709_106_000, lat: -31.5, lng: -106.25, callsign: '=cmd' }])]
    .join('')
    .split('\r\n');
  expect(header).toMatch(/^observed_at,received_at,time_basis,/);
  expect(row).toMatch(/^2024-05-03T04:05:06.000Z,/);
  expect(row).toContain(',-31.5,-106.25,');
  expect(row).toContain(",'=cmd,");
});
