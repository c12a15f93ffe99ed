import type { Border } from '../../../shared/geo/border.ts';
import { sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import type { Random } from '../../../shared/simulate/random.ts';

/** Waves of which a varying displacement is made: with eight, its distribution is normal for all that matters here. */
const WAVES = 8;
const WAVELENGTH_M = 12_000;

/** A displacement, metres to the east and to the north. */
export interface Shift {
  east: number;
  north: number;
}

/**
 * Where the true line runs, seen from the line that the product knows: displaced by a smooth field with a standard deviation
 * of the local bound / 1.645 along each axis. Flights are flown beside the product's line as if it were true, and everything
 * is then reported displaced by the field: that is the same as a true line displaced the other way, and keeps truth exact.
 *
 * Between two kilometres σ runs straight; at their break it is the lesser of both, so that nowhere it exceeds what is stated.
 */
export class LineError {
  private readonly border: Border;
  private readonly waves: readonly (readonly [kx: number, ky: number, phase: number, ofNorth: boolean])[];
  private readonly constant: Shift;
  private readonly varying: boolean;

  constructor(border: Border, random: Random, varying: boolean) {
    this.border = border;
    this.varying = varying;
    this.constant = { east: random.normal(), north: random.normal() };
    const k = (2 * Math.PI) / WAVELENGTH_M;
    this.waves = Array.from({ length: 2 * WAVES }, (_, i) => {
      return [k * random.normal(), k * random.normal(), random.between(0, 2 * Math.PI), i % 2 === 1] as const;
    });
  }

  /** Standard deviation of the line's error at a border km, metres. */
  sigmaAt(km: number): number {
    const { border } = this;
    const whole = Math.floor(km);
    const atBreak = (k: number): number => Math.min(border.errorBoundAt(k - 1), border.errorBoundAt(k));
    const bound = atBreak(whole) + (km - whole) * (atBreak(whole + 1) - atBreak(whole));
    return sigmaOfBoundM(bound);
  }

  /** @param km nearest border km; eastM, northM in the flight's own plane */
  at(km: number, eastM: number, northM: number, into: Shift): void {
    const sigma = this.sigmaAt(km);
    let { east, north } = this.constant;
    if (this.varying) {
      east = 0;
      north = 0;
      for (const [kx, ky, phase, ofNorth] of this.waves) {
        const wave = Math.cos(kx * eastM + ky * northM + phase);
        if (ofNorth) north += wave;
        else east += wave;
      }
      const norm = Math.sqrt(2 / WAVES);
      east *= norm;
      north *= norm;
    }
    into.east = sigma * east;
    into.north = sigma * north;
  }
}
