import type { SensorKind } from './detection.ts';

/** 6 U.S.C. 124n(e)(3): records of communications to or from an unmanned aircraft that were intercepted or acquired under it. */
export const RETENTION_DAYS = 180;
export const RETENTION_CITE = '6 U.S.C. 124n(e)(3)';

/**
 * What kind of record it is for that rule, by the sensor. *communications*: taken from the aircraft's own transmissions.
 * *not-communications*: it was looked at, or heard flying. *not-stated*: the record does not say what saw it, and may be either.
 */
export const recordClasses = ['communications', 'not-communications', 'not-stated'] as const;
export type RecordClass = (typeof recordClasses)[number];

const classes: Readonly<Record<SensorKind, RecordClass>> = {
  rf: 'communications',
  'remote-id': 'communications',
  droneid: 'communications',
  radar: 'not-communications',
  camera: 'not-communications',
  acoustic: 'not-communications',
  human: 'not-communications',
  // Broadcast by air traffic to everybody; and logs of one's own or of a seized aircraft.
  adsb: 'not-communications',
  'own-log': 'not-communications',
  fusion: 'not-stated',
  unknown: 'not-stated',
};

export const recordClassOf = (kind: SensorKind): RecordClass => classes[kind];

/** The instant from which a record acquired at this one is due, UTC milliseconds. */
export const dueAtMs = (acquiredAtMs: number): number => acquiredAtMs + RETENTION_DAYS * 86_400_000;
