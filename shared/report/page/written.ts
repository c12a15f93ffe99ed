import { countText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import type { Instant } from '../data/instant.ts';
import type { WrittenData } from '../data/written.ts';
import { html, type Markup, orNot, outsideHtml } from './html.ts';
import type { Section } from './page-context.ts';
import { instantLines, tableClass, withheld } from './parts.ts';

/** A longer narrative stands after the facts, so that these stay on their two pages. */
const longestInPlace = 1200;

const isLong = ({ narrative }: WrittenData): boolean =>
  narrative.reduce((sum, paragraph) => sum + paragraph.length, 0) > longestInPlace;

/** What people wrote: none of it is computed, and each part says on whose word it stands. */
export const written: Section = ({ report: { written } }) => {
  if (written === null) return null;
  return html`<section>
<h2>Incident record, as entered</h2>
<p class="run-in">${head(written)}</p>
${hold(written)}
${nothingOf(written)}
${narrativeInPlace(written)}
${written.disposition === null ? null : html`<p class="run-in"><strong>Disposition:</strong> ${outsideHtml(written.disposition)}</p>`}
${actions(written)}
${effects(written)}
${coordination(written)}
${seizures(written)}
${attachments(written)}
</section>
`;
};

/** The narrative that does not fit among the facts. */
export const longNarrative: Section = ({ report: { written, document } }) =>
  written === null || !isLong(written)
    ? null
    : html`<section class="narrative">
<h2>Narrative of ${outsideHtml(document.number)}, as entered</h2>
${paragraphs(written)}
</section>
`;

function head({ statusLabel, openedAt, openedBy, assignedTo, title, links, provisional }: WrittenData): Markup {
  const linked = links.map(
    ({ number, words, note }) =>
      html`; ${words} ${outsideHtml(number)}${note === '' ? null : html` (${outsideHtml(note)})`}`,
  );
  return html`${title === '' ? null : html`<strong>${outsideHtml(title)}</strong>. `}Status: ${statusLabel}; opened <span class="nowrap">${utcText(openedAt.utcMs)}</span> by ${outsideHtml(openedBy)}${assignedTo === null ? null : html`; assigned to ${outsideHtml(assignedTo)}`}${linked}.${provisional ? ' The number is provisional: given by a laptop away from the others; it stays as it is.' : null}`;
}

const hold = ({ hold }: WrittenData): Markup | null =>
  hold === null
    ? null
    : html`<p class="run-in"><strong>On hold</strong> since <span class="nowrap">${utcText(hold.setAt.utcMs)}</span>, set by ${outsideHtml(hold.setBy)} (account ${outsideHtml(hold.account)}): ${outsideHtml(hold.ground)}</p>`;

/** What nobody recorded is said, so that silence is not read as "none". */
function nothingOf({ narrative, actions, effects, coordination, seizures }: WrittenData): Markup | null {
  const parts: readonly [string, readonly unknown[]][] = [
    ['narrative', narrative],
    ['actions', actions],
    ['effects', effects],
    ['FAA coordination', coordination],
    ['seizures', seizures],
  ];
  const empty = parts.filter(([, list]) => list.length === 0).map(([what]) => what);
  return empty.length === 0 ? null : html`<p class="run-in"><strong>Not recorded:</strong> ${empty.join(', ')}.</p>`;
}

function narrativeInPlace(written: WrittenData): Markup | null {
  if (written.narrative.length === 0) return null;
  return isLong(written)
    ? html`<p class="run-in"><strong>Narrative:</strong> ${countText(written.narrative.length, 'paragraph')}, printed after the facts.</p>`
    : html`${paragraphs(written, html`<strong>Narrative:</strong>`)}`;
}

/** @param lead stands before the first of them */
const paragraphs = ({ narrative }: WrittenData, lead: Markup | null = null): Markup[] =>
  narrative.map(
    (paragraph, index) =>
      html`<p class="said-by" dir="${lead === null ? 'auto' : 'ltr'}">${index === 0 && lead !== null ? html`${lead} ` : null}${lines(paragraph)}</p>`,
  );

/** Line breaks are kept; a tab, which no page needs, is a space. */
const lines = (paragraph: string): Markup[] =>
  paragraph
    .replaceAll('\t', ' ')
    .split(/\r?\n/)
    .map((line, index) => html`${index === 0 ? null : html`<br>`}${outsideHtml(line)}`);

const when = (at: Instant | null): Markup => (at === null ? orNot(null) : instantLines(at));

function actions({ actions }: WrittenData): Markup | null {
  if (actions.length === 0) return null;
  return html`<table class="${tableClass(actions.length)}">
<caption>Actions as reported by others, by paragraph of 6 U.S.C. 124n(b)(1) as entered. Fenceline takes none and judges none.</caption>
<thead><tr><th scope="col" class="paragraph">Paragraph, as entered</th><th scope="col" class="most-said">Action</th><th scope="col">By whom</th><th scope="col">When</th><th scope="col">Reported by</th></tr></thead>
<tbody>${actions.map(
    ({ cite, what, by, at, reportedBy }) =>
      html`<tr><th scope="row" class="plain">${cite === null ? html`<span class="none">none named</span>` : cite}</th><td>${outsideHtml(what)}</td><td>${outsideHtml(by)}</td><td>${when(at)}</td><td>${outsideHtml(reportedBy)}</td></tr>`,
  )}</tbody>
</table>`;
}

function effects({ effects }: WrittenData): Markup | null {
  if (effects.length === 0) return null;
  return html`<table class="${tableClass(effects.length)}">
<caption>Effects, as reported.</caption>
<thead><tr><th scope="col" class="most">Effect</th><th scope="col">When</th><th scope="col">Reported by</th></tr></thead>
<tbody>${effects.map(({ what, at, reportedBy }) => html`<tr><th scope="row" class="plain">${outsideHtml(what)}</th><td>${when(at)}</td><td>${outsideHtml(reportedBy)}</td></tr>`)}</tbody>
</table>`;
}

function coordination({ coordination }: WrittenData): Markup | null {
  if (coordination.length === 0) return null;
  return html`<table class="${tableClass(coordination.length)}">
<caption>Coordination with the FAA, as recorded.</caption>
<thead><tr><th scope="col" class="most-said">What</th><th scope="col">With whom</th><th scope="col">Reference</th><th scope="col">When</th><th scope="col">By</th></tr></thead>
<tbody>${coordination.map(
    ({ what, withWhom, reference, at, by }) =>
      html`<tr><th scope="row" class="plain">${outsideHtml(what)}</th><td>${outsideHtml(withWhom)}</td><td>${orNot(reference)}</td><td>${when(at)}</td><td>${outsideHtml(by)}</td></tr>`,
  )}</tbody>
</table>`;
}

function seizures({ seizures }: WrittenData): Markup | null {
  if (seizures.length === 0) return null;
  return html`<table class="${tableClass(seizures.length)}">
<caption>Seizures, as recorded.</caption>
<thead><tr><th scope="col" class="most-said">What</th><th scope="col">Amount</th><th scope="col">Custody number</th><th scope="col">When</th><th scope="col">By</th></tr></thead>
<tbody>${seizures.map(
    ({ what, amount, custodyNumber, custodyWithheld, at, by }) =>
      html`<tr><th scope="row" class="plain">${outsideHtml(what)}</th><td class="nowrap">${orNot(amount, 'not weighed')}</td><td>${custodyWithheld ? withheld() : orNot(custodyNumber)}</td><td>${when(at)}</td><td>${outsideHtml(by)}</td></tr>`,
  )}</tbody>
</table>`;
}

function attachments({ attachments }: WrittenData): Markup | null {
  if (attachments.length === 0) return null;
  return html`<table class="${tableClass(attachments.length)}">
<caption>Attachments, kept with the originals.</caption>
<thead><tr><th scope="col" class="most">File; SHA-256</th><th scope="col">Note</th></tr></thead>
<tbody>${attachments.map(
    ({ file, sha256, bytes, note }) =>
      html`<tr><th scope="row" class="plain">${outsideHtml(file)} <span class="sub">(${countText(bytes, 'byte')})</span><br><span class="mono">${sha256}</span></th><td>${note === '' ? orNot(null, 'none') : outsideHtml(note)}</td></tr>`,
  )}</tbody>
</table>`;
}
