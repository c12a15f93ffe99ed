import { visibleText } from '../../visible-text.ts';
import type { Text } from '../data/text.ts';

/** Markup that `html` made. A class, so that no plain data, whatever its members, can pass for it. */
export class Markup {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

export type Child = string | number | Markup | null | readonly Child[];

/**
 * The one way markup is written. What is put in is text: characters with a meaning in HTML are escaped, invisible ones are shown
 * (`visibleText`). Attribute values must stand in double quotes. Null prints nothing.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Child[]): Markup {
  let source = '';
  strings.forEach((literal, index) => {
    source += literal + (index < values.length ? render(values[index] ?? null) : '');
  });
  return new Markup(source);
}

function render(value: Child): string {
  if (value === null) return '';
  if (value instanceof Markup) return value.source;
  if (typeof value === 'object') return value.map(render).join('');
  return escapeHtml(visibleText(String(value)));
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escapeHtml = (text: string): string => text.replace(/[&<>"']/g, (character) => entities[character]!);

/** Words from outside: isolated, so that their script's direction stays theirs. */
export const outsideHtml = (words: string): Markup => html`<bdi>${words}</bdi>`;

/** A date with its time, or a number with its unit: on paper they stay on one line. */
const together = /\d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}:\d{2}Z?)?|(?:± )?[\d,.]*\d (?:km|min|mi|ft|m|s|h|%)(?!\w)/gu;

/** Our own words, with dates and quantities kept whole. */
export function wordsHtml(words: string): Markup {
  const parts: Markup[] = [];
  let from = 0;
  for (const match of words.matchAll(together)) {
    parts.push(html`${words.slice(from, match.index)}<span class="nowrap">${match[0]}</span>`);
    from = match.index + match[0].length;
  }
  return html`${parts}${words.slice(from)}`;
}

/** A sentence that came with the conclusions: mostly our words, but a name from outside may stand in it. */
export const sentenceHtml = (sentence: string): Markup => html`<bdi>${wordsHtml(sentence)}</bdi>`;

/** Sentences that came with the conclusions, one after the other. */
export const sentencesHtml = (sentences: readonly string[]): Markup =>
  html`${sentences.map((sentence, index) => html`${index === 0 ? null : ' '}${sentenceHtml(sentence)}`)}`;

/** A sentence with its words from outside isolated. */
export const textHtml = (text: Text): Markup =>
  html`${text.map((part) => (typeof part === 'string' ? wordsHtml(part) : outsideHtml(part.outside)))}`;

/** A text from outside, or a muted remark that there is none. */
export const orNot = (words: string | null, remark = 'not recorded'): Markup =>
  words === null ? html`<span class="none">${remark}</span>` : outsideHtml(words);
