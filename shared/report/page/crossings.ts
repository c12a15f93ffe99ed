import { decimalText } from '../../format/coordinates.ts';
import { borderKmText, signedMetresText } from '../../format/distances.ts';
import { utcClockText, utcText } from '../../format/times.ts';
import { type CrossingRow, howWords } from '../data/crossings.ts';
import { recordText } from '../data/records.ts';
import { html, type Markup } from './html.ts';
import type { FlightSection } from './page-context.ts';
import { tableClass } from './parts.ts';

/** Every change of side, with the two detections on which it rests. */
export const crossings: FlightSection = ({ code }, flight) => {
  if (flight.crossings.length === 0) {
    return html`<section><h2>Crossings</h2><p>No crossing of the reference line is computed from the records.</p></section>
`;
  }
  const rows = flight.crossings.map(
    (row) => html`<tr>
<th scope="row">${row.number}</th>
<td>${row.direction}<br><span class="sub">${howWords(row.how)}</span></td>
<td><span class="nowrap">${utcText(row.at.utcMs)} ± ${row.plusMinusS} s</span><br><span class="sub nowrap">${row.at.local.date} ${row.at.local.clock} ${row.at.local.zone}</span></td>
<td><span class="nowrap">${decimalText(row.position)}</span><br><span class="sub">border km ${borderKmText(row.borderKm)}</span></td>
<td>${bracket(row.before)}</td>
<td>${bracket(row.after)}</td>
<td>${code(row.path)}</td>
</tr>`,
  );
  return html`<section>
<h2>Crossings</h2>
<table class="${tableClass(rows.length)}">
<caption>Numbered as on the map. Last detection surely on one side, first surely on the other: distance to the line (positive: US), record.</caption>
<thead><tr><th scope="col">No.</th><th scope="col">Direction</th><th scope="col">Time</th><th scope="col">Place on the line</th><th scope="col">Last before</th><th scope="col">First after</th><th scope="col">Trace</th></tr></thead>
<tbody>${rows}</tbody>
</table>
</section>
`;
};

function bracket({ at, distanceM, records }: CrossingRow['before']): Markup {
  const when = at === null ? 'no position' : utcClockText(at.utcMs);
  const where = distanceM === null ? null : html`, ${signedMetresText(distanceM)}`;
  return html`<span class="nowrap">${when}${where}</span><br><span class="sub">${recordText(records)}</span>`;
}
