import type { DetectionFields } from '../../model/detection.ts';

/** By what a person knows the object; empty where the record names none. */
export const nameOf = (fields: DetectionFields): string =>
  fields.uasSerial ?? fields.uasRegId ?? fields.sourceTrackKey ?? fields.callsign ?? '';
