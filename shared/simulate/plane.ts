import { metresPerDegreeLat, metresPerDegreeLng } from '../geo/ellipsoid.ts';
import type { Position } from '../model/position.ts';

/** A flat map of a few kilometres: metres east and north of its origin, an affine image of longitude/latitude. */
export class Plane {
  private readonly origin: Position;
  private readonly eastM: number;
  private readonly northM: number;

  constructor(origin: Position) {
    this.origin = origin;
    this.eastM = metresPerDegreeLng(origin[1]);
    this.northM = metresPerDegreeLat(origin[1]);
  }

  lng(east: number): number {
    return this.origin[0] + east / this.eastM;
  }

  lat(north: number): number {
    return this.origin[1] + north / this.northM;
  }

  position(east: number, north: number): Position {
    return [this.lng(east), this.lat(north)];
  }

  east(lng: number): number {
    return (lng - this.origin[0]) * this.eastM;
  }

  north(lat: number): number {
    return (lat - this.origin[1]) * this.northM;
  }
}

/** Direction of a way east and north, degrees clockwise from north, 0 ≤ x < 360. */
export function directionDeg(east: number, north: number): number {
  const degrees = (Math.atan2(east, north) * 180) / Math.PI;
  return degrees < 0 ? degrees + 360 : degrees;
}
