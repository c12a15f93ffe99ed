import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';
import { preparePolygon } from '../polygon.ts';
import type { FileFeature } from './file-feature.ts';

/** ESRI Shapefile Technical Description, July 1998: main file header. */
const version = 1000;
const headerBytes = 100;
/** Polygon, PolygonZ and PolygonM begin alike: type, box, numbers of parts and points, parts, points. */
const polygonTypes = [5, 15, 25];
const noShape = 0;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * The polygons of a Shapefile: geometry from the main file (.shp), a feature for each record, properties from the table beside it
 * (.dbf, dBASE III) when there is one. Heights and measures are left out. Outer rings run clockwise, holes the other way.
 */
export function polygonsOfShapefile(shp: Uint8Array, dbf: Uint8Array | null): Result<readonly FileFeature[]> {
  const view = viewOf(shp);
  if (shp.length < headerBytes) return fail('truncated-file', 'The Shapefile ends within its header.');
  if (view.getInt32(28, true) !== version) {
    return fail('wrong-format', `The Shapefile has version ${view.getInt32(28, true)}, not ${version}.`);
  }
  const type = view.getInt32(32, true);
  if (!polygonTypes.includes(type)) {
    return fail('wrong-format', `The Shapefile holds shapes of type ${type}, not polygons (5, 15 or 25).`);
  }
  const end = 2 * view.getInt32(24, false);
  if (end > shp.length) {
    return fail('truncated-file', `The Shapefile says that it has ${end} bytes, but has ${shp.length}.`);
  }
  const rows = dbf === null ? [] : rowsOfTable(dbf);
  if (rows === null)
    return fail('wrong-format', 'The table beside the Shapefile (.dbf) is cut short or no dBASE table.');
  const features: FileFeature[] = [];
  for (let at = headerBytes, record = 1; at + 12 <= end; record++) {
    const content = at + 8;
    const next = content + 2 * view.getInt32(at + 4, false);
    const rings = next > content && next <= end ? readRings(view, content, next) : null;
    if (rings === null)
      return fail('truncated-file', `Record ${record} of the Shapefile is cut short.`, { row: record });
    if (rings.length > 0) {
      features.push({
        type: 'Feature',
        properties: rows[record - 1] ?? {},
        geometry: { type: 'MultiPolygon', coordinates: polygonsOf(rings) },
      });
    }
    at = next;
  }
  return ok(features);
}

/** Null when the record is shorter than it says. */
function readRings(view: DataView, at: number, end: number): Position[][] | null {
  const type = view.getInt32(at, true);
  if (type === noShape) return [];
  if (!polygonTypes.includes(type) || at + 44 > end) return null;
  const partCount = view.getInt32(at + 36, true);
  const pointCount = view.getInt32(at + 40, true);
  const pointsAt = at + 44 + 4 * partCount;
  if (partCount < 0 || pointCount < 0 || pointsAt + 16 * pointCount > end) return null;
  const starts = Array.from({ length: partCount }, (_, part) => view.getInt32(at + 44 + 4 * part, true));
  const inOrder = starts.every((start, part) => start >= (part === 0 ? 0 : starts[part - 1]!) && start <= pointCount);
  if (!inOrder) return null;
  return starts.map((start, part) =>
    Array.from({ length: (starts[part + 1] ?? pointCount) - start }, (_, i): Position => {
      const point = pointsAt + 16 * (start + i);
      return [view.getFloat64(point, true), view.getFloat64(point + 8, true)];
    }),
  );
}

/** Twice the area, positive when counter-clockwise. */
const twiceArea = (ring: readonly Position[]): number =>
  ring.reduce((sum, [x, y], i) => {
    const [nextX, nextY] = ring[(i + 1) % ring.length]!;
    return sum + x * nextY - nextX * y;
  }, 0);

/** Each hole with the smallest outer ring that holds it; one that no outer ring holds stands by itself, to be refused as it is. */
function polygonsOf(rings: readonly Position[][]): Position[][][] {
  const outer = rings.filter((ring) => twiceArea(ring) <= 0).map((ring) => [ring]);
  const holes = rings.filter((ring) => twiceArea(ring) > 0);
  if (outer.length === 0) return rings.map((ring) => [ring]);
  for (const hole of holes) {
    const [lng, lat] = hole[0]!;
    const holding = outer
      .filter(([ring]) => preparePolygon([[ring!.map(([x, y]): [number, number] => [x, y])]]).contains(lng, lat))
      .sort((a, b) => Math.abs(twiceArea(a[0]!)) - Math.abs(twiceArea(b[0]!)));
    (holding[0] ?? outer[0]!).push(hole);
  }
  return outer;
}

/** Rows of a dBASE III table as texts; null when it is cut short. Letters beyond ASCII are read as Latin-1. */
function rowsOfTable(bytes: Uint8Array): Record<string, string>[] | null {
  const view = viewOf(bytes);
  if (bytes.length < 33) return null;
  const count = view.getUint32(4, true);
  const headBytes = view.getUint16(8, true);
  const rowBytes = view.getUint16(10, true);
  if (headBytes > bytes.length || rowBytes === 0 || headBytes + count * rowBytes > bytes.length) return null;
  const textAt = (at: number, length: number): string => {
    let text = '';
    for (let i = at; i < at + length; i++) text += bytes[i] === 0 ? '' : String.fromCharCode(bytes[i]!);
    return text.trim();
  };
  const fields: { name: string; at: number; length: number }[] = [];
  let offset = 1;
  for (let at = 32; at + 32 <= headBytes && bytes[at] !== 0x0d; at += 32) {
    const length = bytes[at + 16]!;
    fields.push({ name: textAt(at, 11), at: offset, length });
    offset += length;
  }
  if (offset > rowBytes) return null;
  return Array.from({ length: count }, (_, row) => {
    const start = headBytes + row * rowBytes;
    return Object.fromEntries(fields.map(({ name, at, length }) => [name, textAt(start + at, length)]));
  });
}
