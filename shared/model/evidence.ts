import type { Evidence, IdentityFields, SensorKind } from './detection.ts';

/**
 * Decides how surely the object is a UAS, from what the record itself states. In order: cooperative traffic by its own
 * equipment; a UAS identity (serial, registration, session, UTM id, a DroneID or Remote ID receiver); the sensor's class; nothing.
 * A callsign or MAC alone identifies nothing.
 */
export function decideEvidence(identity: IdentityFields, sensorKind: SensorKind | undefined): Evidence {
  if (sensorKind === 'adsb' || sensorKind === 'own-log') return 'cooperative';
  if (identity.objectClass === 'manned') return 'manned';
  const identified =
    identity.uasSerial !== undefined ||
    identity.uasRegId !== undefined ||
    identity.uasSessionId !== undefined ||
    identity.uasUtmId !== undefined ||
    sensorKind === 'remote-id' ||
    sensorKind === 'droneid';
  if (identified) return 'uas-identified';
  switch (identity.objectClass) {
    case 'uas':
      return 'uas-by-class';
    case 'gcs':
    case 'bird':
    case 'other':
      return 'not-uas';
    default:
      return 'unidentified';
  }
}
