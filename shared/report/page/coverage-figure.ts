import { utcClockText, utcText } from '../../format/times.ts';
import type { CoverageState } from '../../model/conclusion.ts';
import type { AnnexData } from '../data/annex.ts';
import type { IncidentReport } from '../data/incident.ts';
import { html, type Markup } from './html.ts';
import { unit } from './map/projection.ts';

const width = 520;
const barHeight = 16;
const legendColumns = 4;

/** The coverage state along the flight as a bar, each state its own hatching. Null when no time passes. */
export function coverageFigure(report: IncidentReport, annex: AnnexData): Markup | null {
  const first = annex.runs[0];
  const last = annex.runs.at(-1);
  if (first === undefined || last === undefined || last.to.utcMs <= first.from.utcMs) return null;
  const startMs = first.from.utcMs;
  const lengthMs = last.to.utcMs - startMs;
  const x = (ms: number): number => ((ms - startMs) / lengthMs) * width;
  const present = new Map(annex.runs.map(({ state, label }) => [state, label]));
  const rows = Math.ceil(present.size / legendColumns);
  return html`<figure>
<svg viewBox="0 0 ${width} ${unit(barHeight + 14 + rows * 12)}" role="img" aria-labelledby="coverage-title coverage-text">
<title id="coverage-title">Coverage state along the flight</title>
<desc id="coverage-text">A bar from ${utcText(startMs)} to ${utcText(last.to.utcMs)}; its parts stand in the table below.</desc>
<defs>${[...present.keys()].map(pattern)}</defs>
${annex.runs.map(({ from, to, state }) => html`<rect class="bar" x="${unit(x(from.utcMs))}" y="0.5" width="${unit(Math.max(0.8, x(to.utcMs) - x(from.utcMs)))}" height="${barHeight}" fill="url(#state-${state ?? 'none'})"/>`)}
<text class="small" x="0" y="${barHeight + 10}">${utcClockText(startMs)}</text>
<text class="small right" x="${width}" y="${barHeight + 10}">${utcClockText(last.to.utcMs)}</text>
${[...present].map(([state, label], index) => {
  const left = (index % legendColumns) * (width / legendColumns);
  const y = barHeight + 15 + Math.floor(index / legendColumns) * 12;
  return html`<rect class="bar" x="${unit(left)}" y="${unit(y)}" width="18" height="8" fill="url(#state-${state ?? 'none'})"/><text class="small" x="${unit(left + 23)}" y="${unit(y + 6.8)}">${label}</text>`;
})}
</svg>
<figcaption>Detections in one state, by time; white between them: no detections, or a change of state. Flight ${report.finding.classLabel}.</figcaption>
</figure>
`;
}

/** Told apart without colour: blank, dots, lines in three directions, a grid, solid. */
const drawings: Readonly<Record<CoverageState | 'none', Markup>> = {
  'not-us': html`<rect width="6" height="6" fill="#fff"/>`,
  boundary: html`<rect width="6" height="6" fill="#fff"/><path d="M0 0L6 6M6 0L0 6" stroke="#333" stroke-width="0.7"/>`,
  'no-authority': html`<rect width="6" height="6" fill="#fff"/><path d="M0 3H6" stroke="#333" stroke-width="0.9"/>`,
  designated: html`<rect width="6" height="6" fill="#222"/>`,
  pending: html`<rect width="6" height="6" fill="#bbb"/>`,
  unknown: html`<rect width="6" height="6" fill="#fff"/><circle cx="3" cy="3" r="1.1" fill="#333"/>`,
  outside: html`<rect width="6" height="6" fill="#fff"/><path d="M0 6L6 0" stroke="#333" stroke-width="1.1"/>`,
  none: html`<rect width="6" height="6" fill="#eee"/>`,
};

const pattern = (state: CoverageState | null): Markup =>
  html`<pattern id="state-${state ?? 'none'}" width="6" height="6" patternUnits="userSpaceOnUse">${drawings[state ?? 'none']}</pattern>`;
