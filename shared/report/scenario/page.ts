import { countText, numberText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import type { CoverageState } from '../../model/lists.ts';
import type { ScenarioCell, ScenarioTotal } from '../../model/scenario.ts';
import { type ScenarioPeriod, scenarioPeriods } from '../../model/scenario-lists.ts';
import { coverageWord, scenarioGroupWords, scenarioPeriodWords } from '../../model/words.ts';
import { visibleText } from '../../visible-text.ts';
import { html, type Markup, outsideHtml, wordsHtml } from '../page/html.ts';
import { documentHtml } from '../page/index.ts';
import { entry } from '../page/parts.ts';
import { fixedStyle, sheetRule } from '../page/style.ts';
import type { ScenarioReport } from './data.ts';
import { scenarioMapFigure } from './map-figure.ts';

export const scenarioTitle = ({ a, b }: ScenarioReport['comparison']): string =>
  `What would change: ${visibleText(a.name)} and ${visibleText(b.name)}`;

const ownStyle = `
.sets { display: grid; grid-template-columns: 1fr 1fr; gap: 8pt; margin: 4pt 0; }
.sets > div { border: 0.75pt solid #777; padding: 4pt 6pt; }
.sets h3 { margin: 0 0 2pt; }
figure { margin: 5pt 0; }
table { font-size: 8.8pt; }
.number { text-align: right; }
th.number { padding-left: 7pt; }
`;

/**
 * The comparison of two scenarios as one static HTML file: no script, no address, no style but its one stylesheet. The same data
 * gives the same bytes.
 * @param dataDigest SHA-256 of `scenarioDigestInput(report)`, 64 lower-case hex digits
 */
export function renderScenarioPage(report: ScenarioReport, dataDigest: string): string {
  const { document, comparison } = report;
  const { a, b, totals, cells, splitDay } = comparison;
  const title = scenarioTitle(comparison);
  const { marking, pageSize, program, synthetic } = document;
  const sheet = sheetRule({
    pageSize,
    title: 'Scenario comparison, a supposition',
    marking,
    marks: synthetic ? ['SYNTHETIC DATA'] : [],
    dataDigest,
  });
  const main = html`<header>
${marking === null ? null : html`<p class="screen-mark">${outsideHtml(marking)}</p>`}
<div class="masthead">
<div><p class="kind">Fenceline scenario comparison</p><h1>${title}</h1></div>
<div class="stamps">
${synthetic ? html`<p class="stamp solid"><strong>SYNTHETIC</strong>not a record of any real event</p>` : null}
<p class="stamp"><strong>A SUPPOSITION</strong>nothing of it is on the record</p>
</div>
</div>
<dl class="meta">
${entry('Prepared by', outsideHtml(document.preparedBy))}
${entry('Made', utcText(document.madeAtMs))}
${entry('Workspace', outsideHtml(document.workspace))}
${entry('Judged by', `settings ${comparison.settingsVersion}, authority table ${comparison.authorityAsOf}`)}
</dl>
</header>
<p class="sub">Not an order and not legal advice; other law not assessed.</p>
<section class="sets">
${[['A', a] as const, ['B', b] as const].map(
  ([letter, row]) => html`<div><h3>${letter}: ${outsideHtml(row.name)}</h3>
<p>${wordsHtml(row.meaning)}</p>
<p class="sub">${row.areas} areas, ${row.designated} designated and ${row.pending} pending at some time${row.version === null ? '' : `; version ${row.version}`}.</p></div>
`,
)}</section>
<p>${countText(comparison.changedFlights, 'flight')} of another state as a whole, or with time of another state, under B than under A.</p>
${report.map === null ? null : scenarioMapFigure(report.map, splitDay)}
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
<ul class="limits">${comparison.definitions.map((sentence) => html`<li>${wordsHtml(sentence)}</li>`)}</ul>
<p class="mono">Rules ${comparison.rulesDigest}<br>Set A ${a.digest}<br>Set B ${b.digest}<br>Data of this page, SHA-256 ${dataDigest}</p>
</section>
`;
  return documentHtml({ title, program, style: sheet + fixedStyle + ownStyle, main, marking });
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
    ? html`<p class="sub">None on record.</p>`
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
    ? html`<p class="sub">Nothing changes state.</p>`
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
${comparison.truncated ? html`<p class="sub">The ${comparison.flights.length} with the longest change of ${numberText(comparison.changedFlights)}.</p>` : null}
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
