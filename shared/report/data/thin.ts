/** A point of a plane, any unit. */
export type PlanePoint = readonly [x: number, y: number];

/**
 * The indices of a line's points that are enough to draw it: no point left out lies farther than `tolerance` from the drawn line
 * (Ramer 1972, Douglas and Peucker 1973). First and last always stay. Distances are to segments, so that a line that doubles back
 * keeps its turning point.
 */
export function thinned(points: readonly PlanePoint[], tolerance: number): number[] {
  if (points.length <= 2) return points.map((_, index) => index);
  const keep = new Uint8Array(points.length);
  keep[0] = 1;
  keep[points.length - 1] = 1;
  const open: [number, number][] = [[0, points.length - 1]];
  for (let range = open.pop(); range !== undefined; range = open.pop()) {
    const [from, to] = range;
    let farthest = -1;
    let most = tolerance;
    for (let i = from + 1; i < to; i++) {
      const distance = distanceToSegment(points[i]!, points[from]!, points[to]!);
      if (distance > most) {
        most = distance;
        farthest = i;
      }
    }
    if (farthest < 0) continue;
    keep[farthest] = 1;
    open.push([from, farthest], [farthest, to]);
  }
  return points.flatMap((_, index) => (keep[index] === 1 ? [index] : []));
}

/** Distance from p to the segment ab, in the plane's unit. */
export function distanceToSegment(p: PlanePoint, a: PlanePoint, b: PlanePoint): number {
  const dx = b[0] - a[0];
  const dy = b[1] - a[1];
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length2));
  return Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy);
}
