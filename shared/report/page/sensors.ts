import { countText, numberText, signedText } from '../../format/numbers.ts';
import type { AircraftData } from '../data/aircraft.ts';
import type { SensorRow } from '../data/sensors.ts';
import { html, type Markup, orNot, outsideHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';
import { tableClass } from './parts.ts';

/** What was seen, and by what. */
export const sensors: Section = (context) => {
  const { aircraft, sensors } = context.report;
  return html`<section>
<h2>Aircraft and sensors</h2>
${object(aircraft)}
<table class="${tableClass(sensors.length, 'quiet')}">
<caption>Sensors whose records make the flight.</caption>
<thead><tr><th scope="col">Sensor</th><th scope="col">Make, serial</th><th scope="col">Clock</th><th scope="col">Calibration</th><th scope="col">Positions</th><th scope="col">Trace</th></tr></thead>
<tbody>${sensors.map((sensor) => row(context, sensor))}</tbody>
</table>
</section>
`;
};

function object(aircraft: AircraftData): Markup {
  const identities =
    aircraft.identities.length === 0
      ? html`<span class="none">no identity recorded</span>`
      : aircraft.identities.map(
          ({ kind, basis, values, more }, index) =>
            html`${index === 0 ? null : '; '}${kind} ${values.map((value, at) => html`${at === 0 ? null : ', '}${outsideHtml(value)}`)}${more === 0 ? null : ` and ${more} more`} <span class="sub">(${basis})</span>`,
        );
  return html`<p class="run-in">${identities}. Evidence: ${aircraft.evidence}. Positions: ${aircraft.positionOrigin}; error ${aircraft.sigma}.</p>
`;
}

function row({ code }: PageContext, sensor: SensorRow): Markup {
  const made = [sensor.makeModel, sensor.serial].filter((part) => part !== null);
  const clock =
    sensor.clock === null
      ? html`<span class="none">not verified</span>`
      : html`offset ${signedText(sensor.clock.offsetS)} s ± ${numberText(sensor.clock.errorS)} s`;
  return html`<tr>
<th scope="row">${outsideHtml(sensor.sensorId)} <span class="sub">${sensor.kind}; ${countText(sensor.tracks, 'track')}, gap limit ${numberText(sensor.gapLimitS)} s</span></th>
<td>${made.length === 0 ? orNot(null) : made.map((part, index) => html`${index === 0 ? null : ', '}${outsideHtml(part)}`)}</td>
<td>${clock}</td>
<td>${orNot(sensor.calibration)}</td>
<td>${numberText(sensor.positions)}</td>
<td>${code(sensor.path)}</td>
</tr>`;
}
