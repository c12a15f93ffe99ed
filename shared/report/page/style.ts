import { visibleText } from '../../visible-text.ts';
import type { IncidentReport } from '../data/incident.ts';

/**
 * The page's one stylesheet. What depends on the report (paper size, and the lines at the head and foot of every sheet) comes
 * first; a policy that allows it by its hash takes the hash of exactly this text.
 */
export function incidentPageStyle(report: IncidentReport, dataDigest: string): string {
  return sheetRule(incidentSheet(report, dataDigest)) + fixedStyle;
}

/** What stands at the head and foot of every sheet of a document, and its paper. */
export interface Sheet {
  readonly pageSize: 'letter' | 'a4';
  readonly title: string;
  readonly marking: string | null;
  readonly marks: readonly string[];
  readonly dataDigest: string;
}

const paper = { letter: '8.5in 11in', a4: '210mm 297mm' } as const;

export const incidentSheet = ({ document }: IncidentReport, dataDigest: string): Sheet => ({
  pageSize: document.pageSize,
  title: `Incident summary ${document.number}, version ${document.version}`,
  marking: document.marking,
  marks: [...(document.synthetic ? ['SYNTHETIC DATA'] : []), ...(document.draft ? ['DRAFT'] : [])],
  dataDigest,
});

/** @param name of the kind of sheet, where a document has several; empty where all are alike */
export function sheetRule({ pageSize, title, marking, marks, dataDigest }: Sheet, name = ''): string {
  const mark = cssString(marking ?? '');
  return `@page ${name}{
  size: ${paper[pageSize]};
  margin: 11.5mm 13mm 10.5mm;
  @top-left { content: ${cssString(title)}; }
  @top-center { content: ${mark}; font-weight: 700; letter-spacing: 0.04em; }
  @top-right { content: ${cssString(marks.join('  ·  '))}; font-weight: 700; }
  @bottom-left { content: ${cssString(`Data SHA-256 ${dataDigest.slice(0, 16)}…`)}; }
  @bottom-center { content: ${mark}; font-weight: 700; letter-spacing: 0.04em; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); }
}
`;
}

/** A CSS string in which every character that could end it, or the stylesheet, is written by its number. */
export const cssString = (text: string): string =>
  `"${visibleText(text).replace(/[^A-Za-z0-9 ]/gu, (character) => `\\${character.codePointAt(0)!.toString(16)} `)}"`;

