import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { HIGHEST_RATIO, MOST_UNPACKED_BYTES } from './limits.ts';
import { type Budget, ContainerRefused, MemberDamaged } from './member.ts';

/** The name of what a gzip file holds: its own name without the ending. */
export const gzipMemberName = (name: string): string => name.replace(/\.(gz|gzip)$/i, '') || name;

/** What a gzip file unpacks to. @throws MemberDamaged */
export async function* gunzip(packed: AsyncIterable<Buffer>, label: string): AsyncGenerator<Buffer> {
  const source = Readable.from(packed, { objectMode: false });
  const unpacked = createGunzip();
  source.on('error', (error) => unpacked.destroy(error));
  try {
    for await (const chunk of source.pipe(unpacked) as AsyncIterable<Buffer>) yield chunk;
  } catch (error) {
    if (error instanceof MemberDamaged) throw error;
    throw new MemberDamaged(`${label} is cut short or damaged (${error instanceof Error ? error.message : 'unknown'})`);
  } finally {
    source.destroy();
  }
}

/** Reads it once, so that nothing of a bomb or of a damaged file is stored. @returns the unpacked bytes @throws ContainerRefused */
export async function checkGzip(
  packed: AsyncIterable<Buffer>,
  packedBytes: number,
  label: string,
  budget: Budget,
): Promise<number> {
  let bytes = 0;
  for await (const chunk of gunzip(packed, label)) {
    bytes += chunk.length;
    budget.bytes += chunk.length;
    if (bytes > HIGHEST_RATIO * packedBytes) {
      throw new ContainerRefused(
        'too-large',
        `${label} is refused: it unpacks to more than ${HIGHEST_RATIO} times its size, as files do that are made to fill a drive.`,
      );
    }
    if (budget.bytes > MOST_UNPACKED_BYTES) {
      throw new ContainerRefused(
        'too-large',
        `${label} unpacks to more than ${MOST_UNPACKED_BYTES / 1024 ** 2} MB. Unpack it yourself and import what is in it.`,
      );
    }
  }
  return bytes;
}
