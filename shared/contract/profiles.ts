import { z } from 'zod';
import { profileRefSchema, sensorProfileSchema } from '../model/sensor-profile.ts';
import { method, nothing, pageOf } from './method.ts';

export const profileRowSchema = profileRefSchema.extend({
  profile: sensorProfileSchema,
  digest: z.string(),
  savedAtMs: z.number(),
  actor: z.string(),
  /** Imports in force that were read with any version of it. */
  imports: z.number(),
});
export type ProfileRow = z.infer<typeof profileRowSchema>;

export const profileMethods = {
  'profiles.list': method(nothing, pageOf(profileRowSchema)),
  /** One version of a profile, removed or not. */
  'profiles.find': method(profileRefSchema, profileRowSchema),
  /** Saves the next version of the profile of that name, or a new one; saying the same again changes nothing. */
  'profiles.save': method(z.strictObject({ profile: sensorProfileSchema }), profileRefSchema),
  /** It is applied no more; imports read with it keep it. */
  'profiles.remove': method(z.strictObject({ id: z.string() }), z.object({})),
} as const;
