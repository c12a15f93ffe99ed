import type { Crossing, Incursion } from '../../../shared/model/conclusion.ts';
import { sigmas95 } from '../../sigmas.ts';
import { type FlightProfile, indexAtOrBefore } from '../../state/paths.ts';
import { coverageDrawOrder, coverageStyles, styleCode } from '../coverage-style.ts';
import { drawArrow, drawShape } from '../draw-marks.ts';
import type { Frame } from '../frame.ts';
import { gapStyle } from '../marks.ts';
import { pixelsPerMetre, worldX, worldY } from '../mercator.ts';
import { type CrossingLayer, paintCrossings, toCrossings } from './crossings.ts';
import { strokeStyled } from './flights.ts';

export interface SelectionLayer {
  readonly profile: FlightProfile;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly style: Uint8Array;
  readonly crossings: CrossingLayer;
  /** Where the chosen incursion was deepest; null when none is chosen. */
  readonly deepest: { readonly x: number; readonly y: number } | null;
}

export function toSelection(
  profile: FlightProfile,
  crossings: readonly Crossing[],
  incursion: Incursion | null,
): SelectionLayer {
  const deepest = incursion?.position ?? null;
  return {
    profile,
    x: profile.lng.map(worldX),
    y: profile.lat.map(worldY),
    style: profile.coverage.map((code, i) => styleCode(code, profile.timeMs[i]!)),
    crossings: toCrossings(crossings),
    deepest: deepest === null ? null : { x: worldX(deepest[0]), y: worldY(deepest[1]) },
  };
}

const ARROW_EVERY_PX = 90;

/** The selected flight on top of all others: error band, path by state, direction, start and end, crossings, pointed-at instant. */
export function paintSelection(frame: Frame, layer: SelectionLayer, cursorMs: number | null): void {
  if (layer.profile.count === 0) return;
  paintErrorBand(frame, layer);
  paintPath(frame, layer);
  paintArrows(frame, layer);
  paintCrossings(frame, layer.crossings, 7, 0);
  paintEnds(frame, layer);
  if (cursorMs !== null) paintCursor(frame, layer, cursorMs);
}

function paintErrorBand(frame: Frame, { profile, x, y }: SelectionLayer): void {
  const { ctx, scale, originX, originY, width, height, palette } = frame;
  const radius = (i: number) => sigmas95 * profile.sigmaM[i]! * pixelsPerMetre(profile.lat[i]!, scale);
  let widest = 0;
  for (let i = 0; i < profile.count; i++) widest = Math.max(widest, radius(i) || 0);
  if (widest < 2.5) return;
  const band = new OffscreenCanvas(width, height);
  const bandCtx = band.getContext('2d')!;
  bandCtx.strokeStyle = palette.selectionError;
  bandCtx.lineCap = 'round';
  for (let i = 0; i < profile.count; i++) {
    const r = radius(i);
    if (!Number.isFinite(r)) continue;
    const j = i + 1 < profile.count && profile.gapAfter[i] !== 1 ? i + 1 : i;
    bandCtx.lineWidth = 2 * r;
    bandCtx.beginPath();
    bandCtx.moveTo(x[i]! * scale - originX, y[i]! * scale - originY);
    bandCtx.lineTo(x[j]! * scale - originX, y[j]! * scale - originY);
    bandCtx.stroke();
  }
  ctx.globalAlpha = 0.18;
  ctx.drawImage(band, 0, 0, width, height);
  ctx.globalAlpha = 1;
}

