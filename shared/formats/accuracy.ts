/**
 * From what a source states about its accuracy to σ, the standard deviation along one axis of a circular normal error.
 *
 * - *95 % radius* (F3411 horizontal accuracy, W3C geolocation `accuracy`, and any "accuracy" without more words): the Rayleigh
 *   quantile √(-2 ln 0.05) = 2.4477; σ = radius / 2.448.
 * - *CE90*: √(-2 ln 0.1) = 2.1460; σ = radius / 2.146.
 * - *CoT `ce`*: the CoT schema says "circular 1-sigma", many senders put CE90 there. We take the larger σ: σ = ce.
 * - *F3411 code*: the upper bound of the class is a 95 % radius; code 0 says nothing.
 * - A bare whole number from 0 to 12 under "horizontal accuracy" may be metres or an F3411 code. It is not used: σ stays
 *   unknown, which can only weaken a conclusion.
 */
export const RADIUS_95_PER_SIGMA = 2.448;
export const CE90_PER_SIGMA = 2.146;

/** F3411 horizontal accuracy codes 0..12, metres; NaN: unknown. */
const horizontalM = [Number.NaN, 18_520, 7408, 3704, 1852, 926, 555.6, 185.2, 92.6, 30, 10, 3, 1];
/** F3411 vertical and barometric accuracy codes 0..6, metres. */
const verticalM = [Number.NaN, 150, 45, 25, 10, 3, 1];
/** F3411 speed accuracy codes 0..4, m/s. */
const speedMps = [Number.NaN, 10, 3, 1, 0.3];

export type AccuracyKind = 'horizontal' | 'vertical' | 'speed';

const bounds: Readonly<Record<AccuracyKind, readonly number[]>> = {
  horizontal: horizontalM,
  vertical: verticalM,
  speed: speedMps,
};

/** Upper bound behind an F3411 code, in metres or m/s; NaN for code 0 and for a number that is no code. */
export const boundOfCode = (kind: AccuracyKind, code: number): number => bounds[kind][code] ?? Number.NaN;

/** Whether a bare number could as well be an F3411 code. */
export const mayBeCode = (kind: AccuracyKind, value: number): boolean =>
  Number.isInteger(value) && value >= 0 && value < bounds[kind].length;

const NAMED = /^(?:HA|VA|SA)(\d{1,3}(?:\.\d{1,2})?|\d?dot\d{1,2})(m|NM|mps)(?:Plus)?$/i;
const BELOW = /^[<≤] ?(\d{1,6}(?:\.\d{1,4})?) ?(m|km|NM|m\/s|mps)?$/i;
const METRES: Readonly<Record<string, number>> = { m: 1, km: 1000, nm: 1852, 'm/s': 1, mps: 1 };

/**
 * Upper bound written as text: `<10 m`, `<0.3 NM`, InterUSS `HA10m`, `HA0dot05NM`, `SA3mps`, `HAUnknown`. NaN for unknown, null
 * when it is neither.
 */
export function boundOfText(text: string): number | null {
  if (/^(?:HA|VA|SA)Unknown$/i.test(text)) return Number.NaN;
  const match = BELOW.exec(text) ?? NAMED.exec(text);
  if (match === null) return null;
  const number = Number(match[1]!.toLowerCase().replace('dot', '.'));
  return Number.isFinite(number) ? number * (METRES[(match[2] ?? 'm').toLowerCase()] ?? 1) : null;
}
