import { WORLD_UNITS } from '../../../shared/geo/web-mercator.ts';
import { coverageDrawOrder, coverageRank, coverageStyles, styleColor } from '../coverage-style.ts';
import { shapeSprite } from '../draw-marks.ts';
import type { FlightMarks } from '../flight-marks.ts';
import { type FlightShapes, GAP_FOLLOWS } from '../flight-shapes.ts';
import type { Frame } from '../frame.ts';
import { gapStyle, lineStyles } from '../marks.ts';
import type { Palette } from '../palette.ts';
import { Raster } from '../raster.ts';
import { paintClusters } from './clusters.ts';

/** What the map knows of the flights: all of them as marks, those in sight as paths. */
export interface FlightLayer {
  readonly marks: FlightMarks;
  readonly shapes: FlightShapes | null;
  /** Place of each mark's shape; −1 while there is none. */
  readonly shapeOf: Int32Array;
}

export const toFlightLayer = (marks: FlightMarks, shapes: FlightShapes | null): FlightLayer => ({
  marks,
  shapes,
  shapeOf: shapes === null ? new Int32Array(marks.count).fill(-1) : shapes.placesFor(marks),
});

const MARK_RADIUS_PX = 4;
/** From this many lines in view on, patterns cannot be told apart and cost too much: colours only, marks carry the shape. */
const PATTERNS_UP_TO = 1500;
/** From this many lines or marks of their own in view on they are drawn pixel by pixel. */
const STROKES_UP_TO = 2500;

/** The zoom whose drawing stands for a zoom between two. */
export const levelOf = (zoom: number): number => Math.max(0, Math.ceil(zoom - 1e-6));

/** All flights but the selected one: paths by state where there is room, marks by the flight's state where not, counts where many. */
export function paintFlights(frame: Frame, layer: FlightLayer, raster: RasterKeeper): void {
  const { scale, originX, originY, width, height } = frame;
  const { marks, shapeOf } = layer;
  const level = marks.atZoom(frame.zoom);
  const unit = WORLD_UNITS / scale;
  const margin = 8;
  const [minX, minY] = [(originX - margin) * unit, (originY - margin) * unit];
  const [maxX, maxY] = [(originX + width + margin) * unit, (originY + height + margin) * unit];
  const lines: number[] = [];
  const single: number[] = [];
  const { west, east, north, south, count } = marks;
  for (let i = 0; i < count; i++) {
    if (east[i]! < minX || west[i]! > maxX || south[i]! < minY || north[i]! > maxY) continue;
    if (level.isLarge[i] === 1) (shapeOf[i]! >= 0 ? lines : single).push(i);
    else if (level.clusterOf[i]! < 0) single.push(i);
  }
  if (lines.length + single.length <= STROKES_UP_TO) {
    paintMarks(frame, marks, single);
    paintLines(frame, layer, lines);
  } else {
    paintDense(frame, layer, lines, single, raster);
  }
  paintClusters(frame, level.clusters);
}

/** Keeps the picture of the dense drawing between drawings: it is as large as the canvas. */
export class RasterKeeper {
  #raster: Raster | null = null;

