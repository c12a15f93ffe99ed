import type { SimulationRequest } from '../../../shared/simulate/simulate-flights.ts';
import { builtInBorder } from '../geo/support.ts';

export const border = builtInBorder();

/** Two weeks of August 2026. */
export const fortnight = (flights: number, seed: number): SimulationRequest => ({
  flights,
  seed,
  sinceMs: Date.UTC(2026, 7, 18),
  untilMs: Date.UTC(2026, 8, 1),
  border,
});

export function groupedBy<T>(list: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of list) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
