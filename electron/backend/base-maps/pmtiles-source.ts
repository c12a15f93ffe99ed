import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { Compression, type Header, PMTiles, type RangeResponse, type Source, TileType } from 'pmtiles';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { boundsOf, LARGEST_TILE_BYTES, plainText, type TileSource } from './tile-source.ts';

/** Directories and tiles are smaller; a length beyond it is damage or malice. */
const LARGEST_READ_BYTES = 16 * 1024 * 1024;

/** A file as PMTiles reads it, piece by piece. */
class FileSource implements Source {
  readonly #file: number;
  readonly #bytes: number;

  constructor(file: number) {
    this.#file = file;
    this.#bytes = fstatSync(file).size;
  }

  getKey(): string {
    return 'file';
  }

  async getBytes(offset: number, length: number): Promise<RangeResponse> {
    if (!(offset >= 0 && length >= 0 && offset <= this.#bytes && length <= LARGEST_READ_BYTES)) {
      throw new Error('A length in the file is impossible.');
    }
    const wanted = Math.min(length, this.#bytes - offset);
    const bytes = new Uint8Array(wanted);
    let at = 0;
    while (at < wanted) {
      const read = readSync(this.#file, bytes, at, wanted - at, offset + at);
      if (read === 0) throw new Error('The file ended early.');
      at += read;
    }
    return { data: bytes.buffer };
  }
}

/** Unpacks what the file compressed, to a bounded size. */
async function unpack(packed: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return packed;
  if (compression !== Compression.Gzip) throw new Error('The file is compressed in a way that is not read here.');
  const bytes = gunzipSync(new Uint8Array(packed), { maxOutputLength: LARGEST_READ_BYTES });
  return bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.byteLength) as ArrayBuffer;
}

const pictures: readonly TileType[] = [TileType.Png, TileType.Jpeg, TileType.Webp];

/** Opens a PMTiles archive of version 3. Failures: `wrong-format`, `unreadable-file`. */
export async function openPmtiles(path: string, fileName: string): Promise<Result<TileSource>> {
  let file: number | null = null;
  try {
    file = openSync(path, 'r');
    const opened = file;
    const archive = new PMTiles(new FileSource(opened), undefined, unpack);
    const header: Header = await archive.getHeader();
    const isVector = header.tileType === TileType.Mvt;
    if (!isVector && !pictures.includes(header.tileType)) {
      closeSync(opened);
      return fail('wrong-format', `${fileName} holds tiles of a kind that is not drawn here.`, { file: fileName });
    }
    const metadata = (await archive.getMetadata().catch(() => ({}))) as Record<string, unknown>;
    return ok({
      info: {
        name: plainText(metadata.name),
        kind: isVector ? 'vector' : 'raster',
        minZoom: Math.max(0, Math.min(22, header.minZoom)),
        maxZoom: Math.max(0, Math.min(22, header.maxZoom)),
        bounds: boundsOf([header.minLon, header.minLat, header.maxLon, header.maxLat]),
        attribution: plainText(metadata.attribution),
      },
      tile: async (z, x, y) => {
        try {
          const found = await archive.getZxy(z, x, y);
          if (found === undefined) return ok(null);
          if (found.data.byteLength > LARGEST_TILE_BYTES) return tooLarge(fileName);
          return ok(new Uint8Array(found.data));
        } catch {
          return fail('unreadable-file', `A tile of ${fileName} cannot be read: the file is damaged.`, {
            file: fileName,
          });
        }
      },
      close: () => closeSync(opened),
    });
  } catch {
    if (file !== null) closeSync(file);
    return fail('wrong-format', `${fileName} is no PMTiles archive of version 3, or it is damaged.`, {
      file: fileName,
    });
  }
}

const tooLarge = (fileName: string) =>
  fail('too-large', `A tile of ${fileName} is larger than 8 MB.`, { file: fileName });
