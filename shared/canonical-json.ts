/**
 * JSON with one spelling for one value (RFC 8785, JSON Canonicalization Scheme): keys sorted by UTF-16 code unit,
 * no white space, numbers as ECMAScript writes them. The digest of a page's data is taken over this text.
 *
 * @throws when a value has no JSON form (NaN, Infinity, a function): such a value in a record is our bug.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return JSON.stringify(value);
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new Error(`No canonical JSON for ${value}`);
    return JSON.stringify(value);
  }
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value === 'object') {
    const members = Object.entries(value as Record<string, unknown>)
      .filter(([, member]) => member !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
      .map(([key, member]) => `${JSON.stringify(key)}:${canonicalJson(member)}`);
    return `{${members.join(',')}}`;
  }
  throw new Error(`No canonical JSON for a ${typeof value}`);
}
