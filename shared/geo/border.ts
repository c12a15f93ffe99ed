import type { Position } from '../model/position.ts';
import { Allowances } from './allowances.ts';
import { usLandBeyondEnds } from './beyond-ends.ts';
import { type BorderSegment, borderErrorFileSchema, borderFileSchema, sums } from './border-file.ts';
import { metresPerDegreeLat, metresPerDegreeLng, radiansPerDegree } from './ellipsoid.ts';
import { arrival } from './geodesic.ts';
import { orientation } from './orientation.ts';
import type { PreparedPolygon } from './polygon.ts';
import { SegmentIndex } from './segment-index.ts';

/** Farther from the line than this is outside the theatre: nothing is said about its side. */
export const theatreM = 400_000;

/** A point computed halfway along a stretch of the line is off it by rounding: far less than this, metres. */
const roundingM = 1e-6;

/** From here a single fix ends with a geodesic (a batch does not). */
const geodesicFromM = 5_000;

/** Why nothing is said about a position. */
export type OutsideReason = 'not-a-position' | 'too-far-from-the-line' | 'beyond-the-end-of-the-line';

/** Where a position stands to the reference line. */
export interface BorderFix {
  /** To the nearest point of the line, metres, positive into the United States (left of the line, which runs west to east). */
  readonly distanceM: number;
  /** Of the nearest point: km along the full-resolution line from its Pacific end. */
  readonly km: number;
  readonly position: Position;
  /**
   * 95 % bound on the error of `distanceM` that the line's error makes, metres: that of the nearest km, or more where a less
   * certain stretch lies nearly as near. σ = bound / 1.645, common to neighbouring points.
   */
  readonly errorBoundM: number;
  readonly segment: BorderSegment;
}

export interface LineCrossing {
  /** Along the way from a to b, 0..1. */
  readonly fraction: number;
  readonly position: Position;
  readonly km: number;
  readonly direction: 'northbound' | 'southbound';
}

/** Columns that `fixAll` fills; NaN in all three outside the theatre. Units as in `BorderFix`. */
export interface BorderFixColumns {
  readonly distanceM: Float64Array;
  readonly km: Float64Array;
  readonly errorBoundM: Float64Array;
}

const noCrossings: readonly LineCrossing[] = [];

/**
 * The reference line. Its segments are straight in longitude/latitude.
 *
 * Theatre: within 400 km of the line, and not beyond either of its ends. A position lies beyond an end when that end is the
 * nearest point of the line and the position is past the perpendicular there. The built-in line ends at the 12-mile limits
 * in the Pacific and the Gulf, where the territory whose side could be asked for ends as well; the US coast that lies past
 * the perpendiculars (Los Angeles) is known by two outlines, see `beyond-ends.ts`.
 *
 * Side: the sign comes from the nearest point found in a plane that is an affine image of longitude/latitude, where the way
 * to the nearest point cannot cross the line. Nearest inside a segment: exact orientation to it. Nearest at a vertex: side
 * of the pseudo-normal, the sum of the two unit normals. Exactly on the line: distance 0.
 *
 * Distance: local plane with WGS 84 radii, ends measured by the mid-latitude formula; see `fix` and `fixAll`.
 */
export class Border {
  readonly name: string;
  readonly source: string;
  readonly vintage: string;
  readonly licence: string;
  readonly attribution: string;
  readonly notASurvey: string;
  readonly lengthKm: number;
  /** Where the land line starts (Pacific shore) and ends (river mouth), border km. */
  readonly landFromKm: number;
  readonly landToKm: number;
  readonly segments: readonly BorderSegment[];
  /** Vertices west to east, degrees, and their border km. */
  readonly vertexLng: Float64Array;
  readonly vertexLat: Float64Array;
  readonly vertexKm: Float64Array;

  private readonly errorBoundsM: Float64Array;
  private readonly allowances: Allowances;
  private readonly calm: CalmDistances;
  private readonly index: SegmentIndex;
  private readonly usBeyond: readonly [west: PreparedPolygon | null, east: PreparedPolygon | null];
  private readonly reach: readonly [west: number, south: number, east: number, north: number];

  // Of the last `measure`; fields, so that a batch allocates nothing.
  private distanceM = Number.NaN;
  private segmentNo = 0;
  private fraction = Number.NaN;
  private km = Number.NaN;
  private errorBoundM = Number.NaN;

