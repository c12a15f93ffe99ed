import { html, type Markup } from '../html.ts';
import { type DrawingPoint, lineD } from './projection.ts';

const spacing = 46;
/** More arrowheads on one line hide it. */
const mostHeads = 26;
const size = 4.4;

/** Arrowheads along a flown line, at even spacing, so that its direction can be read anywhere; one at least. */
export function arrows(points: readonly DrawingPoint[]): Markup[] {
  const lengths = points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1]));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total < size * 2) return [];
  const count = Math.max(1, Math.min(mostHeads, Math.floor(total / spacing)));
  const heads: Markup[] = [];
  let segment = 0;
  let passed = 0;
  for (let k = 0; k < count; k++) {
    const at = ((k + 0.5) * total) / count;
    while (segment < lengths.length - 1 && passed + lengths[segment]! < at) passed += lengths[segment++]!;
    const length = lengths[segment]!;
    if (length === 0) continue;
    const [x0, y0] = points[segment]!;
    const [x1, y1] = points[segment + 1]!;
    const fraction = (at - passed) / length;
    heads.push(
      arrowhead([x0 + (x1 - x0) * fraction, y0 + (y1 - y0) * fraction], (x1 - x0) / length, (y1 - y0) / length),
    );
  }
  return heads;
}

/** @param dx, dy unit vector of the way flown */
export function arrowhead([x, y]: DrawingPoint, dx: number, dy: number): Markup {
  const along = (forward: number, aside: number): DrawingPoint => [
    x + dx * forward - dy * aside,
    y + dy * forward + dx * aside,
  ];
  const outline = lineD([
    along(size, 0),
    along(-size * 0.8, size * 0.72),
    along(-size * 0.35, 0),
    along(-size * 0.8, -size * 0.72),
  ]);
  return html`<path class="arrow" d="${outline}Z"/>`;
}
