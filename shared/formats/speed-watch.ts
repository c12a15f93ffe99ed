/** Faster than any unmanned aircraft a counter-UAS sensor reports, m/s (formats.md section 6). */
const IMPLAUSIBLE_MPS = 100;
/** Fixes closer in time are not compared: error alone, and times rounded to the second, make them look fast. */
const LEAST_S = 1;
/** Fixes farther apart in time say nothing about a single motion. */
const LONGEST_S = 600;
const METRES_PER_DEGREE = 111_195;

/**
 * Tells, of each fix of an object, whether it could have come there from the fix before it in the file. A mark on the record, not
 * a judgement: what tracks make of such fixes is decided where tracks are built.
 */
export class SpeedWatch {
  #seen = new Float64Array(3 * 256).fill(Number.NaN);

  /**
   * @param object number of the object, from 0
   * @param lat degrees; NaN without a position, like `lng`
   * @param observedAtMs UTC milliseconds
   */
  isImplausible(object: number, lat: number, lng: number, observedAtMs: number): boolean {
    if (Number.isNaN(lat) || Number.isNaN(lng)) return false;
    const at = object * 3;
    if (at >= this.#seen.length) {
      const longer = new Float64Array(Math.max(at + 3, this.#seen.length * 2)).fill(Number.NaN);
      longer.set(this.#seen);
      this.#seen = longer;
    }
    const seen = this.#seen;
    const seconds = (observedAtMs - seen[at + 2]!) / 1000;
    let implausible = false;
    // Rows out of order, and the first fix, compare as false.
    if (seconds >= LEAST_S && seconds <= LONGEST_S) {
      const north = (lat - seen[at]!) * METRES_PER_DEGREE;
      // A difference of nearly 360° is the antimeridian.
      const turn = Math.abs(lng - seen[at + 1]!);
      const east = Math.min(turn, 360 - turn) * METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180);
      implausible = north * north + east * east > (IMPLAUSIBLE_MPS * seconds) ** 2;
    }
    if (!(seconds < 0)) {
      seen[at] = lat;
      seen[at + 1] = lng;
      seen[at + 2] = observedAtMs;
    }
    return implausible;
  }
}