  /** The last position that `fix` found outside, and why: whoever gets null asks next. */
  private outside: { readonly lng: number; readonly lat: number; readonly reason: OutsideReason } | null = null;

  /** @throws when the files are not what the recipe writes: they are ours, so that is our bug. */
  constructor(borderJson: unknown, borderErrorJson: unknown) {
    const file = borderFileSchema.parse(borderJson);
    const error = borderErrorFileSchema.parse(borderErrorJson);
    if (error.line !== file.name) throw new Error(`The error profile is of ${error.line}, the line is ${file.name}`);
    this.name = file.name;
    this.source = file.source;
    this.vintage = file.vintage;
    this.licence = file.licence;
    this.attribution = file.attribution;
    this.notASurvey = file.notASurvey;
    this.lengthKm = file.lengthKm;
    this.landFromKm = file.landFromKm;
    this.landToKm = file.landToKm;
    this.segments = error.segments;
    this.vertexLng = sums(file.lng, file.scale);
    this.vertexLat = sums(file.lat, file.scale);
    this.vertexKm = sums(file.stationDm, 10_000);
    this.errorBoundsM = Float64Array.from(error.errorBoundM);
    this.index = new SegmentIndex(segmentsOf(this.vertexLng, this.vertexLat));
    this.allowances = new Allowances(
      this.index,
      this.vertexKm.slice(0, -1).map((km) => this.errorBoundAt(km)),
    );
    this.calm = new CalmDistances(this.errorBoundsM, this.vertexLng, this.vertexLat, this.vertexKm);
    this.usBeyond = usLandBeyondEnds(this.positionAt(0, 0), this.positionAt(this.index.count - 1, 1));
    const [west, south, east, north] = this.index.bbox;
    const dLat = theatreM / metresPerDegreeLat(0);
    const dLng = theatreM / metresPerDegreeLng(north + dLat);
    this.reach = [west - dLng, south - dLat, east + dLng, north + dLat];
  }

  /**
   * Where a position stands to the line; null outside the theatre (`outsideReason` says why).
   * Error of the distance against GeographicLib: under 1 mm within 5 km of the line; beyond, it is a geodesic.
   */
  fix(lng: number, lat: number): BorderFix | null {
    const reason = this.measure(lng, lat);
    if (reason !== null) {
      this.outside = { lng, lat, reason };
      return null;
    }
    if (Math.abs(this.distanceM) > geodesicFromM) this.finishWithGeodesic(lng, lat);
    const km = this.kmAt(this.segmentNo, this.fraction);
    return {
      distanceM: this.distanceM,
      km,
      position: this.positionAt(this.segmentNo, this.fraction),
      errorBoundM: this.errorBoundM,
      segment: this.segmentAt(km),
    };
  }

  /** Why `fix` gives null for this position; null when it does not. */
  outsideReason(lng: number, lat: number): OutsideReason | null {
    const { outside } = this;
    return outside?.lng === lng && outside.lat === lat ? outside.reason : this.measure(lng, lat);
  }

  /**
   * `fix` for many positions, in columns; NaN where the position is NaN or outside the theatre.
   * Positions in order of flight are fastest. No geodesic at the end: against GeographicLib the distance is off by less
   * than 1 mm within 5 km of the line, 1 cm within 20 km, 1 m within 100 km and 40 m (1e-4) within 400 km. The side is
   * the same as that of `fix`.
   */
  fixAll(lng: Float64Array, lat: Float64Array, out: BorderFixColumns): void {
    for (let i = 0; i < lng.length; i++) {
      if (this.measure(lng[i]!, lat[i]!) !== null) {
        out.distanceM[i] = Number.NaN;
        out.km[i] = Number.NaN;
        out.errorBoundM[i] = Number.NaN;
        continue;
      }
      out.distanceM[i] = this.distanceM;
      out.km[i] = this.km;
      out.errorBoundM[i] = this.errorBoundM;
    }
  }

  /** 95 % bound on the error of the line at a border km, metres. */
  errorBoundAt(km: number): number {
    const bounds = this.errorBoundsM;
    return bounds[Math.max(0, Math.min(bounds.length - 1, Math.floor(km)))]!;
  }

