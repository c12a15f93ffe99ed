import { z } from 'zod';
import { canonicalJson } from '../../canonical-json.ts';
import { scenarioComparisonSchema } from '../../model/scenario.ts';
import { scenarioMapSchema } from './map.ts';

/** Flights named on the page; how many there are is said. */
const NAMED = 40;

/** What the scenario page says: one comparison, and what page it stands on. */
export const scenarioReportSchema = z.object({
  document: z.object({
    /** Everything in it is synthetic and says so. */
    synthetic: z.boolean(),
    workspace: z.string(),
    /** Top and bottom of every sheet; null prints none. */
    marking: z.string().nullable(),
    preparedBy: z.string(),
    /** UTC milliseconds, to the second. */
    madeAtMs: z.number(),
    program: z.string(),
    pageSize: z.enum(['letter', 'a4']),
  }),
  comparison: scenarioComparisonSchema,
  /** Null when no flight changes as a whole. */
  map: scenarioMapSchema.nullable(),
});
export type ScenarioReport = z.infer<typeof scenarioReportSchema>;

/** Seconds are rounded to what is printed, tenths of a minute, so that the digest covers what a reader sees. */
const printed = (seconds: number): number => Math.round(seconds / 6) * 6;

export function buildScenarioReport({ document, comparison, map }: ScenarioReport): ScenarioReport {
  return {
    document: { ...document, madeAtMs: Math.floor(document.madeAtMs / 1000) * 1000 },
    comparison: {
      ...comparison,
      totals: comparison.totals.map((total) => ({
        ...total,
        seconds: printed(total.seconds),
        secondsChanged: printed(total.secondsChanged),
      })),
      cells: comparison.cells
        .filter(({ from, to }) => from !== to)
        .map((cell) => ({ ...cell, observedS: printed(cell.observedS), inferredS: printed(cell.inferredS) })),
      flights: comparison.flights.slice(0, NAMED).map((flight) => ({ ...flight, changedS: printed(flight.changedS) })),
      truncated: comparison.truncated || comparison.flights.length > NAMED,
    },
    map,
  };
}

/** The canonical JSON (RFC 8785) whose SHA-256 the page prints. */
export const scenarioDigestInput = (report: ScenarioReport): string => canonicalJson(report);
