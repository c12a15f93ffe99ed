import { html, wordsHtml } from './html.ts';
import type { Section } from './page-context.ts';

/** What the words and counts mean. */
export const definitions: Section = ({ report: { definitions } }) => html`<section>
<h2>Definitions used</h2>
<dl class="definitions">${definitions.map(({ term, meaning }) => html`<div><dt>${term}</dt> <dd>${wordsHtml(meaning)}</dd></div>`)}</dl>
</section>
`;
