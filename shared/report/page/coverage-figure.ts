import { utcClockText, utcText } from '../../format/times.ts';
import type { CoverageState } from '../../model/conclusion.ts';
import type { AnnexData } from '../data/annex.ts';
import { html, type Markup } from './html.ts';
import { type Hatch, hatchedBox } from './map/hatching.ts';
import { unit } from './map/projection.ts';

const width = 540;
const barHeight = 16;
const legendColumns = 4;

/** The coverage state along the flight as a bar, each state its own hatching. Null when no time passes. @param tag of the flight, empty for the only one */
export function coverageFigure(annex: AnnexData, tag: string): Markup | null {
  const first = annex.runs[0];
  const last = annex.runs.at(-1);
  if (first === undefined || last === undefined || last.to.utcMs <= first.from.utcMs) return null;
  const startMs = first.from.utcMs;
  const lengthMs = last.to.utcMs - startMs;
  const x = (ms: number): number => 0.5 + ((ms - startMs) / lengthMs) * (width - 1);
  const present = new Map(annex.runs.map(({ state, label }) => [state, label]));
  const rows = Math.ceil(present.size / legendColumns);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(barHeight + 14 + rows * 12)}" role="img" aria-labelledby="coverage-title${tag} coverage-text${tag}">
<title id="coverage-title${tag}">Coverage state along the flight</title>
<desc id="coverage-text${tag}">A bar from ${utcText(startMs)} to ${utcText(last.to.utcMs)}; its parts stand in the table below.</desc>
${annex.runs.map(({ from, to, state }, index) => {
  const left = x(from.utcMs);
  return hatchedBox(
    `run-${tag}${index}`,
    hatchOf[state ?? 'none'],
    left,
    0.5,
    Math.max(0.8, x(to.utcMs) - left),
    barHeight,
    'bar',
  );
})}
<text class="small" x="0" y="${barHeight + 10}">${utcClockText(startMs)}</text>
<text class="small right" x="${width}" y="${barHeight + 10}">${utcClockText(last.to.utcMs)}</text>
${[...present].map(([state, label], index) => {
  const left = (index % legendColumns) * (width / legendColumns);
  const y = barHeight + 15 + Math.floor(index / legendColumns) * 12;
  return html`${hatchedBox(`state-${tag}${index}`, hatchOf[state ?? 'none'], left + 0.5, y, 18, 8, 'bar')}<text class="small" x="${unit(left + 23)}" y="${unit(y + 6.8)}">${label}</text>`;
})}
</svg>
<figcaption>From the first to the last detection of each run; white between runs: no detections.</figcaption>
</figure>
`;
}

/** Told apart without colour. */
const hatchOf: Readonly<Record<CoverageState | 'none', Hatch>> = {
  'not-us': 'blank',
  boundary: 'crossed',
  'no-authority': 'level',
  designated: 'solid',
  pending: 'grey',
  unknown: 'dots',
  outside: 'rising-dense',
  none: 'falling',
};
