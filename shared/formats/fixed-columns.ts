import { type Column, columnOf } from './columns.ts';
import type { DetectionBuilder } from './detection-builder.ts';

/** What a member or column of a known format means: its name there, our field, and the unit of its numbers. */
export type Meaning = readonly [name: string, field: string, unit?: string];

export const fixedColumns = (meanings: readonly Meaning[]): ReadonlyMap<string, Column> =>
  new Map(meanings.map(([name, field, unit]) => [name, columnOf(name, field, unit)]));

/** Hands the members of an object that have a meaning to the builder. Own members only; null, lists and objects say nothing. */
export function setMembersByName(builder: DetectionBuilder, value: object, columns: ReadonlyMap<string, Column>): void {
  for (const [name, member] of Object.entries(value)) {
    const column = columns.get(name);
    if (column === undefined) continue;
    if (typeof member === 'number') builder.setNumber(column, member);
    else if (typeof member === 'string') builder.setText(column, member);
  }
}
