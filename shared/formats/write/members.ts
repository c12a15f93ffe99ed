import type { DetectionFields } from '../../model/detection.ts';
import {
  type FieldColumn,
  identityColumns,
  measureColumns,
  personalColumns,
  sensorColumns,
} from '../../model/fields.ts';

/** A field as our exports write it. Times are ISO 8601 with Z, under the name without its unit. */
export interface ExportColumn {
  readonly field: keyof DetectionFields;
  /** Name in tables and KML: `observed_at`, `speed_mps`. */
  readonly column: string;
  /** Name in JSON: `observedAt`, `speedMps`. */
  readonly member: string;
  readonly isText: boolean;
}

const toExport = ({ name, column, type, codes }: FieldColumn<keyof DetectionFields>): ExportColumn => {
  const isTime = name === 'observedAtMs' || name === 'receivedAtMs';
  return {
    field: name,
    column: isTime ? column.slice(0, -'_ms'.length) : column,
    member: isTime ? name.slice(0, -'Ms'.length) : name,
    isText: type === 'text' || codes !== undefined || isTime,
  };
};

/** Every field in the order in which exports write them: when, where, what, by whom, and last what is personal. */
export const exportColumns: readonly ExportColumn[] = [
  ...measureColumns,
  ...identityColumns,
  ...sensorColumns,
  ...personalColumns,
].map(toExport);

/** Value of a field as exports write it; undefined where it is not known. */
export function exportValue(fields: DetectionFields, { field }: ExportColumn): string | number | undefined {
  const value = fields[field];
  return (field === 'observedAtMs' || field === 'receivedAtMs') && value !== undefined
    ? new Date(value as number).toISOString()
    : value;
}
