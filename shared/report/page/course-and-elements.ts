import { borderKmText } from '../../format/distances.ts';
import { probabilityText } from '../../format/numbers.ts';
import { utcSpanText } from '../../format/times.ts';
import { gradeWords } from '../../model/words.ts';
import type { IncursionRow } from '../data/incursions.ts';
import { observedText, withErrorText } from '../data/wording.ts';
import { html, type Markup, sentencesHtml, textHtml } from './html.ts';
import type { FlightSection, PageContext } from './page-context.ts';
import { profileFigure } from './profile-figure.ts';

/**
 * How altitude and distance to the line went, and each incursion with the two elements on which its grade rests. One incursion
 * stands beside the drawing, several in a table below it.
 */
export const courseAndElements: FlightSection = (context, { incursions, profile, tag }) => {
  const course =
    profile === null
      ? null
      : (wide: boolean) => html`<div><h2>Course of the flight</h2>${profileFigure(profile, wide, tag ?? '')}</div>`;
  const only = incursions.length === 1 ? incursions[0]! : null;
  if (only !== null && course !== null) {
    return html`<section class="halves" aria-label="Course and incursion elements">
${course(false)}
<div><h2>Incursion elements</h2>${beside(context, only)}</div>
</section>
`;
  }
  return html`<section aria-label="Course and incursion elements">
${course === null ? null : course(true)}
${incursions.length === 0 ? null : html`<h2>Incursion elements</h2>${incursions.map((row) => table(context, row))}`}
</section>
`;
};

function beside({ code }: PageContext, row: IncursionRow): Markup {
  return html`<dl>${elements(row).map(
    ([name, { probability, grade, reasons }]) =>
      html`<dt>${name}</dt><dd>Probability ${probabilityText(probability)}: ${gradeLabel(grade)}. ${why(reasons)}</dd>`,
  )}
</dl>
<p class="weaker"><strong>Grade:</strong> ${gradeWords[row.grade].label}, the weaker of the two. ${code(row.path)}</p>
`;
}

function table({ code }: PageContext, row: IncursionRow): Markup {
  return html`<table class="whole">
<caption>Incursion ${row.number}: ${extent(row)}. Grade: ${gradeWords[row.grade].label}, the weaker of the two elements. ${code(row.path)}</caption>
<thead><tr><th scope="col">Element</th><th scope="col">Probability</th><th scope="col">Grade</th><th scope="col">Why</th></tr></thead>
<tbody>${elements(row).map(
    ([name, { probability, grade, reasons }]) =>
      html`<tr><th scope="row" class="nowrap">${name}</th><td class="nowrap">${probabilityText(probability)}</td><td class="nowrap">${gradeLabel(grade)}</td><td>${why(reasons)}</td></tr>`,
  )}</tbody>
</table>
`;
}

const elements = (row: IncursionRow): [string, IncursionRow['presence']][] => [
  ['Presence in the US', row.presence],
  ['Origin in Mexico', row.origin],
];

const gradeLabel = (grade: IncursionRow['presence']['grade']): Markup =>
  grade === null ? html`<span class="none">below possible</span>` : html`${gradeWords[grade].label}`;

const why = (reasons: readonly string[]): Markup =>
  reasons.length === 0 ? html`<span class="none">no reason recorded</span>` : sentencesHtml(reasons);

/** When, how long, how deep and where. */
function extent(row: IncursionRow): Markup {
  const depth =
    row.depthM === null || row.depthErrorM === null
      ? null
      : html`, to ${withErrorText(row.depthM, row.depthErrorM)} into the US`;
  const km = row.borderKm === null ? null : html`, border km ${borderKmText(row.borderKm)}`;
  const near = row.near === null ? null : html`, ${textHtml(row.near)}`;
  return html`detected there ${utcSpanText(row.first.utcMs, row.last.utcMs)}, on the US side for ${observedText(row.observedS, row.inferredS)}${depth}${km}${near}`;
}