export const fixedStyle = `@page {
  font: 7.5pt/1.2 "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif;
  color: #222;
}
:root {
  --ink: #111;
  --soft: #4a4a4a;
  --rule: #9a9a9a;
  --faint: #d4d4d4;
  --wash: #f3f3f3;
  --flight: #0b3a82;
}
* { box-sizing: border-box; }
html { font: 9.5pt/1.27 "Helvetica Neue", Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; color: var(--ink); background: #fff; }
body { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
bdi, .mono { overflow-wrap: anywhere; }
bdi { white-space: pre-wrap; }
h1, h2, h3, p, dl, dd, figure, ul { margin: 0; padding: 0; }
h1 { font-size: 14.5pt; line-height: 1.1; font-weight: 700; letter-spacing: -0.005em; }
h2 { font-size: 10.5pt; line-height: 1.15; font-weight: 700; margin: 4.6pt 0 1.3pt; padding-bottom: 0.5pt; border-bottom: 0.75pt solid var(--ink); break-after: avoid; }
h3 { font-size: 9.5pt; font-weight: 700; margin: 6pt 0 2pt; break-after: avoid; }
.nowrap { white-space: nowrap; }
.sub { color: var(--soft); font-size: 8.2pt; font-weight: 400; }
.withheld { font-size: 7.5pt; font-weight: 700; letter-spacing: 0.05em; border: 0.75pt solid var(--ink); padding: 0 2.5pt; white-space: nowrap; }
.withheld-note { margin-top: 3pt; font-size: 8.5pt; }
.none { color: var(--soft); font-style: italic; }
td .none { white-space: nowrap; }
.code { font: 600 7pt/1 "Consolas", "Liberation Mono", "DejaVu Sans Mono", monospace; color: var(--soft); white-space: nowrap; letter-spacing: 0.01em; }
.mono { font: 7.4pt/1.25 "Consolas", "Liberation Mono", "DejaVu Sans Mono", monospace; }

.screen-mark { display: none; }
.masthead { display: grid; grid-template-columns: 1fr auto; column-gap: 14pt; align-items: start; border-bottom: 2pt solid var(--ink); padding-bottom: 4pt; }
.masthead .kind { font-size: 9.5pt; color: var(--soft); letter-spacing: 0.02em; }
.stamp { border: 1.75pt solid var(--ink); padding: 2pt 7pt; font-size: 8pt; line-height: 1.25; text-align: center; }
.stamp strong { display: block; font-size: 12pt; letter-spacing: 0.12em; line-height: 1.15; }
.stamps { display: flex; column-gap: 6pt; align-items: stretch; }
.stamp.solid { border: 3pt double var(--ink); padding: 0.75pt 5.75pt; }
.meta { display: grid; grid-template-columns: repeat(4, auto); column-gap: 16pt; row-gap: 2pt; margin-top: 4pt; justify-content: space-between; }
dt { color: var(--soft); font-size: 8.5pt; line-height: 1.25; }
dd { line-height: 1.3; }

.finding { margin-top: 6pt; border-left: 3.5pt solid var(--ink); padding: 1pt 0 1pt 9pt; break-inside: avoid; }
.finding h2 { border: 0; margin: 0 0 2pt; padding: 0; font-size: 9.5pt; color: var(--soft); font-weight: 400; }
.finding .said { font-size: 11.5pt; line-height: 1.32; }
.finding .standing { font-weight: 700; margin-top: 3pt; }
.finding .notes { margin-top: 3pt; }

.small-finding { margin-top: 4pt; border-left-width: 1.5pt; }
.small-finding h3 { margin: 0 0 1pt; }
.small-finding .said { font-size: 9.5pt; line-height: 1.27; }
.small-finding .standing { margin-top: 1pt; }
.pair { display: grid; grid-template-columns: 64% 1fr; column-gap: 11pt; margin-top: 7pt; align-items: start; break-inside: avoid; }
figure { break-inside: avoid; }
figcaption { font-size: 8pt; line-height: 1.25; color: var(--soft); margin-top: 1pt; }
svg { display: block; width: 100%; height: auto; }
.figures { display: grid; row-gap: 2.6pt; align-content: start; line-height: 1.2; }
.figures > div { border-top: 0.5pt solid var(--rule); padding-top: 1.4pt; }
.figures dd { line-height: 1.22; }
.figures dt { display: flex; justify-content: space-between; column-gap: 6pt; align-items: baseline; }
.figures.wide { grid-template-columns: repeat(3, 1fr); column-gap: 14pt; break-inside: avoid; }
.flight-head { font-size: 12pt; margin-top: 9pt; border-bottom-width: 1.5pt; }
.figures .value { font-weight: 700; }
.halves { display: grid; grid-template-columns: 41% 1fr; column-gap: 14pt; align-items: start; break-inside: avoid; }
.halves dd { font-size: 8.6pt; line-height: 1.2; }
.weaker { margin-top: 2pt; font-size: 9pt; }
.halves dt { font-weight: 700; color: var(--ink); font-size: 9pt; margin-top: 2pt; }
.run-in { line-height: 1.27; }

table { width: 100%; border-collapse: collapse; font-size: 9pt; line-height: 1.19; }
figure + table, table + table { margin-top: 5pt; }
.quiet caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
caption { text-align: left; font-size: 8.5pt; color: var(--soft); padding: 0 0 1pt; line-height: 1.25; }
thead { display: table-header-group; }
th { text-align: left; vertical-align: bottom; font-size: 8.5pt; line-height: 1.2; font-weight: 700; padding: 1pt 7pt 1pt 0; border-bottom: 0.75pt solid var(--ink); }
td, tbody th { vertical-align: top; padding: 1.1pt 7pt 1.2pt 0; border-bottom: 0.5pt solid var(--faint); }
tbody th { font-size: 9pt; font-weight: 700; }
tbody th.plain { font-weight: 400; }
tr { break-inside: avoid; }
caption, thead, thead tr { break-after: avoid; }
tbody tr:first-child, tbody tr:nth-child(2) { break-before: avoid; }
table.whole { break-inside: avoid; }
tr > :last-child { padding-right: 0; }
.most { width: 60%; }
.sensor { width: 42%; }
.most-said { width: 28%; }
.paragraph { width: 24%; }
.said-by { margin: 0.5pt 0 2pt; white-space: normal; orphans: 2; widows: 2; }
.narrative { break-before: page; }
.narrative .said-by { font-size: 9.5pt; line-height: 1.35; margin-bottom: 5pt; }
.element { width: 19%; }
.on-record { width: 12%; }
.citations { width: 22%; }
td ul, .limits { padding-left: 10pt; }
td li { margin: 0; }
.limits { columns: 2; column-gap: 18pt; font-size: 8.4pt; line-height: 1.2; }
.limits li { margin-bottom: 0.5pt; orphans: 1; widows: 1; }
.definitions { columns: 3; column-gap: 14pt; font-size: 7.9pt; line-height: 1.2; }
.definitions div { margin-bottom: 1.5pt; orphans: 1; widows: 1; }
.definitions dt { display: inline; font-size: 7.9pt; font-weight: 700; color: var(--ink); }
.definitions dt::after { content: "."; }
.definitions dd { display: inline; line-height: 1.2; }
.signing { display: grid; grid-template-columns: 31% 1fr; column-gap: 16pt; margin-top: 0; break-inside: avoid; }
.signing .line { border-bottom: 0.75pt solid var(--ink); height: 11pt; margin-bottom: 1pt; }
.digest { margin-top: 2pt; font-size: 8pt; line-height: 1.22; break-inside: avoid; }
.annex { break-before: page; }
.annex table, .annex tbody th { font-size: 8.7pt; }
.annex-title { font-size: 15pt; font-weight: 700; border-bottom: 2pt solid var(--ink); margin: 0 0 4pt; padding-bottom: 4pt; }
.verdict { font-weight: 700; white-space: nowrap; }

.ink { fill: var(--ink); }
.label { font-size: 8px; fill: var(--ink); }
.small { font-size: 7.5px; fill: #333; }
.country { font-size: 10px; font-weight: 700; letter-spacing: 0.22em; fill: #555; }
.halo { paint-order: stroke; stroke: #fff; stroke-width: 2.6px; stroke-linejoin: round; }
.frame { fill: none; stroke: var(--ink); stroke-width: 1; }
.grid { stroke: #c4c4c4; stroke-width: 0.4; fill: none; }
.line-band { fill: none; stroke: #e2e2e2; stroke-linecap: butt; stroke-linejoin: round; }
.line-outer { fill: none; stroke: #111; stroke-width: 2.7; stroke-linejoin: round; }
.line-inner { fill: none; stroke: #fff; stroke-width: 1.1; stroke-linejoin: round; }
.loaded-band { fill: none; stroke: #f0f0f0; stroke-linecap: butt; stroke-linejoin: round; }
.line-loaded { fill: none; stroke: #111; stroke-width: 1.1; stroke-linejoin: round; }
.path-band { fill: none; stroke: #d3dcec; stroke-linecap: round; stroke-linejoin: round; }
.path { fill: none; stroke: var(--flight); stroke-width: 1.3; stroke-linejoin: round; stroke-linecap: round; }
.gap { fill: none; stroke: var(--flight); stroke-width: 1; stroke-dasharray: 3.2 2.4; }
.arrow { fill: var(--flight); stroke: #fff; stroke-width: 0.7; paint-order: stroke; }
.dot { fill: var(--flight); }
.mark { fill: #fff; stroke: var(--ink); stroke-width: 1.2; }
.leader { stroke: var(--ink); stroke-width: 0.7; fill: none; }
.place-dot { fill: #fff; stroke: #333; stroke-width: 0.9; }
.hatch { fill: none; stroke: #8a8a8a; stroke-width: 0.55; }
.hatch.dots { stroke: #777; stroke-width: 1.1; stroke-linecap: round; }
.area-edge { fill: none; stroke: #333; stroke-width: 1; }
.area-edge.pending { stroke-dasharray: 5 2.5; }
.area-edge.rescinded { stroke-dasharray: 1.5 2; }
.area-edge.undesignated { stroke-dasharray: 8 2 1.5 2; }
.fill-grey { fill: #bdbdbd; }
.fill-solid { fill: #222; }
.band { fill: #d3dcec; }
.axis { stroke: #555; stroke-width: 0.6; fill: none; }
.zero { stroke: #111; stroke-width: 1.4; fill: none; }
.over { stroke: #555; stroke-width: 0.6; stroke-dasharray: 1.5 1.5; fill: none; }
.bar-half { fill: #fff; stroke: #111; stroke-width: 0.6; }
.north { fill: var(--ink); }
.crossing-point { fill: #fff; stroke: var(--ink); stroke-width: 1.1; }
.locator-line { fill: none; stroke: #333; stroke-width: 1.1; stroke-linejoin: round; }
.locator-cross { fill: none; stroke: var(--ink); stroke-width: 1; }
.locator-here { fill: #fff; stroke: var(--ink); stroke-width: 1.3; }
.bar { fill: none; stroke: #333; stroke-width: 0.5; }
.bold { font-weight: 700; }
.middle { text-anchor: middle; }
.right { text-anchor: end; }

@media screen {
  html { background: #8a8f98; }
  body { width: 180mm; margin: 12mm auto; padding: 14mm; background: #fff; box-sizing: content-box; }
  .screen-mark { display: block; text-align: center; font-weight: 700; letter-spacing: 0.04em; margin-bottom: 6pt; }
  .screen-mark.foot { margin: 10pt 0 0; }
  .annex { margin-top: 24pt; }
}
`;
