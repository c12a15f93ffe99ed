/** Direction of travel, degrees clockwise from north in [0, 360), of a velocity in any unit; null when there is none. */
export function courseOf(east: number, north: number): number | null {
  if (!Number.isFinite(east) || !Number.isFinite(north) || (east === 0 && north === 0)) return null;
  const degrees = (Math.atan2(east, north) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees;
}
