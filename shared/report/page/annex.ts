import { countText, numberText } from '../../format/numbers.ts';
import { durationText, utcText } from '../../format/times.ts';
import { verdictWords } from '../../model/words.ts';
import type { AnnexData } from '../data/annex.ts';
import type { AreaRow } from '../data/areas.ts';
import type { FlightReport } from '../data/incident.ts';
import { recordText } from '../data/records.ts';
import { coverageFigure } from './coverage-figure.ts';
import { html, type Markup, orNot, outsideHtml, sentenceHtml, wordsHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';
import { instantText, tableClass } from './parts.ts';

/** What the record says about authority to act; on its own pages, so that the facts can travel without it. */
export const annex: Section = (context) => {
  const { flights, document, areas } = context.report;
  const [first] = flights.flatMap((flight) => flight.annex ?? []);
  if (first === undefined) return null;
  return html`<section class="annex">
<h2 class="annex-title">Determination annex to ${outsideHtml(document.number)}, version ${document.version}</h2>
<p>A determination on the record: what the authority table (as of ${first.authorityAsOf}), the designations and the recorded determinations say about 6 U.S.C. 124n. It is no order and no legal advice; other law is not assessed. A missing input gives neither eligible nor not eligible.</p>
${flights.map((flight) => ofFlight(context, flight))}
${areaTable(areas)}
</section>
`;
};

const ofFlight = (context: PageContext, { annex, tag, objectName }: FlightReport): Markup | null =>
  annex === null
    ? null
    : html`${tag === null ? null : html`<h3 class="flight-head">Flight ${tag}: ${outsideHtml(objectName)}</h3>`}
${annex.determinations.length === 0 ? html`<p>The flight has no incursion with a determination.</p>` : annex.determinations.map((one) => determination(context, one))}
${annex.missing.map((number) => html`<p>For incursion ${number} no determination was computed.</p>`)}
${deconfliction(context, annex)}
${coverage(context, annex, tag ?? '')}
`;

const determination = (
  { report }: PageContext,
  one: AnnexData['determinations'][number],
): Markup => html`<h3>Incursion ${one.incursion}: ${one.resultLabel}</h3>
<p>${sentenceHtml(one.sentence)}</p>
<p class="sub">Judged at ${wordsHtml(instantText(one.at))}; legal day ${wordsHtml(one.day)} (US Eastern); statute version ${sentenceHtml(one.statuteVersion)}; authority table ${outsideHtml(one.authorityTable.label)}, as of ${one.authorityTableAsOf}, SHA-256 ${one.authorityTable.digest}.</p>
<table>
<caption>Elements of 6 U.S.C. 124n for incursion ${one.incursion}, each met, not met or unknown on the record.</caption>
<thead><tr><th scope="col" class="element">Element</th><th scope="col" class="on-record">On the record</th><th scope="col">Why</th><th scope="col" class="citations">Citations, evidence</th></tr></thead>
<tbody>${one.elements.map(
  (element) => html`<tr>
<th scope="row">${sentenceHtml(element.title)}</th>
<td><span class="verdict">${verdictWords[element.verdict].label}</span>${element.qualifier === null ? null : html`<br><span class="sub">${sentenceHtml(element.qualifier)}</span>`}</td>
<td>${sentenceHtml(element.sentence)}</td>
<td>${element.citations.map((citation, index) => html`${index === 0 ? null : '; '}${outsideHtml(citation)}`)}${element.evidence.length === 0 ? null : html`<br><span class="sub">Evidence: ${element.evidence.map((id, index) => html`${index === 0 ? null : ', '}${evidenceHtml(report, id)}`)}</span>`}</td>
</tr>`,
)}</tbody>
</table>
`;

const detectionPrefix = 'detection:';

/** A detection by its record in the original file, which a reader can open; anything else by its id. */
function evidenceHtml({ detections }: PageContext['report'], id: string): Markup {
  const detection = id.startsWith(detectionPrefix)
    ? detections.find((one) => one.id === id.slice(detectionPrefix.length))
    : undefined;
  return detection === undefined ? outsideHtml(id) : html`record ${recordText(detection.records)}`;
}

function deconfliction({ code }: PageContext, { deconfliction: found }: AnnexData): Markup | null {
  if (found === null) return null;
  const { path, sentence, other } = found;
  return html`<h3>Nearest cooperative aircraft</h3>
<p>${outsideHtml(sentence)}${path === null ? null : html` Evidence for a person: it decides nothing. ${code(path)}`}</p>
${other === null ? null : html`<p class="sub">The other position: ${outsideHtml(other.file)}, record ${other.record}, detection ${other.detectionId}.</p>`}
`;
}

function coverage({ code }: PageContext, annex: AnnexData, tag: string): Markup | null {
  if (annex.coverage.length === 0 && annex.runs.length === 0) return null;
  return html`<h3>Coverage state along the flight</h3>
${coverageFigure(annex, tag)}
<table class="${tableClass(annex.coverage.length)}">
<caption>Time in each state: observed between detections closer than the gap limit, inferred across gaps.</caption>
<thead><tr><th scope="col">State</th><th scope="col">Observed</th><th scope="col">Inferred</th><th scope="col">Meaning</th><th scope="col">Trace</th></tr></thead>
<tbody>${annex.coverage.map(
    ({ path, label, meaning, observedS, inferredS }) =>
      html`<tr><th scope="row">${label}</th><td class="nowrap">${durationText(observedS)}</td><td class="nowrap">${durationText(inferredS)}</td><td>${meaning}</td><td>${code(path)}</td></tr>`,
  )}</tbody>
</table>
<table class="${tableClass(annex.runs.length)}">
<caption>Detections in a row with the same state.${annex.moreRuns === 0 ? null : html` ${countText(annex.moreRuns, 'further run')} left out here.`}</caption>
<thead><tr><th scope="col">From</th><th scope="col">To</th><th scope="col">State</th><th scope="col">Detections</th><th scope="col">Trace</th></tr></thead>
<tbody>${annex.runs.map(
    (run) =>
      html`<tr><th scope="row" class="plain nowrap">${utcText(run.from.utcMs)}</th><td class="nowrap">${utcText(run.to.utcMs)}</td><td>${run.label}</td><td>${numberText(run.detections)}</td><td>${code(run.path)}</td></tr>`,
  )}</tbody>
</table>
`;
}

function areaTable(areas: readonly AreaRow[]): Markup | null {
  if (areas.length === 0) return html`<p>No area of responsibility on record lies on the map or was entered.</p>`;
  return html`<h3>Areas and designations</h3>
<table>
<caption>Areas on the map or entered by the flight, with the designation on record.</caption>
<thead><tr><th scope="col">Area</th><th scope="col">Designation</th><th scope="col">In force</th><th scope="col">Basis and source</th><th scope="col">Entered</th></tr></thead>
<tbody>${areas.map(
    (area) => html`<tr>
<th scope="row">${area.tag} ${outsideHtml(area.name)}<br><span class="sub">version ${area.version}, edge ± ${numberText(area.edgeAccuracyM)} m${area.synthetic ? '; SYNTHETIC' : ''}</span></th>
<td>${area.status ?? 'none on record'}</td>
<td class="nowrap">${area.from === null ? 'not applicable' : html`${area.from} to ${area.to ?? 'open'}`}</td>
<td>${orNot(area.basis)}<br><span class="sub">${orNot(area.sourceDocument ?? area.source)}</span></td>
<td>${area.entered ? 'yes' : 'no'}</td>
</tr>`,
  )}</tbody>
</table>
`;
}
