import type { Position } from '../../model/position.ts';
import { fail, ok, type Result } from '../../result.ts';

/** ESRI Shapefile Technical Description, July 1998: main file header. */
const fileCode = 9994;
const version = 1000;
const headerBytes = 100;
/** PolyLine, PolyLineZ and PolyLineM begin alike: type, box, numbers of parts and points, parts, points. */
const lineTypes = [3, 13, 23];
const noShape = 0;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** Whether a file begins as a Shapefile's main file does. */
export const isShapefile = (bytes: Uint8Array): boolean =>
  bytes.length >= 4 && viewOf(bytes).getInt32(0, false) === fileCode;

/** The parts of all lines of a Shapefile's main file (.shp), in order; heights and measures are left out. */
export function linesOfShapefile(bytes: Uint8Array): Result<readonly (readonly Position[])[]> {
  const view = viewOf(bytes);
  if (bytes.length < headerBytes) return fail('truncated-file', 'The Shapefile ends within its header.');
  if (view.getInt32(28, true) !== version) {
    return fail('wrong-format', `The Shapefile has version ${view.getInt32(28, true)}, not ${version}.`);
  }
  const type = view.getInt32(32, true);
  if (!lineTypes.includes(type)) {
    return fail('wrong-format', `The Shapefile holds shapes of type ${type}, not lines (3, 13 or 23).`);
  }
  const end = 2 * view.getInt32(24, false);
  if (end > bytes.length) {
    return fail('truncated-file', `The Shapefile says that it has ${end} bytes, but has ${bytes.length}.`);
  }
  const parts: (readonly Position[])[] = [];
  for (let at = headerBytes, record = 1; at + 12 <= end; record++) {
    const content = at + 8;
    const next = content + 2 * view.getInt32(at + 4, false);
    const read = next > content && next <= end ? readRecord(view, content, next) : null;
    if (read === null)
      return fail('truncated-file', `Record ${record} of the Shapefile is cut short.`, { row: record });
    parts.push(...read);
    at = next;
  }
  return ok(parts);
}

/** Null when the record is shorter than it says. */
function readRecord(view: DataView, at: number, end: number): readonly (readonly Position[])[] | null {
  const type = view.getInt32(at, true);
  if (type === noShape) return [];
  if (!lineTypes.includes(type) || at + 44 > end) return null;
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
