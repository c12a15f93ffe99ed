import type { Bbox, Position } from '../../model/position.ts';

/**
 * The parts of a line inside a box, in order, each with the points where it enters and leaves (Liang and Barsky 1984, segment by
 * segment). Segments are straight in longitude/latitude.
 */
export function clippedLine(points: readonly Position[], box: Bbox): Position[][] {
  const pieces: Position[][] = [];
  let piece: Position[] = [];
  for (let i = 0; i + 1 < points.length; i++) {
    const a = points[i]!;
    const b = points[i + 1]!;
    const inside = clippedSegment(a, b, box);
    if (inside === null) continue;
    const [from, to] = inside;
    if (piece.length === 0) piece.push(at(a, b, from));
    piece.push(at(a, b, to));
    // Left the box within this segment: whatever follows is another piece.
    if (to < 1) {
      pieces.push(piece);
      piece = [];
    }
  }
  if (piece.length > 0) pieces.push(piece);
  return pieces;
}

/** Entry and exit along ab as fractions; null when no part of it is inside. */
function clippedSegment(a: Position, b: Position, [west, south, east, north]: Bbox): [number, number] | null {
  // Most of a long line is nowhere near.
  if (Math.max(a[0], b[0]) < west || Math.min(a[0], b[0]) > east) return null;
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  let from = 0;
  let to = 1;
  const sides: [number, number][] = [
    [-dx, a[0] - west],
    [dx, east - a[0]],
    [-dy, a[1] - south],
    [dy, north - a[1]],
  ];
  for (const [direction, room] of sides) {
    if (direction === 0) {
      if (room < 0) return null;
      continue;
    }
    const fraction = room / direction;
    if (direction < 0) from = Math.max(from, fraction);
    else to = Math.min(to, fraction);
    if (from > to) return null;
  }
  return [from, to];
}

const at = (a: Position, b: Position, fraction: number): Position =>
  fraction <= 0 ? a : fraction >= 1 ? b : [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])];
