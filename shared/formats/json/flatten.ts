/** The plain values of a JSON object by their dotted names, in two lists of equal length. */
export interface FlatRecord {
  readonly names: string[];
  readonly values: (string | number)[];
}

/** A record with more members than this is no detection. */
export const MOST_MEMBERS = 500;

/**
 * Flattens nested objects: `{"a": {"b": 1}}` is `a.b` = 1. Null is an empty text: the name still says what kind of record it
 * is. True, false and lists say nothing about a detection, except a list of measurements that name themselves
 * (`[{"type": "MSL", "value": 3}]`), which becomes `….MSL` = 3.
 *
 * @returns null when there are too many members.
 */
export function flatten(value: object): FlatRecord | null {
  const flat: FlatRecord = { names: [], values: [] };
  return addMembers(flat, '', value) ? flat : null;
}

function addMembers(flat: FlatRecord, prefix: string, value: object): boolean {
  // Own members only, and nothing is ever assigned by their names: a member called __proto__ is a name like any other.
  for (const [name, member] of Object.entries(value)) {
    const path = prefix === '' ? name : `${prefix}.${name}`;
    if (typeof member === 'string' || typeof member === 'number' || member === null) {
      if (flat.names.length >= MOST_MEMBERS) return false;
      flat.names.push(path);
      flat.values.push(member ?? '');
    } else if (Array.isArray(member)) {
      if (member.length <= 16 && !addMeasurements(flat, path, member)) return false;
    } else if (typeof member === 'object') {
      if (!addMembers(flat, path, member)) return false;
    }
  }
  return true;
}

function addMeasurements(flat: FlatRecord, path: string, list: readonly unknown[]): boolean {
  for (const item of list) {
    if (!isMeasurement(item)) continue;
    if (flat.names.length >= MOST_MEMBERS) return false;
    flat.names.push(`${path}.${item.type}`);
    flat.values.push(item.value);
  }
  return true;
}

function isMeasurement(item: unknown): item is { type: string; value: number } {
  if (typeof item !== 'object' || item === null) return false;
  const { type, value } = item as { type?: unknown; value?: unknown };
  return typeof type === 'string' && typeof value === 'number';
}
