import type { FlightPath } from '../../shared/model/conclusion.ts';

/**
 * A flight's path as one BLOB: Uint32 count, padding to 8, then the columns one after another, 64-bit before 32-bit before 8-bit,
 * little-endian. Distances, altitudes and probabilities are kept as 32-bit floats (0.01 m at 100 km).
 */
const doubles = ['timeMs', 'lng', 'lat', 'detectionNo'] as const;
const floats = ['altitudeM', 'sigmaM', 'distanceM', 'pUs'] as const;
const bytes = ['altitudeDatum', 'sigmaOrigin', 'coverage', 'track'] as const;
const HEADER = 8;

export function packPath(path: FlightPath): Buffer<ArrayBuffer> {
  const { count } = path;
  const blob = Buffer.alloc(HEADER + count * (doubles.length * 8 + floats.length * 4 + bytes.length));
  blob.writeUInt32LE(count, 0);
  let at = HEADER;
  for (const name of doubles) {
    new Float64Array(blob.buffer, blob.byteOffset + at, count).set(path[name].subarray(0, count));
    at += count * 8;
  }
  for (const name of floats) {
    new Float32Array(blob.buffer, blob.byteOffset + at, count).set(path[name].subarray(0, count));
    at += count * 4;
  }
  for (const name of bytes) {
    blob.set(path[name].subarray(0, count), at);
    at += count;
  }
  return blob;
}

export function unpackPath(blob: Buffer): FlightPath {
  // Typed arrays need alignment, which a buffer from the database does not promise.
  const aligned = blob.buffer.slice(blob.byteOffset, blob.byteOffset + blob.length) as ArrayBuffer;
  const count = new DataView(aligned).getUint32(0, true);
  let at = HEADER;
  const path: Record<string, Float64Array | Uint8Array> = {};
  for (const name of doubles) {
    path[name] = new Float64Array(aligned, at, count);
    at += count * 8;
  }
  for (const name of floats) {
    path[name] = Float64Array.from(new Float32Array(aligned, at, count));
    at += count * 4;
  }
  for (const name of bytes) {
    path[name] = new Uint8Array(aligned, at, count);
    at += count;
  }
  return { count, ...path } as unknown as FlightPath;
}
