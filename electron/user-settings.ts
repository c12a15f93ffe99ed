import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { userSettingsSchema } from '../shared/contract/settings.ts';
import { firstSettings, type UserSettings } from '../shared/model/user-settings.ts';
import { fail, ok, type Result } from '../shared/result.ts';
import { defaultWorkspaceFolder } from './workspace-folder.ts';

/** Larger is none of ours. */
const LARGEST_BYTES = 256 * 1024;

/** Where a person's settings are kept: beside the default workspace, whichever workspace is open. FENCELINE_SETTINGS_FILE names another. */
export const userSettingsFile = (env: Readonly<Record<string, string | undefined>> = process.env): string =>
  env.FENCELINE_SETTINGS_FILE ?? join(dirname(defaultWorkspaceFolder()), 'settings.json');

/** What is kept, member by member: one that is damaged, or of another version, falls back to the first setting, the others stay. */
export function readUserSettings(file: string): UserSettings {
  const found = readObject(file);
  const kept: Record<string, unknown> = { ...firstSettings };
  for (const [name, schema] of Object.entries(userSettingsSchema.shape)) {
    const value = name === 'layers' ? { ...firstSettings.layers, ...knownLayers(found[name]) } : found[name];
    const parsed = schema.safeParse(value);
    if (parsed.success) kept[name] = parsed.data;
  }
  return kept as unknown as UserSettings;
}

function knownLayers(value: unknown): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([name]) => Object.hasOwn(firstSettings.layers, name)));
}

function readObject(file: string): Record<string, unknown> {
  try {
    const text = readFileSync(file, 'utf8');
    if (text.length > LARGEST_BYTES) return {};
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' && found !== null ? (found as Record<string, unknown>) : {};
  } catch {
    // Not there yet, or damaged: a window that opens is worth more than a pane's width.
    return {};
  }
}

/** Replaces some settings; the file is always whole. Failure `io`: the folder cannot be written to. */
export function writeUserSettings(file: string, change: Partial<UserSettings>): Result<UserSettings> {
  const settings: UserSettings = { ...readUserSettings(file), ...change };
  const draft = `${file}.${process.pid}.tmp`;
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    writeFileSync(draft, `${JSON.stringify(settings, null, 1)}\n`, { mode: 0o600 });
    renameSync(draft, file);
    return ok(settings);
  } catch (error) {
    removeQuietly(draft);
    return fail('unreadable-file', `The settings could not be kept: ${(error as Error).message}.`, { file });
  }
}

function removeQuietly(file: string): void {
  try {
    rmSync(file, { force: true });
  } catch {
    // Where it could not be written it is not.
  }
}
