import type { BaseMapInfo } from '../../../shared/contract/contract.ts';
import type { Result } from '../../../shared/result.ts';

/** What a base map's file says of itself. */
export type TileSourceInfo = Omit<BaseMapInfo, 'id' | 'format' | 'bytes'>;

/** One base map's file, open for reading. It is somebody else's file: every length in it is checked before it is used. */
export interface TileSource {
  readonly info: TileSourceInfo;
  /** A tile, not compressed; null where there is none. XYZ numbering, y from the north. */
  tile(z: number, x: number, y: number): Promise<Result<Uint8Array | null>>;
  close(): void;
}

/** A tile larger than this is none: the largest in the wild are about a megabyte. */
export const LARGEST_TILE_BYTES = 8 * 1024 * 1024;
const LONGEST_TEXT = 300;

/** A text of the file as plain text: what is between tags, on one line, not longer than a person reads. */
export const plainText = (value: unknown): string =>
  typeof value === 'string'
    ? value
        .slice(0, 4000)
        .replace(/<[^>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim()
        .slice(0, LONGEST_TEXT)
    : '';

/** Bounds in degrees when they are such. */
export function boundsOf(values: readonly unknown[]): TileSourceInfo['bounds'] {
  const [west, south, east, north] = values.map(Number);
  const isGood =
    values.length === 4 &&
    [west, south, east, north].every(Number.isFinite) &&
    west! >= -180 &&
    east! <= 180 &&
    south! >= -90 &&
    north! <= 90 &&
    west! < east! &&
    south! < north!;
  return isGood ? [west!, south!, east!, north!] : null;
}
