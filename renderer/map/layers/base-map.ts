import type { Place, Reference } from '../../resources.ts';
import {
  type Frame,
  fillLines,
  isInFrame,
  type LabelPlacer,
  strokeLines,
  toWorldLine,
  type WorldLine,
} from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';

export interface BaseMap {
  readonly land: readonly WorldLine[];
  readonly lakes: readonly WorldLine[];
  readonly rivers: readonly WorldLine[];
  readonly stateLines: readonly WorldLine[];
  readonly countyLines: readonly WorldLine[];
  readonly places: readonly (Place & { readonly x: number; readonly y: number })[];
}

export const toBaseMap = (reference: Reference): BaseMap => ({
  land: reference.land.map(toWorldLine),
  lakes: reference.lakes.map(toWorldLine),
  rivers: reference.rivers.map(toWorldLine),
  stateLines: reference.stateLines.map(toWorldLine),
  countyLines: reference.countyLines.map(toWorldLine),
  places: reference.places.map((place) => ({ ...place, x: worldX(place.lng), y: worldY(place.lat) })),
});

/** What the base map covers: west, south, east, north. Land is cut at this box. */
export const regionBox = [-118.6, 25, -96, 34.6] as const;

/** Water, land, lakes, rivers, state lines; county lines when asked for. The border is drawn by its own layer. */
export function paintBaseMap(frame: Frame, base: BaseMap, counties: boolean): void {
  const { ctx, width, height, palette, zoom, scale, originX, originY } = frame;
  const [west, south, east, north] = regionBox;
  const [left, top] = [worldX(west) * scale - originX, worldY(north) * scale - originY];
  ctx.fillStyle = palette.outside;
  ctx.fillRect(0, 0, width, height);
  // The base map ends at its box: beyond it nothing is known, and nothing may look like sea.
  ctx.save();
  ctx.beginPath();
  ctx.rect(left + 1, top + 1, (worldX(east) - worldX(west)) * scale - 2, (worldY(south) - worldY(north)) * scale - 2);
  ctx.clip();
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, width, height);
  ctx.lineJoin = 'round';
  ctx.setLineDash([]);

  ctx.fillStyle = palette.land;
  fillLines(frame, base.land);
  ctx.strokeStyle = palette.coast;
  ctx.lineWidth = 1;
  strokeLines(frame, base.land);
  ctx.fillStyle = palette.water;
  fillLines(frame, base.lakes);
  strokeLines(frame, base.lakes);

  ctx.strokeStyle = palette.river;
  ctx.lineWidth = zoom < 8 ? 1 : 1.5;
  strokeLines(frame, base.rivers);

  if (counties && zoom >= 6) {
    ctx.strokeStyle = palette.countyLine;
    ctx.lineWidth = 1;
    strokeLines(frame, base.countyLines);
  }
  ctx.strokeStyle = palette.stateLine;
  ctx.lineWidth = 1.25;
  ctx.setLineDash([7, 3, 1.5, 3]);
  strokeLines(frame, base.stateLines);
  ctx.setLineDash([]);
  ctx.restore();
}

/** Smallest population labelled at a zoom; a place without one is labelled only near. */
function smallestPopulation(zoom: number): number {
  if (zoom < 5.5) return 1_000_000;
  if (zoom < 6.5) return 400_000;
  if (zoom < 7.5) return 120_000;
  if (zoom < 8.5) return 40_000;
  if (zoom < 9.5) return 12_000;
  if (zoom < 10.5) return 4_000;
  return 0;
}

/** Regions are named at their middle while they are larger than the view needs. Positions are for lettering only. */
const regions: readonly (readonly [name: string, lng: number, lat: number, fromZoom: number, toZoom: number])[] = [
  ['CALIFORNIA', -116.6, 33.75, 5.5, 9],
  ['ARIZONA', -111.7, 32.75, 5, 9],
  ['NEW MEXICO', -106.9, 33.3, 5, 9],
  ['TEXAS', -100.3, 30.6, 5, 9],
  ['BAJA CALIFORNIA', -115.2, 31.2, 5.5, 9],
  ['SONORA', -110.6, 29.9, 5, 9],
  ['CHIHUAHUA', -106.1, 28.9, 5, 9],
  ['COAHUILA', -102.1, 27.8, 5, 9],
  ['NUEVO LEÓN', -100.0, 25.7, 6, 9],
  ['TAMAULIPAS', -98.5, 25.2, 6, 9],
];

/** Names of places by population, then of states. Call after everything that reserves room. */
export function paintPlaces(frame: Frame, base: BaseMap, labels: LabelPlacer): void {
  const { ctx, zoom, scale, originX, originY, width, height, palette } = frame;
  const floor = smallestPopulation(zoom);
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.labelHalo;
  ctx.fillStyle = palette.placeLabel;
  for (const { name, population, x, y } of base.places) {
    if ((population ?? 0) < floor && !(population === null && floor === 0)) continue;
    const [px, py] = [x * scale - originX, y * scale - originY];
    if (px < 0 || py < 0 || px > width || py > height) continue;
    const size = (population ?? 0) >= 400_000 ? 13 : 12;
    ctx.font = `${(population ?? 0) >= 400_000 ? 600 : 400} ${size}px ${labelFont}`;
    if (labels.draw(frame, name, px + 6, py, size, 'left')) {
      ctx.beginPath();
      ctx.arc(px, py, 2, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
  ctx.fillStyle = palette.regionLabel;
  for (const [name, lng, lat, from, to] of regions) {
    if (zoom < from || zoom > to) continue;
    const [x, y] = [worldX(lng), worldY(lat)];
    if (!isInFrame({ minX: x, maxX: x, minY: y, maxY: y }, frame)) continue;
    ctx.font = `600 12px ${labelFont}`;
    ctx.letterSpacing = '2px';
    labels.draw(frame, name, x * scale - originX, y * scale - originY, 12);
    ctx.letterSpacing = '0px';
  }
}

export const labelFont = 'system-ui, "Segoe UI", Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
