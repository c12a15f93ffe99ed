import type { Area, Designation } from '../../../shared/model/area.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import {
  type Frame,
  fillLines,
  isInFrame,
  type LabelPlacer,
  strokeLines,
  toWorldLine,
  type WorldLine,
} from '../frame.ts';
import type { Palette } from '../palette.ts';
import { labelFont } from './base-map.ts';

export type AreaStatus = 'designated' | 'pending' | 'rescinded' | 'none';

export interface MapArea {
  readonly name: string;
  readonly status: AreaStatus;
  readonly rings: readonly WorldLine[];
}

/** The words beside an area's name; the pattern of its edge says the same. */
export const areaStatusWords: Readonly<Record<AreaStatus, string>> = {
  designated: 'designated',
  pending: 'pending',
  rescinded: 'rescinded',
  none: 'no designation on record',
};

export const areaEdges: Readonly<Record<AreaStatus, { readonly dash: readonly number[]; readonly widthPx: number }>> = {
  designated: { dash: [], widthPx: 2 },
  pending: { dash: [10, 4], widthPx: 2 },
  rescinded: { dash: [2, 4], widthPx: 1.5 },
  none: { dash: [2, 4], widthPx: 1.5 },
};

export const areaColor = (status: AreaStatus, palette: Palette): string =>
  status === 'designated' ? palette.areaDesignated : status === 'pending' ? palette.areaPending : palette.areaOther;

/** Precedence when several records hold on one day: in force before proposed before withdrawn. */
const precedence = ['designated', 'pending', 'rescinded'] as const;

/**
 * Status of an area on one day by the records alone.
 * @param day US Eastern calendar day
 */
export function statusOn(day: string, areaId: string, designations: readonly Designation[]): AreaStatus {
  const holding = designations.filter(
    (record) => record.areaId === areaId && record.from <= day && (record.to === null || day <= record.to),
  );
  return precedence.find((status) => holding.some((record) => record.status === status)) ?? 'none';
}

/** The newest version of each area, with its status on a day. */
export function toMapAreas(areas: readonly Area[], designations: readonly Designation[], day: string): MapArea[] {
  const newest = new Map<string, Area>();
  for (const area of areas) if ((newest.get(area.id)?.version ?? 0) < area.version) newest.set(area.id, area);
  return [...newest.values()].map((area) => ({
    name: area.name,
    status: statusOn(day, area.id, designations),
    rings: area.geometry
      .flat()
      .map((ring) =>
        toWorldLine({ lng: Float64Array.from(ring, ([lng]) => lng), lat: Float64Array.from(ring, ([, lat]) => lat) }),
      ),
  }));
}

export function paintAreas(frame: Frame, areas: readonly MapArea[], labels: LabelPlacer): void {
  const { ctx, zoom, palette, scale, originX, originY } = frame;
  for (const { status, rings, name } of areas) {
    const visible = rings.filter((ring) => isInFrame(ring, frame));
    if (visible.length === 0) continue;
    ctx.strokeStyle = areaColor(status, palette);
    ctx.lineWidth = areaEdges[status].widthPx;
    ctx.setLineDash([...areaEdges[status].dash]);
    strokeLines(frame, visible);
    ctx.setLineDash([]);
    ctx.globalAlpha = status === 'designated' ? 0.13 : 0.06;
    ctx.fillStyle = areaColor(status, palette);
    fillLines(frame, visible);
    ctx.globalAlpha = 1;
    const [first] = rings;
    if (first === undefined || zoom < 8) continue;
    ctx.font = `600 12px ${labelFont}`;
    ctx.lineWidth = 3;
    ctx.strokeStyle = palette.labelHalo;
    ctx.fillStyle = areaColor(status, palette);
    const x = ((first.minX + first.maxX) / 2) * scale - originX;
    const y = first.minY * scale - originY + 12;
    labels.draw(frame, `${visibleText(name)} · ${areaStatusWords[status]}`, x, y, 12);
  }
}
