import type { CoverageState } from '../../../shared/model/lists.ts';
import type { Position } from '../../../shared/model/position.ts';
import { styleColor, styleOfState } from '../coverage-style.ts';
import { drawShape } from '../draw-marks.ts';
import type { Frame } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';

/** A flight that changes state between two scenarios. */
export interface ScenarioMark {
  readonly flightId: string;
  readonly position: Position;
  readonly timeMs: number;
  readonly to: CoverageState | null;
}

/** The shape of the state it comes to, in a dashed ring: told from what is on record by both. */
export function paintScenarioMarks(
  { ctx, scale, originX, originY, width, height, palette }: Frame,
  marks: readonly ScenarioMark[],
): void {
  for (const { position, timeMs, to } of marks) {
    const x = worldX(position[0]) * scale - originX;
    const y = worldY(position[1]) * scale - originY;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    const style = styleOfState(to, timeMs);
    ctx.beginPath();
    ctx.arc(x, y, 12, 0, 2 * Math.PI);
    ctx.setLineDash([]);
    ctx.strokeStyle = palette.selectionHalo;
    ctx.lineWidth = 4;
    ctx.stroke();
    ctx.setLineDash([4, 3]);
    ctx.strokeStyle = palette.cursor;
    ctx.lineWidth = 2;
    ctx.stroke();
    ctx.setLineDash([]);
    drawShape(ctx, style.word.shape, x, y, 6, styleColor(style, palette), palette.selectionHalo);
  }
}
