import type { ReferenceData } from '../../../shared/geo/locate.ts';
import { defaultSettings } from '../../../shared/model/settings.ts';
import { drawFlight } from './draw-flight.ts';
import { judgeFlight } from './judge-flight.ts';
import type { Stratum } from './strata.ts';
import { Tally } from './tally.ts';

/** Draws and judges so many flights. Flight `no` of a seed is the same whatever the number of flights. */
export function runCalibration(
  reference: ReferenceData,
  flights: number,
  seed: number,
  forced: Partial<Stratum> = {},
  each: (no: number) => void = () => undefined,
): Tally {
  const tally = new Tally();
  for (let no = 0; no < flights; no++) {
    tally.add(judgeFlight(drawFlight(reference.border, seed, no, forced), reference, defaultSettings));
    each(no);
  }
  return tally;
}
