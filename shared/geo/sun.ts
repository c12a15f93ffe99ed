import type { Position } from '../model/position.ts';

const RADIAN = Math.PI / 180;
const DAY_MS = 86_400_000;
/** 2000-01-01T12:00:00Z for the epoch J2000.0: the minute between UTC and dynamical time moves the sun by 3″, a fifth of a second. */
const J2000_MS = Date.UTC(2000, 0, 1, 12);

/** Where the sun stands among the stars, degrees. */
export interface SunPlace {
  readonly declinationDeg: number;
  readonly rightAscensionDeg: number;
}

const turn = (degrees: number): number => ((degrees % 360) + 360) % 360;

/**
 * Apparent place of the sun, to 0.01°: Meeus, *Astronomical Algorithms* (2nd ed. 1998), chapter 25, low accuracy; the method of
 * NOAA's solar calculator.
 */
export function sunPlace(timeMs: number): SunPlace {
  const t = (timeMs - J2000_MS) / DAY_MS / 36_525;
  const meanLongitude = 280.46646 + t * (36_000.76983 + t * 0.0003032);
  const anomaly = (357.52911 + t * (35_999.05029 - t * 0.0001537)) * RADIAN;
  const center =
    (1.914602 - t * (0.004817 + t * 0.000014)) * Math.sin(anomaly) +
    (0.019993 - t * 0.000101) * Math.sin(2 * anomaly) +
    0.000289 * Math.sin(3 * anomaly);
  const node = (125.04 - 1934.136 * t) * RADIAN;
  const apparent = (meanLongitude + center - 0.00569 - 0.00478 * Math.sin(node)) * RADIAN;
  const obliquity =
    (23.43929111 - t * (0.0130041667 + t * (1.639e-7 - t * 5.036e-7)) + 0.00256 * Math.cos(node)) * RADIAN;
  return {
    declinationDeg: Math.asin(Math.sin(obliquity) * Math.sin(apparent)) / RADIAN,
    rightAscensionDeg: turn(Math.atan2(Math.cos(obliquity) * Math.sin(apparent), Math.cos(apparent)) / RADIAN),
  };
}

/** Height of the sun's middle over the horizon, degrees, without refraction. */
export function sunElevationDeg(timeMs: number, [lng, lat]: Position): number {
  const { declinationDeg, rightAscensionDeg } = sunPlace(timeMs);
  const days = (timeMs - J2000_MS) / DAY_MS;
  const t = days / 36_525;
  // Mean sidereal time at Greenwich: Meeus 12.4.
  const sidereal = 280.46061837 + 360.98564736629 * days + t * t * (0.000387933 - t / 38_710_000);
  const hourAngle = (sidereal + lng - rightAscensionDeg) * RADIAN;
  const [phi, delta] = [lat * RADIAN, declinationDeg * RADIAN];
  const sine = Math.sin(phi) * Math.sin(delta) + Math.cos(phi) * Math.cos(delta) * Math.cos(hourAngle);
  return Math.asin(Math.max(-1, Math.min(1, sine))) / RADIAN;
}

/** The sun rises and sets when its middle is here: 34′ of refraction and 16′ of its own radius. */
export const HORIZON_DEG = -0.833;

export const isNight = (timeMs: number, position: Position): boolean => sunElevationDeg(timeMs, position) < HORIZON_DEG;

/** A stretch of night, UTC milliseconds. */
export interface Night {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Between two looks the sun must not set and rise again: at the border's latitudes every night and day is hours long. */
const LOOK_MS = 2 * 3_600_000;

/**
 * The nights at a place inside a stretch of time, sunset to sunrise to a second, cut at its ends. For latitudes where every day has
 * a day and a night.
 */
export function nightsBetween(fromMs: number, toMs: number, position: Position): Night[] {
  const nights: Night[] = [];
  let setMs: number | null = isNight(fromMs, position) ? fromMs : null;
  for (let a = fromMs; a < toMs; a += LOOK_MS) {
    const b = Math.min(a + LOOK_MS, toMs);
    const [dark, later] = [isNight(a, position), isNight(b, position)];
    if (dark === later) continue;
    const change = changeBetween(a, b, dark, position);
    if (later) setMs = change;
    else {
      nights.push({ fromMs: setMs ?? fromMs, toMs: change });
      setMs = null;
    }
  }
  if (setMs !== null && setMs < toMs) nights.push({ fromMs: setMs, toMs });
  return nights;
}

function changeBetween(a: number, b: number, darkAtA: boolean, position: Position): number {
  let [low, high] = [a, b];
  while (high - low > 500) {
    const middle = (low + high) / 2;
    if (isNight(middle, position) === darkAtA) low = middle;
    else high = middle;
  }
  return Math.round(high / 1000) * 1000;
}
