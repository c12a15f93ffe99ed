import { z } from 'zod';
import { visibleText } from '../../visible-text.ts';

/**
 * A sentence of ours with words from outside set apart: names, serials and file names that the page isolates, so that no
 * script's direction can reorder what we say around them.
 */
export const textSchema = z.array(z.union([z.string(), z.strictObject({ outside: z.string() })]));
export type Text = z.infer<typeof textSchema>;

interface Outside {
  readonly outside: string;
}

/** Words that came with the data. */
export const outside = (words: string): Text => [{ outside: words }];

/** A sentence: our words as written, numbers already as printed, texts from outside by `outside`. */
export function text(strings: TemplateStringsArray, ...values: readonly (string | number | Text)[]): Text {
  const parts: (string | Outside)[] = [];
  strings.forEach((words, index) => {
    append(parts, words);
    const value = values[index];
    if (value === undefined) return;
    for (const part of typeof value === 'object' ? value : [String(value)]) append(parts, part);
  });
  return parts;
}

/** Texts in a row. */
export const join = (texts: readonly Text[], between: string): Text => {
  const parts: (string | Outside)[] = [];
  texts.forEach((one, index) => {
    if (index > 0) append(parts, between);
    for (const part of one) append(parts, part);
  });
  return parts;
};

/** As a reader sees it: what the words from outside hide is shown as escapes. */
export const printedText = (value: Text): string =>
  value.map((part) => visibleText(typeof part === 'string' ? part : part.outside)).join('');

/** Neighbouring words of ours become one part, so that one sentence has one form. */
function append(parts: (string | Outside)[], part: string | Outside): void {
  const last = parts.at(-1);
  if (part === '') return;
  if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
  else parts.push(part);
}