function paintPath(frame: Frame, { profile, x, y, style }: SelectionLayer): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const casing = new Path2D();
  const gaps = new Path2D();
  const lines = coverageStyles.map(() => new Path2D());
  let current: Path2D | null = null;
  for (let i = 0; i < profile.count - 1; i++) {
    const [px, py] = [x[i]! * scale - originX, y[i]! * scale - originY];
    const [qx, qy] = [x[i + 1]! * scale - originX, y[i + 1]! * scale - originY];
    const isGap = profile.gapAfter[i] === 1;
    const path = isGap ? gaps : lines[style[i]!]!;
    if (path !== current) path.moveTo(px, py);
    path.lineTo(qx, qy);
    current = path;
    if (!isGap) {
      casing.moveTo(px, py);
      casing.lineTo(qx, qy);
    }
  }
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.setLineDash([]);
  ctx.strokeStyle = palette.selectionGlow;
  ctx.lineWidth = 11;
  ctx.stroke(casing);
  ctx.strokeStyle = palette.selectionHalo;
  ctx.lineWidth = 6.5;
  ctx.stroke(casing);
  ctx.lineCap = 'butt';
  ctx.strokeStyle = palette.gap;
  ctx.lineWidth = gapStyle.widthPx * 2;
  ctx.setLineDash([...gapStyle.dash]);
  ctx.stroke(gaps);
  for (const code of coverageDrawOrder) strokeStyled(ctx, lines[code]!, code, palette);
  ctx.setLineDash([]);
}

function paintArrows(frame: Frame, { profile, x, y }: SelectionLayer): void {
  const { ctx, scale, originX, originY, palette } = frame;
  ctx.fillStyle = palette.cursor;
  ctx.strokeStyle = palette.selectionHalo;
  ctx.lineWidth = 1.25;
  let since = ARROW_EVERY_PX / 2;
  for (let i = 0; i < profile.count - 1; i++) {
    const [px, py] = [x[i]! * scale - originX, y[i]! * scale - originY];
    const [dx, dy] = [x[i + 1]! * scale - originX - px, y[i + 1]! * scale - originY - py];
    const length = Math.hypot(dx, dy);
    since += length;
    if (since < ARROW_EVERY_PX || length === 0) continue;
    since = 0;
    drawArrow(ctx, px + dx / 2, py + dy / 2, Math.atan2(dy, dx), 6);
  }
}

/** Start: a ring with a dot; end: a square with a dot. Where both fall together both are still read. */
function paintEnds(frame: Frame, { profile, x, y, deepest }: SelectionLayer): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const end = profile.count - 1;
  drawShape(
    ctx,
    'open-square',
    x[end]! * scale - originX,
    y[end]! * scale - originY,
    7,
    palette.cursor,
    palette.selectionHalo,
  );
  drawShape(ctx, 'ring', x[0]! * scale - originX, y[0]! * scale - originY, 7, palette.cursor, palette.selectionHalo);
  ctx.fillStyle = palette.cursor;
  for (const i of [0, end]) {
    ctx.beginPath();
    ctx.arc(x[i]! * scale - originX, y[i]! * scale - originY, 2, 0, 2 * Math.PI);
    ctx.fill();
  }
  if (deepest !== null) {
    const [px, py] = [deepest.x * scale - originX, deepest.y * scale - originY];
    drawShape(ctx, 'diamond', px, py, 6, palette.cursor, palette.selectionHalo);
  }
}

function paintCursor(frame: Frame, { profile, x, y }: SelectionLayer, cursorMs: number): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const i = indexAtOrBefore(profile.timeMs, cursorMs);
  const [px, py] = [x[i]! * scale - originX, y[i]! * scale - originY];
  for (const [color, width] of [
    [palette.selectionHalo, 6],
    [palette.cursor, 2.5],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    ctx.arc(px, py, 10, 0, 2 * Math.PI);
    ctx.moveTo(px - 16, py);
    ctx.lineTo(px - 5, py);
    ctx.moveTo(px + 5, py);
    ctx.lineTo(px + 16, py);
    ctx.moveTo(px, py - 16);
    ctx.lineTo(px, py - 5);
    ctx.moveTo(px, py + 5);
    ctx.lineTo(px, py + 16);
    ctx.stroke();
  }
}
