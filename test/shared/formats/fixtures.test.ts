import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readerById, readers, sniffAll } from '../../../shared/formats/index.ts';
import { ReadFailure } from '../../../shared/formats/reader.ts';
import { collect, headOf } from '../../helpers/collect.ts';

const root = join(import.meta.dirname, '../../fixtures/formats');
const folders = (path: string) =>
  readdirSync(path, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
const cases = folders(root).flatMap((id) => folders(join(root, id)).map((name) => ({ id, name })));

/** What a reader makes of a fixture, as `expected.json` holds it. */
function outcome(id: string, bytes: Uint8Array, fileName: string) {
  const reader = readerById(id)!;
  const sniffed = reader.sniff(headOf(bytes));
  try {
    const { detections, quarantined, skipped } = collect(reader, bytes, { fileName });
    return {
      sniffed,
      detections: detections.map(({ ref, fields, issues }) => ({ ...ref, fields, issues })),
      quarantined: quarantined.map(({ ref, issue, raw }) => ({ ...ref, issue, raw })),
      skipped: skipped.map(({ ref, reason }) => ({ ...ref, reason })),
    };
  } catch (error) {
    if (error instanceof ReadFailure) return { sniffed, failure: { code: error.code, message: error.message } };
    throw error;
  }
}

test.each(cases)('$id: $name', ({ id, name }) => {
  const folder = join(root, id, name);
  expect(existsSync(join(folder, 'about.md'))).toBe(true);
  const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
  // Through JSON, as the expectation went.
  const result: unknown = JSON.parse(
    JSON.stringify(outcome(id, new Uint8Array(readFileSync(join(folder, input))), input)),
  );
  const expected = join(folder, 'expected.json');
  if (process.env.UPDATE_FIXTURES === '1') writeFileSync(expected, `${JSON.stringify(result, null, 1)}\n`);
  expect(result).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
});

test('every reader has an ordinary, an empty, a cut-short, a wrong and an odd file', () => {
  for (const { id } of readers) {
    expect(folders(join(root, id))).toEqual(
      expect.arrayContaining(['ordinary', 'empty', 'cut-short', 'wrong-format', 'future-version']),
    );
  }
});

test.each(cases.filter(({ name }) => name === 'ordinary' || name === 'cut-short'))(
  '$id: the $name file is taken for what it is',
  ({ id, name }) => {
    const folder = join(root, id, name);
    const input = readdirSync(folder).find((file) => file.startsWith('input.'))!;
    const [best, second] = sniffAll(headOf(new Uint8Array(readFileSync(join(folder, input))), input));
    expect(best!.reader.id).toBe(id);
    expect(best!.score).toBeGreaterThanOrEqual(0.6);
    expect(second!.score).toBeLessThanOrEqual(best!.score);
  },
);
