import type { Line } from '../resources.ts';
import { worldX, worldY } from './mercator.ts';
import type { Palette } from './palette.ts';

/** One drawing of one canvas: where it is in the world, and in what colours. All lengths in CSS pixels. */
export interface Frame {
  readonly ctx: CanvasRenderingContext2D;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** Pixels across the whole world. */
  readonly scale: number;
  /** World pixels of the canvas's top left corner. */
  readonly originX: number;
  readonly originY: number;
  readonly palette: Palette;
}

/** A line projected once; drawn many times. */
export interface WorldLine {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

export function toWorldLine({ lng, lat }: Line): WorldLine {
  const x = lng.map(worldX);
  const y = lat.map(worldY);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < x.length; i++) {
    minX = Math.min(minX, x[i]!);
    maxX = Math.max(maxX, x[i]!);
    minY = Math.min(minY, y[i]!);
    maxY = Math.max(maxY, y[i]!);
  }
  return { x, y, minX, minY, maxX, maxY };
}

export function isInFrame(
  { minX, minY, maxX, maxY }: Pick<WorldLine, 'minX' | 'minY' | 'maxX' | 'maxY'>,
  { scale, originX, originY, width, height }: Frame,
): boolean {
  return (
    maxX * scale >= originX &&
    minX * scale <= originX + width &&
    maxY * scale >= originY &&
    minY * scale <= originY + height
  );
}

/** Vertices closer than this to the one before add nothing to see. */
const STEP_PX = 0.75;

/** Adds the line to the current path, leaving out vertices that would fall on the same pixel. */
export function tracePath(frame: Frame, { x, y }: WorldLine, from = 0, to = x.length): void {
  const { ctx, scale, originX, originY } = frame;
  let lastX = Number.NaN;
  let lastY = Number.NaN;
  for (let i = from; i < to; i++) {
    const px = x[i]! * scale - originX;
    const py = y[i]! * scale - originY;
    if (i === from) ctx.moveTo(px, py);
    else if (i < to - 1 && Math.abs(px - lastX) < STEP_PX && Math.abs(py - lastY) < STEP_PX) continue;
    else ctx.lineTo(px, py);
    lastX = px;
    lastY = py;
  }
}

export function strokeLines(frame: Frame, lines: readonly WorldLine[]): void {
  frame.ctx.beginPath();
  for (const line of lines) if (isInFrame(line, frame)) tracePath(frame, line);
  frame.ctx.stroke();
}

export function fillLines(frame: Frame, lines: readonly WorldLine[]): void {
  frame.ctx.beginPath();
  for (const line of lines) if (isInFrame(line, frame)) tracePath(frame, line);
  frame.ctx.fill('evenodd');
}

/** Puts labels where no earlier label stands. One per frame; call in order of importance. */
export class LabelPlacer {
  readonly #taken: { left: number; top: number; right: number; bottom: number }[] = [];

  /** Keeps a place free that something else is drawn on. */
  reserve(left: number, top: number, right: number, bottom: number): void {
    this.#taken.push({ left, top, right, bottom });
  }

  /** @returns whether the place was free; it is taken then */
  take(left: number, top: number, right: number, bottom: number): boolean {
    const clash = this.#taken.some(
      (box) => left < box.right && right > box.left && top < box.bottom && bottom > box.top,
    );
    if (!clash) this.reserve(left, top, right, bottom);
    return !clash;
  }

  /**
   * Draws a text with a halo if there is room.
   * @param align where x is on the text
   */
  draw(frame: Frame, text: string, x: number, y: number, sizePx: number, align: 'left' | 'center' = 'center'): boolean {
    const { ctx } = frame;
    const width = ctx.measureText(text).width;
    const left = align === 'left' ? x : x - width / 2;
    if (!this.take(left - 3, y - sizePx * 0.7, left + width + 3, y + sizePx * 0.7)) return false;
    ctx.textAlign = 'left';
    ctx.textBaseline = 'middle';
    ctx.strokeText(text, left, y);
    ctx.fillText(text, left, y);
    return true;
  }
}
