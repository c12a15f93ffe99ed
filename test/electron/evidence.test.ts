import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type EvidenceIndex, EvidenceWriter, FRAME_BYTES } from '../../electron/import/evidence-writer.ts';
import { checkEvidence, EvidenceDamaged, keepEvidence, readEvidence } from '../../electron/store/evidence.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import { importPath, openTestService, simulatedText, temporaryFolder, writeTestFile } from '../helpers/workspace.ts';

/** A little over two frames of text that no two places of are alike. */
const original = Buffer.from(
  Array.from({ length: 300_000 }, (_, at) => `${(at * 7919) % 1_000_003}`).join(','),
).subarray(0, 2 * FRAME_BYTES - 1);
const content = Buffer.concat([original, original.subarray(0, 500_000)]);

async function writeIncoming(folder: string, bytes: Buffer): Promise<{ path: string; index: EvidenceIndex }> {
  const path = join(folder, 'evidence', `incoming-${process.pid}-test`);
  const file = await open(path, 'w');
  try {
    const writer = new EvidenceWriter(file);
    for (let at = 0; at < bytes.length; at += 333_333) await writer.write(bytes.subarray(at, at + 333_333));
    return { path, index: await writer.end() };
  } finally {
    await file.close();
  }
}

async function kept() {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'evidence'));
  const { path, index } = await writeIncoming(folder, content);
  await keepEvidence(folder, path, index);
  const { sha256 } = index;
  const file = (extension: 'zst' | 'json') => join(folder, 'evidence', `${sha256}.${extension}`);
  return { folder, sha256, index, file, check: () => checkEvidence(folder, sha256, content.length) };
}

const digest = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function flip(path: string, at: number): void {
  const bytes = readFileSync(path);
  bytes[at]! ^= 0x40;
  writeFileSync(path, bytes);
}

test('any part of a kept original reads back as it was', async () => {
  const { folder, sha256, index, check } = await kept();
  expect(sha256).toBe(digest(content));
  expect(index.frameDigests).toEqual(
    [0, 1, 2].map((frame) => digest(content.subarray(frame * FRAME_BYTES, (frame + 1) * FRAME_BYTES))),
  );
  expect(await check()).toBeNull();
  expect(readdirSync(join(folder, 'evidence')).sort()).toEqual([`${sha256}.json`, `${sha256}.zst`]);
  fc.assert(
    fc.property(fc.nat(content.length), fc.nat(2000), (start, length) => {
      expect(readEvidence(folder, sha256, start, length).equals(content.subarray(start, start + length))).toBe(true);
    }),
    { numRuns: 50 },
  );
});

test('a damaged frame is named when it is read, and the others still read', async () => {
  const { folder, sha256, index, file, check } = await kept();
  flip(file('zst'), Math.floor((index.frameEnds[0]! + index.frameEnds[1]!) / 2));
  const inSecond = () => readEvidence(folder, sha256, FRAME_BYTES + 10, 10);
  expect(inSecond).toThrow(EvidenceDamaged);
  expect(inSecond).toThrow(/frame 2 of 3 .*Import the file again/);
  expect(readEvidence(folder, sha256, 10, 10)).toEqual(content.subarray(10, 20));
  expect(await check()).toContain('frame 2 of 3');
});

test('frames of the same length that changed places are not taken for each other', async () => {
  const { folder, sha256, index, file } = await kept();
  const frames = index.frameDigests.toReversed();
  writeFileSync(file('json'), JSON.stringify({ ...index, frameDigests: frames }));
  expect(() => readEvidence(folder, sha256, 0, 10)).toThrow('frame 1 of 3 no longer has its SHA-256');
});

test.each<[string, (index: EvidenceIndex) => object]>([
  ['of another file', (index) => ({ ...index, sha256: '0'.repeat(64) })],
  ['with a frame less', (index) => ({ ...index, frameEnds: index.frameEnds.slice(1) })],
  ['whose frames end before they begin', (index) => ({ ...index, frameEnds: index.frameEnds.toReversed() })],
  ['with other frames', (index) => ({ ...index, frameBytes: 1024 })],
  ['without digests', ({ frameDigests: _, ...index }) => index],
  ['of other content', (index) => ({ ...index, bytes: index.bytes - 1 })],
])('an index %s is damage', async (_, change) => {
  const { folder, sha256, index, file, check } = await kept();
  writeFileSync(file('json'), JSON.stringify(change(index)));
  expect(await check()).not.toBeNull();
  expect(() => readEvidence(folder, sha256, 0, content.length)).toThrow(EvidenceDamaged);
});

test('an original or index that is gone, empty or cut short is damage', async () => {
  for (const [extension, harm] of [
    ['zst', (path: string) => rmSync(path)],
    ['zst', (path: string) => writeFileSync(path, '')],
    ['zst', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, -5))],
    ['json', (path: string) => rmSync(path)],
    ['json', (path: string) => writeFileSync(path, '')],
  ] as const) {
    const { folder, sha256, file, check } = await kept();
    harm(file(extension));
    expect(() => readEvidence(folder, sha256, 0, 10)).toThrow(EvidenceDamaged);
    expect(await check()).not.toBeNull();
  }
});

test('a kept original that is whole stays when the file comes again; a damaged one is replaced', async () => {
  const { folder, sha256, file, check } = await kept();
  const keepAgain = async (): Promise<void> => {
    const { path, index } = await writeIncoming(folder, content);
    await keepEvidence(folder, path, index);
    expect(readdirSync(join(folder, 'evidence')).sort()).toEqual([`${sha256}.json`, `${sha256}.zst`]);
  };
  const { ino } = statSync(file('zst'));
  await keepAgain();
  expect(statSync(file('zst')).ino).toBe(ino);
  flip(file('zst'), 5000);
  await keepAgain();
  expect(await check()).toBeNull();
  writeFileSync(file('json'), '{}');
  await keepAgain();
  expect(await check()).toBeNull();
});

test.each(['already imported', 'undone'])(
  'importing a file again repairs its damaged original when it was %s',
  async (state) => {
    const service = await openTestService();
    const { store } = service.workspace;
    const path = writeTestFile('export.csv', simulatedText('generic-csv', { flights: 2 }));
    const first = await importPath(service, path);
    const folder = join(store.folder, 'evidence');
    flip(join(folder, readdirSync(folder).find((name) => name.endsWith('.zst'))!), 3000);
    if (state === 'undone') await service.handlers['imports.undo']({ importId: first.result!.importId });
    expect(await verifyStore(store.read, store.folder)).toMatchObject([{ where: 'evidence of export.csv' }]);
    expect(await importPath(service, path)).toMatchObject({ state: 'done', alreadyImported: state !== 'undone' });
    expect(await verifyStore(store.read, store.folder)).toEqual([]);
  },
);