  ofSize(width: number, height: number): Raster {
    if (this.#raster?.width !== width || this.#raster.height !== height) this.#raster = new Raster(width, height);
    else this.#raster.clear();
    return this.#raster;
  }
}

/** Lower than every state, so that any of them shows over it. */
const GAP_VALUE = 1;
const rasterValue = (code: number): number => GAP_VALUE + 1 + coverageRank[code]!;

function paintDense(
  frame: Frame,
  { marks, shapes, shapeOf }: FlightLayer,
  lines: readonly number[],
  single: readonly number[],
  keeper: RasterKeeper,
): void {
  const { ctx, palette } = frame;
  const ratio = ctx.getTransform().a;
  const raster = keeper.ofSize(ctx.canvas.width, ctx.canvas.height);
  const scale = (frame.scale * ratio) / WORLD_UNITS;
  const [left, top] = [frame.originX * ratio, frame.originY * ratio];
  if (shapes !== null) {
    const { offsets, x, y, code } = shapes;
    for (const flight of lines) {
      const shape = shapeOf[flight]!;
      const to = offsets[shape + 1]! - 1;
      let k = offsets[shape]!;
      let x0 = x[k]! * scale - left;
      let y0 = y[k]! * scale - top;
      for (; k < to; k++) {
        const x1 = x[k + 1]! * scale - left;
        const y1 = y[k + 1]! * scale - top;
        const isGap = code[k]! >= GAP_FOLLOWS;
        raster.line(x0, y0, x1, y1, isGap ? GAP_VALUE : rasterValue(code[k]!), isGap);
        x0 = x1;
        y0 = y1;
      }
    }
  }
  const side = Math.round(3 * ratio);
  for (const flight of single) {
    const x = ((marks.west[flight]! + marks.east[flight]!) / 2) * scale - left;
    const y = ((marks.north[flight]! + marks.south[flight]!) / 2) * scale - top;
    raster.dot(x, y, side, rasterValue(marks.code[flight]!));
  }
  const colors: string[] = [];
  colors[GAP_VALUE] = palette.gap;
  coverageStyles.forEach((style, code) => {
    colors[rasterValue(code)] = styleColor(style, palette);
  });
  raster.putOn(ctx, colors);
}

/** Paths of the flights in view, one for each style code, and one for the gaps. */
function paintLines(frame: Frame, { shapes, shapeOf }: FlightLayer, flights: readonly number[]): void {
  if (shapes === null || flights.length === 0) return;
  const { ctx, originX, originY, palette } = frame;
  const scale = frame.scale / WORLD_UNITS;
  const { offsets, x, y, code } = shapes;
  const lines = coverageStyles.map(() => new Path2D());
  const gaps = new Path2D();
  for (const flight of flights) {
    const shape = shapeOf[flight]!;
    const to = offsets[shape + 1]! - 1;
    // The path being continued: null after a start, a gap or a change of style.
    let current: Path2D | null = null;
    for (let k = offsets[shape]!; k < to; k++) {
      const path = code[k]! >= GAP_FOLLOWS ? gaps : lines[code[k]!]!;
      if (path !== current) path.moveTo(x[k]! * scale - originX, y[k]! * scale - originY);
      path.lineTo(x[k + 1]! * scale - originX, y[k + 1]! * scale - originY);
      current = path;
    }
  }
  ctx.lineJoin = 'round';
  ctx.lineCap = 'butt';
  ctx.strokeStyle = palette.gap;
  ctx.lineWidth = gapStyle.widthPx;
  ctx.setLineDash([...gapStyle.dash]);
  ctx.stroke(gaps);
  const patterned = flights.length <= PATTERNS_UP_TO;
  for (const state of coverageDrawOrder) strokeStyled(ctx, lines[state]!, state, palette, patterned);
  ctx.setLineDash([]);
}

/** Strokes a path as one style says. */
export function strokeStyled(
  ctx: CanvasRenderingContext2D,
  path: Path2D,
  code: number,
  palette: Palette,
  patterned = true,
): void {
  const style = coverageStyles[code]!;
  const line = lineStyles[style.word.pattern];
  ctx.strokeStyle = styleColor(style, palette);
  ctx.lineWidth = patterned ? line.widthPx : Math.min(line.widthPx, 1.75);
  ctx.setLineDash(patterned ? [...line.dash] : []);
  ctx.stroke(path);
  if (!patterned || line.coreWidthPx === 0) return;
  ctx.strokeStyle = palette.land;
  ctx.lineWidth = line.coreWidthPx;
  ctx.stroke(path);
}

function paintMarks(frame: Frame, marks: FlightMarks, flights: readonly number[]): void {
  const { ctx, originX, originY, palette } = frame;
  const scale = frame.scale / WORLD_UNITS;
  const ratio = ctx.getTransform().a;
  const byCode = coverageStyles.map((): number[] => []);
  for (const flight of flights) byCode[marks.code[flight]!]!.push(flight);
  for (const code of coverageDrawOrder) {
    const members = byCode[code]!;
    if (members.length === 0) continue;
    const style = coverageStyles[code]!;
    const sprite = shapeSprite(style.word.shape, MARK_RADIUS_PX, styleColor(style, palette), palette.labelHalo, ratio);
    const side = sprite.width / ratio;
    for (const flight of members) {
      const x = ((marks.west[flight]! + marks.east[flight]!) / 2) * scale - originX;
      const y = ((marks.north[flight]! + marks.south[flight]!) / 2) * scale - originY;
      ctx.drawImage(sprite, x - side / 2, y - side / 2, side, side);
    }
  }
}

/**
 * The flight nearest to a place, no farther than a tolerance; −1 when there is none. Flights counted in a cluster are not picked:
 * the cluster is.
 *
 * @param x and @param y fractions of the world square, like the tolerance
 */
export function pickFlight(
  { marks, shapes, shapeOf }: FlightLayer,
  zoom: number,
  x: number,
  y: number,
  tolerance: number,
): number {
  const level = marks.atZoom(zoom);
  const [px, py, reach] = [x * WORLD_UNITS, y * WORLD_UNITS, tolerance * WORLD_UNITS];
  let best = -1;
  let bestSquare = reach * reach;
  const consider = (flight: number, square: number) => {
    // The later flight wins a tie: it is drawn on top.
    if (square <= bestSquare) [best, bestSquare] = [flight, square];
  };
  const box = [px - reach, py - reach, px + reach, py + reach].map((edge) =>
    Math.max(0, Math.min(WORLD_UNITS - 1, edge)),
  ) as [number, number, number, number];
  for (const flight of marks.inBox(...box)) {
    const shape = shapeOf[flight]!;
    if (level.isLarge[flight] === 1 && shape >= 0 && shapes !== null) {
      const [from, to] = [shapes.offsets[shape]!, shapes.offsets[shape + 1]!];
      for (let k = from; k < to; k++) {
        const j = Math.min(k + 1, to - 1);
        consider(flight, squareToSegment(px, py, shapes.x[k]!, shapes.y[k]!, shapes.x[j]!, shapes.y[j]!));
      }
    } else if (level.clusterOf[flight]! < 0) {
      const [mx, my] = [
        (marks.west[flight]! + marks.east[flight]!) / 2,
        (marks.north[flight]! + marks.south[flight]!) / 2,
      ];
      consider(flight, (mx - px) ** 2 + (my - py) ** 2);
    }
  }
  return best;
}

function squareToSegment(x: number, y: number, ax: number, ay: number, bx: number, by: number): number {
  const [dx, dy] = [bx - ax, by - ay];
  const length = dx * dx + dy * dy;
  const along = length === 0 ? 0 : Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / length));
  const [ex, ey] = [x - ax - along * dx, y - ay - along * dy];
  return ex * ex + ey * ey;
}
