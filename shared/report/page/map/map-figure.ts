import { borderKmText } from '../../../format/distances.ts';
import { countText, numberText } from '../../../format/numbers.ts';
import { visibleText } from '../../../visible-text.ts';
import type { AreaRow } from '../../data/areas.ts';
import type { IncidentReport } from '../../data/incident.ts';
import { type FlightDrawing, inViewOf, type MapData } from '../../data/map.ts';
import { html, type Markup, outsideHtml } from '../html.ts';
import { areaSign } from './area-signs.ts';
import { arrows } from './arrows.ts';
import { graticule } from './graticule.ts';
import { hatching } from './hatching.ts';
import { labels } from './labels.ts';
import { legend, loadedLineDash } from './legend.ts';
import { locator } from './locator.ts';
import { type DrawingPoint, lineD, type Projection, projectionOf, ringsD, unit } from './projection.ts';
import { northArrow, scaleBar } from './scale-bar.ts';

const width = 340;
const locatorWidth = 84;
const scaleRoom = 56;
const northWidth = 16;

/** The map as a drawing for paper: everything it shows is in the report's data, and black and white suffices to read it. */
export function mapFigure(report: IncidentReport, map: MapData): Markup {
  const projection = projectionOf(map.bounds, width);
  const { height } = projection;
  const areas = report.areas.filter(({ polygons }) => polygons !== null && inViewOf(polygons, map.bounds));
  const net = graticule(map.bounds, projection);
  const key = legend(map, areas, 2, height + 7);
  const inset = locator(map, width - locatorWidth, height + 6, locatorWidth);
  const scaleLeft = width - locatorWidth - scaleRoom - 16;
  const full = height + 9 + Math.max(key.height, inset.height);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(full)}" role="img" aria-labelledby="map-title map-text">
<title id="map-title">Map of the flight and the reference line</title>
<desc id="map-text">${description(report, map)}</desc>
<defs><clipPath id="map-frame"><rect width="${width}" height="${unit(height)}"/></clipPath></defs>
<g clip-path="url(#map-frame)">
${bands(map, projection)}
${areas.map((area, index) => areaShape(area, index, projection))}
${net.lines}
${borderLines(map, projection)}
${flightLines(map, projection)}
${net.labels}
${labels(map, areas, projection)}
</g>
<rect class="frame" width="${width}" height="${unit(height)}"/>
${northArrow(scaleLeft - northWidth / 2 - 3, height + 22)}
${scaleBar(scaleLeft, height + 22, scaleRoom, projection.metresPerUnit)}
${key.markup}
${inset.markup}
</svg>
<figcaption>${caption(report, map, areas)}</figcaption>
</figure>`;
}

/** Errors as widths: twice the 95 % bound, to scale, under everything else. */
function bands(map: MapData, { metresPerUnit, point }: Projection): Markup {
  const borderWidth = map.borderErrorM === null ? 0 : (2 * map.borderErrorM) / metresPerUnit;
  return html`${map.loadedLines.flatMap(({ errorM, pieces }) => pieces.map((piece) => html`<path class="loaded-band" stroke-width="${unit((2 * errorM) / metresPerUnit)}" d="${lineD(piece.map(point))}"/>`))}
${map.border.map((piece) => html`<path class="line-band" stroke-width="${unit(borderWidth)}" d="${lineD(piece.map(point))}"/>`)}
${map.flights.map(({ lines, end, pathErrorM }) => {
  const pathWidth = (2 * pathErrorM) / metresPerUnit;
  const flown = lines.filter(({ kind }) => kind === 'flown');
  return html`${flown.map(({ points }) => html`<path class="path-band" stroke-width="${unit(pathWidth)}" d="${lineD(points.map(point))}"/>`)}
${lines.length > 0 || end === null ? null : errorDisc(point(end), pathWidth)}`;
})}`;
}

/** Around a position that stands alone. */
const errorDisc = ([x, y]: DrawingPoint, diameter: number): Markup =>
  html`<circle class="band" cx="${unit(x)}" cy="${unit(y)}" r="${unit(diameter / 2)}"/>`;

/** Its hatching, clipped to its outline, and the outline. */
function areaShape({ polygons, status }: AreaRow, index: number, { point, height }: Projection): Markup {
  const d = (polygons ?? []).map((rings) => ringsD(rings.map((ring) => ring.map(point)))).join('');
  const { hatch, edge } = areaSign(status);
  return html`<clipPath id="map-area-${index}"><path d="${d}" clip-rule="evenodd"/></clipPath><g clip-path="url(#map-area-${index})">${hatching(hatch, 0, 0, width, height)}</g><path class="${edge}" d="${d}"/>`;
}

const borderLines = (map: MapData, { point }: Projection): Markup =>
  html`${map.border.map((piece) => {
    const d = lineD(piece.map(point));
    return html`<path class="line-outer" d="${d}"/><path class="line-inner" d="${d}"/>`;
  })}${map.loadedLines.map(({ pieces }, place) => pieces.map((piece) => html`<path class="line-loaded" stroke-dasharray="${loadedLineDash(place)}" d="${lineD(piece.map(point))}"/>`))}`;

const flightLines = ({ flights }: MapData, projection: Projection): Markup =>
  html`${flights.map((flight) => oneFlight(flight, projection))}`;

function oneFlight(map: FlightDrawing, { point }: Projection): Markup {
  const drawn = map.lines.map(({ kind, points }) => ({ kind, points: points.map(point) }));
  return html`${drawn.map(({ kind, points }) => html`<path class="${kind === 'gap' ? 'gap' : 'path'}" d="${lineD(points)}"/>`)}
