import { z } from 'zod';
import { sensorKinds } from '../model/detection.ts';
import { recordClasses } from '../model/retention.ts';
import { method, pageOf } from './method.ts';

/** Records of one import by one kind of sensor, with when the retention rule reaches them. */
export const retentionRowSchema = z.object({
  importId: z.string(),
  file: z.string(),
  recordClass: z.enum(recordClasses),
  sensorKind: z.enum(sensorKinds),
  detections: z.number(),
  /** Of the records: when the sensor acquired them. */
  firstAcquiredMs: z.number(),
  lastAcquiredMs: z.number(),
  firstDueMs: z.number(),
  lastDueMs: z.number(),
  /** Records that are due at the moment asked about. */
  due: z.number(),
  /** Records of the file that were not used are kept with their raw text, and no sensor is known of them. */
  quarantined: z.number(),
});
export type RetentionRow = z.infer<typeof retentionRowSchema>;

export const retentionMethods = {
  /** @param asOfMs records are due that were acquired 180 days before, or earlier */
  'retention.list': method(z.strictObject({ asOfMs: z.number() }), pageOf(retentionRowSchema)),
} as const;
