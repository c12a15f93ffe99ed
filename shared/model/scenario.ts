import { z } from 'zod';
import { areaSchema, daySchema, designationSchema, designationStatuses } from './area.ts';
import { coverageStates, flightClasses, grades } from './lists.ts';
import { scenarioGroups, scenarioPeriods } from './scenario-lists.ts';

export * from './scenario-lists.ts';

/**
 * A scenario: a named set of designations to ask "what if". It is never mixed with the record: nothing is concluded under it,
 * no page cites it but the scenario page, and it says of itself that it is a supposition.
 */
export const scenarioSetSchema = z.object({
  areas: z.array(areaSchema),
  designations: z.array(designationSchema),
  /**
   * `as-stated`: absence from the list counts only where a named person has stated that the list is complete, as on the record.
   * `supposed`: the set is supposed to be complete for every sector and day.
   */
  completeness: z.enum(['as-stated', 'supposed']),
});
export type ScenarioSet = z.infer<typeof scenarioSetSchema>;

export const scenarioRowSchema = z.object({
  /** `record`, `designated`, `designated-and-pending`, `border:KM`, or the id of a saved set. */
  id: z.string(),
  name: z.string(),
  /** What is supposed, in a sentence that may be printed. */
  meaning: z.string(),
  /** Of a saved set; null for those worked out from the record. */
  version: z.number().nullable(),
  /** Who saved it and when, UTC milliseconds. */
  savedBy: z.string().nullable(),
  savedAtMs: z.number().nullable(),
  areas: z.number(),
  designated: z.number(),
  pending: z.number(),
  /** SHA-256 of areas, designations and statements, as they are supposed. */
  digest: z.string(),
});
export type ScenarioRow = z.infer<typeof scenarioRowSchema>;

/** One change to a set: what is supposed of one area. `none` takes it out. */
export const scenarioChangeSchema = z.strictObject({
  areaId: z.string(),
  status: z.enum([...designationStatuses, 'none']),
  from: daySchema.optional(),
  to: daySchema.nullable().optional(),
});
export type ScenarioChange = z.infer<typeof scenarioChangeSchema>;

const state = z.enum(coverageStates).nullable();

/**
 * One cell of a comparison: what has the state `from` in the first scenario and `to` in the second. Seconds are those of the
 * positions that have these states, incursions and flights those whose own state they are.
 */
export const scenarioCellSchema = z.object({
  period: z.enum(scenarioPeriods),
  sector: z.string().nullable(),
  /** `2026-08`: US Eastern month of the incursion's (else the flight's) first moment. */
  month: z.string(),
  group: z.enum(scenarioGroups),
  from: state,
  to: state,
  incursions: z.number(),
  flights: z.number(),
  observedS: z.number(),
  inferredS: z.number(),
});
export type ScenarioCell = z.infer<typeof scenarioCellSchema>;

export const scenarioFlightSchema = z.object({
  flightId: z.string(),
  objectName: z.string(),
  firstMs: z.number(),
  class: z.enum(flightClasses),
  grade: z.enum(grades).nullable(),
  sector: z.string().nullable(),
  /** Where it was on the US side, [lng, lat]: one of its positions. */
  place: z.tuple([z.number(), z.number()]),
  /** State of the flight as a whole in either scenario. */
  from: state,
  to: state,
  /** Incursions of it whose state changes. */
  incursions: z.number(),
  /** Seconds, observed and inferred, whose state changes. */
  changedS: z.number(),
});
export type ScenarioFlight = z.infer<typeof scenarioFlightSchema>;

/** Of one group in one period: how many there are, and how many change; and the least that may be, where flights may be one. */
export const scenarioTotalSchema = z.object({
  period: z.enum(scenarioPeriods),
  group: z.enum(scenarioGroups),
  incursions: z.number(),
  incursionsChanged: z.number(),
  incursionsChangedAtLeast: z.number(),
  flights: z.number(),
  flightsChanged: z.number(),
  flightsChangedAtLeast: z.number(),
  seconds: z.number(),
  secondsChanged: z.number(),
});
export type ScenarioTotal = z.infer<typeof scenarioTotalSchema>;

export const scenarioComparisonSchema = z.object({
  a: scenarioRowSchema,
  b: scenarioRowSchema,
  splitDay: daySchema,
  totals: z.array(scenarioTotalSchema),
  cells: z.array(scenarioCellSchema),
  /** Flights any second of which changes state, the longest change first; cut at a number that `truncated` tells of. */
  flights: z.array(scenarioFlightSchema),
  changedFlights: z.number(),
  truncated: z.boolean(),
  definitions: z.array(z.string()),
  authorityAsOf: z.string(),
  settingsVersion: z.string(),
  /** Digest of the rules the flights on record are concluded by. */
  rulesDigest: z.string(),
});
export type ScenarioComparison = z.infer<typeof scenarioComparisonSchema>;
