import { z } from 'zod';
import { roundTo } from '../../format/numbers.ts';
import type { Border } from '../../geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../geo/ellipsoid.ts';
import type { Area, MultiPolygon } from '../../model/area.ts';
import type { Bbox, Position } from '../../model/position.ts';
import type { IncidentReportInput } from '../input.ts';
import { clippedLine } from './clip.ts';
import { farthestNorth, mainPosition, principal, type ReportContext } from './context.ts';
import { type CountryLabel, countryLabels } from './country-labels.ts';
import { boxOf, drawn, finest, grown, least, lineOf, most, printed, shaped, smallestWidthM } from './map-frame.ts';

const pointSchema = z.tuple([z.number(), z.number()]);
const lineSchema = z.array(pointSchema);

const countrySchema = z.strictObject({ words: z.string(), position: pointSchema });

/** What the map shows, in degrees; the page decides how it looks. All positions [lng, lat]. */
export const mapSchema = z.strictObject({
  bounds: z.tuple([z.number(), z.number(), z.number(), z.number()]),
  /** Parts of the reference line in view, west to east. */
  border: z.array(lineSchema),
  /** 95 % bound drawn as the line's error band, metres. */
  borderErrorM: z.number().nullable(),
  /** Parts in view of the lines loaded beside it; those out of sight are left out. */
  loadedLines: z.array(
    z.strictObject({ name: z.string(), source: z.string(), errorM: z.number(), pieces: z.array(lineSchema) }),
  ),
  /** Where the names of the countries fit; null where that side is not in view. */
  usLabel: countrySchema.nullable(),
  mxLabel: countrySchema.nullable(),
  /** Those with a position, in order of time. */
  flights: z.array(
    z.strictObject({
      /** How it is called on the page; null where it is the only one. */
      tag: z.string().nullable(),
      /** Flown: between detections of one track. Gap: the straight way across a silence, not where it flew. */
      lines: z.array(z.strictObject({ kind: z.enum(['flown', 'gap']), points: lineSchema })),
      /** Detections, when few enough to be told apart. */
      dots: lineSchema,
      /** Median 95 % position error, metres: the band around the path. */
      pathErrorM: z.number(),
      start: pointSchema.nullable(),
      end: pointSchema.nullable(),
      deepest: pointSchema.nullable(),
    }),
  ),
  /** Sensors, and operator and launch places, in view; null where they are withheld. */
  sensors: z.array(z.strictObject({ tag: z.string(), position: pointSchema })).nullable(),
  operators: z.array(z.strictObject({ kind: z.string(), position: pointSchema })).nullable(),
  crossings: z.array(z.strictObject({ number: z.number().int(), position: pointSchema })),
  places: z.array(z.strictObject({ name: z.string(), position: pointSchema })),
  /** The whole reference line, coarse, and the main place where it is in the line's reach, for the locator. */
  overview: lineSchema,
  here: pointSchema.nullable(),
});
export type MapData = z.infer<typeof mapSchema>;

const mostDots = 240;
const mostPlaces = 12;
/** Of one flight. */
const mostOperators = 2;
/** Of the locator's line, degrees. */
const overviewTolerance = 0.03;

export type FlightDrawing = MapData['flights'][number];

