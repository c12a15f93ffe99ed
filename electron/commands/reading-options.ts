import { readFileSync } from 'node:fs';
import type { ParseArgsOptionsConfig } from 'node:util';
import { type AcquisitionNote, acquisitionNoteSchema } from '../../shared/model/acquisition.ts';
import { saysSomething } from '../../shared/model/acquisition-note.ts';
import { type ColumnMapping, columnMappingSchema } from '../../shared/model/column-mapping.ts';
import { type ProfileRef, type SensorProfile, sensorProfileSchema } from '../../shared/model/sensor-profile.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import type { Service } from '../backend/service.ts';
import { findProfileByName } from '../store/profiles.ts';
import { text, UsageError, type Values } from './command.ts';
import { ask } from './lists.ts';

/** How files are to be read, as commands that read files take it. */
export const READING_USAGE = '[--format READER] [--mapping FILE] [--profile NAME] [--provisional] [--sensor-zone ZONE]';

export const readingOptions = {
  format: { type: 'string' },
  mapping: { type: 'string' },
  profile: { type: 'string' },
  provisional: { type: 'boolean' },
  'sensor-zone': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** What a mapping file holds: the columns alone, or a sensor's profile. */
type MappingFile = { readonly mapping: ColumnMapping } | { readonly profile: SensorProfile };

export interface ReadingChoice {
  readonly format: string | null;
  readonly sensorZone: string | null;
  readonly provisional: boolean;
  readonly mappingFile: MappingFile | null;
  readonly profileName: string | null;
}

/** @throws UsageError when the options contradict each other */
export function readChoice(values: Values): Result<ReadingChoice> {
  const path = text(values, 'mapping');
  const profileName = text(values, 'profile') ?? null;
  const provisional = values.provisional === true;
  if (path !== undefined && profileName !== null) throw new UsageError('give --mapping or --profile, not both');
  if (provisional && (path !== undefined || profileName !== null)) {
    throw new UsageError('--provisional is for files that no mapping or profile is given for');
  }
  const mappingFile = path === undefined ? ok(null) : readMappingFile(path);
  if (!mappingFile.ok) return mappingFile;
  return ok({
    format: text(values, 'format') ?? null,
    sensorZone: text(values, 'sensor-zone') ?? null,
    provisional,
    mappingFile: mappingFile.value,
    profileName,
  });
}

/** A mapping or profile from its JSON file; the failure names the member that is wrong. */
export function readMappingFile(path: string): Result<MappingFile> {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(path, 'utf8').replace(/^\uFEFF/, ''));
  } catch (error) {
    return fail('unreadable-file', `The mapping cannot be read: ${error instanceof Error ? error.message : error}`, {
      file: path,
    });
  }
  const isProfile = typeof value === 'object' && value !== null && 'kind' in value;
  const parsed = isProfile ? sensorProfileSchema.safeParse(value) : columnMappingSchema.safeParse(value);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    return fail(
      'bad-request',
      `The ${isProfile ? 'profile' : 'mapping'} is not valid${where === '' ? '' : ` at ${where}`}: ${issue?.message}.`,
      { file: path, ...(where === '' ? {} : { field: where }) },
    );
  }
  return ok(isProfile ? { profile: parsed.data as SensorProfile } : { mapping: parsed.data as ColumnMapping });
}

/** The choice as the service takes it: a profile from a file is saved first, so that the import can keep its version. */
export async function resolveChoice(
  service: Service,
  { mappingFile, profileName }: ReadingChoice,
): Promise<Result<{ readonly mapping: ColumnMapping | null; readonly profile: ProfileRef | null }>> {
  if (profileName !== null) {
    const found = findProfileByName(service.workspace.store.read, profileName);
    if (found === null) return fail('not-found', `There is no profile “${profileName}”.`);
    return ok({ mapping: null, profile: { id: found.id, version: found.version } });
  }
  if (mappingFile === null) return ok({ mapping: null, profile: null });
  if ('mapping' in mappingFile) return ok({ mapping: mappingFile.mapping, profile: null });
  const saved = await ask(service, 'profiles.save', { profile: mappingFile.profile });
  return saved.ok ? ok({ mapping: null, profile: saved.value }) : saved;
}

export const ACQUISITION_USAGE =
  '[--received-from WHO] [--received-by WHO] [--received-at TIME] [--medium WHAT] [--medium-serial NO]';

export const acquisitionOptions = {
  'received-from': { type: 'string' },
  'received-by': { type: 'string' },
  'received-at': { type: 'string' },
  medium: { type: 'string' },
  'medium-serial': { type: 'string' },
} as const satisfies ParseArgsOptionsConfig;

/** How the file came into our hands; null when nothing is said. @throws UsageError for a text that is too long */
export function readAcquisition(values: Values): AcquisitionNote | null {
  const parsed = acquisitionNoteSchema.safeParse({
    receivedFrom: text(values, 'received-from') ?? null,
    receivedBy: text(values, 'received-by') ?? null,
    receivedAt: text(values, 'received-at') ?? null,
    medium: text(values, 'medium') ?? null,
    mediumSerial: text(values, 'medium-serial') ?? null,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new UsageError(`the note on how the file came: ${issue?.path.join('.')}: ${issue?.message}`);
  }
  return saysSomething(parsed.data) ? parsed.data : null;
}
