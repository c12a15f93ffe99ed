import type { Border } from '../geo/border.ts';
import type { Position } from '../model/position.ts';
import { besideLine } from './beside-line.ts';
import { Random } from './random.ts';
import { spots } from './spots.ts';

/** A place from which flights start again and again: a launch site and where they go. */
export interface Operation {
  readonly no: number;
  readonly side: 'US' | 'MX';
  /** Nearest point of the line. */
  readonly km: number;
  readonly launch: Position;
  /** Places on the other side, nearest first. */
  readonly targets: readonly [Position, Position, Position];
  /** Index into `spots` of the sensor post that watches it; null: a mobile post that was brought there. */
  readonly spot: number | null;
}

/** Share of operations away from the spots, anywhere along the land line. */
const ELSEWHERE = 0.2;
/** Half length of the stretch that gives the line's general direction. */
const WINDOW_KM = 1;
const TOLERANCE = 0.35;

/** Operation `no` of a seed: the same whatever else is simulated. Launch and targets are 100 m to 3 km from the line. */
export function drawOperation(border: Border, seed: number, no: number, side: Operation['side']): Operation {
  const random = new Random(seed, 'operation', no);
  const home = side === 'MX' ? -1 : 1;
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const spot = random.chance(ELSEWHERE) ? null : spots.indexOf(random.weighted(spots));
    const km =
      spot === null
        ? random.between(border.landFromKm + 3, border.landToKm - 3)
        : spots[spot]!.km + Math.max(-5, Math.min(5, 2.5 * random.normal()));
    const near = (metres: number): Position | null =>
      besideLine(border, km + random.between(-0.4, 0.4), metres, WINDOW_KM, TOLERANCE);
    const launch = near(home * random.logBetween(160, 2200));
    const targets = Array.from({ length: 3 }, () => -home * random.logBetween(150, 2200))
      .sort((a, b) => Math.abs(a) - Math.abs(b))
      .map(near);
    const [first, second, third] = targets;
    if (!launch || !first || !second || !third || !hasHinterland(border, launch)) continue;
    return { no, side, km, launch, targets: [first, second, third], spot };
  }
  throw new Error(`Found no place for operation ${no} of seed ${seed}`);
}

const MOST_ATTEMPTS = 1000;

/** Whether one can fly away from the line for 1,500 m: in the bend of a river the line comes back from the other side. */
function hasHinterland(border: Border, [lng, lat]: Position): boolean {
  const fix = border.fix(lng, lat);
  if (fix === null) return false;
  const share = (metres: number) => 1 + metres / Math.abs(fix.distanceM);
  return [250, 500, 1000, 1500].every((metres) => {
    const farther = border.fix(
      fix.position[0] + share(metres) * (lng - fix.position[0]),
      fix.position[1] + share(metres) * (lat - fix.position[1]),
    );
    return farther !== null && farther.distanceM * fix.distanceM > 0 && Math.abs(farther.distanceM) > 250;
  });
}