/** Null when no flight has a position. */
export function mapData(contexts: readonly ReportContext[]): MapData | null {
  const placed = contexts.filter(({ path }) => path.count > 0);
  if (placed.length === 0) return null;
  const { input, flight, path } = principal(placed);
  const here = mainPosition(flight, path)!;
  const bounds = boundsOf(placed);
  const widthDeg = bounds[2] - bounds[0];
  const tolerance = widthDeg / finest;
  const partsInView = (line: readonly Position[]): [number, number][][] =>
    clippedLine(line, grown(bounds, 0.05)).map((piece) => drawn(piece, tolerance));
  const positions = placed.flatMap(pathPositions);
  const countries = countryLabels(bounds, input.border, positions);
  const { withheld } = input.document;
  return {
    bounds: bounds.map((degree) => roundTo(degree, 6)) as MapData['bounds'],
    border: partsInView(lineOf(input.border)),
    loadedLines: input.loadedLines
      .map(({ name, source, errorM, vertices }) => ({ name, source, errorM, pieces: partsInView(vertices) }))
      .filter(({ pieces }) => pieces.length > 0),
    borderErrorM: input.place?.borderErrorM ?? null,
    usLabel: printedLabel(countries.us),
    mxLabel: printedLabel(countries.mx),
    flights: placed.map((context) => drawing(context, tolerance, positions.length <= mostDots)),
    sensors: withheld.includes('sensor-positions') ? null : sensorsInView(contexts, bounds),
    operators: withheld.includes('operator') ? null : operatorsInView(contexts, bounds),
    crossings: contexts.flatMap(({ flight, earlier }) =>
      flight.crossings
        .toSorted((a, b) => a.timeMs - b.timeMs)
        .map(({ position }, index) => ({ number: earlier.crossings + index + 1, position: printed(position) })),
    ),
    places: placesInView(input.places, bounds, here),
    overview: overviewOf(input.border),
    here: input.border.fix(here[0], here[1]) === null ? null : [roundTo(here[0], 3), roundTo(here[1], 3)],
  };
}

const drawing = (context: ReportContext, tolerance: number, dotted: boolean): FlightDrawing => ({
  tag: context.tag,
  lines: pathLines(context, tolerance),
  dots: dotted ? pathPositions(context).map(printed) : [],
  pathErrorM: Math.ceil(1.96 * context.flight.sigmaM.median),
  start: context.path.count > 1 ? printed(pathPosition(context, 0)) : null,
  end: printed(pathPosition(context, context.path.count - 1)),
  deepest: context.main === null ? null : printed(context.main.position),
});

/** Under the tags of the table of sensors, which lists them in this order. */
function sensorsInView(contexts: readonly ReportContext[], bounds: Bbox): NonNullable<MapData['sensors']> {
  const { input } = contexts[0]!;
  const ids = [...new Set(contexts.flatMap(({ flight }) => flight.tracks.map(({ sensorId }) => sensorId)))];
  return ids.flatMap((id, index) =>
    (input.sensors.find(({ sensorId }) => sensorId === id)?.positions ?? [])
      .filter((position) => isWithin(position, bounds))
      .slice(0, 1)
      .map((position) => ({ tag: `N${index + 1}`, position: printed(position) })),
  );
}

const operatorsInView = (contexts: readonly ReportContext[], bounds: Bbox): NonNullable<MapData['operators']> =>
  contexts.flatMap(({ input, tag }) =>
    input.operator.places
      .filter(({ position }) => isWithin(position, bounds))
      .slice(0, mostOperators)
      .map(({ kind, position }) => ({ kind: tag === null ? kind : `${tag} ${kind}`, position: printed(position) })),
  );

const isWithin = ([lng, lat]: Position, [west, south, east, north]: Bbox): boolean =>
  lng > west && lng < east && lat > south && lat < north;

/** Whether any part of an area may be in view: by its box. */
export const inView = ({ geometry }: Area, bounds: Bbox): boolean => inViewOf(geometry, bounds);

export function inViewOf(polygons: MultiPolygon, [west, south, east, north]: Bbox): boolean {
  return polygons.some((polygon) => {
    const ring = polygon[0]!;
    const lngs = ring.map(([lng]) => lng);
    const lats = ring.map(([, lat]) => lat);
    return least(lngs) <= east && most(lngs) >= west && least(lats) <= north && most(lats) >= south;
  });
}

