import type { DetectionFields } from '../../model/detection.ts';
import { exportColumns, exportValue } from './members.ts';

/** The known fields of a detection under our names, times as ISO 8601 with Z: one JSON object. */
export function toMembers(
  fields: DetectionFields,
  without: ReadonlySet<keyof DetectionFields> = new Set(),
): Record<string, string | number> {
  const members: Record<string, string | number> = {};
  for (const column of exportColumns) {
    const value = without.has(column.field) ? undefined : exportValue(fields, column);
    if (value !== undefined) members[column.member] = value;
  }
  return members;
}

/** Detections as JSON, one object a line. The reader `ndjson` reads it back to the same fields. */
export function* writeNdjson(detections: Iterable<DetectionFields>): Iterable<string> {
  for (const fields of detections) yield `${JSON.stringify(toMembers(fields))}\n`;
}
