import { html, type Markup, outsideHtml, wordsHtml } from './html.ts';
import { mapFigure } from './map/map-figure.ts';
import type { Section } from './page-context.ts';
import { entry } from './parts.ts';
import { placeEntries } from './place.ts';

/** The map, and beside it the numbers a reader looks for first, and where it was. */
export const mapAndFigures: Section = (context) => {
  const { report, code } = context;
  const figures = report.keyFigures.map(
    ({ path, label, text, notes }) =>
      html`<div><dt>${label} ${code(path)}</dt><dd><span class="value">${wordsHtml(text)}</span>${notes.map((note) => html`<br><span class="sub">${wordsHtml(note)}</span>`)}</dd></div>`,
  );
  const map =
    report.map === null
      ? html`<p class="none">No position is recorded: there is no map.</p>`
      : mapFigure(report, report.map);
  return html`<section aria-label="Map, key figures and place">
<div class="pair">${map}
<dl class="figures">${aircraft(report.aircraft.makeModel)}${figures}${report.place === null ? null : placeEntries(report.place)}</dl></div>
</section>
`;
};

const aircraft = (makeModel: string | null): Markup =>
  entry(
    'Aircraft',
    makeModel === null
      ? html`<span class="none">make and model not recorded</span>`
      : html`<span class="value">${outsideHtml(makeModel)}</span>`,
  );
