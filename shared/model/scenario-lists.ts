import { grades } from './lists.ts';

// The closed lists and limits of scenarios, apart from their schemas: the window's pages need them without the checking.

/** Those that are always there, worked out from the record of the day. */
export const standardScenarioIds = ['record', 'designated', 'designated-and-pending'] as const;
export type StandardScenarioId = (typeof standardScenarioIds)[number];

/** Depths of the whole border that can be asked for, km north of the line. */
export const borderDepthKm = { least: 0.5, most: 160 } as const;

/** What is counted by itself: grades are never summed, and presences without an origin are no incursions. */
export const scenarioGroups = [...grades, 'origin-unknown', 'other'] as const;
export type ScenarioGroup = (typeof scenarioGroups)[number];

/** Before and from 2025-12-18, when the statute came to name other purposes: US Eastern day of the first moment. */
export const scenarioPeriods = ['before', 'from'] as const;
export type ScenarioPeriod = (typeof scenarioPeriods)[number];
