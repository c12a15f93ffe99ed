import { html, textHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** What the data cannot say. */
export const limits: Section = ({ report: { limits } }) => html`<section>
<h2>Limits of the data</h2>
<ul class="limits">${limits.map((limit) => html`<li>${textHtml(limit)}</li>`)}</ul>
</section>
`;
