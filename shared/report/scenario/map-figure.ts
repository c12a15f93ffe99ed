import { countText, numberText } from '../../format/numbers.ts';
import { coverageWord } from '../../model/words.ts';
import { inViewOf } from '../data/map.ts';
import { html, type Markup, outsideHtml } from '../page/html.ts';
import { graticule } from '../page/map/graticule.ts';
import { type Hatch, hatchedBox, hatching } from '../page/map/hatching.ts';
import { lineD, type Projection, projectionOf, ringsD, unit } from '../page/map/projection.ts';
import { northArrow, scaleBar } from '../page/map/scale-bar.ts';
import type { DesignatedIn, ScenarioMap } from './map.ts';

const width = 520;
/** Flights of one change this near to each other share a sign that says how many they are. */
const cell = 26;
const signRadius = 5.2;
const scaleRoom = 90;
const legendStep = 13;

const areaSigns: Record<DesignatedIn, { readonly hatch: Hatch; readonly edge: string; readonly words: string }> = {
  both: { hatch: 'rising', edge: 'area-edge', words: 'designated in A and B' },
  a: { hatch: 'falling', edge: 'area-edge rescinded', words: 'designated in A only' },
  b: { hatch: 'dots', edge: 'area-edge pending', words: 'designated in B only' },
  neither: { hatch: 'blank', edge: 'area-edge undesignated', words: 'designated in neither' },
};

/** `a`, `b`, … by how frequent the change is; after `z` come `aa`, `ab`. */
export const changeLetter = (index: number): string =>
  index < 26
    ? String.fromCharCode(97 + index)
    : `${changeLetter(Math.floor(index / 26) - 1)}${changeLetter(index % 26)}`;

/** Where flights change, as a drawing for paper: told apart by letters and hatching, in black and white. */
export function scenarioMapFigure(map: ScenarioMap, splitDay: string): Markup {
  const projection = projectionOf(map.bounds, width);
  const { height, metresPerUnit } = projection;
  const areas = map.areas.filter(({ polygons }) => inViewOf(polygons, map.bounds));
  const net = graticule(map.bounds, projection);
  const kinds = (Object.keys(areaSigns) as DesignatedIn[]).filter((kind) =>
    areas.some((one) => one.designated === kind),
  );
  const legendHeight = Math.max(36, (kinds.length + 1) * legendStep);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(height + 8 + legendHeight)}" role="img" aria-labelledby="scenario-map-title scenario-map-text">
<title id="scenario-map-title">Where flights have another state</title>
<desc id="scenario-map-text">${map.changes
    .map(({ places }, index) => `${changeLetter(index)}: ${countText(places.length, 'flight')}`)
    .join('; ')}. The same counts stand in the tables of this page.</desc>
<defs><clipPath id="scenario-frame"><rect width="${width}" height="${unit(height)}"/></clipPath></defs>
<g clip-path="url(#scenario-frame)">
${areas.map((area, index) => areaShape(area, index, projection))}
${net.lines}
${map.border.map((piece) => {
  const d = lineD(piece.map(projection.point));
  return html`<path class="line-outer" d="${d}"/><path class="line-inner" d="${d}"/>`;
})}
${net.labels}
${signs(map, projection)}
</g>
<rect class="frame" width="${width}" height="${unit(height)}"/>
${kinds.map((kind, index) => {
  const { hatch, edge, words } = areaSigns[kind];
  const y = height + 10 + index * legendStep;
  return html`${hatchedBox(`scenario-legend-${kind}`, hatch, 1, y, 22, 8, edge)}<text class="small" x="28" y="${unit(y + 7)}">area, ${words}</text>`;
})}
${lineSample(height + 10 + kinds.length * legendStep)}
${northArrow(width - scaleRoom - 30, height + 24)}
${scaleBar(width - scaleRoom - 14, height + 24, scaleRoom, metresPerUnit)}
</svg>
<figcaption>${map.changes.map(
    ({ from, to, places }, index) =>
      html`${index === 0 ? '' : '; '}<strong>${changeLetter(index)}</strong> ${coverageWord(from, null).label} in A, ${coverageWord(to, null).label} in B (${countText(places.length, 'flight')})`,
  )}. A letter stands at one position of a flight in the United States, a number after it for several near each other${map.truncated ? '; only the flights with the longest change are drawn' : ''}. From ${splitDay} “outside” reads “${coverageWord('outside', splitDay).label}”. WGS 84, north up; the scale is that of the middle of the map.${names(areas)}</figcaption>
</figure>`;
}

const names = (areas: ScenarioMap['areas']): Markup | null =>
  areas.length === 0 || areas.length > 12
    ? null
    : html` Areas: ${areas.map(({ name, synthetic }, index) => html`${index === 0 ? '' : ', '}${outsideHtml(name)}${synthetic ? ' (synthetic)' : ''}`)}.`;

const lineSample = (y: number): Markup =>
  html`<path class="line-outer" d="M1 ${unit(y + 4)}h22"/><path class="line-inner" d="M1 ${unit(y + 4)}h22"/><text class="small" x="28" y="${unit(y + 7)}">reference line</text>`;

function areaShape(
  { polygons, designated }: ScenarioMap['areas'][number],
  index: number,
  { point, height }: Projection,
): Markup {
  const d = polygons.map((rings) => ringsD(rings.map((ring) => ring.map(point)))).join('');
  const { hatch, edge } = areaSigns[designated];
  return html`<clipPath id="scenario-area-${index}"><path d="${d}" clip-rule="evenodd"/></clipPath><g clip-path="url(#scenario-area-${index})">${hatching(hatch, 0, 0, width, height)}</g><path class="${edge}" d="${d}"/>`;
}

interface Sign {
  readonly letter: string;
  count: number;
  x: number;
  y: number;
}

/** One sign for the flights of one change in one cell, at their middle; signs of several changes in a cell stand side by side. */
function signs({ changes }: ScenarioMap, { point }: Projection): Markup {
  const cells = new Map<string, Sign[]>();
  changes.forEach(({ places }, index) => {
    const letter = changeLetter(index);
    for (const place of places) {
      const [x, y] = point(place);
      const key = `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
      const here = cells.get(key) ?? [];
      cells.set(key, here);
      const known = here.find((sign) => sign.letter === letter);
      if (known === undefined) here.push({ letter, count: 1, x, y });
      else {
        known.x += (x - known.x) / (known.count + 1);
        known.y += (y - known.y) / (known.count + 1);
        known.count++;
      }
    }
  });
  return html`${[...cells.values()].flatMap((here) =>
    here.map((sign, place) => {
      const x = here[0]!.x + place * 2.6 * signRadius;
      const y = here[0]!.y;
      const count = sign.count === 1 ? '' : ` ${numberText(sign.count)}`;
      return html`<circle class="mark" cx="${unit(x)}" cy="${unit(y)}" r="${signRadius}"/><text class="small bold middle" x="${unit(x)}" y="${unit(y + 2.4)}">${sign.letter}</text>${
        count === ''
          ? null
          : html`<text class="small bold halo middle" x="${unit(x)}" y="${unit(y + signRadius + 7.2)}">${count.trim()}</text>`
      }`;
    }),
  )}`;
}
