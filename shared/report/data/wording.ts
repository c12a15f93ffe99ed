import { decimalText } from '../../format/coordinates.ts';
import { borderKmText, distanceText, feetOrMilesText, metresText } from '../../format/distances.ts';
import { numberText } from '../../format/numbers.ts';
import { durationText } from '../../format/times.ts';
import { compassPoint } from '../../geo/geodesic.ts';
import type { AltitudeDatum, Crossing, Flight } from '../../model/conclusion.ts';
import type { IdentityFields } from '../../model/detection.ts';
import type { PlaceInput } from '../input.ts';
import { join, outside, type Text, text } from './text.ts';

/** Phrases that several sections share, so that the page says one thing in one way. */

/** `4.21 km (2.62 mi) NW of Roma`: from the named place to the position. */
export const nearText = (nearest: NonNullable<PlaceInput['nearest']>): Text =>
  text`${distanceText(nearest.distanceM)} ${compassPoint(nearest.bearingDeg)} of ${outside(nearest.name)}`;

/** Nothing farther off is called near. */
const farthestNamedM = 100_000;

/** The nearest named place, where one is near enough to tell a reader something. */
export const namedPlaceNear = (place: PlaceInput): PlaceInput['nearest'] =>
  place.nearest !== null && place.nearest.distanceM <= farthestNamedM ? place.nearest : null;

/** Where, for a sentence: the nearest place, else the border kilometre, else the position. */
export function whereText(place: PlaceInput | null, borderKm: number | null): Text {
  const nearest = place === null ? null : namedPlaceNear(place);
  if (nearest !== null) {
    const { name, distanceM, bearingDeg } = nearest;
    const apart = `${metresText(distanceM)}, ${feetOrMilesText(distanceM)}, to its ${compassPoint(bearingDeg)}`;
    return text`near ${outside(name)} (${apart})`;
  }
  const km = place?.borderKm ?? borderKm;
  if (km !== null) return text`at border km ${borderKmText(km)}`;
  return place === null ? text`at no recorded position` : text`at ${decimalText([place.lng, place.lat])}`;
}

/** `612 m ± 45 m (2,008 ft ± 148 ft)`, both in whole metres. */
export const withErrorText = (metres: number, errorM: number): string =>
  `${metresText(metres)} ± ${metresText(errorM)} (${feetOrMilesText(metres)} ± ${feetOrMilesText(errorM)})`;

/** `6 min 12 s (5 min 40 s observed)` */
export const observedText = (observedS: number, inferredS: number): string =>
  `${durationText(Math.round(observedS) + Math.round(inferredS))} (${durationText(observedS)} observed)`;

export const directionWord = (crossing: Crossing): string =>
  crossing.how === 'observed' ? crossing.direction : `${crossing.direction} (inferred across a gap)`;

/** The sensors whose records make the flight, each once: "A", "A and B", "A, B and 3 more". */
export function sensorsText(flight: Flight): Text {
  const ids = [...new Set(flight.tracks.map(({ sensorId }) => sensorId))];
  if (ids.length === 0) return text`the sensor`;
  if (ids.length <= 2) return join(ids.map(outside), ' and ');
  return text`${join(ids.slice(0, 2).map(outside), ', ')} and ${numberText(ids.length - 2)} more`;
}

/** What the record lets us call it. Never more than its evidence. */
export function objectWords(flight: Flight): string {
  switch (flight.evidence) {
    case 'uas-identified':
      return 'an unmanned aircraft';
    case 'uas-by-class':
      return 'an object that the sensor classed as an unmanned aircraft';
    default:
      return 'an object not identified as an unmanned aircraft';
  }
}

/** How the aircraft is named, and by whom: serials and registrations are the aircraft's own word. */
export function identityText(identities: readonly IdentityFields[]): Text {
  const kinds: [keyof IdentityFields, string, string][] = [
    ['uasSerial', 'serial', ', as self-reported'],
    ['uasRegId', 'registration', ', as self-reported'],
    ['uasUtmId', 'UTM identifier', ', as self-reported'],
    ['uasSessionId', 'session identifier', ', as self-reported'],
    ['icao24', 'ICAO address', ', as self-reported'],
    ['transmitterMac', 'transmitter address', ', as received; no serial recorded'],
    ['sourceTrackKey', "the sensor's track key", '; no identity of the aircraft recorded'],
    ['callsign', 'callsign', ', as received; no identity of the aircraft recorded'],
  ];
  for (const [field, noun, basis] of kinds) {
    const values = distinct(identities, field);
    if (values.length === 0) continue;
    const shown = join(values.slice(0, 2).map(outside), ' and ');
    const more = values.length > 2 ? ` and ${numberText(values.length - 2)} more` : '';
    return text`${noun} ${shown}${more}${basis}`;
  }
  return text`no identity recorded`;
}

/** The different values that a field has, in order of appearance. */
export function distinct(identities: readonly IdentityFields[], field: keyof IdentityFields): string[] {
  const values = identities.flatMap((identity) => {
    const value = identity[field];
    return value === undefined ? [] : [String(value)];
  });
  return [...new Set(values)];
}

/** A datum as it stands beside a height. */
export function datumWords(datum: AltitudeDatum): string {
  switch (datum) {
    case 'none':
      return 'not recorded';
    case 'HAE':
      return 'above the WGS 84 ellipsoid (HAE)';
    case 'MSL':
      return 'above mean sea level, EGM96 (MSL)';
    case 'AGL':
      return 'above ground (AGL)';
    case 'above take-off':
      return 'above take-off';
    case 'barometric':
      return 'barometric, 1013.25 hPa';
    case 'datum not stated':
      return 'datum not stated by the source';
  }
}

/** The datum in a table cell. */
export function datumLabel(datum: AltitudeDatum): string {
  switch (datum) {
    case 'above take-off':
      return 'above take-off';
    case 'barometric':
      return 'barometric';
    case 'datum not stated':
      return 'datum not stated';
    default:
      return datum;
  }
}
