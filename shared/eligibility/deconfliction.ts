import { distanceText, heightText } from '../format/distances.ts';
import { countText, numberText } from '../format/numbers.ts';
import { utcText } from '../format/times.ts';
import { midLatitudeDistanceM } from '../geo/ellipsoid.ts';
import { bearingDeg, compassPoint, distanceM } from '../geo/geodesic.ts';
import { type AltitudeDatum, altitudeDatums, type FlightPath } from '../model/conclusion.ts';
import type { Deconfliction, NearestCooperative } from '../model/deconfliction.ts';

/** A track of cooperative traffic: who it is by its own word, and where it was. */
export interface CooperativeTrack {
  readonly flightId: string;
  readonly objectName: string;
  /** `own-log`: the log of an own drone; `broadcast`: ADS-B and the like. */
  readonly kind: 'own-log' | 'broadcast';
  /** Whether it has the very identity of the flight asked about. */
  readonly sameIdentity: boolean;
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
  /** Read only when its box may hold the nearest position. */
  readonly path: () => FlightPath;
}

/** Positions farther apart in time are not compared: an airliner flies 7 km in 30 s. */
export const comparedWithinS = 30;

/**
 * The nearest cooperative aircraft or own drone to a flight, among tracks that overlap it in time. Each position of the flight is
 * compared with each track's position nearest in time, at most 30 s apart; the least distance counts, of equal ones the earliest.
 * Nothing is interpolated, so that both positions are rows of the record. Evidence for a person: it decides nothing.
 *
 * Tracks are taken in order of the least distance that their boxes allow, and only as long as one may still be nearer.
 */
export function deconflict(path: FlightPath, tracks: readonly CooperativeTrack[]): Deconfliction {
  const ownLogs = tracks.filter(({ kind }) => kind === 'own-log').length;
  const about = { tracks: tracks.length, ownLogs };
  if (tracks.length === 0 || path.count === 0) {
    return { ...about, state: 'none-loaded', nearest: null, sentence: sentenceOf(path, tracks.length, null) };
  }
  const box = boxOf(path);
  const inOrder = tracks
    .map((track) => ({ track, leastM: leastDistanceM(box, track.bbox) }))
    .sort((one, other) => one.leastM - other.leastM || (one.track.flightId < other.track.flightId ? -1 : 1));
  let best: { track: CooperativeTrack; other: FlightPath; pair: Pair } | null = null;
  for (const { track, leastM } of inOrder) {
    if (best !== null && leastM > best.pair.metres) break;
    const other = track.path();
    const pair = nearestPair(path, other);
    if (pair !== null && (best === null || pair.metres < best.pair.metres)) best = { track, other, pair };
  }
  const nearest = best === null ? null : describe(path, best.track, best.other, best.pair);
  return {
    ...about,
    state: nearest === null ? 'none-at-the-time' : 'found',
    nearest,
    sentence: sentenceOf(path, tracks.length, nearest),
  };
}

interface Pair {
  readonly index: number;
  readonly otherIndex: number;
  /** In the local plane: decides which pair is nearest; what is printed is the geodesic. */
  readonly metres: number;
}

function nearestPair(path: FlightPath, other: FlightPath): Pair | null {
  let best: Pair | null = null;
  let next = 0;
  for (let index = 0; index < path.count; index++) {
    const timeMs = path.timeMs[index]!;
    while (next < other.count && other.timeMs[next]! < timeMs) next++;
    const before = next - 1;
    const isBefore =
      next >= other.count || (before >= 0 && timeMs - other.timeMs[before]! <= other.timeMs[next]! - timeMs);
    const otherIndex = isBefore ? before : next;
    if (otherIndex < 0 || Math.abs(other.timeMs[otherIndex]! - timeMs) > comparedWithinS * 1000) continue;
    const lat = path.lat[index]!;
    const metres = midLatitudeDistanceM(lat, other.lng[otherIndex]! - path.lng[index]!, other.lat[otherIndex]! - lat);
    if (best === null || metres < best.metres) best = { index, otherIndex, metres };
  }
  return best;
}

/** Heights above take-off, above ground or of no stated datum differ from place to place, so no difference is made of them. */
const comparable: readonly AltitudeDatum[] = ['HAE', 'MSL', 'barometric'];

