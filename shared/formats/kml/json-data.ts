/**
 * KML data whose text XML cannot hold (control characters) is written as a JSON string under the name with this ending; the
 * reader takes it back. Other programs show the escapes.
 */
export const JSON_ENDING = '_json';

/** A JSON string in which nothing is left that XML cannot hold. */
export const toJsonText = (text: string): string =>
  JSON.stringify(text).replace(/[\ufffe\uffff]/g, (character) => `\\u${character.charCodeAt(0).toString(16)}`);

/** The text under its own name; unchanged when it is not such a JSON string. */
export function fromJsonData(name: string, value: string): readonly [name: string, value: string] {
  if (!name.endsWith(JSON_ENDING)) return [name, value];
  try {
    const text: unknown = JSON.parse(value);
    return typeof text === 'string' ? [name.slice(0, -JSON_ENDING.length), text] : [name, value];
  } catch {
    return [name, value];
  }
}
