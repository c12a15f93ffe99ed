import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerById, sniffAll } from '../../shared/formats/index.ts';
import { collect, headOf } from '../helpers/collect.ts';
import { builtInBorder } from '../shared/geo/support.ts';
import { makeCsv } from './csv-file.ts';

test("the bench's table has exactly the rows asked for, is the same every time, and is understood without a mapping", () => {
  const folder = mkdtempSync(join(tmpdir(), 'fenceline-test-'));
  try {
    const border = builtInBorder();
    const { path, bytes } = makeCsv(join(folder, 'one.csv'), 3000, border);
    const text = readFileSync(path, 'utf8');
    expect(text).toBe(readFileSync(makeCsv(join(folder, 'other.csv'), 3000, border).path, 'utf8'));
    expect(bytes / 3000).toBeGreaterThan(90);
    expect(sniffAll(headOf(text))[0]!.reader.id).toBe('generic-csv');
    const read = collect(readerById('generic-csv')!, text);
    expect(read.detections).toHaveLength(3000);
    expect([read.quarantined, read.skipped]).toEqual([[], []]);
    expect(new Set(read.detections.map(({ fields }) => fields.sensorKind))).toEqual(new Set(['rf', 'droneid']));
    expect(
      read.detections.every(({ fields }) => fields.uasSerial !== undefined || fields.sourceTrackKey !== undefined),
    ).toBe(true);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
