/** Texas counties on Mountain time: El Paso and Hudspeth (15 U.S.C. 261 and 49 CFR 71.7). */
const mountainTexas = new Set(['El Paso', 'Hudspeth']);

const zoneOfState: Readonly<Record<string, string>> = {
  CA: 'America/Los_Angeles',
  AZ: 'America/Phoenix',
  NM: 'America/Denver',
  TX: 'America/Chicago',
};

/** Where no county is known (a place in Mexico), the zone of the sector's United States side opposite. */
const zoneOfSector: Readonly<Record<string, string>> = {
  SDC: 'America/Los_Angeles',
  ELC: 'America/Los_Angeles',
  YUM: 'America/Phoenix',
  TCA: 'America/Phoenix',
  EPT: 'America/Denver',
  BBT: 'America/Chicago',
  DRT: 'America/Chicago',
  LRT: 'America/Chicago',
  RGV: 'America/Chicago',
};

/** IANA zone of the local time to print beside UTC; UTC itself where the place decides none. */
export function localZone(place: {
  readonly state: string | null;
  readonly county: string | null;
  readonly sector: string | null;
}): string {
  if (place.state === 'TX' && place.county !== null && mountainTexas.has(place.county)) return 'America/Denver';
  return zoneOfState[place.state ?? ''] ?? zoneOfSector[place.sector ?? ''] ?? 'UTC';
}
