import { html, sentencesHtml, textHtml } from './html.ts';
import type { Section } from './page-context.ts';

/**
 * The finding in one sentence, its standing, and what must be said with it. Why an incursion is one stands with its elements;
 * for every other class the reasons stand here.
 */
export const finding: Section = ({ report, code }) => {
  const { finding } = report;
  return html`<section class="finding">
<h2>Finding</h2>
<p class="said">${textHtml(finding.sentence)} ${code('finding')}</p>
<p class="standing">${textHtml(finding.standing)}</p>
${finding.notes.length === 0 ? null : html`<div class="notes">${finding.notes.map((note) => html`<p>${textHtml(note)}</p>`)}</div>`}
${finding.reasons.length === 0 || finding.class === 'incursion' ? null : html`<p class="notes">${sentencesHtml(finding.reasons)}</p>`}
</section>
`;
};
