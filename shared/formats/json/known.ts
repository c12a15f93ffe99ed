import { latin1Text, utf8Text } from '../../bytes.ts';
import { type FileHead, ReadFailure, type SniffResult } from '../reader.ts';
import { type JsonLayout, valuesInHead } from './json-head.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Refuses a file whose beginning holds values, but none of the format it was opened as. */
export function refuseOthers(values: readonly unknown[], isOurs: (value: unknown) => boolean, label: string): void {
  if (values.some(isOurs)) return;
  throw new ReadFailure('wrong-format', `No ${label} in the beginning of the file.`);
}

/** Certain when a value in the beginning of the file is one of the format's own. */
export function sniffJson(
  head: FileHead,
  layout: JsonLayout,
  isOurs: (value: unknown) => boolean,
  label: string,
): SniffResult {
  const text = head.text.trimStart();
  if (text[0] !== '{' && text[0] !== '[') return { score: 0, reason: 'The file does not begin like JSON.' };
  const decode = (bytes: Uint8Array): string => utf8Text(bytes) ?? latin1Text(bytes);
  const values = valuesInHead(head.bytes, head.complete, layout, decode);
  return values.some(isOurs)
    ? { score: 1, reason: `JSON values with the members of ${label}.` }
    : { score: 0, reason: `No ${label} in the beginning of the file.` };
}
