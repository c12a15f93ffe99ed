import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { type ProfileRef, type SensorProfile, sensorProfileSchema } from '../../shared/model/sensor-profile.ts';
import { defaultSettings, type SensorSettings, type Settings } from '../../shared/model/settings.ts';
import type { Db } from './open.ts';

/** A version of a profile as it is stored. */
export interface StoredProfile extends ProfileRef {
  readonly profile: SensorProfile;
  /** SHA-256 of its canonical JSON. */
  readonly digest: string;
  readonly savedAtMs: number;
  readonly actor: string;
  readonly removed: boolean;
  /** Imports in force that were read with any version of it. */
  readonly imports: number;
}

const ROW_SQL = `SELECT p.id, p.version, p.content, p.digest, p.saved_at_ms AS savedAtMs, p.actor,
  EXISTS (SELECT 1 FROM profile_removed r WHERE r.id = p.id) AS removed,
  (SELECT count(*) FROM import i WHERE i.undone = 0 AND i.options ->> '$.profile.id' = p.id) AS imports FROM profile p`;

interface Row extends Omit<StoredProfile, 'profile' | 'removed'> {
  readonly content: string;
  readonly removed: number;
}

const toStored = ({ content, removed, ...row }: Row): StoredProfile => ({
  ...row,
  removed: removed === 1,
  profile: sensorProfileSchema.parse(JSON.parse(content)),
});

/** The newest version of every profile that was not removed, by name. */
export const listProfiles = (db: Db): StoredProfile[] =>
  (
    db
      .prepare(
        `${ROW_SQL} WHERE p.version = (SELECT max(v.version) FROM profile v WHERE v.id = p.id)
           AND p.id NOT IN (SELECT id FROM profile_removed) ORDER BY p.name, p.id`,
      )
      .all() as Row[]
  ).map(toStored);

/** A version of a profile, removed or not; without a version the newest. Null when there is none. */
export function findProfile(db: Db, id: string, version: number | null = null): StoredProfile | null {
  const row = db
    .prepare(`${ROW_SQL} WHERE p.id = ? AND p.version = ifnull(?, (SELECT max(version) FROM profile WHERE id = p.id))`)
    .get(id, version) as Row | undefined;
  return row === undefined ? null : toStored(row);
}

/** The newest version that is in use under this name; names are told apart by their exact letters. */
export const findProfileByName = (db: Db, name: string): StoredProfile | null =>
  listProfiles(db).find(({ profile }) => profile.name === name) ?? null;

const digestOf = (content: string): string => createHash('sha256').update(content).digest('hex');

/**
 * Stores a profile as the next version of the one of its name, or as a new one. What says the same as the newest version is that
 * version. Call inside a change.
 */
export function saveProfile(
  db: Db,
  profile: SensorProfile,
  { actor, nowMs }: { readonly actor: string; readonly nowMs: number },
): { readonly ref: ProfileRef; readonly digest: string; readonly isNew: boolean } {
  const content = canonicalJson(profile);
  const digest = digestOf(content);
  const known = findProfileByName(db, profile.name);
  if (known !== null && known.digest === digest) {
    return { ref: { id: known.id, version: known.version }, digest, isNew: false };
  }
  // A name that was used before and removed begins again under an id of its own.
  const id = known?.id ?? digestOf(`${profile.name}\n${nowMs}\n${digest}`).slice(0, 16);
  const version = (known?.version ?? 0) + 1;
  db.prepare(
    'INSERT INTO profile (id, version, name, content, digest, saved_at_ms, actor) VALUES (?, ?, ?, ?, ?, ?, ?)',
  ).run(id, version, profile.name, content, digest, nowMs, actor);
  return { ref: { id, version }, digest, isNew: true };
}

export const removeProfile = (db: Db, id: string, atMs: number, actor: string): void =>
  void db.prepare('INSERT INTO profile_removed (id, removed_at_ms, actor) VALUES (?, ?, ?)').run(id, atMs, actor);

interface UseRow {
  readonly sensors: string;
  readonly id: string | null;
  readonly version: number | null;
}

/** A profile of one sensor says nothing of the others that a file may name. */
const holdsFor = ({ profile }: StoredProfile, sensorId: string): boolean =>
  profile.sensorId === null || profile.sensorId === sensorId;

