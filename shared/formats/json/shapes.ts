import type { ColumnMapping } from '../../model/column-mapping.ts';
import type { DetectionFields } from '../../model/detection.ts';
import { type Column, columnOf, recogniseColumns } from '../columns.ts';
import type { FlatRecord } from './flatten.ts';
import { profileOf } from './profiles.ts';

/** How the members of records with the same names become fields. */
export interface ShapePlan {
  /** By the members' order; null where a member holds nothing we use. */
  readonly columns: readonly (Column | null)[];
  readonly defaults: readonly (readonly [Column, string])[];
  /** Whether a member says where the object is, be it null. */
  readonly hasPosition: boolean;
}

/** Different shapes whose plans are remembered; a file with more is read all the same, only slower. */
const MOST_SHAPES = 500;
/** Records of one shape that are looked at to understand it. */
const SAMPLES = 200;

const keyOf = (names: readonly string[]): string => names.join('\u0000');

/**
 * Understands records by their members' names. Records of one source come in a few shapes; the first ones of a file teach what
 * the values of each look like, later shapes are understood by their names alone.
 */
export class Shapes {
  /** Day-month order that the learnt records prove; null: undecided. */
  readonly dayFirst: boolean | null;
  private readonly mapping: ColumnMapping | null;
  private readonly plans = new Map<string, ShapePlan>();

  constructor(mapping: ColumnMapping | null, learnFrom: readonly FlatRecord[]) {
    this.mapping = mapping;
    const groups = new Map<string, FlatRecord[]>();
    for (const record of learnFrom) {
      const key = keyOf(record.names);
      const group = groups.get(key) ?? [];
      if (group.length < SAMPLES) group.push(record);
      groups.set(key, group);
    }
    const orders = new Set<boolean>();
    for (const [key, group] of groups) {
      const rows = group.map(({ values }) => values.map(String));
      const { plan, dayFirst } = this.understand(group[0]!.names, rows);
      this.plans.set(key, plan);
      if (dayFirst !== null) orders.add(dayFirst);
    }
    this.dayFirst = mapping?.dayFirst ?? (orders.size === 1 ? [...orders][0]! : null);
  }

  planOf(names: readonly string[]): ShapePlan {
    const key = keyOf(names);
    const known = this.plans.get(key);
    if (known !== undefined) return known;
    const { plan } = this.understand(names, []);
    if (this.plans.size < MOST_SHAPES) this.plans.set(key, plan);
    return plan;
  }

  private understand(names: readonly string[], rows: string[][]): { plan: ShapePlan; dayFirst: boolean | null } {
    if (this.mapping !== null) return { plan: planByMapping(names, this.mapping), dayFirst: null };
    const profile = profileOf(new Set(names));
    if (profile !== null) {
      const columns = names.map((name) => profile.columns.get(name) ?? null);
      return { plan: shapePlan(columns, profile.defaults), dayFirst: null };
    }
    const { mapping, columns } = recogniseColumns(names, rows);
    const byName = new Map(
      columns.map(({ column, field, unit }) => [column, columnOf(String(column), field, unit ?? undefined)]),
    );
    const placed = names.map((name, index) => byName.get(name) ?? byName.get(index) ?? null);
    const { objectClass, dayFirst } = mapping;
    return { plan: shapePlan(placed, objectClass === undefined ? {} : { objectClass }), dayFirst: dayFirst ?? null };
  }
}

/** A member that the mapping names and a record lacks was simply not stated. */
function planByMapping(names: readonly string[], mapping: ColumnMapping): ShapePlan {
  const byName = new Map(
    mapping.columns
      .filter(({ field }) => field !== 'evidence')
      .map(({ column, field, unit }) => [String(column), columnOf(String(column), field, unit)]),
  );
  const { sensorId, sensorKind, objectClass } = mapping;
  const defaults: DetectionFields = {
    ...(sensorId === undefined ? {} : { sensorId }),
    ...(sensorKind === undefined ? {} : { sensorKind }),
    ...(objectClass === undefined ? {} : { objectClass }),
  };
  return shapePlan(
    names.map((name) => byName.get(name) ?? null),
    defaults,
  );
}

const POSITION_FIELDS = new Set(['lat', 'lng', 'latLng', 'bearingDeg', 'arcFromDeg']);

function shapePlan(columns: readonly (Column | null)[], defaults: DetectionFields): ShapePlan {
  return {
    columns,
    defaults: Object.entries(defaults).map(([name, value]) => [columnOf(name, name, undefined), String(value)]),
    hasPosition: columns.some((column) => column !== null && POSITION_FIELDS.has(column.target.name)),
  };
}
