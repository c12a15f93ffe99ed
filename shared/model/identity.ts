import type { IdentityFields } from './detection.ts';

/** DJI's manufacturer code in ANSI/CTA-2063-A serial numbers; AeroScope and DroneID leave it out. */
const DJI_CODE = '1581';
const AEROSCOPE_SERIAL = /^F[0-9A-Z]{15}$/;

/**
 * The serial in the form used to compare: upper case, and an AeroScope-style 16-character `F…` completed with DJI's
 * manufacturer code. The completion is a stated inference, seen in samples, never written back into the record.
 */
export function comparableSerial(serial: string): string {
  const upper = serial.toUpperCase();
  return AEROSCOPE_SERIAL.test(upper) ? DJI_CODE + upper : upper;
}

/**
 * What is to be said of serials that count as one by inference: that one form of them lacks the manufacturer's code. Null when
 * none does, or none is there in both forms.
 */
export function serialInference(serials: readonly string[]): string | null {
  const completed = serials.filter((serial) => comparableSerial(serial) !== serial.toUpperCase());
  const joined = completed.find((short) => serials.some((other) => other.toUpperCase() === comparableSerial(short)));
  return joined === undefined
    ? null
    : `${joined} and ${comparableSerial(joined)} are taken for one serial: AeroScope and DroneID leave out DJI's code ${DJI_CODE} (an inference from their form)`;
}

/**
 * The key under which detections of one object are gathered, strongest identity first; null when the record names nothing, so
 * that only motion can tell objects apart. A key from a serial holds across sensors; a track key or MAC only within one.
 */
export function objectKey(identity: IdentityFields, sensorKey: string): string | null {
  if (identity.uasSerial !== undefined) return `serial:${comparableSerial(identity.uasSerial)}`;
  if (identity.uasRegId !== undefined) return `reg:${identity.uasRegId}`;
  if (identity.uasUtmId !== undefined) return `utm:${identity.uasUtmId}`;
  if (identity.uasSessionId !== undefined) return `session:${identity.uasSessionId}`;
  if (identity.icao24 !== undefined) return `icao:${identity.icao24}`;
  if (identity.transmitterMac !== undefined) return `mac:${sensorKey}:${identity.transmitterMac}`;
  if (identity.sourceTrackKey !== undefined) return `track:${sensorKey}:${identity.sourceTrackKey}`;
  if (identity.callsign !== undefined) return `callsign:${sensorKey}:${identity.callsign}`;
  return null;
}
