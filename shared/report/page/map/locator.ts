import type { MapData } from '../../data/map.ts';
import { html, type Markup } from '../html.ts';
import { type DrawingPoint, lineD, unit } from './projection.ts';

/** The whole reference line, small, with a mark where the map is. @returns the drawing and the height it takes */
export function locator(map: MapData, x: number, y: number, width: number): { markup: Markup; height: number } {
  const lngs = map.overview.map(([lng]) => lng);
  const lats = map.overview.map(([, lat]) => lat);
  const west = Math.min(...lngs);
  const east = Math.max(...lngs);
  const south = Math.min(...lats);
  const north = Math.max(...lats);
  const flat = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const inner = width - 10;
  const perDegree = inner / ((east - west) * flat);
  const height = (north - south) * perDegree + 12;
  const point = ([lng, lat]: readonly [number, number]): DrawingPoint => [
    x + 5 + (lng - west) * flat * perDegree,
    y + 6 + (north - lat) * perDegree,
  ];
  const [hx, hy] = point(map.here);
  const markup = html`<g>
<path class="locator-line" d="${lineD(map.overview.map(point))}"/>
<path class="locator-cross" d="M${unit(hx - 7)} ${unit(hy)}H${unit(hx - 2.6)}M${unit(hx + 2.6)} ${unit(hy)}H${unit(hx + 7)}M${unit(hx)} ${unit(hy - 7)}V${unit(hy - 2.6)}M${unit(hx)} ${unit(hy + 2.6)}V${unit(hy + 7)}"/>
<circle class="locator-here" cx="${unit(hx)}" cy="${unit(hy)}" r="2.6"/>
<text class="small" x="${unit(x + 5)}" y="${unit(y + 6 + 15)}">Pacific</text>
<text class="small right" x="${unit(x + width)}" y="${unit(y + height - 24)}">Gulf</text>
</g>`;
  return { markup, height };
}
