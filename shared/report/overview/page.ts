import { utcText } from '../../format/times.ts';
import type { Text } from '../data/text.ts';
import { html, type Markup, outsideHtml } from '../page/html.ts';
import { documentHtml } from '../page/index.ts';
import { entry } from '../page/parts.ts';
import { fixedStyle, sheetRule } from '../page/style.ts';
import type { OverviewReport } from './data.ts';

const BAR_WIDTH = 160;

/** A night's or a period's page as one static HTML file; the same data gives the same bytes. */
export function renderOverviewPage(report: OverviewReport, dataDigest: string): string {
  const { title, synthetic, marking, pageSize, program } = report;
  const sheet = sheetRule({ pageSize, title, marking, marks: synthetic ? ['SYNTHETIC DATA'] : [], dataDigest });
  return documentHtml({
    title,
    program,
    style: sheet + fixedStyle + ownStyle,
    main: body(report, dataDigest),
    marking,
  });
}

const body = (report: OverviewReport, dataDigest: string): Markup => html`<header>
${report.marking === null ? null : html`<p class="screen-mark">${outsideHtml(report.marking)}</p>`}
<div class="masthead">
<div><p class="kind">Fenceline ${report.kind === 'night' ? 'night summary' : 'period summary'}</p><h1>${report.title}</h1></div>
<div class="stamps">
${report.synthetic ? html`<p class="stamp solid"><strong>SYNTHETIC</strong>not a record of any real event</p>` : null}
<p class="stamp"><strong>COMPUTED</strong>not reviewed by a person</p>
</div>
</div>
<dl class="meta">
${entry('Prepared by', html`${outsideHtml(report.preparedBy.name)} <span class="sub">(account ${outsideHtml(report.preparedBy.account)})</span>`)}
${entry('Made', utcText(report.madeAtMs))}
${entry('Judged by', html`settings ${report.settingsVersion}, authority table ${report.authorityAsOf}`)}
${entry('Reference line', report.referenceLine)}
</dl>
</header>
${report.lines.map((line) => html`<p class="overview-line">${textHtml(line)}</p>`)}
<h2>Counts</h2>
<table class="overview"><thead><tr><th scope="col">What</th><th scope="col" class="overview-number">${
  report.comparedWith === null ? 'Count' : 'This period'
}</th>${report.comparedWith === null ? null : html`<th scope="col" class="overview-number">${report.comparedWith}</th>`}<th scope="col">What is counted</th></tr></thead>
<tbody>${report.figures.map(
  ({ label, value, compared, definition }) =>
    html`<tr><th scope="row">${label}</th><td class="overview-number"><strong>${value}</strong></td>${
      report.comparedWith === null ? null : html`<td class="overview-number">${compared ?? ''}</td>`
    }<td class="sub">${definition}</td></tr>`,
)}</tbody></table>
${report.tables.map(tableHtml)}
${report.lists.map(
  ({ title, items, empty }) =>
    html`<h2>${title}</h2>${items.length === 0 ? html`<p>${empty}</p>` : html`<ul class="limits">${items.map((item) => html`<li>${textHtml(item)}</li>`)}</ul>`}`,
)}
<h2>Definitions and limits</h2>
<ul class="limits">${report.definitions.map((sentence) => html`<li>${sentence}</li>`)}</ul>
<p class="sub">SHA-256 of this page’s data (JSON, RFC 8785): <span class="mono">${dataDigest}</span>. ${report.program}.</p>
`;

function tableHtml({ title, columns, rows, bars, empty, note }: OverviewReport['tables'][number]): Markup {
  if (rows.length === 0) return html`<h2>${title}</h2><p>${empty}</p>`;
  const most = bars === null ? 1 : Math.max(1, ...bars.values);
  return html`<h2>${title}</h2>
<table class="overview"><thead><tr>${columns.map(
    ({ label, numeric }) =>
      html`<th scope="col" class="${numeric ? 'overview-number' : 'overview-text'}">${label}</th>`,
  )}${bars === null ? null : html`<th scope="col">${bars.label}</th>`}</tr></thead>
<tbody>${rows.map(
    (cells, place) =>
      html`<tr>${cells.map((cell, column) =>
        columns[column]!.numeric
          ? html`<td class="overview-number">${textHtml(cell)}</td>`
          : html`<td>${textHtml(cell)}</td>`,
      )}${bars === null ? null : html`<td>${bar((bars.values[place] ?? 0) / most)}</td>`}</tr>`,
  )}</tbody></table>
${note === null ? null : html`<p class="sub">${note}</p>`}`;
}

/** Black, so that a copy in black and white says the same. */
const bar = (share: number): Markup =>
  html`<svg width="${BAR_WIDTH}" height="9" viewBox="0 0 ${BAR_WIDTH} 9" aria-hidden="true"><rect width="${(share * BAR_WIDTH).toFixed(1)}" height="9" fill="#333"/></svg>`;

const textHtml = (value: Text): Markup =>
  html`${value.map((part) => (typeof part === 'string' ? html`${part}` : outsideHtml(part.outside)))}`;

const ownStyle = `
.overview-line { margin-top: 4pt; font-size: 11pt; }
table.overview { width: auto; border-collapse: collapse; margin: 2pt 0 4pt; }
table.overview thead { display: table-header-group; }
table.overview tr { break-inside: avoid; }
table.overview th, table.overview td { border-bottom: 0.5pt solid var(--rule); padding: 1.5pt 8pt 1.5pt 0; text-align: left; vertical-align: top; font-weight: 400; }
table.overview thead th { font-weight: 700; vertical-align: bottom; }
table.overview .overview-number { text-align: right; white-space: nowrap; }
`;
