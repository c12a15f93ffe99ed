import type { Position } from '../../../shared/model/position.ts';
import type { Frame } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';

/** What is being drawn: rings of an area or a line, with the places that can be dragged. */
export interface OutlineLayer {
  readonly rings: readonly (readonly Position[])[];
  readonly isClosed: boolean;
  /** The ring that is drawn on, and its chosen place. */
  readonly ring: number;
  readonly place: number | null;
}

/** Half the side of the square at a place, CSS pixels. */
const HANDLE_PX = 5;

export function paintOutline(frame: Frame, { rings, isClosed, ring, place }: OutlineLayer): void {
  const { ctx, scale, originX, originY, palette } = frame;
  rings.forEach((places, number) => {
    const pixels = places.map(([lng, lat]) => [worldX(lng) * scale - originX, worldY(lat) * scale - originY] as const);
    ctx.beginPath();
    pixels.forEach(([x, y], i) => {
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    });
    if (isClosed && pixels.length > 2) ctx.closePath();
    for (const [color, width] of [[palette.selectionHalo, 6] as const, [palette.cursor, 2.5] as const]) {
      ctx.strokeStyle = color;
      ctx.lineWidth = width;
      ctx.setLineDash(number === ring ? [] : [6, 4]);
      ctx.stroke();
    }
    ctx.setLineDash([]);
    pixels.forEach(([x, y], i) => {
      const isChosen = number === ring && i === place;
      const half = isChosen ? HANDLE_PX + 3 : HANDLE_PX;
      ctx.fillStyle = isChosen ? palette.cursor : palette.selectionHalo;
      ctx.strokeStyle = palette.cursor;
      ctx.lineWidth = 2;
      ctx.fillRect(x - half, y - half, 2 * half, 2 * half);
      ctx.strokeRect(x - half, y - half, 2 * half, 2 * half);
    });
  });
}
