import { html, outsideHtml, textHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** The finding in one sentence, its standing, and what must be said with it. */
export const finding: Section = ({ report, code }) => {
  const { finding } = report;
  return html`<section class="finding">
<h2>Finding</h2>
<p class="said">${textHtml(finding.sentence)} ${code('finding')}</p>
<p class="standing">${textHtml(finding.standing)}</p>
${finding.notes.length === 0 ? null : html`<div class="notes">${finding.notes.map((note) => html`<p>${textHtml(note)}</p>`)}</div>`}
${finding.reasons.length === 0 ? null : html`<p class="notes">${finding.reasons.map((reason, index) => html`${index === 0 ? '' : ' '}${outsideHtml(reason)}`)}</p>`}
</section>
`;
};
