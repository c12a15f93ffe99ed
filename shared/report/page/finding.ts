import { gradeWords } from '../../model/words.ts';
import type { FlightReport } from '../data/incident.ts';
import { html, type Markup, outsideHtml, sentencesHtml, textHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';

/**
 * The finding in one sentence, its standing, and what must be said with it; of several flights what they come to, then each. Why
 * an incursion is one stands with its elements; for every other class the reasons stand here.
 */
export const finding: Section = (context) => {
  const { flights, overall } = context.report;
  const [first] = flights;
  if (overall === null)
    return first === undefined
      ? null
      : html`<section class="finding">
<h2>Finding</h2>
${sentence(context, first)}
</section>
`;
  return html`<section class="finding">
<h2>Finding</h2>
<p class="said">${textHtml(overall.sentence)} ${context.code(overall.path)}</p>
<p class="standing">${textHtml(overall.standing)}</p>
${overall.notes.map((note) => html`<p class="notes">${textHtml(note)}</p>`)}
</section>
<section class="findings" aria-label="Finding of each flight">
${flights.map((flight) => html`<div class="finding small-finding"><h3>${flight.tag ?? ''}: ${outsideHtml(flight.objectName)}, ${flight.finding.grade === null ? flight.finding.classLabel : `${flight.finding.classLabel}, ${gradeWords[flight.finding.grade].label}`}</h3>${sentence(context, flight)}</div>`)}
</section>
`;
};

const sentence = ({ code }: PageContext, { finding, changedSince, tag }: FlightReport): Markup =>
  html`<p class="said">${textHtml(finding.sentence)} ${code(finding.path)}</p>
${tag === null ? html`<p class="standing">${textHtml(finding.standing)}</p>` : null}
${finding.notes.length === 0 ? null : html`<div class="notes">${finding.notes.map((note) => html`<p>${textHtml(note)}</p>`)}</div>`}
${finding.reasons.length === 0 || finding.class === 'incursion' ? null : html`<p class="notes">${sentencesHtml(finding.reasons)}</p>`}
${changedSince.length === 0 ? null : html`<p class="notes"><strong>Changed since the incident was opened:</strong> ${sentencesHtml(changedSince)}</p>`}`;
