import { expect, test } from 'vitest';
import { droppedFiles } from '../../renderer/state/dropped-files.ts';

/** As a browser gives what was dropped: a folder tells its entries in parts. */
const file = (name: string) => ({
  isFile: true,
  isDirectory: false,
  name,
  file: (take: (file: File) => void) => take(new File(['x'], name)),
});
const folder = (name: string, ...entries: unknown[]) => ({
  isFile: false,
  isDirectory: true,
  name,
  createReader() {
    const left = [...entries];
    return { readEntries: (take: (part: unknown[]) => void) => take(left.splice(0, 2)) };
  },
});

const transferOf = (...entries: readonly { readonly name: string }[]): DataTransfer =>
  ({
    items: entries.map((entry) => ({ webkitGetAsEntry: () => entry })),
    files: entries.map(({ name }) => new File(['x'], name)),
  }) as unknown as DataTransfer;

const names = async (transfer: DataTransfer) => (await droppedFiles(transfer)).files.map(({ name }) => name);

test('a dropped folder is the files in it and in its folders, by name, without hidden ones', async () => {
  const exports = folder(
    'exports',
    file('c.csv'),
    folder('b', file('2.kml'), file('1.kml')),
    file('.DS_Store'),
    file('a.csv'),
  );
  expect(await names(transferOf(exports, file('z.csv')))).toEqual(['a.csv', '1.kml', '2.kml', 'c.csv', 'z.csv']);
});

test('files dropped without a folder are taken as they are', async () => {
  expect(await names(transferOf(file('b.csv'), file('a.csv')))).toEqual(['b.csv', 'a.csv']);
});

test('of a folder of more than a thousand files the first thousand are taken, and that is said', async () => {
  const many = Array.from({ length: 1001 }, (_, index) => file(`${String(index).padStart(5, '0')}.csv`));
  const dropped = await droppedFiles(transferOf(folder('drive', ...many)));
  expect([dropped.files.length, dropped.isCut]).toEqual([1000, true]);
});
