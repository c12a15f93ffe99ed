import { numberText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import type { CoverageState } from '../../model/lists.ts';
import type { ScenarioCell, ScenarioTotal } from '../../model/scenario.ts';
import { type ScenarioPeriod, scenarioPeriods } from '../../model/scenario-lists.ts';
import { coverageWord, scenarioGroupWords, scenarioPeriodWords } from '../../model/words.ts';
import { html, Markup, outsideHtml, wordsHtml } from '../page/html.ts';
import { policyFor } from '../page/policy.ts';
import { cssString } from '../page/style.ts';
import type { ScenarioReport } from './data.ts';

const paper = { letter: '8.5in 11in', a4: '210mm 297mm' } as const;

function styleOf({ document }: ScenarioReport, dataDigest: string): string {
  return `@page {
  size: ${paper[document.pageSize]};
  margin: 14mm 13mm;
  @top-left { content: "Scenario comparison, a supposition"; }
  @top-right { content: ${cssString(document.synthetic ? 'SYNTHETIC DATA' : '')}; font-weight: 700; }
  @bottom-left { content: ${cssString(`Data SHA-256 ${dataDigest.slice(0, 16)}`)}; }
  @bottom-right { content: "Page " counter(page) " of " counter(pages); }
}
@page { font: 7.5pt/1.2 Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; color: #222; }
* { box-sizing: border-box; }
html { font: 9.5pt/1.3 Arial, "Liberation Sans", "DejaVu Sans Condensed", sans-serif; color: #111; background: #fff; }
body { margin: 0 auto; max-width: 190mm; font-variant-numeric: tabular-nums; overflow-wrap: break-word; }
h1 { font-size: 15pt; line-height: 1.15; margin: 0 0 4pt; }
h2 { font-size: 11pt; margin: 9pt 0 3pt; padding-bottom: 1pt; border-bottom: 0.75pt solid #111; break-after: avoid; }
h3 { font-size: 9.5pt; margin: 6pt 0 2pt; break-after: avoid; }
p { margin: 0 0 3pt; }
.nowrap { white-space: nowrap; }
.quiet { color: #4a4a4a; font-size: 8.4pt; }
.stamp { display: inline-block; border: 1.2pt solid #111; padding: 1pt 6pt; font-weight: 700; letter-spacing: 0.04em; }
.sets { display: grid; grid-template-columns: 1fr 1fr; gap: 8pt; margin: 4pt 0; }
.sets > div { border: 0.75pt solid #777; padding: 4pt 6pt; }
table { width: 100%; border-collapse: collapse; font-size: 8.8pt; }
thead { display: table-header-group; }
tr { break-inside: avoid; }
th, td { text-align: left; vertical-align: top; padding: 1.6pt 5pt 1.6pt 0; border-bottom: 0.5pt solid #999; }
thead th { border-bottom: 1pt solid #111; }
.number { text-align: right; }
ul { margin: 0; padding-left: 12pt; font-size: 8.4pt; }
.mono { font-family: "Liberation Mono", "DejaVu Sans Mono", monospace; font-size: 7.6pt; overflow-wrap: anywhere; }
`;
}

/**
 * The comparison of two scenarios as one static HTML file: no script, no address, no style but its one stylesheet. The same data
 * gives the same bytes.
 * @param dataDigest SHA-256 of `scenarioDigestInput(report)`, 64 lower-case hex digits
 */
export function renderScenarioPage(report: ScenarioReport, dataDigest: string): string {
  const { document, comparison } = report;
  const { a, b, totals, cells, splitDay } = comparison;
  const style = styleOf(report, dataDigest);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${document.program}">
<title>Scenario comparison${document.synthetic ? ' (synthetic)' : ''}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
<header>
<h1>What would change: ${outsideHtml(a.name)} and ${outsideHtml(b.name)}</h1>
${document.synthetic ? html`<p class="stamp">SYNTHETIC: not a record of any real event</p>` : null}
<p><strong>A supposition.</strong> Nothing of it is on the record; not an order and not legal advice; other law not assessed.</p>
<p class="quiet">Workspace ${outsideHtml(document.workspace)}; prepared by ${outsideHtml(document.preparedBy)}; made ${utcText(document.madeAtMs)} with ${document.program}.</p>
</header>
<section class="sets">
${[['A', a] as const, ['B', b] as const].map(
  ([letter, row]) => html`<div><h3>${letter}: ${outsideHtml(row.name)}</h3>
<p>${wordsHtml(row.meaning)}</p>
<p class="quiet">${row.areas} areas, ${row.designated} designated and ${row.pending} pending at some time${row.version === null ? '' : `; version ${row.version}`}.</p></div>
`,
)}</section>
<p>${numberText(comparison.changedFlights)} flights have another state as a whole, or time of another state, under B than under A.</p>
${scenarioPeriods.map((period) =>
  periodSection(
    period,
    totals.filter((total) => total.period === period),
    cells.filter((cell) => cell.period === period),
    splitDay,
  ),
)}
${flights(report)}
<section><h2>What is counted, and on what it rests</h2>
<ul>${comparison.definitions.map((sentence) => html`<li>${wordsHtml(sentence)}</li>`)}</ul>
<p class="quiet">Authority table as of ${comparison.authorityAsOf}; settings ${comparison.settingsVersion}.</p>
<p class="mono">Rules ${comparison.rulesDigest}<br>Set A ${a.digest}<br>Set B ${b.digest}<br>Data of this page, SHA-256 ${dataDigest}</p>
</section>
</main>
</body>
</html>
`;
  return page.source;
}

const minutes = (seconds: number): string => numberText(seconds / 60, 1);
const range = (least: number, most: number): string =>
  least === most ? numberText(most) : `${numberText(least)} to ${numberText(most)}`;

function periodSection(
  period: ScenarioPeriod,
  totals: readonly ScenarioTotal[],
  cells: readonly ScenarioCell[],
  splitDay: string,
): Markup {
  const day = period === 'from' ? splitDay : null;
  const word = (state: CoverageState | null): string => coverageWord(state, day).label;
  return html`<section><h2>Events ${scenarioPeriodWords[period]}</h2>
${
  totals.length === 0
    ? html`<p class="quiet">None on record.</p>`
    : html`<table><thead><tr><th scope="col">Counted</th><th scope="col" class="number">Incursions that change, of all</th><th scope="col" class="number">Flights that change, of all</th><th scope="col" class="number">Minutes that change, of all</th></tr></thead>
<tbody>${totals.map(
        (total) => html`<tr><th scope="row">${scenarioGroupWords[total.group].label}</th>
<td class="number">${range(total.incursionsChangedAtLeast, total.incursionsChanged)} of ${numberText(total.incursions)}</td>
<td class="number">${range(total.flightsChangedAtLeast, total.flightsChanged)} of ${numberText(total.flights)}</td>
<td class="number">${minutes(total.secondsChanged)} of ${minutes(total.seconds)}</td></tr>
`,
      )}</tbody></table>`
}
${
  cells.length === 0
    ? html`<p class="quiet">Nothing changes state.</p>`
    : html`<h3>By sector and month</h3>
<table><thead><tr><th scope="col">Sector</th><th scope="col">Month</th><th scope="col">Counted</th><th scope="col">In A</th><th scope="col">In B</th><th scope="col" class="number">Incursions</th><th scope="col" class="number">Flights</th><th scope="col" class="number">Minutes</th></tr></thead>
<tbody>${cells.map(
        (
          cell,
        ) => html`<tr><td>${cell.sector ?? 'not known'}</td><td class="nowrap">${cell.month}</td><td>${scenarioGroupWords[cell.group].label}</td><td>${word(cell.from)}</td><td>${word(cell.to)}</td>
<td class="number">${numberText(cell.incursions)}</td><td class="number">${numberText(cell.flights)}</td><td class="number">${minutes(cell.observedS + cell.inferredS)}</td></tr>
`,
      )}</tbody></table>`
}
</section>
`;
}

function flights({ comparison }: ScenarioReport): Markup | null {
  if (comparison.flights.length === 0) return null;
  const day = (firstMs: number): string | null =>
    firstMs >= Date.parse(`${comparison.splitDay}T05:00:00Z`) ? comparison.splitDay : null;
  return html`<section><h2>Flights that change</h2>
${comparison.truncated ? html`<p class="quiet">The ${comparison.flights.length} with the longest change of ${numberText(comparison.changedFlights)}.</p>` : null}
<table><thead><tr><th scope="col">Object</th><th scope="col">First detection</th><th scope="col">Sector</th><th scope="col">In A</th><th scope="col">In B</th><th scope="col" class="number">Minutes that change</th></tr></thead>
<tbody>${comparison.flights.map(
    (
      flight,
    ) => html`<tr><td>${outsideHtml(flight.objectName)}</td><td class="nowrap">${utcText(flight.firstMs)}</td><td>${flight.sector ?? 'not known'}</td>
<td>${coverageWord(flight.from, day(flight.firstMs)).label}</td><td>${coverageWord(flight.to, day(flight.firstMs)).label}</td><td class="number">${minutes(flight.changedS)}</td></tr>
`,
  )}</tbody></table></section>
`;
}
