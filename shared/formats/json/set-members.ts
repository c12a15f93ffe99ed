import type { DetectionBuilder } from '../detection-builder.ts';
import type { FlatRecord } from './flatten.ts';
import type { ShapePlan } from './shapes.ts';

/** Hands the plain members of a record to the builder. */
export function setMembers(builder: DetectionBuilder, flat: FlatRecord, plan: ShapePlan): void {
  for (let index = 0; index < flat.names.length; index++) {
    const column = plan.columns[index] ?? null;
    if (column === null) continue;
    const value = flat.values[index]!;
    if (typeof value === 'number') builder.setNumber(column, value);
    else builder.setText(column, value);
  }
  for (const [column, value] of plan.defaults) builder.setDefault(column, value);
}
