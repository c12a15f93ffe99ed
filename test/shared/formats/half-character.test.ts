import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hasHalfCharacter } from '../../../shared/formats/half-character.ts';
import { readerById } from '../../../shared/formats/index.ts';
import { collect } from '../../helpers/collect.ts';

test('half a character is found wherever it stands, and a whole pair is none', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 12 }), (units) => {
      const text = String.fromCharCode(...units);
      // `encodeURIComponent` throws for exactly these texts.
      let isWhole = true;
      try {
        encodeURIComponent(text);
      } catch {
        isWhole = false;
      }
      expect(hasHalfCharacter(text)).toBe(!isWhole);
    }),
    { numRuns: 2000 },
  );
});

test.each(['serial', 'track_id', 'remarks', 'sensor_id'])(
  'a record with half a character as its %s is quarantined, so that two of them never become one',
  (field) => {
    const line = (unit: string) => `{"time":"2026-01-05T03:00:00Z","lat":31,"lon":-106,"${field}":"A\\u${unit}"}`;
    const { detections, quarantined } = collect(
      readerById('ndjson')!,
      `${line('d800')}\n${line('dfff')}\n${line('d83d\\ude80')}\n`,
    );
    expect(quarantined.map(({ issue, raw }) => [issue, raw])).toEqual([
      [{ code: 'half-character', field, found: 'A\\u{D800}' }, line('d800')],
      [{ code: 'half-character', field, found: 'A\\u{DFFF}' }, line('dfff')],
    ]);
    expect(detections).toHaveLength(1);
  },
);

test('half a character in a file of UTF-16 stays told apart from another', () => {
  const bytes = (unit: number): Uint8Array =>
    Buffer.concat([
      Buffer.from('\uFEFFtime,lat,lon,track_id\n2026-01-05T03:00:00Z,31,-106,SN-', 'utf16le'),
      Buffer.from([unit & 0xff, unit >> 8]),
      Buffer.from('\n', 'utf16le'),
    ]);
  const keys = [0xd800, 0xd801].map((unit) => {
    const { detections } = collect(readerById('generic-csv')!, bytes(unit));
    expect(detections[0]!.issues).toEqual([{ code: 'encoding-assumed' }]);
    return detections[0]!.fields.sourceTrackKey;
  });
  expect(keys[0]).not.toBe(keys[1]);
  expect(keys.join('')).not.toContain('\uFFFD');
});
