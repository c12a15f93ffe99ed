import type { Port } from '../../resources.ts';
import type { Frame, LabelPlacer } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';
import { labelFont } from './base-map.ts';

export type PortLayer = readonly { readonly name: string; readonly x: number; readonly y: number }[];

export const toPorts = (ports: readonly Port[]): PortLayer =>
  ports.map(({ name, lng, lat }) => ({ name: `${name} POE`, x: worldX(lng), y: worldY(lat) }));

const FROM_ZOOM = 7;
const NAMED_FROM_ZOOM = 10;

/** A gate mark at each land port of entry: its source point, which may stand off the line. */
export function paintPorts(frame: Frame, ports: PortLayer, labels: LabelPlacer): void {
  const { ctx, zoom, scale, originX, originY, width, height, palette } = frame;
  if (zoom < FROM_ZOOM) return;
  ctx.setLineDash([]);
  for (const { name, x, y } of ports) {
    const [px, py] = [x * scale - originX, y * scale - originY];
    if (px < 0 || py < 0 || px > width || py > height) continue;
    ctx.lineWidth = 1.5;
    ctx.fillStyle = palette.borderHalo;
    ctx.strokeStyle = palette.port;
    ctx.beginPath();
    ctx.roundRect(px - 5, py - 5, 10, 10, 2);
    ctx.fill();
    ctx.stroke();
    ctx.beginPath();
    ctx.moveTo(px - 2, py + 3);
    ctx.lineTo(px - 2, py - 2);
    ctx.lineTo(px + 2, py - 2);
    ctx.lineTo(px + 2, py + 3);
    ctx.stroke();
    labels.reserve(px - 6, py - 6, px + 6, py + 6);
    if (zoom < NAMED_FROM_ZOOM) continue;
    ctx.font = `400 12px ${labelFont}`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.labelHalo;
    ctx.fillStyle = palette.port;
    labels.draw(frame, name, px + 9, py, 12, 'left');
  }
}
