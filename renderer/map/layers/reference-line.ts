import type { Reference } from '../../resources.ts';
import { type Frame, isInFrame, toWorldLine, tracePath, type WorldLine } from '../frame.ts';
import { pixelsPerMetre } from '../mercator.ts';

/** A kilometre or so of the line, so that only what is in view is drawn and each piece has its own error. */
export interface Piece extends WorldLine {
  readonly lat: number;
  readonly errorM: number;
}

export interface ReferenceLineLayer {
  readonly full: readonly Piece[];
  readonly overview: WorldLine;
}

export function toReferenceLine({ border, borderOverview, borderErrorM }: Reference): ReferenceLineLayer {
  const full: Piece[] = [];
  const { lng, lat } = border.line;
  let from = 0;
  while (from < lng.length - 1) {
    const kilometre = Math.floor(border.km[from]!);
    let to = from + 1;
    while (to < lng.length - 1 && Math.floor(border.km[to]!) === kilometre) to++;
    const piece = toWorldLine({ lng: lng.slice(from, to + 1), lat: lat.slice(from, to + 1) });
    full.push({ ...piece, lat: lat[from]!, errorM: worstErrorM(borderErrorM, border.km[from]!, border.km[to]!) });
    from = to;
  }
  return { full, overview: toWorldLine(borderOverview.line) };
}

/** The largest bound along a stretch: a straight one may be many kilometres long. */
const worstErrorM = (boundsM: readonly number[], fromKm: number, toKm: number): number =>
  boundsM.slice(Math.floor(fromKm), Math.floor(toKm) + 1).reduce((a, b) => Math.max(a, b), 0);

/** Every vertex from this zoom on; below, the 30 m line is within half a pixel of it. */
const FULL_FROM_ZOOM = 10;
/** A band narrower than this hides under the line itself. */
const NARROWEST_BAND_PX = 5;

/** The line, and around it the band in which the true line lies with 95 % confidence, once that is wide enough to see. */
export function paintReferenceLine(frame: Frame, layer: ReferenceLineLayer): void {
  const { ctx, zoom, palette } = frame;
  const pieces = zoom >= FULL_FROM_ZOOM ? layer.full.filter((piece) => isInFrame(piece, frame)) : null;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  ctx.setLineDash([]);
  if (pieces !== null) paintErrorBand(frame, pieces, palette.borderError, 0.22);

  for (const [color, width] of [
    [palette.borderHalo, zoom < 8 ? 4 : 5],
    [palette.border, zoom < 8 ? 1.75 : 2.25],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.beginPath();
    if (pieces === null) tracePath(frame, layer.overview);
    else for (const piece of pieces) tracePath(frame, piece);
    ctx.stroke();
  }
  ctx.lineCap = 'butt';
}

/** The band of the error around a line, where it is wide enough to see. */
export function paintErrorBand(frame: Frame, pieces: readonly Piece[], color: string, opacity: number): void {
  const wide = pieces
    .map((piece) => ({ piece, widthPx: 2 * piece.errorM * pixelsPerMetre(piece.lat, frame.scale) }))
    .filter(({ widthPx }) => widthPx >= NARROWEST_BAND_PX);
  if (wide.length === 0) return;
  // Drawn opaque on a canvas of its own first: overlapping pieces must not darken each other.
  const band = new OffscreenCanvas(frame.width, frame.height);
  const bandCtx = band.getContext('2d')!;
  bandCtx.lineJoin = 'round';
  bandCtx.lineCap = 'round';
  bandCtx.strokeStyle = color;
  for (const { piece, widthPx } of wide) {
    bandCtx.lineWidth = widthPx;
    bandCtx.beginPath();
    tracePath({ ...frame, ctx: bandCtx as unknown as CanvasRenderingContext2D }, piece);
    bandCtx.stroke();
  }
  frame.ctx.globalAlpha = opacity;
  frame.ctx.drawImage(band, 0, 0, frame.width, frame.height);
  frame.ctx.globalAlpha = 1;
}
