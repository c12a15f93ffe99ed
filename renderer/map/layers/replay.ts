import { WORLD_UNITS } from '../../../shared/geo/web-mercator.ts';
import { coverageStyles, styleColor } from '../coverage-style.ts';
import { drawArrow, drawShape } from '../draw-marks.ts';
import { GAP_FOLLOWS } from '../flight-shapes.ts';
import type { Frame } from '../frame.ts';
import { gapStyle, lineStyles } from '../marks.ts';
import type { FlightLayer } from './flights.ts';

/** The instant a replay shows. */
export interface ReplayMoment {
  readonly atMs: number;
  /** How much of each path is shown behind it. */
  readonly trailMs: number;
}

/** Flights in the air at an instant: where each was, by straight lines between its detections, with a trail; a ring where a gap is. */
export function paintReplay(frame: Frame, layer: FlightLayer, { atMs, trailMs }: ReplayMoment): void {
  const { marks, shapes, shapeOf } = layer;
  for (let flight = 0; flight < marks.count; flight++) {
    const firstMs = marks.firstMs[flight]!;
    if (firstMs > atMs || marks.lastMs[flight]! < atMs - trailMs) continue;
    const shape = shapeOf[flight]!;
    if (shape < 0 || shapes === null) paintMark(frame, layer, flight);
    else paintTrail(frame, layer, shape, atMs - firstMs, trailMs);
  }
  frame.ctx.setLineDash([]);
}

function paintMark({ ctx, scale, originX, originY, palette }: Frame, { marks }: FlightLayer, flight: number): void {
  const unit = scale / WORLD_UNITS;
  const x = ((marks.west[flight]! + marks.east[flight]!) / 2) * unit - originX;
  const y = ((marks.north[flight]! + marks.south[flight]!) / 2) * unit - originY;
  const style = coverageStyles[marks.code[flight]!]!;
  drawShape(ctx, style.word.shape, x, y, 5, styleColor(style, palette), palette.labelHalo);
}

function paintTrail(frame: Frame, { shapes }: FlightLayer, shape: number, afterMs: number, trailMs: number): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const { offsets, x, y, code, afterMs: times } = shapes!;
  const unit = scale / WORLD_UNITS;
  const [first, last] = [offsets[shape]!, offsets[shape + 1]! - 1];
  let head: { x: number; y: number; angle: number; code: number } | null = null;
  for (let k = first; k <= last; k++) {
    const fromMs = times[k]!;
    const toMs = k < last ? times[k + 1]! : fromMs;
    if (toMs < afterMs - trailMs && k < last) continue;
    if (fromMs > afterMs) break;
    const [ax, ay] = [x[k]! * unit - originX, y[k]! * unit - originY];
    const isGap = code[k]! >= GAP_FOLLOWS;
    const state = isGap ? code[k]! - GAP_FOLLOWS : code[k]!;
    const style = coverageStyles[state]!;
    if (k === last) {
      head = { x: ax, y: ay, angle: head?.angle ?? 0, code: state };
      break;
    }
    const [bx, by] = [x[k + 1]! * unit - originX, y[k + 1]! * unit - originY];
    const share = toMs === fromMs ? 1 : Math.min(1, (afterMs - fromMs) / (toMs - fromMs));
    const [hx, hy] = [ax + (bx - ax) * share, ay + (by - ay) * share];
    const line = lineStyles[style.word.pattern];
    ctx.strokeStyle = isGap ? palette.gap : styleColor(style, palette);
    ctx.lineWidth = isGap ? gapStyle.widthPx : line.widthPx;
    ctx.setLineDash([...(isGap ? gapStyle.dash : line.dash)]);
    ctx.beginPath();
    ctx.moveTo(ax, ay);
    ctx.lineTo(hx, hy);
    ctx.stroke();
    head = { x: hx, y: hy, angle: Math.atan2(by - ay, bx - ax), code: state };
  }
  if (head === null) return;
  ctx.setLineDash([]);
  const style = coverageStyles[head.code]!;
  drawShape(ctx, style.word.shape, head.x, head.y, 6, styleColor(style, palette), palette.labelHalo);
  ctx.fillStyle = palette.cursor;
  ctx.strokeStyle = palette.selectionHalo;
  ctx.lineWidth = 1;
  drawArrow(ctx, head.x + 13 * Math.cos(head.angle), head.y + 13 * Math.sin(head.angle), head.angle, 5);
}
