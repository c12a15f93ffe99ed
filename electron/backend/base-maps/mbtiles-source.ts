import { gunzipSync } from 'node:zlib';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { openMbtiles } from '../../store/mbtiles.ts';
import { boundsOf, LARGEST_TILE_BYTES, plainText, type TileSource } from './tile-source.ts';

const isGzip = (bytes: Uint8Array): boolean => bytes[0] === 0x1f && bytes[1] === 0x8b;

/** Opens an MBTiles file (specification 1.3) of pictures or vector tiles. Failures: `wrong-format`. */
export function openMbtilesSource(path: string, fileName: string): Result<TileSource> {
  const opened = openMbtiles(path, fileName);
  if (!opened.ok) return opened;
  const { metadata, zooms, tile, close } = opened.value;
  const format = (metadata.get('format') ?? 'png').toLowerCase();
  if (!['png', 'jpg', 'jpeg', 'webp', 'pbf'].includes(format)) {
    close();
    return fail('wrong-format', `${fileName} holds tiles of a kind that is not drawn here.`, { file: fileName });
  }
  return ok({
    info: {
      name: plainText(metadata.get('name')),
      kind: format === 'pbf' ? 'vector' : 'raster',
      minZoom: Math.max(0, Math.min(22, Math.round(zooms.min))),
      maxZoom: Math.max(0, Math.min(22, Math.round(zooms.max))),
      bounds: boundsOf((metadata.get('bounds') ?? '').split(',')),
      attribution: plainText(metadata.get('attribution')),
    },
    tile: async (z, x, y) => {
      try {
        const data = tile(z, x, y);
        if (data === null) return ok(null);
        const bytes = isGzip(data) ? gunzipSync(data, { maxOutputLength: LARGEST_TILE_BYTES }) : data;
        if (bytes.length > LARGEST_TILE_BYTES) throw new Error('too large');
        return ok(new Uint8Array(bytes));
      } catch {
        return fail('unreadable-file', `A tile of ${fileName} cannot be read: the file is damaged.`, {
          file: fileName,
        });
      }
    },
    close,
  });
}
