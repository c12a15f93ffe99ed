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
  // The labels of the grid along the edges.
  placer.keep([width / 2, height - 6], width, 12);
  placer.keep([14, height / 2], 28, height);
  const countries = [country(placer, map.usLabel, point), country(placer, map.mxLabel, point)];
  for (const { lines } of map.flights) for (const line of lines) placer.keepLine(line.points.map(point));
  for (const piece of map.border) placer.keepLine(piece.map(point));
  for (const { pieces } of map.loadedLines) for (const piece of pieces) placer.keepLine(piece.map(point));
  const crossings = map.crossings
    .slice(0, mostNumbers)
    .map(({ number, position }) => crossing(placer, point(position), number));
  const ends = map.flights.flatMap(({ tag, start, end, deepest }) => {
    const of = tag === null ? '' : `${tag} `;
    return [
      endMark(placer, start, point, `${of}first`, 'circle'),
      endMark(placer, end, point, `${of}${start === null ? 'only position' : 'last'}`, 'square'),
      endMark(placer, deepest, point, `${of}deepest`, 'triangle'),
    ];
  });
  const stated = [
    ...(map.sensors ?? []).map(({ tag, position }) => endMark(placer, position, point, tag, 'diamond')),
    ...(map.operators ?? []).map(({ kind, position }) => endMark(placer, position, point, kind, 'cross')),
  ];
  return html`${countries}${areas.map((area) => areaName(placer, area, projection))}${map.places.map(({ name, position }) => placeName(placer, point(position), name))}${map.crossings
    .slice(mostNumbers)
    .map(({ position }) => tick(point(position)))}${crossings}${ends}${stated}`;
}

/** A number in a ring beside the line, led to the place of the crossing. */
function crossing(placer: Placer, [x, y]: DrawingPoint, number: number): Markup {
  const size = 12;
  const spots = [10, 18, 28, 40, 56].flatMap((distance) => around([x, y], size, size, distance - size / 2));
  const spot = placer.placeOverLines(spots, size, size);
  const dot = html`<circle class="crossing-point" cx="${unit(x)}" cy="${unit(y)}" r="2.1"/>`;
  if (spot === null) return dot;
  const [cx, cy] = spot.centre;
  return html`<path class="leader" d="M${unit(x)} ${unit(y)}L${unit(cx)} ${unit(cy)}"/>${dot}<circle class="mark" cx="${unit(cx)}" cy="${unit(cy)}" r="6"/><text class="label bold middle" x="${unit(cx)}" y="${unit(cy + 2.9)}">${number}</text>`;
}

const tick = ([x, y]: DrawingPoint): Markup =>
  html`<circle class="crossing-point" cx="${unit(x)}" cy="${unit(y)}" r="1.6"/>`;

function endMark(
  placer: Placer,
  position: readonly [number, number] | null,
  point: Projection['point'],
  words: string,
  shape: Sign,
): Markup | null {
  if (position === null) return null;
  const [x, y] = point(position);
  const width = textWidth(words, 8);
  const spot = placer.placeOverLines(
    [4.5, 11, 20].flatMap((distance) => around([x, y], width, textHeight, distance)),
    width,
    textHeight,
  );
  return html`${sign([x, y], shape)}${spot === null ? null : label(spot, width, words, 'label bold halo')}`;
}

type Sign = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross';

function sign([x, y]: DrawingPoint, shape: Sign): Markup {
  switch (shape) {
    case 'circle':
      return html`<circle class="mark" cx="${unit(x)}" cy="${unit(y)}" r="3"/>`;
    case 'square':
      return html`<rect class="mark" x="${unit(x - 2.7)}" y="${unit(y - 2.7)}" width="5.4" height="5.4"/>`;
    case 'diamond':
      return html`<path class="mark" d="M${unit(x)} ${unit(y - 4)}L${unit(x + 4)} ${unit(y)}L${unit(x)} ${unit(y + 4)}L${unit(x - 4)} ${unit(y)}Z"/>`;
    case 'cross':
      return html`<path class="mark" d="M${unit(x - 3)} ${unit(y - 3)}L${unit(x + 3)} ${unit(y + 3)}M${unit(x + 3)} ${unit(y - 3)}L${unit(x - 3)} ${unit(y + 3)}"/>`;
    case 'triangle':
      return html`<path class="mark" d="M${unit(x)} ${unit(y - 3.8)}L${unit(x + 3.5)} ${unit(y + 2.6)}H${unit(x - 3.5)}Z"/>`;
  }
}

/** The name of a country where the data found room for it. */
function country(placer: Placer, name: MapData['usLabel'], point: Projection['point']): Markup | null {
  if (name === null) return null;
  const [x, y] = point(name.position);
  placer.keep([x, y], textWidth(name.words, 13.5), 13);
  return html`<text class="country halo middle" x="${unit(x)}" y="${unit(y + 3.4)}">${name.words}</text>`;
}

/** An area's tag and name inside what is seen of it, or its tag alone; the caption has the names. */
function areaName(placer: Placer, area: AreaRow, { point, width, height }: Projection): Markup | null {
  const corners = (area.polygons ?? []).flatMap((rings) => rings[0]!.map(point));
  const span = (values: readonly number[], most: number): [number, number] => [
    Math.max(
      0,
      values.reduce((a, b) => Math.min(a, b), most),
    ),
    Math.min(
      most,
      values.reduce((a, b) => Math.max(a, b), 0),
    ),
  ];
  const [left, right] = span(
    corners.map(([x]) => x),
    width,
  );
  const [top, bottom] = span(
    corners.map(([, y]) => y),
    height,
  );
  const shares = [0.5, 0.35, 0.65, 0.2, 0.8, 0.1, 0.9];
  for (const words of [`${area.tag} ${visibleText(area.name)}`, area.tag]) {
    const size = textWidth(words, 7.8);
    const spots = shares.flatMap((down) =>
      shares.map(
        (along): Spot => ({ centre: [left + (right - left) * along, top + (bottom - top) * down], anchor: 'middle' }),
      ),
    );
    const inside = spots.filter(({ centre: [x] }) => x - size / 2 >= left && x + size / 2 <= right);
    const spot = placer.place(inside, size, textHeight);
    if (spot !== null) return label(spot, size, words, 'small bold halo');
  }
  return null;
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
