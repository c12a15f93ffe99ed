import { utcText } from '../../format/times.ts';
import { html, outsideHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** Who made and who reviewed it, whether there is an annex, and how to check and trace what is printed. */
export const signing: Section = ({ report, dataDigest }) => {
  const { document, annex, reference } = report;
  const { preparedBy, reviewedBy } = document;
  const annexLine =
    annex === null
      ? 'A determination annex (eligibility on the record, coverage states) exists for this flight and is not part of this copy.'
      : 'A determination annex (eligibility on the record, coverage states) follows on its own pages.';
  return html`<section>
<h2>Prepared and reviewed</h2>
<div class="signing">
<div><p class="line"></p><p>Prepared: ${outsideHtml(preparedBy.name)} <span class="sub">(account ${outsideHtml(preparedBy.account)}), ${utcText(document.madeAt.utcMs)}</span></p></div>
<div><p class="line"></p>${
    reviewedBy === null
      ? html`<p>Reviewed: <span class="none">not reviewed by a person; this page is a draft</span></p>`
      : html`<p>Reviewed: ${outsideHtml(reviewedBy.name)} <span class="sub">(account ${outsideHtml(reviewedBy.account)}), ${utcText(reviewedBy.at.utcMs)}</span></p>`
  }</div>
</div>
<p class="sub">Names are as entered; no claim of authentication is made.</p>
<div class="digest">
<p>${annexLine}</p>
<p>SHA-256 of this page's data (canonical JSON, RFC 8785): <span class="mono">${dataDigest}</span></p>
<p>A code such as ${html`<span class="code">${report.traces[0]?.code ?? ''}</span>`} leads from a figure to the raw rows behind it: <span class="mono">fenceline trace CODE</span>. Flight <span class="mono">${report.flightId}</span>, settings ${outsideHtml(report.settingsVersion)}, ${document.program}.</p>
<p>Reference line: ${outsideHtml(reference.name)} (${reference.vintage}), ${reference.attribution}, ${reference.licence}.${reference.attributions.map((one) => html` ${outsideHtml(one)}`)}</p>
</div>
</section>
`;
};
