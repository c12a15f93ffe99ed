import { z } from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { KitItem } from '../../../shared/model/kit.ts';
import { profileProblem, type SensorProfile, sensorProfileSchema } from '../../../shared/model/sensor-profile.ts';
import { fail, ok } from '../../../shared/result.ts';
import { findProfileByName, listProfiles, saveProfile } from '../../store/profiles.ts';
import type { KitPart } from './part.ts';

const dataSchema = z.array(sensorProfileSchema);
const PART = 'profiles';

/** Sensors and how their exports are read: the profiles in use, each as a person stated it. */
export const profilesPart: KitPart<SensorProfile[]> = {
  id: PART,
  collect({ db }) {
    const profiles = listProfiles(db).map(({ profile }) => profile);
    return profiles.length === 0 ? null : profiles;
  },
  check(data) {
    const parsed = dataSchema.safeParse(data);
    if (!parsed.success) {
      const [issue] = parsed.error.issues;
      const field = `${PART}.${issue?.path.join('.') ?? ''}`;
      return fail('wrong-format', `The kit’s profiles are refused at ${field}: ${issue?.message ?? ''}`, { field });
    }
    const names = new Set<string>();
    for (const profile of parsed.data) {
      const field = `${PART}.${profile.name}`;
      const problem = names.has(profile.name) ? 'The profile stands in it twice.' : profileProblem(profile);
      if (problem !== null) return fail('wrong-format', `The kit is refused at ${field}: ${problem}`, { field });
      names.add(profile.name);
    }
    return ok(parsed.data);
  },
  compare: (profiles, { db }) =>
    profiles.map((profile): KitItem => {
      const known = findProfileByName(db, profile.name);
      const sensor = profile.sensorId === null ? 'sensors as its files name them' : `sensor ${profile.sensorId}`;
      const detail = known === null ? sensor : `${sensor}; version ${known.version} here`;
      const isSame = known !== null && canonicalJson(known.profile) === canonicalJson(profile);
      return { part: PART, name: profile.name, detail, change: known === null ? 'new' : isSame ? 'same' : 'changed' };
    }),
  apply(profiles, { db }, { actor, atMs }) {
    for (const profile of profiles) saveProfile(db, profile, { actor, nowMs: atMs });
  },
};
