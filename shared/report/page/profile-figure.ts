import { countText, numberText, signedText } from '../../format/numbers.ts';
import { utcClockText, utcText } from '../../format/times.ts';
import type { ProfileData } from '../data/profile.ts';
import { html, type Markup } from './html.ts';
import { multiples, niceStep } from './map/graticule.ts';
import { type DrawingPoint, lineD, unit } from './map/projection.ts';

const wideWidth = 540;
const narrowWidth = 224;
const left = 45;
const right = 30;
const distanceHeight = 60;
const altitudeHeight = 28;
const between = 13;
const top = 12;
/** More altitude datums than this are named, not drawn. */
const mostAltitudes = 2;

type Run = readonly (readonly [number, number, ...number[]])[];

/** Signed distance with its error, and altitude by datum, over the same time. @param wide across the page, or half of it; @param tag of the flight, empty for the only one */
export function profileFigure(profile: ProfileData, wide: boolean, tag: string): Markup {
  const width = wide ? wideWidth : narrowWidth;
  const lengthS = Math.max(1, (profile.to.utcMs - profile.from.utcMs) / 1000);
  const x = (s: number): number => left + (Math.min(s, lengthS) / lengthS) * (width - left - right);
  const altitudes = profile.altitudes.slice(0, mostAltitudes);
  const bottom = top + distanceHeight + altitudes.length * (between + altitudeHeight);
  const step = timeStep(lengthS, wide ? 9 : 4);
  const firstTick = Math.ceil(profile.from.utcMs / 1000 / step) * step - profile.from.utcMs / 1000;
  const ticks = Array.from({ length: Math.floor((lengthS - firstTick) / step) + 1 }, (_, k) => firstTick + k * step);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(bottom + 15)}" role="img" aria-labelledby="profile-title${tag} profile-text${tag}">
<title id="profile-title${tag}">Signed distance to the reference line and altitude over time</title>
<desc id="profile-text${tag}">${description(profile)}</desc>
<path class="grid" d="${ticks.map((s) => `M${unit(x(s))} ${top}V${unit(bottom)}`).join('')}"/>
${distancePanel(profile, x, width)}
${altitudes.map(({ datum, runs }, index) => altitudePanel(datum, runs, x, width, top + distanceHeight + between + index * (between + altitudeHeight)))}
${profile.crossings.slice(0, 20).map(({ number, s }) => html`<path class="over" d="M${unit(x(s))} ${top}V${unit(bottom)}"/><text class="small bold middle halo" x="${unit(x(s))}" y="${top - 3}">${number}</text>`)}
${ticks.map((s) => html`<text class="small middle" x="${unit(Math.min(width - 18, x(s)))}" y="${unit(bottom + 10)}">${utcClockText(profile.from.utcMs + s * 1000)}</text>`)}
</svg>
<figcaption>Error (95 %) shaded. ${profile.altitudes.length === 0 ? 'No altitude is recorded.' : ''}${profile.altitudes.length > mostAltitudes ? ` ${countText(profile.altitudes.length - mostAltitudes, 'further datum', 'further datums')} not drawn.` : ''} Dotted: crossings. Breaks: gaps.</figcaption>
</figure>
`;
}

function distancePanel(profile: ProfileData, x: (s: number) => number, width: number): Markup {
  const points = profile.distance.flat();
  if (points.length === 0)
    return html`<text class="small" x="${left}" y="${top + 12}">Distance to the reference line: out of reach</text>`;
  const low = Math.min(0, ...points.map(([, metres, error]) => metres - error));
  const high = Math.max(0, ...points.map(([, metres, error]) => metres + error));
  const axis = axisOf(low, high, top, distanceHeight, 17, width);
  return html`${axis.grid}
${profile.distance.map((run) => html`<path class="band" d="${bandD(run, x, axis.y)}"/>`)}
<path class="zero" d="M${left} ${unit(axis.y(0))}H${width - right}"/>
${profile.distance.map((run) => trace(run, x, axis.y))}
<path class="axis" d="M${left} ${top}V${top + distanceHeight}"/>
${axis.labels((value) => `${signedText(value)} m`)}
<text class="small bold" x="${width - right + 4}" y="${unit(axis.y(0) - 3.5)}">US</text>
<text class="small bold" x="${width - right + 4}" y="${unit(axis.y(0) + 9)}">Mexico</text>`;
}

function altitudePanel(
  datum: string,
  runs: readonly Run[],
  x: (s: number) => number,
  width: number,
  y0: number,
): Markup {
  const values = runs.flat().map(([, metres]) => metres);
  const axis = axisOf(Math.min(...values), Math.max(...values), y0, altitudeHeight, 12, width);
  return html`${axis.grid}
${runs.map((run) => trace(run, x, axis.y))}
<path class="axis" d="M${left} ${unit(y0)}V${unit(y0 + altitudeHeight)}H${width - right}"/>
${axis.labels((value) => `${numberText(value)} m`)}
<text class="small bold halo" x="${left + 4}" y="${unit(y0 - 3)}">Altitude ${datum}</text>`;
}

interface Axis {
  readonly y: (value: number) => number;
  readonly grid: Markup;
  readonly labels: (text: (value: number) => string) => Markup;
}

/** @param apart least distance between two labels, in units */
function axisOf(low: number, high: number, y0: number, height: number, apart: number, width: number): Axis {
  const span = Math.max(high - low, 10);
  const step = niceStep((span * apart) / height);
  const from = low - span * 0.06;
  const to = from + span * 1.12;
  const y = (value: number): number => y0 + height - ((value - from) / (to - from)) * height;
  const ticks = multiples(step, from, to);
  return {
    y,
    grid: html`<path class="grid" d="${ticks.map((value) => `M${left} ${unit(y(value))}H${width - right}`).join('')}"/>`,
    labels: (text) =>
      html`${ticks.map((value) => html`<text class="small right" x="${left - 4}" y="${unit(y(value) + 2.6)}">${text(value)}</text>`)}`,
  };
}

function trace(run: Run, x: (s: number) => number, y: (value: number) => number): Markup {
  const points = run.map(([s, value]): DrawingPoint => [x(s), y(value)]);
  const only = points.length === 1 ? points[0]! : null;
  return only === null
    ? html`<path class="path" d="${lineD(points)}"/>`
    : html`<circle class="dot" cx="${unit(only[0])}" cy="${unit(only[1])}" r="1.3"/>`;
}

function bandD(run: ProfileData['distance'][number], x: (s: number) => number, y: (value: number) => number): string {
  const above = run.map(([s, metres, error]): DrawingPoint => [x(s), y(metres + error)]);
  const below = run.map(([s, metres, error]): DrawingPoint => [x(s), y(metres - error)]).reverse();
  return `${lineD([...above, ...below])}Z`;
}

const timeSteps = [
  1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 14_400, 21_600, 43_200, 86_400,
] as const;

const timeStep = (lengthS: number, most: number): number =>
  timeSteps.find((step) => lengthS / step <= most) ?? Math.ceil(lengthS / most / 86_400) * 86_400;

function description(profile: ProfileData): string {
  const distances = profile.distance.flat().map(([, metres]) => metres);
  const range =
    distances.length === 0
      ? 'No distance is known.'
      : `The signed distance runs from ${signedText(Math.min(...distances))} to ${signedText(Math.max(...distances))} metres.`;
  return `From ${utcText(profile.from.utcMs)} to ${utcText(profile.to.utcMs)}. ${range} The detections that mark the turns stand in the table below.`;
}
