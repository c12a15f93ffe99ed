import type { Reference, ReferenceLine, SectorReach } from '../../resources.ts';
import { type Frame, type LabelPlacer, strokeLines, toWorldLine, type WorldLine } from '../frame.ts';
import { worldX, worldY } from '../mercator.ts';
import { labelFont } from './base-map.ts';

interface Mark {
  /** On the reference line. */
  readonly x: number;
  readonly y: number;
  /** Unit vector to the left of the line, into the United States; y runs south. */
  readonly normalX: number;
  readonly normalY: number;
}

export interface SectorLayer {
  readonly inland: readonly WorldLine[];
  readonly breaks: readonly Mark[];
  readonly labels: readonly (Mark & { readonly name: string })[];
  readonly disputed: readonly WorldLine[];
}

/** Half the stretch of line whose direction a mark follows, km: rivers wind. */
const DIRECTION_KM = 12;

/** @param sectors as judged now: a person may have moved a break */
export function toSectors(
  { sectorLines, borderOverview, disputed }: Reference,
  sectors: readonly SectorReach[],
): SectorLayer {
  const mark = (km: number): Mark => {
    const [x, y] = placeOfKm(borderOverview, km);
    const [ax, ay] = placeOfKm(borderOverview, km - DIRECTION_KM);
    const [bx, by] = placeOfKm(borderOverview, km + DIRECTION_KM);
    const length = Math.hypot(bx - ax, by - ay) || 1;
    return { x, y, normalX: (by - ay) / length, normalY: -(bx - ax) / length };
  };
  return {
    inland: sectorLines.map(toWorldLine),
    breaks: sectors.slice(1).map(({ fromKm }) => mark(fromKm)),
    labels: sectors.map(({ name, fromKm, toKm }) => ({
      ...mark((fromKm + toKm) / 2),
      name: name.replace(' Sector', ' sector'),
    })),
    disputed: disputed.map(({ fromKm, toKm }) => toWorldLine(reachOf(borderOverview, fromKm, toKm))),
  };
}

/** Index of the last vertex at or before a border km. */
function vertexAt({ km }: ReferenceLine, target: number): number {
  let low = 0;
  let high = km.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (km[middle]! <= target) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Fractions of the world square of a border km, between vertices too: a straight reach has none for a hundred kilometres. */
function placeOfKm(reference: ReferenceLine, target: number): readonly [x: number, y: number] {
  const { km, line } = reference;
  const i = vertexAt(reference, target);
  const share = Math.max(0, Math.min(1, (target - km[i]!) / (km[i + 1]! - km[i]! || 1)));
  const lng = line.lng[i]! + share * (line.lng[i + 1]! - line.lng[i]!);
  const lat = line.lat[i]! + share * (line.lat[i + 1]! - line.lat[i]!);
  return [worldX(lng), worldY(lat)];
}

const reachOf = (reference: ReferenceLine, fromKm: number, toKm: number) => {
  const [from, to] = [vertexAt(reference, fromKm), vertexAt(reference, toKm) + 1];
  return { lng: reference.line.lng.slice(from, to + 1), lat: reference.line.lat.slice(from, to + 1) };
};

/** Inland lines (approximate), a tick across the border at every break, the disputed reach, names beside the line. */
export function paintSectors(frame: Frame, layer: SectorLayer, labels: LabelPlacer): void {
  const { ctx, zoom, scale, originX, originY, palette } = frame;
  ctx.strokeStyle = palette.sectorLine;
  ctx.globalAlpha = 0.7;
  ctx.lineWidth = 1.25;
  ctx.setLineDash([2, 4]);
  strokeLines(frame, layer.inland);
  ctx.globalAlpha = 1;
  ctx.setLineDash([4, 4]);
  ctx.lineWidth = 6;
  ctx.globalAlpha = 0.5;
  strokeLines(frame, layer.disputed);
  ctx.globalAlpha = 1;
  ctx.setLineDash([]);

  ctx.lineWidth = 2;
  ctx.beginPath();
  for (const { x, y, normalX, normalY } of layer.breaks) {
    const [px, py] = [x * scale - originX, y * scale - originY];
    ctx.moveTo(px - normalX * 5, py - normalY * 5);
    ctx.lineTo(px + normalX * 16, py + normalY * 16);
  }
  ctx.stroke();

  if (zoom < 5) return;
  ctx.font = `italic 600 12px ${labelFont}`;
  ctx.fillStyle = palette.sectorLabel;
  ctx.strokeStyle = palette.labelHalo;
  ctx.lineWidth = 3;
  for (const { x, y, normalX, normalY, name } of layer.labels) {
    labels.draw(frame, name, x * scale - originX + normalX * 64, y * scale - originY + normalY * 30, 12);
  }
}
