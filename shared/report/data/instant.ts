import { z } from 'zod';
import { type LocalTime, nearestSecondMs } from '../../format/times.ts';

/** A printed time: UTC to the nearest second, and what the clocks at the place showed. */
export const instantSchema = z.strictObject({
  utcMs: z.number().int(),
  local: z.strictObject({ date: z.string(), clock: z.string(), zone: z.string(), offset: z.string() }),
});
export type Instant = z.infer<typeof instantSchema>;

/** @param local times of the place's zone, as made by `localTimes` */
export function instantAt(timeMs: number, local: (timeMs: number) => LocalTime): Instant {
  return { utcMs: nearestSecondMs(timeMs), local: { ...local(timeMs) } };
}