/** The flights, their crossings, and the reference line where it is near enough to be read with them; in the map's shape. */
function boundsOf(contexts: readonly ReportContext[]): Bbox {
  const points: Position[] = contexts.flatMap((context) => [
    ...pathPositions(context),
    ...context.flight.crossings.map(({ position }): Position => position),
  ]);
  const [west, south, east, north] = boxOf(points);
  const lat = (south + north) / 2;
  const kx = metresPerDegreeLng(lat);
  const ky = metresPerDegreeLat(lat);
  const extentM = Math.max((east - west) * kx, (north - south) * ky, smallestWidthM);
  for (const { path, input } of contexts) {
    const nearest = farthestNorth(path);
    const fix = nearest === null ? null : input.border.fix(path.lng[nearest]!, path.lat[nearest]!);
    if (fix !== null && Math.abs(fix.distanceM) < 2 * extentM) points.push(fix.position);
  }
  return shaped(boxOf(points), kx, ky);
}

const pathPosition = ({ path }: ReportContext, index: number): Position => [path.lng[index]!, path.lat[index]!];

const pathPositions = (context: ReportContext): Position[] =>
  Array.from({ length: context.path.count }, (_, index) => pathPosition(context, index));

/**
 * The flight as lines. Tracks that overlap in time are drawn each by itself, so that two sensors with different errors do not
 * make a zigzag; a track that takes over from another without a gap is joined to it.
 */
function pathLines(context: ReportContext, tolerance: number): FlightDrawing['lines'] {
  const { path, gaps } = context;
  const gapAfter = new Map(gaps.map(({ before, after }) => [before, after]));
  const lastOf = new Map<number, number>();
  const firstOf = new Map<number, number>();
  for (let i = 0; i < path.count; i++) {
    lastOf.set(path.track[i]!, i);
    if (!firstOf.has(path.track[i]!)) firstOf.set(path.track[i]!, i);
  }
  const flown = new Map<number, number[]>();
  const lines: FlightDrawing['lines'] = [];
  const close = (track: number): void => {
    const indices = flown.get(track);
    flown.delete(track);
    if (indices === undefined || indices.length < 2) return;
    const points = indices.map((index) => pathPosition(context, index));
    lines.push({ kind: 'flown', points: drawn(points, tolerance) });
  };
  for (let i = 0; i < path.count; i++) {
    const track = path.track[i]!;
    const previous = path.track[i - 1];
    const takesOver =
      previous !== undefined &&
      previous !== track &&
      !gapAfter.has(i - 1) &&
      lastOf.get(previous) === i - 1 &&
      firstOf.get(track) === i;
    const run = flown.get(track) ?? (takesOver ? [i - 1] : []);
    run.push(i);
    flown.set(track, run);
    const after = gapAfter.get(i);
    if (lastOf.get(track) === i || after !== undefined) close(track);
    if (after !== undefined) {
      for (const open of [...flown.keys()]) close(open);
      lines.push({ kind: 'gap', points: [printed(pathPosition(context, i)), printed(pathPosition(context, after))] });
    }
  }
  return lines;
}

const printedLabel = (label: CountryLabel | null): MapData['usLabel'] =>
  label === null ? null : { words: label.words, position: printed(label.position) };

const overviewOf = (border: Border): [number, number][] =>
  drawn(lineOf(border), overviewTolerance).map(([lng, lat]) => [roundTo(lng, 3), roundTo(lat, 3)]);

function placesInView(places: IncidentReportInput['places'], bounds: Bbox, here: Position): MapData['places'] {
  const [west, south, east, north] = grown(bounds, -0.02);
  const squared = ({ position }: (typeof places)[number]) =>
    (position[0] - here[0]) ** 2 + (position[1] - here[1]) ** 2;
  return places
    .filter(({ position: [lng, lat] }) => lng > west && lng < east && lat > south && lat < north)
    .toSorted((a, b) => squared(a) - squared(b))
    .slice(0, mostPlaces)
    .map(({ name, position }) => ({ name, position: printed(position) }));
}
