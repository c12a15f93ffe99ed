import type { Position } from '../model/position.ts';
import { orientation } from './orientation.ts';

/** How two edges meet: not at all; inside both; along a stretch; or in one point that is an end of one of them. */
export function meetingOf(
  a: Position,
  b: Position,
  c: Position,
  d: Position,
): 'none' | 'crossing' | 'overlap' | 'point' {
  const toC = orientation(a[0], a[1], b[0], b[1], c[0], c[1]);
  const toD = orientation(a[0], a[1], b[0], b[1], d[0], d[1]);
  if (toC === 0 && toD === 0) {
    // On one line: compare along the axis on which it is longer.
    const axis = Math.abs(b[0] - a[0]) >= Math.abs(b[1] - a[1]) ? 0 : 1;
    const from = Math.max(Math.min(a[axis], b[axis]), Math.min(c[axis], d[axis]));
    const to = Math.min(Math.max(a[axis], b[axis]), Math.max(c[axis], d[axis]));
    return from > to ? 'none' : from < to ? 'overlap' : 'point';
  }
  if (toC === toD) return 'none';
  const toA = orientation(c[0], c[1], d[0], d[1], a[0], a[1]);
  const toB = orientation(c[0], c[1], d[0], d[1], b[0], b[1]);
  if (toA === toB) return 'none';
  return toA !== 0 && toB !== 0 && toC !== 0 && toD !== 0 ? 'crossing' : 'point';
}
