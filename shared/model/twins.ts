/**
 * The least that a count may be where flights may be one aircraft seen by different sensors: flights that hang together by
 * "may be the same" count as the one of them that has most.
 *
 * @param countOf what is counted, by flight; flights that have none are left out
 * @param twinsOf ids of the flights that one may be the same as, whether they have a count or not
 */
export function atLeast(
  countOf: ReadonlyMap<string, number>,
  twinsOf: (flightId: string) => readonly string[],
): number {
  const seen = new Set<string>();
  let sum = 0;
  for (const flightId of countOf.keys()) {
    if (seen.has(flightId)) continue;
    let most = 0;
    const waiting = [flightId];
    for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
      if (seen.has(id)) continue;
      seen.add(id);
      most = Math.max(most, countOf.get(id) ?? 0);
      waiting.push(...twinsOf(id));
    }
    sum += most;
  }
  return sum;
}
