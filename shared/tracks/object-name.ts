import type { IdentityFields } from '../model/detection.ts';

/** What a person calls the object: the strongest identity that any of its records states, as stated. */
export function objectName(identities: readonly IdentityFields[], sensorId: string): string {
  const first = (field: keyof IdentityFields): string | undefined =>
    identities.find((identity) => identity[field] !== undefined)?.[field]?.toString();
  const strong = first('uasSerial') ?? first('uasRegId');
  if (strong !== undefined) return strong;
  const weaker = [
    ['UTM id', first('uasUtmId')],
    ['session', first('uasSessionId')],
    ['ICAO', first('icao24')],
    ['MAC', first('transmitterMac')],
    ['track', first('sourceTrackKey')],
    ['callsign', first('callsign')],
  ] as const;
  const named = weaker.find(([, value]) => value !== undefined);
  return named === undefined ? `unnamed object of ${sensorId}` : `${named[0]} ${named[1]}`;
}

/** Make and model as stated, null when neither is. */
export function makeModel(identities: readonly IdentityFields[]): string | null {
  const make = identities.find((identity) => identity.make !== undefined)?.make;
  const model = identities.find((identity) => identity.model !== undefined)?.model;
  const parts = [make, model].filter((part) => part !== undefined);
  return parts.length === 0 ? null : parts.join(' ');
}