  /** The named stretch a border km lies on; a break belongs to the stretch east of it. */
  segmentAt(km: number): BorderSegment {
    return this.segments.findLast((segment) => segment.fromKm <= km) ?? this.segments[0]!;
  }

  /** The position of a border km, kept within the line. */
  positionOfKm(km: number): Position {
    const { vertexKm } = this;
    let low = 0;
    let high = vertexKm.length - 2;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (vertexKm[middle]! <= km) low = middle;
      else high = middle - 1;
    }
    const length = vertexKm[low + 1]! - vertexKm[low]!;
    const fraction = length > 0 ? (km - vertexKm[low]!) / length : 0;
    return this.positionAt(low, Math.max(0, Math.min(1, fraction)));
  }

  /**
   * All crossings of the way from a to b, straight in longitude/latitude, in order. Exact, and knows no theatre.
   * A position exactly on the line counts as on the US side, so crossings alternate in direction and a chain of ways neither
   * loses nor doubles one at their shared ends; touching the line from Mexico and turning back at that very point is a
   * northbound and then a southbound crossing only if the point is an end of a way.
   */
  crossingOf(a: Position, b: Position): readonly LineCrossing[] {
    const [ax, ay] = a;
    const [bx, by] = b;
    const { index } = this;
    const count = index.findInBox(Math.min(ax, bx), Math.min(ay, by), Math.max(ax, bx), Math.max(ay, by));
    if (count === 0) return noCrossings;
    const c = index.coordinates;
    let crossings: LineCrossing[] | null = null;
    for (let i = 0; i < count; i++) {
      const segment = index.found[i]!;
      const o = 4 * segment;
      const fromSide = orientation(ax, ay, bx, by, c[o]!, c[o + 1]!);
      const toSide = orientation(ax, ay, bx, by, c[o + 2]!, c[o + 3]!);
      if (fromSide === toSide && fromSide !== 0) continue;
      const aSide = orientation(c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!, ax, ay);
      const bSide = orientation(c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!, bx, by);
      if (aSide === bSide && aSide !== 0) continue;
      // Something touches exactly: sides between the contacts decide.
      if (fromSide === 0 || toSide === 0 || aSide === 0 || bSide === 0) return this.touchingCrossings(a, b, count);
      crossings ??= [];
      crossings.push(this.crossingAt(a, b, segment, bSide > 0 ? 'northbound' : 'southbound'));
    }
    if (crossings === null) return noCrossings;
    return crossings.sort((one, other) => one.fraction - other.fraction);
  }

  private crossingAt(a: Position, b: Position, segment: number, direction: LineCrossing['direction']): LineCrossing {
    const { along, onSegment } = meeting(a, b, this.index.coordinates, segment);
    const fraction = Math.max(0, Math.min(1, along));
    return {
      fraction,
      position: [a[0] + fraction * (b[0] - a[0]), a[1] + fraction * (b[1] - a[1])],
      km: this.kmAt(segment, Math.max(0, Math.min(1, onSegment))),
      direction,
    };
  }

  /** Crossings where the way passes through a vertex, runs along the line, or starts or ends on it. */
  private touchingCrossings(a: Position, b: Position, candidates: number): readonly LineCrossing[] {
    const c = this.index.coordinates;
    const contacts: { readonly fraction: number; readonly segment: number }[] = [];
    for (const segment of this.index.found.slice(0, candidates)) {
      for (const fraction of contactFractions(a, b, c, segment)) contacts.push({ fraction, segment });
    }
    contacts.sort((one, other) => one.fraction - other.fraction || one.segment - other.segment);
    const crossings: LineCrossing[] = [];
    let inUs = this.isInUs(a[0], a[1]);
    contacts.forEach(({ fraction, segment }, i) => {
      const next = contacts[i + 1]?.fraction ?? 1;
      const isLast = i === contacts.length - 1;
      // Contacts of two segments at their shared vertex are one; only the last of them decides.
      if (!isLast && next - fraction < 1e-12) return;
      const middle = (fraction + next) / 2;
      const after =
        1 - fraction < 1e-12
          ? this.isInUs(b[0], b[1])
          : this.isInUs(a[0] + middle * (b[0] - a[0]), a[1] + middle * (b[1] - a[1]), roundingM);
      if (after !== inUs) crossings.push(this.crossingAt(a, b, segment, after ? 'northbound' : 'southbound'));
      inUs = after;
    });
    const last = contacts.at(-1);
    const endsInUs = this.isInUs(b[0], b[1]);
    if (last !== undefined && endsInUs !== inUs) {
      const crossing = this.crossingAt(a, b, last.segment, endsInUs ? 'northbound' : 'southbound');
      crossings.push({ ...crossing, fraction: 1, position: b });
    }
    return crossings;
  }

  /** Left of the line or on it, wherever the position is. */
  private isInUs(lng: number, lat: number, onLineM = 0): boolean {
    this.index.nearest(lng, lat);
    return this.index.squaredM <= onLineM * onLineM || this.signOfNearest() >= 0;
  }

  /** Leaves signed distance, segment and fraction of the nearest point in the fields. */
  private measure(lng: number, lat: number): OutsideReason | null {
    const { index, reach } = this;
    if (!(lng >= reach[0] && lat >= reach[1] && lng <= reach[2] && lat <= reach[3])) {
      return Number.isFinite(lng) && Number.isFinite(lat) ? 'too-far-from-the-line' : 'not-a-position';
    }
    index.nearest(lng, lat);
    if (this.isBeyondEnd()) return 'beyond-the-end-of-the-line';
    const sign = this.signOfNearest();
    const planeM = Math.sqrt(index.squaredM);
    index.settle();
    if (index.distanceM > theatreM) return 'too-far-from-the-line';
    this.distanceM = sign * index.distanceM;
    this.segmentNo = index.segment;
    this.fraction = index.fraction;
    const from = this.vertexKm[index.segment]!;
    const to = this.vertexKm[index.segment + 1]!;
    this.km = index.fraction === 1 ? to : from + index.fraction * (to - from);
    const kmNo = Math.max(0, Math.min(this.errorBoundsM.length - 1, Math.floor(this.km)));
    this.errorBoundM = this.errorBoundsM[kmNo]!;
    if (planeM > this.calm.at(kmNo)) this.widenBound(planeM);
    return null;
  }

  /**
   * The true line runs within its bound of every stretch of ours, so the true distance is at least the least of (distance to
   * a stretch − its bound): where that is less than the nearest km alone allows, the bound is larger.
   */
  private widenBound(planeM: number): void {
    const { allowances, errorBoundM } = this;
    allowances.nearestM = planeM;
    allowances.beyondM = errorBoundM;
    allowances.findLeast();
    const { leastM } = allowances;
    if (leastM < planeM - errorBoundM - roundingM) this.errorBoundM = planeM - leastM;
  }

  /** Nearest to an end of the line, past the perpendicular there, and not on the US land that lies there. */
  private isBeyondEnd(): boolean {
    const { index } = this;
    const isWest = index.fraction === 0 && index.segment === 0;
    return (isWest || (index.fraction === 1 && index.segment === index.count - 1)) && this.isBeyond(isWest);
  }

  private isBeyond(isWest: boolean): boolean {
    const { index, vertexLng, vertexLat } = this;
    const { lng, lat } = index;
    const { kx, ky } = index.scale;
    const end = isWest ? 0 : index.count;
    const inner = isWest ? 1 : index.count - 1;
    const east = (vertexLng[inner]! - vertexLng[end]!) * kx * (lng - vertexLng[end]!) * kx;
    const north = (vertexLat[inner]! - vertexLat[end]!) * ky * (lat - vertexLat[end]!) * ky;
    return east + north < 0 && !(this.usBeyond[isWest ? 0 : 1]?.contains(lng, lat) ?? false);
  }

  /** +1 US, −1 MX, 0 on the line, from the nearest point in the plane tangent at the position. */
  private signOfNearest(): -1 | 0 | 1 {
    const { index } = this;
    const { segment, fraction, coordinates: c } = index;
    if (index.squaredM === 0) return 0;
    if (fraction === 0 || fraction === 1) return this.signAtVertex(fraction === 0 ? segment : segment + 1);
    const o = 4 * segment;
    return orientation(c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!, index.lng, index.lat);
  }

  private signAtVertex(vertex: number): -1 | 0 | 1 {
    const { index, vertexLng, vertexLat } = this;
    const { kx, ky } = index.scale;
    const before = Math.max(vertex - 1, 0);
    const after = Math.min(vertex + 1, vertexLng.length - 1);
    const inX = (vertexLng[vertex]! - vertexLng[before]!) * kx;
    const inY = (vertexLat[vertex]! - vertexLat[before]!) * ky;
    const outX = (vertexLng[after]! - vertexLng[vertex]!) * kx;
    const outY = (vertexLat[after]! - vertexLat[vertex]!) * ky;
    const inLength = Math.sqrt(inX * inX + inY * inY);
    const outLength = Math.sqrt(outX * outX + outY * outY);
    const alongX = (inLength > 0 ? inX / inLength : 0) + (outLength > 0 ? outX / outLength : 0);
    const alongY = (inLength > 0 ? inY / inLength : 0) + (outLength > 0 ? outY / outLength : 0);
    // The position, seen from the vertex, is minus the way to the nearest point.
    const cross = alongX * -index.dLat * ky - alongY * -index.dLng * kx;
    return cross > 0 ? 1 : cross < 0 ? -1 : 0;
  }

  /** Moves the foot until the geodesic meets the segment at a right angle, and takes the geodesic's length. */
  private finishWithGeodesic(lng: number, lat: number): void {
    const c = this.index.coordinates;
    const o = 4 * this.segmentNo;
    const sign = Math.sign(this.distanceM);
    for (let step = 0; step < 3; step++) {
      const foot = this.positionAt(this.segmentNo, this.fraction);
      const { distanceM, bearingDeg } = arrival([lng, lat], foot);
      this.distanceM = sign * distanceM;
      const east = (c[o + 2]! - c[o]!) * metresPerDegreeLng(foot[1]);
      const north = (c[o + 3]! - c[o + 1]!) * metresPerDegreeLat(foot[1]);
      const lengthM = Math.sqrt(east * east + north * north);
      const tooFarM = distanceM * Math.cos(bearingDeg * radiansPerDegree - Math.atan2(east, north));
      const t = Math.max(0, Math.min(1, this.fraction - tooFarM / lengthM));
      if (t === this.fraction || step === 2) return;
      this.fraction = t;
    }
  }

  private kmAt(segment: number, fraction: number): number {
    const from = this.vertexKm[segment]!;
    const to = this.vertexKm[segment + 1]!;
    return fraction === 1 ? to : from + fraction * (to - from);
  }

  private positionAt(segment: number, fraction: number): Position {
    const lng = this.vertexLng[segment]!;
    const lat = this.vertexLat[segment]!;
    const toLng = this.vertexLng[segment + 1]!;
    const toLat = this.vertexLat[segment + 1]!;
    return fraction === 1 ? [toLng, toLat] : [lng + fraction * (toLng - lng), lat + fraction * (toLat - lat)];
  }
}

