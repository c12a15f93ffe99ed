import type { LinePattern, Shape } from '../../shared/model/words.ts';

/** How a pattern of `words.ts` is drawn; one table for the canvas and for the legend's SVG. */
export interface LineStyle {
  readonly widthPx: number;
  readonly dash: readonly number[];
  /** A light core drawn over the line makes it two. */
  readonly coreWidthPx: number;
}

const line = (widthPx: number, dash: readonly number[] = [], coreWidthPx = 0): LineStyle => ({
  widthPx,
  dash,
  coreWidthPx,
});

export const lineStyles: Readonly<Record<LinePattern, LineStyle>> = {
  solid: line(3),
  double: line(4, [], 1.5),
  'long-dash': line(2.75, [12, 4]),
  dash: line(2.75, [6, 3.5]),
  'dash-dot': line(2.5, [8, 3, 2, 3]),
  'dash-dot-dot': line(2.5, [9, 3, 2, 2.5, 2, 3]),
  dot: line(2.75, [2.5, 3]),
  'sparse-dot': line(2.75, [2.5, 6]),
  thin: line(1.25),
};

/** Between two detections farther apart in time than the gap limit: nothing was seen there. */
export const gapStyle = line(1, [3, 5]);

export interface ShapePath {
  /** SVG path around 0,0 within ±1. */
  readonly path: string;
  readonly filled: boolean;
}

const round = 'M0.9 0A0.9 0.9 0 1 1 -0.9 0A0.9 0.9 0 1 1 0.9 0Z';
const square = 'M-0.8 -0.8H0.8V0.8H-0.8Z';
const triangle = 'M0 -1L0.95 0.8H-0.95Z';
const diamond = 'M0 -1.05L1.05 0L0 1.05L-1.05 0Z';

export const shapePaths: Readonly<Record<Shape, ShapePath>> = {
  disc: { path: round, filled: true },
  ring: { path: round, filled: false },
  square: { path: square, filled: true },
  'open-square': { path: square, filled: false },
  triangle: { path: triangle, filled: true },
  'open-triangle': { path: triangle, filled: false },
  diamond: { path: diamond, filled: true },
  'open-diamond': { path: diamond, filled: false },
  cross: { path: 'M-0.85 -0.85L0.85 0.85M0.85 -0.85L-0.85 0.85', filled: false },
  bar: { path: 'M-1 0H1', filled: false },
};
