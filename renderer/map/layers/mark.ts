import type { Position } from '../../../shared/model/position.ts';
import { drawShape } from '../draw-marks.ts';
import type { Frame } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';

/** The place that was asked about. */
export function paintMark({ ctx, scale, originX, originY, palette }: Frame, [lng, lat]: Position): void {
  drawShape(
    ctx,
    'cross',
    worldX(lng) * scale - originX,
    worldY(lat) * scale - originY,
    8,
    palette.cursor,
    palette.selectionHalo,
  );
}
