import type { DrawingPoint } from './projection.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A place for a label: where its box goes, and how the text is anchored in it. */
export interface Spot {
  /** Centre of the box. */
  readonly centre: DrawingPoint;
  readonly anchor: 'start' | 'middle' | 'end';
}

/**
 * Finds room for labels: each takes the first of its candidates that is inside the frame and hits nothing placed before it. In
 * order of importance; no chance, so that the same data gives the same page.
 */
export class Placer {
  private readonly labels: Box[] = [];
  private readonly lines: Box[] = [];
  private readonly width: number;
  private readonly height: number;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
  }

  /** Keeps a box free of labels. */
  keep(centre: DrawingPoint, width: number, height: number): void {
    this.labels.push(boxAt(centre, width, height));
  }

  /** Keeps labels off a line where there is room elsewhere: small boxes along it. */
  keepLine(points: readonly DrawingPoint[]): void {
    const step = 5;
    points.slice(1).forEach(([x1, y1], index) => {
      const [x0, y0] = points[index]!;
      const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / step));
      for (let k = 0; k <= count; k++) {
        this.lines.push(boxAt([x0 + ((x1 - x0) * k) / count, y0 + ((y1 - y0) * k) / count], 3, 3));
      }
    });
  }

  /** The first candidate with room, which it then takes; null when none has. */
  place(candidates: readonly Spot[], width: number, height: number): Spot | null {
    return this.take(candidates, width, height, [this.labels, this.lines]);
  }

  /** As `place`, over lines if need be. */
  placeOverLines(candidates: readonly Spot[], width: number, height: number): Spot | null {
    return this.place(candidates, width, height) ?? this.take(candidates, width, height, [this.labels]);
  }

  private take(candidates: readonly Spot[], width: number, height: number, avoid: readonly Box[][]): Spot | null {
    for (const spot of candidates) {
      const box = boxAt(spot.centre, width, height);
      if (box.left < 1 || box.top < 1 || box.right > this.width - 1 || box.bottom > this.height - 1) continue;
      if (avoid.some((boxes) => boxes.some((other) => overlap(box, other)))) continue;
      this.labels.push(box);
      return spot;
    }
    return null;
  }
}

/** Around a point at a distance, right first, then left, above, below and the corners. */
export function around([x, y]: DrawingPoint, width: number, height: number, distance: number): Spot[] {
  const dx = distance + width / 2;
  const dy = distance + height / 2;
  const near = distance * 0.7;
  return [
    { centre: [x + dx, y], anchor: 'start' },
    { centre: [x - dx, y], anchor: 'end' },
    { centre: [x, y - dy], anchor: 'middle' },
    { centre: [x, y + dy], anchor: 'middle' },
    { centre: [x + near + width / 2, y - near - height / 2], anchor: 'start' },
    { centre: [x - near - width / 2, y - near - height / 2], anchor: 'end' },
    { centre: [x + near + width / 2, y + near + height / 2], anchor: 'start' },
    { centre: [x - near - width / 2, y + near + height / 2], anchor: 'end' },
  ];
}

/** Width of a text in the page's font, estimated: the page is made without one at hand. */
export const textWidth = (text: string, size: number): number => [...text].length * size * 0.54;

const boxAt = ([x, y]: DrawingPoint, width: number, height: number): Box => ({
  left: x - width / 2,
  top: y - height / 2,
  right: x + width / 2,
  bottom: y + height / 2,
});

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
