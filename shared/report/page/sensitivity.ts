import { html, sentenceHtml } from './html.ts';
import type { FlightSection } from './page-context.ts';

/** Analysts' edits, and what the result would be without them and under other settings. */
export const sensitivity: FlightSection = (_, { sensitivity, edits }) => {
  if (edits.length + sensitivity.length === 0) return null;
  return html`<section>
${edits.length === 0 ? null : html`<h2>Analysts' edits the result rests on; the records are untouched</h2><ul class="limits">${edits.map((edit) => html`<li>${sentenceHtml(edit)}</li>`)}</ul>`}
${sensitivity.length === 0 ? null : html`<h2>Result ${edits.length === 0 ? '' : 'without edits and '}under other settings, from the same detections</h2><ul class="limits">${sensitivity.map(({ label, sentence }) => html`<li><strong>${sentenceHtml(label)}:</strong> ${sentenceHtml(sentence)}</li>`)}</ul>`}
</section>
`;
};