function describe(
  path: FlightPath,
  track: CooperativeTrack,
  other: FlightPath,
  { index, otherIndex }: Pair,
): NearestCooperative {
  const here = [path.lng[index]!, path.lat[index]!] as const;
  const there = [other.lng[otherIndex]!, other.lat[otherIndex]!] as const;
  const [height, otherHeight] = [heightAt(path, index), heightAt(other, otherIndex)];
  const isComparable =
    height !== null && otherHeight !== null && height.datum === otherHeight.datum && comparable.includes(height.datum);
  return {
    flightId: track.flightId,
    objectName: track.objectName,
    kind: track.kind,
    sameIdentity: track.sameIdentity,
    distanceM: distanceM([...here], [...there]),
    bearingDeg: bearingDeg([...here], [...there]),
    atMs: path.timeMs[index]!,
    secondsApart: (other.timeMs[otherIndex]! - path.timeMs[index]!) / 1000,
    height,
    otherHeight,
    heightDifferenceM: isComparable ? otherHeight.metres - height.metres : null,
    sigmaM: path.sigmaM[index]!,
    otherSigmaM: other.sigmaM[otherIndex]!,
    index,
    otherIndex,
  };
}

function heightAt(path: FlightPath, index: number): NearestCooperative['height'] {
  const metres = path.altitudeM[index]!;
  const datum = altitudeDatums[path.altitudeDatum[index]!] ?? 'none';
  return Number.isNaN(metres) || datum === 'none' ? null : { metres, datum };
}

function boxOf({ count, lng, lat }: FlightPath): readonly [number, number, number, number] {
  let [west, south, east, north] = [lng[0]!, lat[0]!, lng[0]!, lat[0]!];
  for (let i = 1; i < count; i++) {
    west = Math.min(west, lng[i]!);
    east = Math.max(east, lng[i]!);
    south = Math.min(south, lat[i]!);
    north = Math.max(north, lat[i]!);
  }
  return [west, south, east, north];
}

type Box = readonly [west: number, south: number, east: number, north: number];

/** Never more than the least distance between positions of the two boxes: degrees are counted at their shortest. */
function leastDistanceM(one: Box, other: Box): number {
  const dLng = Math.max(0, other[0] - one[2], one[0] - other[2]);
  const dLat = Math.max(0, other[1] - one[3], one[1] - other[3]);
  const highestLat = Math.max(Math.abs(one[1]), Math.abs(one[3]), Math.abs(other[1]), Math.abs(other[3]));
  const eastM = dLng * 111_000 * Math.cos((Math.min(90, highestLat) * Math.PI) / 180);
  const northM = dLat * 110_500;
  return 0.99 * Math.hypot(eastM, northM);
}

function sentenceOf({ count }: FlightPath, tracks: number, nearest: NearestCooperative | null): string {
  if (count === 0) return 'The flight has no position, so no other aircraft can be compared with it.';
  if (tracks === 0) {
    return 'No cooperative traffic of this time is loaded, so whether a friendly aircraft was near is unknown.';
  }
  const loaded = `${countText(tracks, 'cooperative track')} of this time ${tracks === 1 ? 'is' : 'are'} loaded`;
  if (nearest === null) {
    return `${loaded}, but none has a position within ${comparedWithinS} s of one of the flight’s, so whether a friendly aircraft was near is unknown.`;
  }
  const whose = nearest.kind === 'own-log' ? 'own drone by its log' : 'aircraft that announces itself';
  const apart = Math.abs(nearest.secondsApart);
  const when =
    apart < 0.05
      ? 'at the same instant'
      : `${numberText(apart, 1)} s ${nearest.secondsApart > 0 ? 'later' : 'earlier'}`;
  const same = nearest.sameIdentity ? ' It states the same identity as this flight.' : '';
  return `${loaded}. Nearest: ${nearest.objectName}, ${whose}, ${distanceText(nearest.distanceM)} to the ${compassPoint(nearest.bearingDeg)} of the flight at ${utcText(nearest.atMs)}, reported ${when}; ${heightsText(nearest)}.${same} Traffic that does not announce itself, or was not received, is not in it.`;
}

/** `28 m above it, both MSL`, or both heights with their datums where no difference can be made. */
export function heightsText({ height, otherHeight, heightDifferenceM }: NearestCooperative): string {
  if (heightDifferenceM !== null && height !== null) {
    const whole = Math.round(heightDifferenceM);
    if (whole === 0) return `at the same height, both ${height.datum}`;
    return `${heightText(Math.abs(whole))} ${whole > 0 ? 'above' : 'below'} it, both ${height.datum}`;
  }
  const said = (one: typeof height): string =>
    one === null ? 'not recorded' : `${heightText(one.metres)} ${one.datum}`;
  return `height difference unknown (flight ${said(height)}, other ${said(otherHeight)})`;
}
