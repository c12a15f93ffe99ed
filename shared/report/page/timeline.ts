import { decimalText } from '../../format/coordinates.ts';
import { heightText, signedFeetOrMilesText, signedMetresText } from '../../format/distances.ts';
import { countText, numberText, probabilityText } from '../../format/numbers.ts';
import { recordText } from '../data/records.ts';
import type { Moment } from '../data/timeline.ts';
import { html, type Markup } from './html.ts';
import type { FlightSection, PageContext } from './page-context.ts';
import { instantLines, tableClass } from './parts.ts';

/** The detections that mark the turns of the flight. */
export const timeline: FlightSection = (context, { timeline: { moments, omitted } }) => {
  if (moments.length === 0) return null;
  return html`<section>
<h2>Detections that mark its turns, besides those at crossings</h2>
<table class="${tableClass(moments.length, omitted === 0 ? 'quiet' : '')}">
<caption>${omitted === 0 ? 'Time, position, altitude, distance to the reference line and probability of the US side.' : `${countText(omitted, 'further row')} left out here.`}</caption>
<thead><tr><th scope="col">Event</th><th scope="col">Time</th><th scope="col">Latitude, longitude</th><th scope="col">Altitude, datum</th><th scope="col">Distance, ± 95 %</th><th scope="col">P(US)</th><th scope="col">Record</th></tr></thead>
<tbody>${moments.map((moment) => row(context, moment))}</tbody>
</table>
</section>
`;
};

function row({ code }: PageContext, moment: Moment): Markup {
  const { altitude, distanceM, errorM, pUs } = moment;
  const height =
    altitude === null
      ? html`<span class="none">not recorded</span>`
      : html`<span class="nowrap">${heightText(altitude.metres)}</span><br><span class="sub">${altitude.datum}</span>`;
  const distance =
    distanceM === null || errorM === null
      ? html`<span class="none">out of reach</span>`
      : html`<span class="nowrap">${signedMetresText(distanceM)} ± ${numberText(errorM)}</span><br><span class="sub nowrap">${signedFeetOrMilesText(distanceM)}</span>`;
  return html`<tr>
<th scope="row">${moment.events.join('; ')}</th>
<td>${instantLines(moment.at)}</td>
<td class="nowrap">${decimalText(moment.position)}</td>
<td>${height}</td>
<td>${distance}</td>
<td class="nowrap">${pUs === null ? html`<span class="none">none</span>` : probabilityText(pUs)}</td>
<td>${recordText(moment.records)}<br>${code(moment.path)}</td>
</tr>`;
}
