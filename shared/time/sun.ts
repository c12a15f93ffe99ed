/**
 * Where the sun stands, by the low-accuracy method of J. Meeus, Astronomical Algorithms, 2nd ed., chapter 25 (0.01° in the sun's
 * place), with sidereal time of chapter 12. Sunrise and sunset come out within a minute where the horizon is flat.
 */

const RADIANS = Math.PI / 180;
const J2000_MS = Date.UTC(2000, 0, 1, 12);
const DAY_MS = 86_400_000;
/** Terrestrial less universal time, seconds, good to a few seconds from 2010 to 2040: a thousandth of a degree in the sky. */
const DELTA_T_S = 70;

/** The sun's upper edge on a flat horizon, refraction included, degrees. */
export const SUNSET_DEG = -0.833;

const sin = (degrees: number): number => Math.sin(degrees * RADIANS);
const cos = (degrees: number): number => Math.cos(degrees * RADIANS);

/** Apparent place of the sun at an instant, UTC milliseconds. Degrees, equator and equinox of date. */
export function sunPlace(timeMs: number): { readonly rightAscensionDeg: number; readonly declinationDeg: number } {
  const t = ((timeMs - J2000_MS) / 1000 + DELTA_T_S) / 86_400 / 36_525;
  const meanLongitude = 280.46646 + t * (36_000.76983 + t * 0.0003032);
  const meanAnomaly = 357.52911 + t * (35_999.05029 - t * 0.0001537);
  const centre =
    (1.914602 - t * (0.004817 + t * 0.000014)) * sin(meanAnomaly) +
    (0.019993 - t * 0.000101) * sin(2 * meanAnomaly) +
    0.000289 * sin(3 * meanAnomaly);
  const node = 125.04 - 1934.136 * t;
  const longitude = meanLongitude + centre - 0.00569 - 0.00478 * sin(node);
  const obliquity = 23.4392911 - t * (0.0130042 + t * (0.00000016 - t * 0.000000504)) + 0.00256 * cos(node);
  return {
    rightAscensionDeg: (Math.atan2(cos(obliquity) * sin(longitude), cos(longitude)) / RADIANS + 360) % 360,
    declinationDeg: Math.asin(sin(obliquity) * sin(longitude)) / RADIANS,
  };
}

/** Height of the sun's centre above a flat horizon, degrees, without refraction. @param timeMs UTC milliseconds; WGS 84 degrees */
export function sunElevationDeg(timeMs: number, lng: number, lat: number): number {
  const { rightAscensionDeg, declinationDeg } = sunPlace(timeMs);
  const days = (timeMs - J2000_MS) / DAY_MS;
  const hourAngle = 280.46061837 + 360.98564736629 * days + lng - rightAscensionDeg;
  return Math.asin(sin(lat) * sin(declinationDeg) + cos(lat) * cos(declinationDeg) * cos(hourAngle)) / RADIANS;
}

/** Whether the sun is below the horizon, UTC milliseconds, WGS 84 degrees. */
export const isNight = (timeMs: number, lng: number, lat: number): boolean =>
  sunElevationDeg(timeMs, lng, lat) < SUNSET_DEG;

export interface Night {
  /** UTC milliseconds. */
  readonly sunsetMs: number;
  readonly sunriseMs: number;
}

/**
 * The night at a place that an instant lies in; by day, the night before it. UTC milliseconds, WGS 84 degrees.
 * @returns null where the sun does not set and rise within a day (beyond the polar circles)
 */
export function nightAround(timeMs: number, lng: number, lat: number): Night | null {
  const noonMs = noonBefore(timeMs, lng);
  const tonight = nightAfterNoon(noonMs, lng, lat);
  // Between noon and sunset the last night is the one before.
  return tonight === null || tonight.sunsetMs <= timeMs ? tonight : nightAfterNoon(noonMs - DAY_MS, lng, lat);
}

/** Mean solar noon at or before an instant. It is at most a quarter of an hour from the true one. */
function noonBefore(timeMs: number, lng: number): number {
  const offsetMs = (lng / 360) * DAY_MS;
  return Math.floor((timeMs + offsetMs - DAY_MS / 2) / DAY_MS) * DAY_MS + DAY_MS / 2 - offsetMs;
}

function nightAfterNoon(noonMs: number, lng: number, lat: number): Night | null {
  const height = (timeMs: number): number => sunElevationDeg(timeMs, lng, lat) - SUNSET_DEG;
  const midnightMs = noonMs + DAY_MS / 2;
  if (height(noonMs) < 0 || height(midnightMs) > 0 || height(noonMs + DAY_MS) < 0) return null;
  return {
    sunsetMs: changeBetween(noonMs, midnightMs, height),
    sunriseMs: changeBetween(midnightMs, noonMs + DAY_MS, height),
  };
}

/** The instant between two at which a height changes its sign, to the second. */
function changeBetween(fromMs: number, toMs: number, height: (timeMs: number) => number): number {
  const isUp = height(fromMs) > 0;
  let [low, high] = [fromMs, toMs];
  while (high - low > 500) {
    const middle = (low + high) / 2;
    if (height(middle) > 0 === isUp) low = middle;
    else high = middle;
  }
  return Math.round(high);
}
