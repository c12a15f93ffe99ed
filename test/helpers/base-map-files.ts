import { deflateSync, gzipSync } from 'node:zlib';
import Database from 'better-sqlite3';

const varint = (value: number): number[] => {
  const bytes: number[] = [];
  let rest = value;
  while (rest > 127) {
    bytes.push((rest % 128) + 128);
    rest = Math.floor(rest / 128);
  }
  return [...bytes, rest];
};
const zigzag = (value: number): number => (value < 0 ? -value * 2 - 1 : value * 2);
const field = (tag: number, content: readonly number[]): number[] => [
  ...varint(tag),
  ...varint(content.length),
  ...content,
];
const ascii = (text: string): number[] => [...Buffer.from(text)];

/** A vector tile with one square of water in the middle, by the specification. */
export function waterTile(): Uint8Array<ArrayBuffer> {
  const square = [9, zigzag(1024), zigzag(1024), 26, zigzag(2048), 0, 0, zigzag(2048), zigzag(-2048), 0, 15];
  const feature = [24, 3, ...field(34, square.flatMap(varint))];
  const layer = [120, 2, ...field(10, ascii('water')), ...field(18, feature), 40, ...varint(4096)];
  return Uint8Array.from(field(26, layer));
}

/** A 1 × 1 PNG of one colour, made by hand. */
export function redPixel(): Buffer {
  const crcTable = Array.from({ length: 256 }, (_, n) => {
    let c = n;
    for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
    return c >>> 0;
  });
  const crc = (bytes: Buffer) =>
    (bytes.reduce((c, byte) => crcTable[(c ^ byte) & 255]! ^ (c >>> 8), 0xffffffff) ^ 0xffffffff) >>> 0;
  const chunk = (type: string, data: Buffer) => {
    const body = Buffer.concat([Buffer.from(type), data]);
    const out = Buffer.alloc(body.length + 8);
    out.writeUInt32BE(data.length, 0);
    body.copy(out, 4);
    out.writeUInt32BE(crc(body), body.length + 4);
    return out;
  };
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const data = deflateSync(Buffer.from([0, 200, 30, 30]));
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10]),
    chunk('IHDR', header),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

/** A PMTiles archive (version 3) with one tile at zoom 0, by the specification. */
export function pmtilesOf(tile: Uint8Array, kind: 'mvt' | 'png', metadata: object): Buffer {
  // One entry: tile id 0, run of 1, length, offset 0 (stored as 1).
  const directory = gzipSync(
    Buffer.from([...varint(1), ...varint(0), ...varint(1), ...varint(tile.length), ...varint(1)]),
  );
  const packed = gzipSync(Buffer.from(JSON.stringify(metadata)));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  const offsets = [
    [127, directory.length],
    [127 + directory.length, packed.length],
    [127 + directory.length + packed.length, 0],
    [127 + directory.length + packed.length, tile.length],
  ] as const;
  offsets.forEach(([offset, length], i) => {
    header.writeBigUInt64LE(BigInt(offset), 8 + i * 16);
    header.writeBigUInt64LE(BigInt(length), 16 + i * 16);
  });
  for (const at of [72, 80, 88]) header.writeBigUInt64LE(1n, at);
  header[96] = 1;
  header[97] = 2;
  header[98] = 1;
  header[99] = kind === 'mvt' ? 1 : 2;
  header[100] = 0;
  header[101] = 0;
  [-118, 25, -96, 35].forEach((degrees, i) => {
    header.writeInt32LE(degrees * 1e7, 102 + i * 4);
  });
  return Buffer.concat([header, directory, packed, tile]);
}

/** An MBTiles file with one tile at zoom 0. */
export function writeMbtiles(
  path: string,
  tile: Uint8Array,
  metadata: Readonly<Record<string, string>>,
  more: string = '',
): void {
  const db = new Database(path);
  db.exec('CREATE TABLE metadata (name TEXT, value TEXT)');
  if (more === '') {
    db.exec(
      'CREATE TABLE tiles (zoom_level INTEGER, tile_column INTEGER, tile_row INTEGER, tile_data BLOB); CREATE UNIQUE INDEX tile_index ON tiles (zoom_level, tile_column, tile_row)',
    );
    db.prepare('INSERT INTO tiles VALUES (0, 0, 0, ?)').run(Buffer.from(tile));
  } else db.exec(more);
  for (const [name, value] of Object.entries(metadata))
    db.prepare('INSERT INTO metadata VALUES (?, ?)').run(name, value);
  db.close();
}
