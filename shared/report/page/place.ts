import { decimalText, dmsText, mgrsText } from '../../format/coordinates.ts';
import { borderKmText } from '../../format/distances.ts';
import { html, orNot, outsideHtml, textHtml } from './html.ts';
import type { Section } from './page-context.ts';
import { entry } from './parts.ts';

/** Where it was, for every jurisdiction that may ask. */
export const place: Section = ({ report: { place } }) => {
  if (place === null) return null;
  const { borderKm, segment } = place;
  const disputed = place.sectorDisputed ? html` <span class="sub">(reach disputed)</span>` : null;
  return html`<section>
<h2>Place of ${place.of}</h2>
<dl class="facts">
${entry('Latitude, longitude (WGS 84)', html`${decimalText(place.position)}<br><span class="sub nowrap">${dmsText(place.position)}</span>`)}
${entry('MGRS', place.mgrs === null ? orNot(null, 'not known') : mgrsText(place.mgrs))}
${entry('Nearest named place', place.nearest === null ? orNot(null, 'not known') : textHtml(place.nearest))}
${entry('Border kilometre', borderKm === null ? orNot(null, 'not known') : html`${borderKmText(borderKm)}${segment === null ? null : html` <span class="sub">${outsideHtml(segment)}</span>`}`)}
${entry('Sector', html`${orNot(place.sector, 'not known')}${disputed}`)}
${entry('County', orNot(place.county, 'not known'))}
${entry('State', orNot(place.state, 'not known'))}
${entry('Judicial district', orNot(place.judicialDistrict, 'not known'))}
</dl>
</section>
`;
};
