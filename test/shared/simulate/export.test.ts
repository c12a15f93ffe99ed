import { describe, expect, test } from 'vitest';
import { readerById, sniffAll } from '../../../shared/formats/index.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import { comparableSerial } from '../../../shared/model/identity.ts';
import { simulatedExport, simulatedFormats } from '../../../shared/simulate/export.ts';
import { flightKinds } from '../../../shared/simulate/kinds.ts';
import { simulateDetections } from '../../../shared/simulate/simulate-detections.ts';
import { collect, headOf } from '../../helpers/collect.ts';
import { fortnight } from './support.ts';

const request = fortnight(12, 21);
const textIn = (format: string): string => [...simulatedExport(format, request)].join('');
const requestFor = (format: string) =>
  format === 'aeroscope-csv' ? ({ ...request, sensorKinds: ['droneid'] } as const) : request;

describe.each(simulatedFormats)('a synthetic export as %s', (format) => {
  const detections = [...simulateDetections(requestFor(format))];
  const text = textIn(format);
  const read = collect(readerById(format)!, text);

  test('is recognised and read back record by record, with nothing left over', () => {
    expect(sniffAll(headOf(text))[0]!.reader.id).toBe(format);
    expect(read.detections).toHaveLength(detections.length);
    expect(read.quarantined).toEqual([]);
    expect(read.skipped).toEqual([]);
    expect(detections.length).toBeGreaterThan(200);
  });

  test('keeps what the format can carry', () => {
    const names: readonly (keyof DetectionFields)[] | null =
      format === 'aeroscope-csv'
        ? [
            'observedAtMs',
            'lat',
            'lng',
            'uasSerial',
            'sensorId',
            'sensorKind',
            'rangeM',
            'homeLat',
            'operatorLng',
            'evidence',
          ]
        : null;
    read.detections.forEach(({ fields, issues }, i) => {
      const given = detections[i]!;
      if (names === null) expect(fields).toEqual(given);
      else for (const name of names) expect(fields[name], name).toBe(given[name]);
      expect(issues).toEqual([]);
    });
  });

  test('is marked synthetic in every record and does not tell the truth behind it', () => {
    for (const { fields } of read.detections) {
      expect(fields.sensorId).toMatch(/^SYNTHETIC-/);
      if (fields.uasSerial !== undefined) expect(comparableSerial(fields.uasSerial)).toContain('EXAMPLE');
    }
    expect(text).not.toMatch(new RegExp(`\\b(${flightKinds.map(({ kind }) => kind).join('|')})\\b`, 'i'));
  });

  test('is the same to the byte for the same seed, and another for another', () => {
    expect(textIn(format)).toBe(text);
    expect([...simulatedExport(format, { ...request, seed: 22 })].join('')).not.toBe(text);
  });
});

test('a format that is not written is refused, with those that are', () => {
  expect(() => simulatedExport('xlsx', request)).toThrow(/generic-csv/);
});
