/** What kind of quantity a field holds; a unit belongs to exactly one. */
export type Dimension = 'length' | 'speed' | 'angle' | 'duration' | 'frequency' | 'power' | 'share' | 'none';

interface Unit {
  readonly dimension: Dimension;
  /** Multiply by this to reach the field's unit: metres, metres per second, degrees, seconds, hertz, dBm, 0..1. */
  readonly factor: number;
}

const unit = (dimension: Dimension, factor: number): Unit => ({ dimension, factor });

const METRE = unit('length', 1);
const FOOT = unit('length', 0.3048);
const MPS = unit('speed', 1);
const KMH = unit('speed', 1 / 3.6);
const MPH = unit('speed', 0.44704);
const KNOT = unit('speed', 1852 / 3600);
const DEGREE = unit('angle', 1);
const SECOND = unit('duration', 1);

/** Units by the words and signs that name them in headers and values. */
const units: ReadonlyMap<string, Unit> = new Map([
  ['m', METRE],
  ['meter', METRE],
  ['meters', METRE],
  ['metre', METRE],
  ['metres', METRE],
  ['ft', FOOT],
  ['foot', FOOT],
  ['feet', FOOT],
  ['km', unit('length', 1000)],
  ['cm', unit('length', 0.01)],
  ['mm', unit('length', 0.001)],
  ['mi', unit('length', 1609.344)],
  ['miles', unit('length', 1609.344)],
  ['nm', unit('length', 1852)],
  ['nmi', unit('length', 1852)],
  ['yd', unit('length', 0.9144)],
  ['m/s', MPS],
  ['mps', MPS],
  ['ms-1', MPS],
  ['km/h', KMH],
  ['kmh', KMH],
  ['kph', KMH],
  ['kmph', KMH],
  ['mph', MPH],
  ['mi/h', MPH],
  ['kt', KNOT],
  ['kts', KNOT],
  ['kn', KNOT],
  ['knot', KNOT],
  ['knots', KNOT],
  ['ft/s', unit('speed', 0.3048)],
  ['fps', unit('speed', 0.3048)],
  ['ft/min', unit('speed', 0.00508)],
  ['fpm', unit('speed', 0.00508)],
  ['cm/s', unit('speed', 0.01)],
  ['deg', DEGREE],
  ['degree', DEGREE],
  ['degrees', DEGREE],
  ['°', DEGREE],
  ['rad', unit('angle', 180 / Math.PI)],
  ['radians', unit('angle', 180 / Math.PI)],
  ['s', SECOND],
  ['sec', SECOND],
  ['seconds', SECOND],
  ['ms', unit('duration', 0.001)],
  ['millisecond', unit('duration', 0.001)],
  ['milliseconds', unit('duration', 0.001)],
  ['us', unit('duration', 1e-6)],
  ['microseconds', unit('duration', 1e-6)],
  ['ns', unit('duration', 1e-9)],
  ['nanoseconds', unit('duration', 1e-9)],
  ['nanos', unit('duration', 1e-9)],
  ['hz', unit('frequency', 1)],
  ['khz', unit('frequency', 1e3)],
  ['mhz', unit('frequency', 1e6)],
  ['ghz', unit('frequency', 1e9)],
  ['dbm', unit('power', 1)],
  ['%', unit('share', 0.01)],
  ['percent', unit('share', 0.01)],
  ['pct', unit('share', 0.01)],
]);

/** Factor from a named unit to the field's own; null when the unit is unknown or measures something else. */
export function unitFactor(name: string, dimension: Dimension): number | null {
  const found = units.get(name.trim().toLowerCase());
  return found !== undefined && found.dimension === dimension ? found.factor : null;
}

export const isUnit = (name: string): boolean => units.has(name.trim().toLowerCase());

const QUANTITY = /^([+-]?(?:\d{1,18}\.?\d{0,18}|\.\d{1,18})(?:[eE][+-]?\d{1,3})?) ?([A-Za-z°%/][A-Za-z0-9°%/-]{0,12})$/;

/** Splits "100.0 m" into its number and its unit; null when it is not a number with a unit behind it. */
export function readQuantity(text: string): { readonly value: number; readonly unit: string } | null {
  const match = QUANTITY.exec(text);
  return match === null ? null : { value: Number(match[1]), unit: match[2]! };
}
