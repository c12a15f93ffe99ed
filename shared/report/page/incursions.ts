import { borderKmText } from '../../format/distances.ts';
import { probabilityText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import { gradeWords } from '../../model/words.ts';
import type { IncursionRow } from '../data/incursions.ts';
import { observedText, withErrorText } from '../data/wording.ts';
import { html, type Markup, outsideHtml, textHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';

/** Each incursion with the two elements on which its grade rests, and why. */
export const incursions: Section = (context) => {
  const { incursions } = context.report;
  if (incursions.length === 0) return null;
  return html`<section>
<h2>Incursion elements</h2>
${incursions.map((row) => incursion(context, row))}
</section>
`;
};

function incursion({ code }: PageContext, row: IncursionRow): Markup {
  const depth =
    row.depthM === null || row.depthErrorM === null
      ? null
      : html`, to ${withErrorText(row.depthM, row.depthErrorM)} into the US`;
  const km = row.borderKm === null ? null : html`, border km ${borderKmText(row.borderKm)}`;
  const near = row.near === null ? null : html`, ${textHtml(row.near)}`;
  return html`<table>
<caption>Incursion ${row.number}: ${utcText(row.first.utcMs)} to ${utcText(row.last.utcMs)}, ${observedText(row.observedS, row.inferredS)}${depth}${km}${near}. Grade: ${gradeWords[row.grade].label}, the weaker of the two elements. ${code(row.path)}</caption>
<thead><tr><th scope="col">Element</th><th scope="col">Probability</th><th scope="col">Grade</th><th scope="col">Why</th></tr></thead>
<tbody>${element('Presence in the US', row.presence)}${element('Origin in Mexico', row.origin)}</tbody>
</table>
`;
}

function element(name: string, { probability, grade, reasons }: IncursionRow['presence']): Markup {
  const why =
    reasons.length === 0
      ? html`<span class="none">no reason recorded</span>`
      : reasons.map((reason, index) => html`${index === 0 ? null : ' '}${outsideHtml(reason)}`);
  const label = grade === null ? html`<span class="none">below possible</span>` : gradeWords[grade].label;
  return html`<tr><th scope="row" class="nowrap">${name}</th><td class="nowrap">${probabilityText(probability)}</td><td class="nowrap">${label}</td><td>${why}</td></tr>`;
}
