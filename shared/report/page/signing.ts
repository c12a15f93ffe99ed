import { utcText } from '../../format/times.ts';
import { html, outsideHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** Who made and who reviewed it, whether there is an annex, and how to check and trace what is printed. */
export const signing: Section = ({ report, dataDigest }) => {
  const { document, flights } = report;
  const { preparedBy, reviewedBy } = document;
  const annexLine = !document.annexIncluded
    ? 'A determination annex exists and is not part of this copy.'
    : 'The determination annex follows on its own pages.';
  return html`<section>
<h2>Prepared and reviewed</h2>
<div class="signing">
<div>
<p class="line"></p><p>Prepared: ${outsideHtml(preparedBy.name)} <span class="sub nowrap">(account ${outsideHtml(preparedBy.account)})</span></p>
<p class="line"></p><p>Reviewed: ${
    reviewedBy === null
      ? html`<span class="none">by no person yet; a draft</span>`
      : html`${outsideHtml(reviewedBy.name)} <span class="sub nowrap">(account ${outsideHtml(reviewedBy.account)})</span> <span class="sub nowrap">${utcText(reviewedBy.at.utcMs)}</span>`
  }</p>
</div>
<div class="digest">
<p>${annexLine} Names are as entered, not authenticated.</p>
<p>A code such as <span class="code">${report.traces[0]?.code ?? ''}</span> leads from a figure to its raw rows: <span class="mono">fenceline trace CODE</span></p>
<p>SHA-256 of this page's data (canonical JSON, RFC 8785):<br><span class="mono">${dataDigest}</span></p>
<p>${flights.map(({ tag, flightId }, index) => html`${index === 0 ? null : ', '}${tag === null ? 'Flight' : `Flight ${tag}`} <span class="mono">${flightId}</span>`)}; settings ${outsideHtml([...new Set(flights.map(({ settingsVersion }) => settingsVersion))].join(', '))}; ${document.program}.</p>
</div>
</div>
</section>
`;
};
