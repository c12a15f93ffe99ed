import type { DesignationStatus } from '../model/area.ts';

/** The properties of an area's feature as they stand in a file, found under any of their usual names. */

/** Names are compared without case, blanks and punctuation: `Valid_From` is `validfrom`. */
const aliases = {
  id: ['id', 'areaid', 'aorid', 'areacode', 'code'],
  name: ['name', 'areaname', 'aorname', 'aor', 'title', 'label'],
  status: ['status', 'designation', 'designationstatus'],
  basis: ['basis', 'basislimb', 'limb', 'missionlimb', 'statutorybasis'],
  from: ['from', 'validfrom', 'effectivefrom', 'datefrom', 'startdate', 'start', 'designatedfrom'],
  to: ['to', 'validto', 'effectiveto', 'dateto', 'enddate', 'end', 'until'],
  source: ['source', 'sourcedocument', 'document', 'reference'],
  edgeAccuracyM: ['edgeaccuracym', 'edgeaccuracy', 'edgeaccuracymetres', 'edgeaccuracymeters', 'accuracym'],
  synthetic: ['synthetic'],
} as const;
export type AreaProperty = keyof typeof aliases;

const fieldOf = new Map<string, AreaProperty>(
  Object.entries(aliases).flatMap(([field, names]) => names.map((name) => [name, field as AreaProperty] as const)),
);

/** Why a feature is refused. Thrown and caught within the import of areas only: the first fault found ends the feature. */
export class RefusedFeature extends Error {
  readonly field: string;
  constructor(field: string, reason: string) {
    super(reason);
    this.field = field;
  }
}

/** Values by our names; null and empty text are absent. @throws RefusedFeature when two properties that mean the same disagree. */
export function gather(properties: unknown): ReadonlyMap<AreaProperty, unknown> {
  const values = new Map<AreaProperty, unknown>();
  const named = typeof properties === 'object' && properties !== null && !Array.isArray(properties) ? properties : {};
  for (const [name, value] of Object.entries(named)) {
    const field = fieldOf.get(name.toLowerCase().replace(/[^a-z0-9]/g, ''));
    if (field === undefined || value === null || (typeof value === 'string' && value.trim() === '')) continue;
    if (values.has(field) && values.get(field) !== value) {
      throw new RefusedFeature(field, `Two properties that mean “${field}” disagree.`);
    }
    values.set(field, value);
  }
  return values;
}

const MAX_TEXT = 500;

/** A text or number as trimmed text; null when absent. */
export function textOf(values: ReadonlyMap<AreaProperty, unknown>, field: AreaProperty): string | null {
  const value = values.get(field);
  if (value === undefined) return null;
  if (typeof value !== 'string' && typeof value !== 'number')
    throw new RefusedFeature(field, `“${field}” must be text.`);
  const text = String(value).trim();
  if (text.length > MAX_TEXT) throw new RefusedFeature(field, `“${field}” is longer than ${MAX_TEXT} characters.`);
  return text;
}

/** A calendar day; a time of day or a zone is refused, because the legal day is US Eastern and must be written as one. */
export function dayOf(values: ReadonlyMap<AreaProperty, unknown>, field: 'from' | 'to'): string | null {
  const text = textOf(values, field);
  if (text === null) return null;
  const ms = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== text) {
    throw new RefusedFeature(
      field,
      `“${field}” must be a calendar day such as 2025-12-18 (US Eastern), not “${text}”.`,
    );
  }
  return text;
}

const statusOf = new Map<string, DesignationStatus>([
  ['designated', 'designated'],
  ['pending', 'pending'],
  ['proposed', 'pending'],
  ['in process', 'pending'],
  ['in progress', 'pending'],
  ['rescinded', 'rescinded'],
  ['revoked', 'rescinded'],
  ['withdrawn', 'rescinded'],
]);

export function readStatus(values: ReadonlyMap<AreaProperty, unknown>): DesignationStatus | null {
  const text = textOf(values, 'status');
  if (text === null) return null;
  const status = statusOf.get(text.toLowerCase().replace(/[\s_-]+/g, ' '));
  if (status !== undefined) return status;
  throw new RefusedFeature('status', `“status” must be designated, pending or rescinded, not “${text}”.`);
}

/** Metres; null when absent. */
export function readEdgeAccuracyM(values: ReadonlyMap<AreaProperty, unknown>): number | null {
  const text = textOf(values, 'edgeAccuracyM');
  if (text === null) return null;
  const metres = Number(text);
  if (Number.isFinite(metres) && metres >= 0) return metres;
  throw new RefusedFeature('edgeAccuracyM', `“edgeAccuracyM” must be metres, zero or more, not “${text}”.`);
}

export function readSynthetic(values: ReadonlyMap<AreaProperty, unknown>): boolean {
  const value = values.get('synthetic');
  const text = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (text === undefined || text === false || text === 'false' || text === 'no' || text === 0) return false;
  if (text === true || text === 'true' || text === 'yes' || text === 1) return true;
  throw new RefusedFeature('synthetic', '“synthetic” must be true or false.');
}
