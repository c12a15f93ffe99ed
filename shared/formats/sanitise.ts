import {
  isAccuracySentinel,
  isAltitudeSentinel,
  isDirectionSentinel,
  isSpeedSentinel,
  isVerticalSpeedSentinel,
} from './sentinels.ts';
import type { NumberTarget } from './targets.ts';
import type { Scale } from './units.ts';

/** What `judge` answers for a value that no such field can have. */
export const OUT_OF_RANGE = Number.POSITIVE_INFINITY;

/**
 * The value of a field in its own unit, from the number in the source and the scale of its unit. NaN: the number means
 * unknown. `OUT_OF_RANGE`: it is impossible. Directions come out in [0, 360). A frequency
 * below 100 000 without a unit is in megahertz: no drone or sensor link is below 100 kHz or above 100 THz.
 */
export function judge(target: NumberTarget, raw: number, { times, over }: Scale): number {
  const value = over === 1 ? raw * times : (raw * times) / over;
  const isPlain = times === 1 && over === 1;
  switch (target.rule) {
    case 'coordinate':
      return value;
    case 'altitude':
    case 'height':
      return isAltitudeSentinel(raw, value) ? Number.NaN : within(value, -1000, 50_000);
    case 'speed':
      return isPlain && isSpeedSentinel(raw) ? Number.NaN : within(value, 0, 1000);
    case 'vertical-speed':
      return isPlain && isVerticalSpeedSentinel(raw) ? Number.NaN : within(value, -500, 500);
    case 'direction':
      return isDirectionSentinel(raw) ? Number.NaN : direction(value);
    case 'elevation':
      return within(value, -90, 90);
    case 'distance':
      return within(value, 0, 2_000_000);
    case 'horizontal-accuracy':
    case 'vertical-accuracy':
    case 'speed-accuracy':
      return isAccuracySentinel(raw) ? Number.NaN : within(value, 0, 1_000_000);
    case 'duration':
      return within(value, 0, 86_400);
    case 'share':
      return within(value, 0, 1);
    case 'rssi':
      return raw === 0 ? Number.NaN : within(value, -200, 50);
    case 'frequency':
      return raw === 0 ? Number.NaN : within(raw < 1e5 && isPlain ? raw * 1e6 : value, 0, 1e12);
    case 'small-code':
      return Number.isInteger(raw) ? within(raw, 0, target.largest) : OUT_OF_RANGE;
    case 'flags':
      return Number.isInteger(raw) ? within(raw, 0, 0x7fff_ffff) : OUT_OF_RANGE;
  }
}

const within = (value: number, least: number, most: number): number =>
  value >= least && value <= most ? value : OUT_OF_RANGE;

/** Degrees in [0, 360): 360 is north, and -180..0 is the other way of writing the western half. */
function direction(value: number): number {
  if (value >= 0 && value < 360) return value;
  if (value === 360) return 0;
  return value >= -180 && value < 0 ? value + 360 : OUT_OF_RANGE;
}

/** Whether an altitude is a negative number that wrapped around in an unsigned 16-bit field (seen: 65531.0 for -5). */
export const isWrapped = (target: NumberTarget, raw: number): boolean =>
  (target.rule === 'altitude' || target.rule === 'height') && raw > 65_000 && raw < 65_536;

export const unwrap = (raw: number): number => raw - 65_536;

export const isLatLng = (lat: number, lng: number): boolean => lat >= -90 && lat <= 90 && lng >= -180 && lng <= 180;

/** Clocks that were never set start in 1970 or 1980; no counter-UAS sensor reported before 2000. */
export const EARLIEST_MS = Date.UTC(2000, 0, 1);
/** A sensor's clock may be ahead of ours by a day; beyond that the time is wrong. */
export const FUTURE_MARGIN_MS = 86_400_000;
/** Two positions closer than this in both degrees are the same one: 0.1 m. */
export const SAME_POSITION_DEG = 1e-6;
