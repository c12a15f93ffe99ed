import { numberText } from '../../../format/numbers.ts';
import { visibleText } from '../../../visible-text.ts';
import type { AreaRow } from '../../data/areas.ts';
import type { MapData } from '../../data/map.ts';
import { html, type Markup } from '../html.ts';
import { areaSign } from './area-signs.ts';
import { arrowhead } from './arrows.ts';
import { hatchedBox } from './hatching.ts';
import { unit } from './projection.ts';

const rowHeight = 11;
const sampleWidth = 22;

/** What each sign of this map means; only signs that are on it. @returns the drawing and the height it takes */
export function legend(
  map: MapData,
  areas: readonly AreaRow[],
  x: number,
  y: number,
): { markup: Markup; height: number } {
  const entries = entriesOf(map, areas);
  const markup = html`<g>${entries.map(({ sample, words }, index) => {
    const top = y + index * rowHeight;
    return html`${sample(x, top + rowHeight / 2)}<text class="small" x="${unit(x + sampleWidth + 5)}" y="${unit(top + rowHeight / 2 + 2.6)}">${words}</text>`;
  })}</g>`;
  return { markup, height: entries.length * rowHeight };
}

/** Patterns of loaded lines in their order; with more they repeat, and the caption names them. */
const dashes = ['5 2', '2 2', '6 2 1.5 2', '4 1.5 1.5 1.5 1.5 1.5'];
export const loadedLineDash = (place: number): string => dashes[place % dashes.length]!;

/** The legend is narrow; the caption has the whole name. */
const mostLetters = 22;
const shortened = (name: string): string =>
  name.length <= mostLetters ? name : `${name.slice(0, mostLetters - 1).trimEnd()}…`;

interface Entry {
  readonly sample: (x: number, y: number) => Markup;
  readonly words: string;
}

function entriesOf(map: MapData, areas: readonly AreaRow[]): Entry[] {
  const entries: Entry[] = [];
  const line = (x: number, y: number): string => `M${unit(x)} ${unit(y)}H${unit(x + sampleWidth)}`;
  if (map.border.length > 0) {
    const error = map.borderErrorM === null ? '' : `, ± ${numberText(Math.ceil(map.borderErrorM))} m (95 %), grey`;
    entries.push({
      sample: (x, y) =>
        html`<path class="line-band" stroke-width="8" d="${line(x, y)}"/><path class="line-outer" d="${line(x, y)}"/><path class="line-inner" d="${line(x, y)}"/>`,
      words: `reference line${error}`,
    });
  }
  map.loadedLines.forEach(({ name, errorM }, place) => {
    entries.push({
      sample: (x, y) =>
        html`<path class="loaded-band" stroke-width="7" d="${line(x, y)}"/><path class="line-loaded" stroke-dasharray="${loadedLineDash(place)}" d="${line(x, y)}"/>`,
      words: `${shortened(visibleText(name))}, ± ${numberText(errorM)} m (95 %)`,
    });
  });
  const lines = map.flights.flatMap((flight) => flight.lines);
  const errors = map.flights.map(({ pathErrorM }) => pathErrorM);
  const [least, most] = [Math.min(...errors), Math.max(...errors)];
  const error = least === most ? numberText(most) : `${numberText(least)} to ${numberText(most)}`;
  if (lines.length > 0)
    entries.push({
      sample: (x, y) =>
        html`<path class="path-band" stroke-width="7" d="${line(x, y)}"/><path class="path" d="${line(x, y)}"/>${arrowhead([x + sampleWidth / 2, y], 1, 0)}`,
      words: `flight, direction, ± ${error} m (95 %)`,
    });
  if (lines.some(({ kind }) => kind === 'gap')) {
    entries.push({
      sample: (x, y) => html`<path class="gap" d="${line(x, y)}"/>`,
      words: 'gap: no detections',
    });
  }
  if ((map.sensors ?? []).length > 0) {
    entries.push({
      sample: (x, y) =>
        html`<path class="mark" d="M${unit(x + 11)} ${unit(y - 4)}L${unit(x + 15)} ${unit(y)}L${unit(x + 11)} ${unit(y + 4)}L${unit(x + 7)} ${unit(y)}Z"/>`,
      words: 'N1, N2: sensors',
    });
  }
  for (const status of ['designated', 'pending', 'rescinded', null] as const) {
    if (!areas.some((area) => area.status === status)) continue;
    const { hatch, edge, words } = areaSign(status);
    entries.push({
      sample: (x, y) => hatchedBox(`legend-${status ?? 'none'}`, hatch, x, y - 4, sampleWidth, 8, edge),
      words,
    });
  }
  return entries;
}
