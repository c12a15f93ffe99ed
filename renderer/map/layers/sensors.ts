import type { SensorPlace } from '../../../shared/contract/contract.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import type { Frame, LabelPlacer } from '../frame.ts';
import { pixelsPerMetre, worldX, worldY } from '../mercator.ts';
import { labelFont } from './base-map.ts';

export type SensorLayer = readonly (SensorPlace & { readonly x: number; readonly y: number })[];

export const toSensors = (places: readonly SensorPlace[]): SensorLayer =>
  places.map((place) => ({ ...place, x: worldX(place.position[0]), y: worldY(place.position[1]) }));

const NAMED_FROM_ZOOM = 8;

/** A mast at each sensor; around it a circle as far as the farthest object it reported from there. */
export function paintSensors(frame: Frame, sensors: SensorLayer, labels: LabelPlacer): void {
  const { ctx, zoom, scale, originX, originY, width, height, palette } = frame;
  for (const { x, y, name, farthestM, position } of sensors) {
    const [px, py] = [x * scale - originX, y * scale - originY];
    const reach = farthestM === null ? 0 : farthestM * pixelsPerMetre(position[1], scale);
    if (px < -reach || py < -reach || px > width + reach || py > height + reach) continue;
    ctx.strokeStyle = palette.port;
    if (reach > 6) {
      ctx.lineWidth = 1;
      ctx.setLineDash([1, 4]);
      ctx.beginPath();
      ctx.arc(px, py, reach, 0, 2 * Math.PI);
      ctx.stroke();
      ctx.setLineDash([]);
    }
    for (const [color, lineWidth] of [
      [palette.labelHalo, 5],
      [palette.port, 2],
    ] as const) {
      ctx.strokeStyle = color;
      ctx.lineWidth = lineWidth;
      ctx.beginPath();
      ctx.moveTo(px - 5, py + 7);
      ctx.lineTo(px, py - 5);
      ctx.lineTo(px + 5, py + 7);
      ctx.moveTo(px - 3, py + 2);
      ctx.lineTo(px + 3, py + 2);
      ctx.moveTo(px - 5, py - 9);
      ctx.quadraticCurveTo(px, py - 4, px + 5, py - 9);
      ctx.stroke();
    }
    labels.reserve(px - 7, py - 10, px + 7, py + 8);
    if (zoom < NAMED_FROM_ZOOM) continue;
    ctx.font = `400 12px ${labelFont}`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.labelHalo;
    ctx.fillStyle = palette.port;
    labels.draw(frame, visibleText(name).slice(0, 40), px + 9, py, 12, 'left');
  }
}
