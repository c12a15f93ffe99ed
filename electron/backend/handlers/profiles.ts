import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { ProfileRow } from '../../../shared/contract/contract.ts';
import { profileProblem } from '../../../shared/model/sensor-profile.ts';
import { fail, ok } from '../../../shared/result.ts';
import { statementsDigest } from '../../store/import-digest.ts';
import {
  findProfile,
  findProfileByName,
  listProfiles,
  removeProfile,
  type StoredProfile,
  saveProfile,
} from '../../store/profiles.ts';
import type { Desk, HandlersOf } from './desk.ts';

const PROFILES =
  'Sensor profiles: how the exports of a sensor are read and how far it is to be trusted, the newest version of each.';

const toRow = ({ removed: _, ...row }: StoredProfile): ProfileRow => row;

export const profileHandlers = (desk: Desk): HandlersOf<'profiles'> => ({
  'profiles.list': () => {
    const rows = listProfiles(desk.workspace.store.read).map(toRow);
    return ok({ rows, total: rows.length, truncated: false, definition: PROFILES });
  },
  'profiles.find': ({ id, version }) => {
    const found = findProfile(desk.workspace.store.read, id, version);
    return found === null ? fail('not-found', 'There is no such profile.') : ok(toRow(found));
  },
  'profiles.save': async ({ profile }) => {
    const problem = profileProblem(profile);
    if (problem !== null) return fail('bad-request', problem);
    const target = desk.workspace;
    const nowMs = Date.now();
    const known = findProfileByName(target.store.read, profile.name);
    // Saying the same again is no change and needs no entry in the audit.
    if (known !== null && canonicalJson(known.profile) === canonicalJson(profile)) {
      return ok({ id: known.id, version: known.version });
    }
    return target.change({ actor: desk.actor, kind: 'profile-saved', atMs: nowMs }, async () => {
      const db = target.store.write;
      const { ref, digest } = saveProfile(db, profile, { actor: desk.actor, nowMs });
      return ok({
        value: ref,
        details: { ...ref, name: profile.name, digest, statementsDigest: statementsDigest(db) },
      });
    });
  },
  'profiles.remove': async ({ id }) => {
    const target = desk.workspace;
    const nowMs = Date.now();
    return target.change({ actor: desk.actor, kind: 'profile-removed', atMs: nowMs }, async () => {
      const db = target.store.write;
      const found = findProfile(db, id);
      if (found === null || found.removed) return fail('not-found', 'There is no such profile in use.');
      removeProfile(db, id, nowMs, desk.actor);
      const { version, profile } = found;
      return ok({ value: {}, details: { id, version, name: profile.name, statementsDigest: statementsDigest(db) } });
    });
  },
});
