import { z } from 'zod';
import { trackEditKinds } from './lists.ts';

/**
 * What an analyst decided about which detections are one flight, or what the object is. An event, never a change of a detection:
 * it refers to content ids, can be withdrawn, and conclusions are drawn with it and without it.
 *
 * *merge*, *split* and *reassign* all say the same: the claimed detections are one flight of one aircraft. *friendly* and
 * *not-a-uas* say what the claimed detections are of.
 */
export const trackEditSchema = z.object({
  id: z.string(),
  kind: z.enum(trackEditKinds),
  reason: z.string(),
  /** Content ids, 24 hexadecimal digits. */
  claimed: z.array(z.string()),
  /** Detections of all flights that the edit was about, claimed ones included: flights that hold one of these were edited. */
  about: z.array(z.string()),
  actor: z.string(),
  atMs: z.number(),
});
export type TrackEdit = z.infer<typeof trackEditSchema>;
export type { TrackEditKind } from './lists.ts';
