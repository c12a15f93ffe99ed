import type { CrossingRow } from '../../../shared/contract/contract.ts';
import { WORLD_UNITS } from '../../../shared/geo/web-mercator.ts';
import type { Frame } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';
import type { FlightLayer } from './flights.ts';

export type CrossingLayer = readonly {
  readonly x: number;
  readonly y: number;
  readonly northbound: boolean;
  readonly observed: boolean;
}[];

type Crossing = Pick<CrossingRow, 'position' | 'direction' | 'how'>;

export const toCrossings = (rows: readonly Crossing[]): CrossingLayer =>
  rows.map(({ position: [lng, lat], direction, how }) => ({
    x: worldX(lng),
    y: worldY(lat),
    northbound: direction === 'northbound',
    observed: how === 'observed',
  }));

/** Crossings of the flights shown, from what was sent for the map. */
export function crossingsOf({ marks, shapes, shapeOf }: FlightLayer): CrossingLayer {
  if (shapes === null) return [];
  const shown = new Uint8Array(shapes.ids.length);
  for (let mark = 0; mark < marks.count; mark++) if (shapeOf[mark]! >= 0) shown[shapeOf[mark]!] = 1;
  const found: CrossingLayer[number][] = [];
  const { crossings } = shapes;
  for (let at = 0; at < crossings.length; at += 4) {
    if (shown[crossings[at + 3]!] !== 1) continue;
    const kind = crossings[at + 2]!;
    found.push({
      x: crossings[at]! / WORLD_UNITS,
      y: crossings[at + 1]! / WORLD_UNITS,
      northbound: (kind & 1) !== 0,
      observed: (kind & 2) !== 0,
    });
  }
  return found;
}

const FROM_ZOOM = 9;

/** A triangle at each crossing: up for northbound, down for southbound; filled when observed, open when inferred in a gap. */
export function paintCrossings(frame: Frame, crossings: CrossingLayer, radiusPx = 6, fromZoom = FROM_ZOOM): void {
  const { ctx, scale, originX, originY, width, height, palette, zoom } = frame;
  if (zoom < fromZoom) return;
  ctx.setLineDash([]);
  ctx.lineJoin = 'round';
  for (const { x, y, northbound, observed } of crossings) {
    const [px, py] = [x * scale - originX, y * scale - originY];
    if (px < -10 || py < -10 || px > width + 10 || py > height + 10) continue;
    const up = northbound ? -1 : 1;
    ctx.beginPath();
    ctx.moveTo(px, py + up * radiusPx);
    ctx.lineTo(px + radiusPx * 0.9, py - up * radiusPx * 0.75);
    ctx.lineTo(px - radiusPx * 0.9, py - up * radiusPx * 0.75);
    ctx.closePath();
    ctx.strokeStyle = palette.labelHalo;
    ctx.lineWidth = 4.5;
    ctx.stroke();
    ctx.fillStyle = observed ? palette.crossing : palette.labelHalo;
    ctx.fill();
    ctx.strokeStyle = palette.crossing;
    ctx.lineWidth = 1.75;
    ctx.stroke();
  }
}
