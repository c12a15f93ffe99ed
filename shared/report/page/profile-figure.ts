import { countText, numberText, signedText } from '../../format/numbers.ts';
import { utcClockText, utcText } from '../../format/times.ts';
import type { ProfileData } from '../data/profile.ts';
import { html, type Markup } from './html.ts';
import { multiples, niceStep } from './map/graticule.ts';
import { type DrawingPoint, lineD, unit } from './map/projection.ts';

const width = 520;
const left = 46;
const right = 6;
const distanceHeight = 88;
const altitudeHeight = 54;
const between = 13;
const top = 12;
/** More altitude datums than this are named, not drawn. */
const mostAltitudes = 2;

type Run = readonly (readonly [number, number, ...number[]])[];

/** Signed distance with its error, and altitude by datum, over the same time. */
export function profileFigure(profile: ProfileData): Markup {
  const lengthS = Math.max(1, (profile.to.utcMs - profile.from.utcMs) / 1000);
  const x = (s: number): number => left + (Math.min(s, lengthS) / lengthS) * (width - left - right);
  const altitudes = profile.altitudes.slice(0, mostAltitudes);
  const bottom = top + distanceHeight + altitudes.length * (between + altitudeHeight);
  const step = timeStep(lengthS);
  const firstTick = Math.ceil(profile.from.utcMs / 1000 / step) * step - profile.from.utcMs / 1000;
  const ticks = Array.from({ length: Math.floor((lengthS - firstTick) / step) + 1 }, (_, k) => firstTick + k * step);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(bottom + 15)}" role="img" aria-labelledby="profile-title profile-text">
<title id="profile-title">Signed distance to the reference line and altitude over time</title>
<desc id="profile-text">${description(profile)}</desc>
<path class="grid" d="${ticks.map((s) => `M${unit(x(s))} ${top}V${unit(bottom)}`).join('')}"/>
${distancePanel(profile, x)}
${altitudes.map(({ datum, runs }, index) => altitudePanel(datum, runs, x, top + distanceHeight + between + index * (between + altitudeHeight)))}
${profile.crossings.slice(0, 20).map(({ number, s }) => html`<path class="over" d="M${unit(x(s))} ${top}V${unit(bottom)}"/><text class="small bold middle halo" x="${unit(x(s))}" y="${top - 3}">${number}</text>`)}
${ticks.map((s) => html`<text class="small middle" x="${unit(Math.min(width - 18, x(s)))}" y="${unit(bottom + 10)}">${utcClockText(profile.from.utcMs + s * 1000)}</text>`)}
</svg>
<figcaption>Upper: distance to the reference line in metres, positive into the US, with its error (95 %) shaded; heavy line: the reference line.${altitudes.length === 0 ? ' No altitude is recorded.' : ' Lower: altitude in metres, datum named in the panel.'}${profile.altitudes.length > mostAltitudes ? ` ${countText(profile.altitudes.length - mostAltitudes, 'further datum', 'further datums')} not drawn.` : ''} Dotted uprights: crossings, numbered as on the map. Lines break at gaps.</figcaption>
</figure>
`;
}

function distancePanel(profile: ProfileData, x: (s: number) => number): Markup {
  const points = profile.distance.flat();
  if (points.length === 0)
    return html`<text class="small" x="${left}" y="${top + 12}">Distance to the reference line: out of reach</text>`;
  const low = Math.min(0, ...points.map(([, metres, error]) => metres - error));
  const high = Math.max(0, ...points.map(([, metres, error]) => metres + error));
  const axis = axisOf(low, high, top, distanceHeight, 34);
  return html`${axis.grid}
${profile.distance.map((run) => html`<path class="band" d="${bandD(run, x, axis.y)}"/>`)}
<path class="zero" d="M${left} ${unit(axis.y(0))}H${width - right}"/>
${profile.distance.map((run) => trace(run, x, axis.y))}
<path class="axis" d="M${left} ${top}V${top + distanceHeight}"/>
${axis.labels((value) => `${signedText(value)} m`)}
<text class="small bold halo" x="${left + 4}" y="${unit(Math.max(top + 8, axis.y(0) - 4))}">US</text>
<text class="small bold halo" x="${left + 4}" y="${unit(Math.min(top + distanceHeight - 2, axis.y(0) + 10))}">Mexico</text>`;
}

function altitudePanel(datum: string, runs: readonly Run[], x: (s: number) => number, y0: number): Markup {
  const values = runs.flat().map(([, metres]) => metres);
  const axis = axisOf(Math.min(...values), Math.max(...values), y0, altitudeHeight, 22);
  return html`${axis.grid}
${runs.map((run) => trace(run, x, axis.y))}
<path class="axis" d="M${left} ${unit(y0)}V${unit(y0 + altitudeHeight)}H${width - right}"/>
${axis.labels((value) => `${numberText(value)} m`)}
<text class="small bold halo" x="${left + 4}" y="${unit(y0 + 8)}">Altitude ${datum}</text>`;
}

interface Axis {
  readonly y: (value: number) => number;
  readonly grid: Markup;
  readonly labels: (text: (value: number) => string) => Markup;
}

/** @param apart least distance between two labels, in units */
function axisOf(low: number, high: number, y0: number, height: number, apart: number): Axis {
  const span = Math.max(high - low, 10);
  const step = niceStep((span * apart) / height);
  const from = Math.floor(low / step) * step;
  const to = Math.max(Math.ceil(high / step) * step, from + step);
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

const timeStep = (lengthS: number): number =>
  timeSteps.find((step) => lengthS / step <= 8) ?? Math.ceil(lengthS / 8 / 86_400) * 86_400;

function description(profile: ProfileData): string {
  const distances = profile.distance.flat().map(([, metres]) => metres);
  const range =
    distances.length === 0
      ? 'No distance is known.'
      : `The signed distance runs from ${signedText(Math.min(...distances))} to ${signedText(Math.max(...distances))} metres.`;
  return `From ${utcText(profile.from.utcMs)} to ${utcText(profile.to.utcMs)}. ${range} The detections that mark the turns stand in the table below.`;
}
