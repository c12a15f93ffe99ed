import { numberText } from '../../format/numbers.ts';
import { utcClockText, utcText } from '../../format/times.ts';
import type { FlightReport } from '../data/incident.ts';
import { html, type Markup, outsideHtml, wordsHtml } from './html.ts';
import { mapFigure } from './map/map-figure.ts';
import type { PageContext, Section } from './page-context.ts';
import { entry } from './parts.ts';
import { placeEntries } from './place.ts';

/**
 * The map, and beside it the numbers a reader looks for first, and where it was. Several flights have their numbers with each;
 * beside the map stands which is which.
 */
export const mapAndFigures: Section = (context) => {
  const { report } = context;
  const [first] = report.flights;
  const map =
    report.map === null
      ? html`<p class="none">No position is recorded: there is no map.</p>`
      : mapFigure(report, report.map);
  if (report.overall !== null || first === undefined) {
    return html`<section aria-label="Map and flights">
<div class="pair">${map}
<dl class="figures">${report.flights.map(inBrief)}</dl></div>
</section>
`;
  }
  return html`<section aria-label="Map, key figures and place">
<div class="pair">${map}
${keyFigures(context, first)}</div>
</section>
`;
};

/** Aircraft, key figures and place of one flight. */
export const keyFigures = ({ code }: PageContext, flight: FlightReport, more = ''): Markup =>
  html`<dl class="figures ${more}">${aircraft(flight.aircraft.makeModel)}${flight.keyFigures.map(
    ({ path, label, text, notes }) =>
      html`<div><dt>${label} ${code(path)}</dt><dd><span class="value">${wordsHtml(text)}</span>${notes.map((note) => html`<br><span class="sub">${wordsHtml(note)}</span>`)}</dd></div>`,
  )}${flight.place === null ? null : placeEntries(flight.place)}</dl>`;

const inBrief = ({ tag, objectName, finding, crossings, profile }: FlightReport): Markup =>
  html`<div><dt>${tag ?? ''}</dt><dd><span class="value">${outsideHtml(objectName)}</span><br>${finding.classLabel}, ${numberText(crossings.length)} ${crossings.length === 1 ? 'crossing' : 'crossings'}${profile === null ? null : html`<br><span class="sub">${utcText(profile.from.utcMs)} to ${utcClockText(profile.to.utcMs)}</span>`}</dd></div>`;

const aircraft = (makeModel: string | null): Markup =>
  entry(
    'Aircraft',
    makeModel === null
      ? html`<span class="none">make and model not recorded</span>`
      : html`<span class="value">${outsideHtml(makeModel)}</span>`,
  );
