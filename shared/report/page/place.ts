import { decimalText, dmsText, mgrsText } from '../../format/coordinates.ts';
import { borderKmText } from '../../format/distances.ts';
import type { PlaceData } from '../data/place.ts';
import { html, type Markup, orNot, outsideHtml, textHtml } from './html.ts';
import { entry } from './parts.ts';

/** Where it was, for every jurisdiction that may ask: entries of a definition list. */
export function placeEntries(place: PlaceData): Markup {
  const { borderKm, segment, nearest } = place;
  const disputed = place.sectorDisputed ? html` <span class="sub">(reach disputed)</span>` : null;
  const stretch = segment === null ? null : html` <span class="sub">(${outsideHtml(segment)})</span>`;
  const unknown = orNot(null, 'not known');
  return html`${entry(
    `Place: ${place.of}`,
    html`${decimalText(place.position)}<br><span class="sub nowrap">${dmsText(place.position)}</span><br><span class="nowrap">MGRS ${place.mgrs === null ? unknown : mgrsText(place.mgrs)}</span>`,
  )}
${entry('Nearest named place', nearest === null ? orNot(null, 'none within 100 km') : textHtml(nearest))}
${entry('Border kilometre', borderKm === null ? unknown : html`${borderKmText(borderKm)}${stretch}`)}
${entry('Sector', html`${orNot(place.sector, 'not known')}${disputed}`)}
${entry('County, state, judicial district', jurisdiction(place))}`;
}

function jurisdiction({ county, state, judicialDistrict, side }: PlaceData): Markup {
  if (county === null && state === null && side === 'MX') return html`none: the place is on the Mexican side`;
  return html`${orNot(county, 'county not known')}, ${orNot(state, 'state not known')}<br>${orNot(judicialDistrict, 'district not known')}`;
}