/** The border from `resources/border.json` and `resources/border-error.json`, parsed. @throws see `Border`. */
export const buildBorder = (borderJson: unknown, borderErrorJson: unknown): Border =>
  new Border(borderJson, borderErrorJson);

function segmentsOf(lng: Float64Array, lat: Float64Array): Float64Array {
  const coordinates = new Float64Array(4 * (lng.length - 1));
  for (let i = 0; i + 1 < lng.length; i++) {
    coordinates.set([lng[i]!, lat[i]!, lng[i + 1]!, lat[i + 1]!], 4 * i);
  }
  return coordinates;
}

/** Fractions along a→b and along the segment where their lines meet; a parallel pair meets at 0. */
function meeting(a: Position, b: Position, c: Float64Array, segment: number): { along: number; onSegment: number } {
  const o = 4 * segment;
  const wayX = b[0] - a[0];
  const wayY = b[1] - a[1];
  const ex = c[o + 2]! - c[o]!;
  const ey = c[o + 3]! - c[o + 1]!;
  const cross = wayX * ey - wayY * ex;
  if (cross === 0) return { along: 0, onSegment: 0 };
  const toX = c[o]! - a[0];
  const toY = c[o + 1]! - a[1];
  return { along: (toX * ey - toY * ex) / cross, onSegment: (toX * wayY - toY * wayX) / cross };
}

