import { html, outsideHtml } from './html.ts';
import { mapFigure } from './map/map-figure.ts';
import type { Section } from './page-context.ts';

/** The map, and beside it the numbers a reader looks for first. */
export const mapAndFigures: Section = (context) => {
  const { report, trace, code } = context;
  const figures = report.keyFigures.map(
    ({ path, label, note }) =>
      html`<div><dt>${label} ${code(path)}</dt><dd><span class="value">${trace(path).printed}</span>${note === null ? null : html`<br><span class="sub">${note}</span>`}</dd></div>`,
  );
  const map =
    report.map === null
      ? html`<p class="none">No position is recorded: there is no map.</p>`
      : mapFigure(report, report.map);
  return html`<section aria-label="Map and key figures">
<div class="pair">${map}
<dl class="figures">${figures}
${aircraft(report)}</dl></div>
</section>
`;
};

const aircraft = ({ aircraft }: Parameters<Section>[0]['report']) => {
  const name =
    aircraft.makeModel === null
      ? html`<span class="none">make and model not recorded</span>`
      : outsideHtml(aircraft.makeModel);
  return html`<div><dt>Aircraft</dt><dd><span class="value">${name}</span></dd></div>`;
};
