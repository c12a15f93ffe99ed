import { courseAndElements } from './course-and-elements.ts';
import { crossings } from './crossings.ts';
import { html, type Markup, outsideHtml } from './html.ts';
import { keyFigures } from './map-and-figures.ts';
import type { FlightSection, PageContext, Section } from './page-context.ts';
import { sensitivity } from './sensitivity.ts';
import { aircraftLine, sensors } from './sensors.ts';
import { timeline } from './timeline.ts';

const after: readonly FlightSection[] = [courseAndElements, timeline, sensitivity];

/** Of a single flight, they stand right below the map; of several, with each. */
export const crossingsOfOnly: Section = (context) => {
  const [only, ...more] = context.report.flights;
  return only === undefined || more.length > 0 ? null : crossings(context, only);
};

/** What is known of each flight, and of the sensors that saw them. */
export const flights: Section = (context) => {
  const all = context.report.flights;
  const [only] = all;
  if (all.length === 1 && only !== undefined) {
    return html`${sensors(context)}${after.map((section) => section(context, only))}`;
  }
  return html`${all.map((flight) => ofSeveral(context, flight))}${sensors(context)}`;
};

const ofSeveral = (context: PageContext, flight: PageContext['report']['flights'][number]): Markup =>
  html`<section class="flight">
<h2 class="flight-head">Flight ${flight.tag ?? ''}: ${outsideHtml(flight.objectName)}</h2>
${keyFigures(context, flight, 'wide')}
${aircraftLine(flight.aircraft)}
${crossings(context, flight)}${after.map((section) => section(context, flight))}</section>
`;
