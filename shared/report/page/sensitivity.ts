import { html, outsideHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** What the result would be under other settings. */
export const sensitivity: Section = ({ report: { sensitivity } }) => {
  if (sensitivity.length === 0) return null;
  return html`<section>
<h2>Result under other settings</h2>
<table>
<caption>The same detections, computed again.</caption>
<thead><tr><th scope="col">Setting</th><th scope="col">Result</th></tr></thead>
<tbody>${sensitivity.map(({ label, sentence }) => html`<tr><th scope="row">${outsideHtml(label)}</th><td>${outsideHtml(sentence)}</td></tr>`)}</tbody>
</table>
</section>
`;
};
