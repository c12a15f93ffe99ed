import { countText } from '../../format/numbers.ts';
import { localText, utcText } from '../../format/times.ts';
import { withholdingWords } from '../../model/incident-words.ts';
import { html, outsideHtml } from './html.ts';
import type { Section } from './page-context.ts';
import { entry, withheld } from './parts.ts';

/** What document this is, and what must be seen before anything else: marking, synthetic, draft. */
export const masthead: Section = ({ report: { document, flights } }) => {
  const { supersedes } = document;
  return html`<header>
${document.marking === null ? null : html`<p class="screen-mark">${outsideHtml(document.marking)}</p>`}
<div class="masthead">
<div><p class="kind">Fenceline incident summary</p><h1>${outsideHtml(document.number)}: ${flights.length === 1 ? flights[0]!.finding.classLabel : countText(flights.length, 'flight')}</h1></div>
<div class="stamps">
${document.synthetic ? html`<p class="stamp solid"><strong>SYNTHETIC</strong>not a record of any real event</p>` : null}
${
  document.draft
    ? html`<p class="stamp"><strong>DRAFT</strong>computed, not reviewed by a person</p>`
    : html`<p class="stamp">reviewed by a second<br>named person</p>`
}
</div>
</div>
<dl class="meta">
${entry(`Date-time group (${document.dateTimeGroupOf})`, html`<strong>${document.dateTimeGroup}</strong><br><span class="sub nowrap">${localText(document.eventAt.local)}</span>`)}
${entry('Version', html`${document.version}${supersedes === null ? ', supersedes none' : html`, supersedes version ${supersedes.version} <span class="mono">(${supersedes.dataDigest.slice(0, 12)}…)</span>`}`)}
${entry('Prepared by', html`${outsideHtml(document.preparedBy.name)} <span class="sub">(account ${outsideHtml(document.preparedBy.account)})</span>`)}
${entry('Made', utcText(document.madeAt.utcMs))}
</dl>
${
  document.withheld.length === 0
    ? null
    : html`<p class="withheld-note">${withheld()} on this copy: ${document.withheld.map((one) => withholdingWords[one].label).join('; ')}.</p>`
}
</header>
`;
};
