import { visibleText } from '../../../visible-text.ts';
import type { AreaRow } from '../../data/areas.ts';
import type { MapData } from '../../data/map.ts';
import { html, type Markup } from '../html.ts';
import { around, Placer, type Spot, textWidth } from './placer.ts';
import { type DrawingPoint, type Projection, unit } from './projection.ts';

/** More crossings than this are marked by ticks alone; the table has them all. */
const mostNumbers = 20;
const textHeight = 9;

/** Everything on the map that is text or a sign, placed so that nothing covers anything. In order of importance. */
export function labels(map: MapData, areas: readonly AreaRow[], projection: Projection): Markup {
  const { point, width, height } = projection;
  const placer = new Placer(width, height);
  // North arrow, scale bar, and the labels of the grid along the edges.
  placer.keep([width - 13, 18], 20, 36);
  placer.keep([width - 50, height - 18], 96, 34);
  placer.keep([width / 2, height - 6], width, 12);
  placer.keep([14, height / 2], 28, height);
  for (const line of map.lines) keepLine(placer, line.points.map(point));
  const crossings = map.crossings
    .slice(0, mostNumbers)
    .map(({ number, position }) => crossing(placer, point(position), number));
  const ends = [
    endMark(placer, map.start, point, 'first', 'circle'),
    endMark(placer, map.end, point, 'last', 'square'),
    endMark(placer, map.deepest, point, 'deepest', 'triangle'),
  ];
  const countries = [
    country(placer, map.usLabel, point, 'UNITED STATES'),
    country(placer, map.mxLabel, point, 'MEXICO'),
  ];
  for (const piece of map.border) keepLine(placer, piece.map(point));
  return html`${countries}${areas.map((area) => areaName(placer, area, projection))}${map.places.map(({ name, position }) => placeName(placer, point(position), name))}${map.crossings
    .slice(mostNumbers)
    .map(({ position }) => tick(point(position)))}${crossings}${ends}`;
}

/** Labels stay off a line: small boxes along it. */
function keepLine(placer: Placer, points: readonly DrawingPoint[]): void {
  const step = 5;
  for (let i = 0; i + 1 < points.length; i++) {
    const [x0, y0] = points[i]!;
    const [x1, y1] = points[i + 1]!;
    const count = Math.max(1, Math.ceil(Math.hypot(x1 - x0, y1 - y0) / step));
    for (let k = 0; k <= count; k++) placer.keep([x0 + ((x1 - x0) * k) / count, y0 + ((y1 - y0) * k) / count], 3, 3);
  }
}

/** A number in a ring beside the line, led to the place of the crossing. */
function crossing(placer: Placer, [x, y]: DrawingPoint, number: number): Markup {
  const size = 12;
  const spots = [10, 18, 28].flatMap((distance) => around([x, y], size, size, distance - size / 2));
  const spot = placer.place(spots, size, size) ?? { centre: [x, y], anchor: 'middle' };
  const [cx, cy] = spot.centre;
  return html`<path class="leader" d="M${unit(x)} ${unit(y)}L${unit(cx)} ${unit(cy)}"/><circle class="crossing-point" cx="${unit(x)}" cy="${unit(y)}" r="2.1"/><circle class="mark" cx="${unit(cx)}" cy="${unit(cy)}" r="6"/><text class="label bold middle" x="${unit(cx)}" y="${unit(cy + 2.9)}">${number}</text>`;
}

const tick = ([x, y]: DrawingPoint): Markup =>
  html`<circle class="crossing-point" cx="${unit(x)}" cy="${unit(y)}" r="1.6"/>`;

function endMark(
  placer: Placer,
  position: readonly [number, number] | null,
  point: Projection['point'],
  words: string,
  shape: 'circle' | 'square' | 'triangle',
): Markup | null {
  if (position === null) return null;
  const [x, y] = point(position);
  const width = textWidth(words, 8);
  const spot = placer.place(
    [4.5, 11, 20].flatMap((distance) => around([x, y], width, textHeight, distance)),
    width,
    textHeight,
  );
  return html`${sign([x, y], shape)}${spot === null ? null : label(spot, width, words, 'label bold halo')}`;
}

function sign([x, y]: DrawingPoint, shape: 'circle' | 'square' | 'triangle'): Markup {
  switch (shape) {
    case 'circle':
      return html`<circle class="mark" cx="${unit(x)}" cy="${unit(y)}" r="3"/>`;
    case 'square':
      return html`<rect class="mark" x="${unit(x - 2.7)}" y="${unit(y - 2.7)}" width="5.4" height="5.4"/>`;
    case 'triangle':
      return html`<path class="mark" d="M${unit(x)} ${unit(y - 3.8)}L${unit(x + 3.5)} ${unit(y + 2.6)}H${unit(x - 3.5)}Z"/>`;
  }
}

function country(
  placer: Placer,
  position: readonly [number, number] | null,
  point: Projection['point'],
  words: string,
): Markup | null {
  if (position === null) return null;
  const [x, y] = point(position);
  const width = textWidth(words, 13.5);
  const spot = placer.place(
    [0, 8, -8, 16, -16].flatMap((dy) =>
      [0, 20, -20, 44, -44].map((dx): Spot => ({ centre: [x + dx, y + dy], anchor: 'middle' })),
    ),
    width,
    12,
  );
  const [cx, cy] = spot?.centre ?? [x, y];
  return html`<text class="country halo middle" x="${unit(cx)}" y="${unit(cy + 3.4)}">${words}</text>`;
}

function areaName(placer: Placer, area: AreaRow, { point, width, height }: Projection): Markup | null {
  const name = `${visibleText(area.name)}${area.synthetic ? ' (synthetic)' : ''}`;
  const shown = [...name].length > 30 ? `${[...name].slice(0, 29).join('')}…` : name;
  const corners = area.polygons
    .flatMap((rings) => rings[0]!.map(point))
    .map(([x, y]): DrawingPoint => [Math.min(width - 4, Math.max(4, x)), Math.min(height - 4, Math.max(4, y))]);
  const xs = corners.map(([x]) => x);
  const ys = corners.map(([, y]) => y);
  const middle: DrawingPoint = [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
  const size = textWidth(shown, 7.8);
  const offsets = [0, 12, -12, 26, -26, 44, -44];
  const spots = offsets.flatMap((dy) =>
    offsets.map((dx): Spot => ({ centre: [middle[0] + dx, middle[1] + dy], anchor: 'middle' })),
  );
  const spot = placer.place(spots, size, textHeight);
  return spot === null ? null : label(spot, size, shown, 'small bold halo');
}

function placeName(placer: Placer, [x, y]: DrawingPoint, name: string): Markup {
  const width = textWidth(visibleText(name), 7.8);
  const spot = placer.place(around([x, y], width, textHeight, 4), width, textHeight);
  return html`<circle class="place-dot" cx="${unit(x)}" cy="${unit(y)}" r="1.8"/>${spot === null ? null : label(spot, width, name, 'small halo')}`;
}

function label({ centre: [x, y], anchor }: Spot, width: number, words: string, style: string): Markup {
  const at = anchor === 'middle' ? x : anchor === 'start' ? x - width / 2 : x + width / 2;
  const alignment = anchor === 'middle' ? ' middle' : anchor === 'end' ? ' right' : '';
  return html`<text class="${style}${alignment}" x="${unit(at)}" y="${unit(y + 2.8)}">${words}</text>`;
}
