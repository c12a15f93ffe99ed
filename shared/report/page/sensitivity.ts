import { html, sentenceHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** What the result would be under other settings. */
export const sensitivity: Section = ({ report: { sensitivity } }) => {
  if (sensitivity.length === 0) return null;
  return html`<section>
<h2>Result under other settings, from the same detections</h2>
<ul class="limits">${sensitivity.map(({ label, sentence }) => html`<li><strong>${sentenceHtml(label)}:</strong> ${sentenceHtml(sentence)}</li>`)}</ul>
</section>
`;
};