${
  spaced(
    map,
    drawn.map(({ points }) => points),
  )
    ? map.dots.map((position) => {
        const [x, y] = point(position);
        return html`<circle class="dot" cx="${unit(x)}" cy="${unit(y)}" r="1.3"/>`;
      })
    : null
}
${drawn.filter(({ kind }) => kind === 'flown').map(({ points }) => arrows(points))}`;
}

/** Whether detections lie far enough apart to be drawn one by one. */
function spaced(map: FlightDrawing, lines: readonly (readonly DrawingPoint[])[]): boolean {
  const lengths = lines.flatMap((points) =>
    points.slice(1).map(([x, y], index) => Math.hypot(x - points[index]![0], y - points[index]![1])),
  );
  const total = lengths.reduce((sum, length) => sum + length, 0);
  return map.dots.length > 0 && total / map.dots.length > 4;
}

function caption(report: IncidentReport, map: MapData, areas: readonly AreaRow[]): Markup {
  const { reference } = report;
  const line =
    map.border.length === 0
      ? 'The reference line lies outside this map.'
      : html`Double line: reference line, ${outsideHtml(reference.name)}, ${reference.vintage.split(';')[0] ?? ''}; not a survey.`;
  const loaded = map.loadedLines.map(
    ({ name, source }) => html` Dashed black: loaded line ${outsideHtml(name)} (${outsideHtml(source)}).`,
  );
  const named = areas.map(
    (area) =>
      html` ${area.tag}: ${outsideHtml(area.name)}${area.synthetic ? ' (synthetic)' : ''}, ${area.status ?? 'no designation on record'}.`,
  );
  const { withheld } = report.document;
  const left = (
    [
      ['area-edges', 'Area edges'],
      ['sensor-positions', 'Sensor positions'],
      ['operator', 'Operator and launch places'],
    ] as const
  ).flatMap(([what, words]) => (withheld.includes(what) ? [words] : []));
  const kept = left.length === 0 ? null : html` WITHHELD on this map: ${left.join('; ').toLowerCase()}.`;
  return html`${line}${loaded}${named}${kept} WGS 84, north up. ${reference.attribution}, ${reference.licence}.${reference.attributions.map((one, index) => html`${index === 0 ? ' ' : '; '}${outsideHtml(one)}`)}.`;
}

/** For who cannot see it. */
function description(report: IncidentReport, map: MapData): string {
  const crossings = report.flights
    .flatMap((flight) => flight.crossings)
    .map(({ number, direction, borderKm }) => `${number} ${direction} at border km ${borderKmText(borderKm)}`);
  const gaps = map.flights.flatMap(({ lines }) => lines.filter(({ kind }) => kind === 'gap')).length;
  const said = [
    `${map.flights.length === 1 ? 'The flight is' : `${map.flights.length} flights are each`} drawn from first to last position, ${countText(gaps, 'gap')} dashed.`,
    map.border.length === 0
      ? 'The reference line is outside the map.'
      : 'The reference line runs through the map, the United States on its northern side.',
    crossings.length === 0 ? 'No crossing.' : `Crossings: ${crossings.slice(0, 20).join('; ')}.`,
    map.borderErrorM === null ? '' : `Error of the line: ${numberText(Math.ceil(map.borderErrorM))} metres.`,
    ...map.loadedLines.map(
      ({ name, errorM }) =>
        `The loaded line ${visibleText(name)} runs through the map too, its error ${numberText(errorM)} metres.`,
    ),
    'The same facts stand in the tables of this page.',
  ];
  return said.filter((sentence) => sentence !== '').join(' ');
}
