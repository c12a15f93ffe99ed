import { toMgrs } from '../../../shared/geo/mgrs.ts';
import { fromUtm, toUtm, utmZone } from '../../../shared/geo/utm.ts';
import type { Position } from '../../../shared/model/position.ts';
import type { Frame, LabelPlacer } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';
import { labelFont } from './base-map.ts';

/** Lines closer together than this are too many. */
const LEAST_PX = 70;
const STEPS_M = [100, 1000, 10_000, 100_000] as const;
/** Straight pieces of a grid line: on this map it is nearly straight. */
const PIECES = 8;

const lngAt = (x: number): number => (x - 0.5) * 360;
const latAt = (y: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** The MGRS grid: squares of 100 km, 10 km, 1 km or 100 m by zoom, each zone's own, named where there is room. */
export function paintGrid(frame: Frame, labels: LabelPlacer): void {
  const { ctx, scale, originX, originY, width, height, palette } = frame;
  const west = lngAt(originX / scale);
  const east = lngAt((originX + width) / scale);
  const north = latAt(originY / scale);
  const south = latAt((originY + height) / scale);
  const metresPerPixel = ((east - west) * 111_320 * Math.cos((((north + south) / 2) * Math.PI) / 180)) / width;
  const step = STEPS_M.find((candidate) => candidate / metresPerPixel >= LEAST_PX) ?? 100_000;
  ctx.save();
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.sectorLine;
  ctx.globalAlpha = 0.75;
  ctx.setLineDash([]);
  const named: { readonly at: Position; readonly text: string }[] = [];
  for (let zone = utmZone(west); zone <= utmZone(east); zone++) {
    const zoneWest = Math.max(west, zone * 6 - 186);
    const zoneEast = Math.min(east, zone * 6 - 180);
    if (zoneEast <= zoneWest) continue;
    paintZone(frame, zone, [zoneWest, south, zoneEast, north], step, named);
  }
  ctx.globalAlpha = 1;
  ctx.restore();
  ctx.font = `600 11.5px ${labelFont}`;
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.labelHalo;
  ctx.fillStyle = palette.sectorLabel;
  for (const { at, text } of named) {
    labels.draw(frame, text, worldX(at[0]) * scale - originX, worldY(at[1]) * scale - originY, 11);
  }
}

function paintZone(
  { ctx, scale, originX, originY }: Frame,
  zone: number,
  [west, south, east, north]: readonly [number, number, number, number],
  step: number,
  named: { readonly at: Position; readonly text: string }[],
): void {
  const corners = [
    [west, south],
    [east, south],
    [west, north],
    [east, north],
    [(west + east) / 2, south],
    [(west + east) / 2, north],
  ].map((corner) => toUtm(corner as unknown as Position, zone));
  const range = (values: readonly number[]) =>
    [Math.floor(Math.min(...values) / step) * step, Math.ceil(Math.max(...values) / step) * step] as const;
  const [lowE, highE] = range(corners.map(({ eastingM }) => eastingM));
  const [lowN, highN] = range(corners.map(({ northingM }) => northingM));
  const line = (pointAt: (share: number) => Position) => {
    let isDown = false;
    for (let i = 0; i <= PIECES; i++) {
      const [lng, lat] = pointAt(i / PIECES);
      // A zone ends at its meridian: beyond it the next zone's grid holds.
      const isInside = lng >= zone * 6 - 186 - 1e-9 && lng <= zone * 6 - 180 + 1e-9;
      const [px, py] = [worldX(lng) * scale - originX, worldY(lat) * scale - originY];
      if (isInside && isDown) ctx.lineTo(px, py);
      else if (isInside) ctx.moveTo(px, py);
      isDown = isInside;
    }
  };
  ctx.beginPath();
  for (let eastingM = lowE; eastingM <= highE; eastingM += step) {
    line((share) => fromUtm({ eastingM, northingM: lowN + share * (highN - lowN) }, zone));
  }
  for (let northingM = lowN; northingM <= highN; northingM += step) {
    line((share) => fromUtm({ eastingM: lowE + share * (highE - lowE), northingM }, zone));
  }
  ctx.moveTo(worldX(zone * 6 - 180) * scale - originX, worldY(north) * scale - originY);
  ctx.lineTo(worldX(zone * 6 - 180) * scale - originX, worldY(south) * scale - originY);
  ctx.stroke();
  const digits = ({ 100000: 0, 10000: 2, 1000: 4, 100: 6 } as const)[step as 100];
  for (let eastingM = lowE; eastingM < highE; eastingM += step) {
    for (let northingM = lowN; northingM < highN; northingM += step) {
      const at = fromUtm({ eastingM: eastingM + step / 2, northingM: northingM + step / 2 }, zone);
      if (at[0] < west || at[0] > east || at[1] < south || at[1] > north || utmZone(at[0]) !== zone) continue;
      const reference = toMgrs(at[0], at[1], digits);
      if (reference !== null) named.push({ at, text: gridName(reference, digits) });
    }
  }
}

/** `14R PQ`; finer squares by the letters and digits that tell them from their neighbours: `PQ 05 82`. */
function gridName(reference: string, digits: number): string {
  const letters = reference.slice(-digits - 2, digits === 0 ? undefined : -digits);
  if (digits === 0) return `${reference.slice(0, -2)} ${letters}`;
  const half = digits / 2;
  return `${letters} ${reference.slice(-digits, -half)} ${reference.slice(-half)}`;
}
