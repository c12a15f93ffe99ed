import type { Shape } from '../../shared/model/words.ts';
import { shapePaths } from './marks.ts';

const paths = new Map<Shape, Path2D>();

function pathOf(shape: Shape): Path2D {
  let path = paths.get(shape);
  if (path === undefined) {
    path = new Path2D(shapePaths[shape].path);
    paths.set(shape, path);
  }
  return path;
}

/** Draws a shape around a place, with a halo so that it stands out from lines of its own colour. */
export function drawShape(
  ctx: CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D,
  shape: Shape,
  x: number,
  y: number,
  radiusPx: number,
  color: string,
  halo: string,
): void {
  const path = pathOf(shape);
  ctx.save();
  ctx.translate(x, y);
  ctx.scale(radiusPx, radiusPx);
  ctx.lineJoin = 'round';
  ctx.strokeStyle = halo;
  ctx.lineWidth = 5 / radiusPx;
  ctx.stroke(path);
  ctx.fillStyle = shapePaths[shape].filled ? color : halo;
  if (shape !== 'cross' && shape !== 'bar') ctx.fill(path);
  ctx.strokeStyle = color;
  ctx.lineWidth = 2 / radiusPx;
  ctx.stroke(path);
  ctx.restore();
}

/** The same shape as a small picture, drawn once and stamped thousands of times. */
export function shapeSprite(
  shape: Shape,
  radiusPx: number,
  color: string,
  halo: string,
  ratio: number,
): OffscreenCanvas {
  const side = Math.ceil((radiusPx + 4) * 2 * ratio);
  const sprite = new OffscreenCanvas(side, side);
  const ctx = sprite.getContext('2d')!;
  ctx.scale(ratio, ratio);
  drawShape(ctx, shape, side / 2 / ratio, side / 2 / ratio, radiusPx, color, halo);
  return sprite;
}

/** An arrowhead at a place, pointing along a direction in radians (0 to the east, clockwise on screen). */
export function drawArrow(ctx: CanvasRenderingContext2D, x: number, y: number, angle: number, sizePx: number): void {
  ctx.save();
  ctx.translate(x, y);
  ctx.rotate(angle);
  ctx.beginPath();
  ctx.moveTo(sizePx, 0);
  ctx.lineTo(-sizePx * 0.7, -sizePx * 0.75);
  ctx.lineTo(-sizePx * 0.3, 0);
  ctx.lineTo(-sizePx * 0.7, sizePx * 0.75);
  ctx.closePath();
  ctx.fill();
  ctx.stroke();
  ctx.restore();
}
