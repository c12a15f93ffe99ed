import type { DetectionFields } from '../model/detection.ts';
import { type Column, columnOf } from './columns.ts';
import type { DetectionBuilder } from './detection-builder.ts';
import { fromJsonData, JSON_ENDING, toJsonText } from './kml/json-data.ts';
import { exportColumns, exportValue } from './write/members.ts';
import { isXmlText, xmlText } from './xml/write-text.ts';

/**
 * GPX and Cursor on Target have no place for most of what a detection says. Our exports carry that in an element of our own beside
 * the standard ones, an attribute a field, which other programs ignore. What stands in standard elements at full precision (place
 * and time) is not said again: a file whose points another program moved says what that program says.
 */
export const OWN_ELEMENT = 'fenceline-detection';

const STANDARD: ReadonlySet<keyof DetectionFields> = new Set(['lat', 'lng', 'observedAtMs']);
const written = exportColumns.filter(({ field }) => !STANDARD.has(field));
const columns: ReadonlyMap<string, Column> = new Map(
  written
    .filter(({ field }) => field !== 'evidence')
    .map(({ column, field }) => [column, columnOf(column, field, undefined)]),
);

export function ownElement(fields: DetectionFields): string {
  const attributes = written.map((column) => {
    const value = exportValue(fields, column);
    if (value === undefined) return '';
    const text = String(value);
    return isXmlText(text)
      ? ` ${column.column}="${attributeText(text)}"`
      : ` ${column.column}${JSON_ENDING}="${attributeText(toJsonText(text))}"`;
  });
  return `<${OWN_ELEMENT}${attributes.join('')}/>`;
}

/** Puts what our element says into the detection being built. */
export function setOwnFields(builder: DetectionBuilder, attributes: Readonly<Record<string, string>>): void {
  for (const [attribute, text] of Object.entries(attributes)) {
    const [name, value] = fromJsonData(attribute, text);
    const column = columns.get(name);
    if (column !== undefined) builder.setText(column, value);
  }
}

/** A parser makes one blank of these in an attribute. */
const attributeText = (text: string): string => xmlText(text).replaceAll('\t', '&#9;').replaceAll('\n', '&#10;');
