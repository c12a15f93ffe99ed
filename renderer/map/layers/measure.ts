import type { Position } from '../../../shared/model/position.ts';
import { drawShape } from '../draw-marks.ts';
import type { Frame } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';

/** The places of a measurement, joined in order. The legs are drawn straight; what is measured is the geodesic. */
export function paintMeasure(frame: Frame, places: readonly Position[]): void {
  const { ctx, scale, originX, originY, palette } = frame;
  const points = places.map(([lng, lat]) => [worldX(lng) * scale - originX, worldY(lat) * scale - originY] as const);
  for (const [color, width] of [
    [palette.selectionHalo, 6],
    [palette.cursor, 2.5],
  ] as const) {
    ctx.strokeStyle = color;
    ctx.lineWidth = width;
    ctx.setLineDash([]);
    ctx.beginPath();
    // The first of them begins the line: with nothing before it, `lineTo` moves.
    for (const [x, y] of points) ctx.lineTo(x, y);
    ctx.stroke();
  }
  for (const [x, y] of points) drawShape(ctx, 'ring', x, y, 4.5, palette.cursor, palette.selectionHalo);
}