/** A sensor, and the profile versions that imports in force read its records with; null stands for those read with none. */
function profilesInUse(db: Db): Map<string, (StoredProfile | null)[]> {
  const rows = db
    .prepare(
      `SELECT sensors, options ->> '$.profile.id' AS id, options ->> '$.profile.version' AS version
       FROM import WHERE undone = 0 ORDER BY no`,
    )
    .all() as UseRow[];
  const found = new Map<string, StoredProfile | null>();
  const bySensor = new Map<string, (StoredProfile | null)[]>();
  for (const { sensors, id, version } of rows) {
    const key = `${id} ${version}`;
    if (!found.has(key)) found.set(key, id === null ? null : findProfile(db, id, version));
    const stored = found.get(key)!;
    for (const sensorId of JSON.parse(sensors) as string[]) {
      const uses = bySensor.get(sensorId) ?? [];
      uses.push(stored !== null && holdsFor(stored, sensorId) ? stored : null);
      bySensor.set(sensorId, uses);
    }
  }
  return bySensor;
}

/** The newest of several versions and profiles, by when they were saved. */
const newestFirst = (a: StoredProfile, b: StoredProfile): number =>
  b.savedAtMs - a.savedAtMs || b.version - a.version || (a.id < b.id ? -1 : 1);

/**
 * How sensors stand apart, by the profiles their records in force were read with: the newest that says a gap limit or a σ decides
 * it; of the clock errors the largest, because each belongs to the offset its own import was read with. Records that were read
 * with no word about the clock keep the error that is assumed for all.
 */
export function readSensorSettings(db: Db): SensorSettings[] {
  const settings: SensorSettings[] = [];
  for (const [sensorId, uses] of profilesInUse(db)) {
    const profiles = uses.filter((one) => one !== null).sort(newestFirst);
    if (profiles.length === 0) continue;
    const errors = uses.map((one) => one?.profile.clock?.errorS ?? null);
    const isVerified = errors.some((error) => error !== null);
    settings.push({
      sensorId,
      gapLimitS: profiles.find(({ profile }) => profile.gapLimit !== null)?.profile.gapLimit?.seconds ?? null,
      sigmaM: profiles.find(({ profile }) => profile.positionError !== null)?.profile.positionError?.sigmaM ?? null,
      clockErrorS: isVerified ? Math.max(...errors.map((error) => error ?? defaultSettings.clockErrorS)) : null,
    });
  }
  return settings
    .filter(({ gapLimitS, sigmaM, clockErrorS }) => gapLimitS !== null || sigmaM !== null || clockErrorS !== null)
    .sort((a, b) => (a.sensorId < b.sensorId ? -1 : 1));
}

/** The named numbers, with what the profiles of sensors say. */
export const settingsInUse = (db: Db): Settings => ({ ...defaultSettings, sensors: readSensorSettings(db) });

/** Objects that these sensors report about. */
export function objectsOfSensors(db: Db, sensorIds: readonly string[]): number[] {
  if (sensorIds.length === 0) return [];
  return db
    .prepare(
      `SELECT DISTINCT s.object_no FROM subject s JOIN sensor n ON n.no = s.sensor_no
       WHERE n.name IN (SELECT value FROM json_each(?))`,
    )
    .pluck()
    .all(JSON.stringify(sensorIds)) as number[];
}

/** The profile versions by which these imports read a sensor's records; null stands for one that read them with none. */
export function profilesOfSensor(
  db: Db,
  sensorId: string,
  importIds: readonly string[],
): readonly (StoredProfile | null)[] {
  const rows = db
    .prepare(
      `SELECT sensors, options ->> '$.profile.id' AS id, options ->> '$.profile.version' AS version
       FROM import WHERE undone = 0 AND id IN (SELECT value FROM json_each(?)) ORDER BY no`,
    )
    .all(JSON.stringify(importIds)) as UseRow[];
  return rows
    .filter(({ sensors }) => (JSON.parse(sensors) as string[]).includes(sensorId))
    .map(({ id, version }) => (id === null ? null : findProfile(db, id, version)))
    .map((one) => (one !== null && holdsFor(one, sensorId) ? one : null));
}
