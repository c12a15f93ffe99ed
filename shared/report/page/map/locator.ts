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
  const markup = html`<g>
<path class="locator-line" d="${lineD(map.overview.map(point))}"/>
${map.here === null ? null : hereMark(point(map.here))}
<text class="small" x="${unit(x + 5)}" y="${unit(y + 6 + 15)}">Pacific</text>
<text class="small right" x="${unit(x + width)}" y="${unit(y + height - 24)}">Gulf</text>
</g>`;
  return { markup, height };
}

const hereMark = ([x, y]: DrawingPoint): Markup =>
  html`<path class="locator-cross" d="M${unit(x - 7)} ${unit(y)}H${unit(x - 2.6)}M${unit(x + 2.6)} ${unit(y)}H${unit(x + 7)}M${unit(x)} ${unit(y - 7)}V${unit(y - 2.6)}M${unit(x)} ${unit(y + 2.6)}V${unit(y + 7)}"/><circle class="locator-here" cx="${unit(x)}" cy="${unit(y)}" r="2.6"/>`;
