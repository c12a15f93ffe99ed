import { decimalText } from '../../format/coordinates.ts';
import { countText, numberText, preciseText } from '../../format/numbers.ts';
import type { AircraftData } from '../data/aircraft.ts';
import type { SensorRow } from '../data/sensors.ts';
import { html, type Markup, orNot, outsideHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';
import { tableClass, withheld } from './parts.ts';

/** What saw the flights, and for a single flight what was seen. */
export const sensors: Section = (context) => {
  const { flights, sensors } = context.report;
  const only = flights.length === 1 ? flights[0]! : null;
  return html`<section>
<h2>${only === null ? 'Sensors' : 'Aircraft and sensors'}</h2>
${only === null ? null : aircraftLine(only.aircraft)}
<table class="${tableClass(sensors.length, 'quiet')}">
<caption>Sensors whose records make the ${only === null ? 'flights' : 'flight'}; seen: positions recorded.</caption>
<thead><tr><th scope="col" class="sensor">Sensor</th><th scope="col">Make, serial</th><th scope="col">Clock</th><th scope="col">Calibration</th><th scope="col">Stood at</th><th scope="col">Seen</th><th scope="col">Trace</th></tr></thead>
<tbody>${sensors.map((sensor) => row(context, sensor))}</tbody>
</table>
</section>
`;
};

/** What was seen, on whose word. */
export function aircraftLine(aircraft: AircraftData): Markup {
  const identities =
    aircraft.identities.length === 0
      ? html`<span class="none">no identity recorded</span>`
      : aircraft.identities.map(
          ({ kind, basis, values, more }, index) =>
            html`${index === 0 ? null : '; '}${kind} ${values.map((value, at) => html`${at === 0 ? null : ', '}${outsideHtml(value)}`)}${more === 0 ? null : ` and ${more} more`} <span class="sub">(${basis})</span>`,
        );
  return html`<p class="run-in">${identities}. Evidence: ${aircraft.evidence}. Positions: ${aircraft.positionOrigin}; error ${aircraft.sigma}. Operator: ${operator(aircraft.operator)}.</p>
`;
}

/** The operator and the launch place, as the aircraft states them. */
function operator({ withheld: isWithheld, ids, places, more }: AircraftData['operator']): Markup {
  if (isWithheld) return html`recorded, ${withheld()}`;
  if (ids.length + places.length === 0) return orNot(null);
  const said = [
    ...ids.map((id) => html`ID ${outsideHtml(id)}`),
    ...places.map(({ kind, position }) => html`${kind} position <span class="nowrap">${decimalText(position)}</span>`),
  ];
  return html`${said.map((part, index) => html`${index === 0 ? null : '; '}${part}`)}${more === 0 ? null : ` and ${more} more`} <span class="sub">(self-reported)</span>`;
}

function row({ code }: PageContext, sensor: SensorRow): Markup {
  const made = [sensor.makeModel, sensor.serial].filter((part) => part !== null);
  const clock =
    sensor.clock === null
      ? html`<span class="none">not verified</span>`
      : html`offset ${sensor.clock.offsetS > 0 ? '+' : ''}${preciseText(sensor.clock.offsetS)} s ± ${preciseText(sensor.clock.errorS)} s`;
  return html`<tr>
<th scope="row">${outsideHtml(sensor.sensorId)} <span class="sub">${sensor.kind}; ${countText(sensor.tracks, 'track')}, gap limit ${preciseText(sensor.gapLimitS)} s</span></th>
<td>${made.length === 0 ? orNot(null) : made.map((part, index) => html`${index === 0 ? null : ', '}${outsideHtml(part)}`)}</td>
<td>${clock}</td>
<td>${orNot(sensor.calibration)}</td>
<td>${stood(sensor)}</td>
<td>${numberText(sensor.positions)}</td>
<td>${code(sensor.path)}</td>
</tr>`;
}

function stood({ stood, moreStood, tag }: SensorRow): Markup {
  if (stood === null) return withheld();
  if (stood.length === 0) return orNot(null);
  return html`<span class="sub">${tag}</span> ${stood.map((position, index) => html`${index === 0 ? null : html`<br>`}<span class="nowrap">${decimalText(position)}</span>`)}${moreStood === 0 ? null : ` and ${moreStood} more`}`;
}