/** Fractions along a→b where it meets the segment: none, one, or the two ends of a stretch they share. */
function contactFractions(a: Position, b: Position, c: Float64Array, segment: number): readonly number[] {
  const o = 4 * segment;
  const [fromX, fromY, toX, toY] = [c[o]!, c[o + 1]!, c[o + 2]!, c[o + 3]!];
  const aSide = orientation(fromX, fromY, toX, toY, a[0], a[1]);
  const bSide = orientation(fromX, fromY, toX, toY, b[0], b[1]);
  if (aSide === 0 && bSide === 0) {
    const ends = [fractionOf(a, b, fromX, fromY), fractionOf(a, b, toX, toY)].sort((one, other) => one - other);
    const from = Math.max(0, ends[0]!);
    const to = Math.min(1, ends[1]!);
    return from > to ? [] : from === to ? [from] : [from, to];
  }
  if (aSide === bSide) return [];
  const fromSide = orientation(a[0], a[1], b[0], b[1], fromX, fromY);
  const toSide = orientation(a[0], a[1], b[0], b[1], toX, toY);
  if (fromSide === toSide) return [];
  if (aSide === 0) return [0];
  if (bSide === 0) return [1];
  return [Math.max(0, Math.min(1, meeting(a, b, c, segment).along))];
}

