const POWERS_OF_TEN = Float64Array.from({ length: 23 }, (_, exponent) => 10 ** exponent);

/** Reads plain decimal numbers straight from bytes. */
export class DecimalReader {
  /** Where the last number ended. */
  at = 0;
  private readonly point: number;

  constructor(point: number) {
    this.point = point;
  }

  /**
   * The number that begins at `start`; it ends at the first byte that does not belong to it, or at `limit`. NaN when none
   * begins there, or when it has more digits than a double carries exactly: digits as an integer below 2^53 over a power of
   * ten up to 10^22 give the correctly rounded double, and only then are we sure of what `Number` would say.
   */
  read(bytes: Uint8Array, start: number, limit: number): number {
    let at = start;
    const sign = bytes[at];
    if (sign === 45 || sign === 43) at++;
    const first = at;
    let mantissa = 0;
    let digit = bytes[at]! - 48;
    while (at < limit && digit >= 0 && digit <= 9) {
      mantissa = mantissa * 10 + digit;
      digit = bytes[++at]! - 48;
    }
    let digits = at - first;
    let decimals = 0;
    if (at < limit && bytes[at] === this.point) {
      const from = ++at;
      digit = bytes[at]! - 48;
      while (at < limit && digit >= 0 && digit <= 9) {
        mantissa = mantissa * 10 + digit;
        digit = bytes[++at]! - 48;
      }
      decimals = at - from;
      digits += decimals;
    }
    this.at = at;
    if (digits === 0 || mantissa > Number.MAX_SAFE_INTEGER || decimals > 22) return Number.NaN;
    const value = decimals > 0 ? mantissa / POWERS_OF_TEN[decimals]! : mantissa;
    // Not minus zero, which some comparisons tell from zero.
    return sign === 45 && value !== 0 ? -value : value;
  }
}