/** Where a point on the line through a and b lies, 0 at a, 1 at b. */
function fractionOf(a: Position, b: Position, x: number, y: number): number {
  const wayX = b[0] - a[0];
  const wayY = b[1] - a[1];
  const squared = wayX * wayX + wayY * wayY;
  return squared === 0 ? 0 : ((x - a[0]) * wayX + (y - a[1]) * wayY) / squared;
}

/**
 * For every border km the distance from the line up to which no less certain stretch can matter more than that km itself.
 * Worked out when first asked for: most sessions touch a few kilometres only.
 */
class CalmDistances {
  private readonly boundsM: Float64Array;
  /** West, south, east, north of each km of line, metres in a plane that nowhere lengthens. */
  private readonly boxes: Float64Array;
  private readonly known: Float64Array;

  constructor(boundsM: Float64Array, lng: Float64Array, lat: Float64Array, km: Float64Array) {
    const count = boundsM.length;
    this.boundsM = boundsM;
    this.known = new Float64Array(count).fill(Number.NaN);
    this.boxes = new Float64Array(4 * count);
    for (let i = 0; i < count; i++) this.boxes.set([1e9, 1e9, -1e9, -1e9], 4 * i);
    const north = lat.reduce((one, other) => Math.max(one, other));
    const kx = metresPerDegreeLng(north);
    const ky = metresPerDegreeLat(0);
    for (let s = 0; s + 1 < lng.length; s++) {
      const last = Math.min(count - 1, Math.floor(km[s + 1]!));
      for (let k = Math.min(count - 1, Math.floor(km[s]!)); k <= last; k++) {
        const b = 4 * k;
        for (const v of [s, s + 1]) {
          this.boxes[b] = Math.min(this.boxes[b]!, lng[v]! * kx);
          this.boxes[b + 1] = Math.min(this.boxes[b + 1]!, lat[v]! * ky);
          this.boxes[b + 2] = Math.max(this.boxes[b + 2]!, lng[v]! * kx);
          this.boxes[b + 3] = Math.max(this.boxes[b + 3]!, lat[v]! * ky);
        }
      }
    }
  }

  /** @param k km by its number from 0 */
  at(k: number): number {
    const known = this.known[k]!;
    return Number.isNaN(known) ? this.find(k) : known;
  }

  private find(k: number): number {
    const { boxes, boundsM } = this;
    const b = 4 * k;
    let calm = Number.POSITIVE_INFINITY;
    for (let j = 0, o = 0; j < boundsM.length; j++, o += 4) {
      const excess = boundsM[j]! - boundsM[k]!;
      if (excess <= 0) continue;
      const x = Math.max(boxes[o]! - boxes[b + 2]!, boxes[b]! - boxes[o + 2]!, 0);
      const y = Math.max(boxes[o + 1]! - boxes[b + 3]!, boxes[b + 1]! - boxes[o + 3]!, 0);
      calm = Math.min(calm, (Math.sqrt(x * x + y * y) - excess) / 2);
    }
    this.known[k] = calm;
    return calm;
  }
}
