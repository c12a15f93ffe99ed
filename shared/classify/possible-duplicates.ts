import { midLatitudeDistanceM } from '../geo/ellipsoid.ts';
import type { FlightPath } from '../model/conclusion.ts';
import { clockErrorS, type Settings } from '../model/settings.ts';

/** What tells whether two flights may be one: when, where, by which sensors, under which name. */
export interface FlightSpan {
  readonly id: string;
  readonly objectKey: string;
  readonly firstMs: number;
  readonly lastMs: number;
  /** West, south, east, north in degrees. */
  readonly bbox: readonly [number, number, number, number];
  readonly sensorIds: readonly string[];
  /** Median per-axis σ of its positions, metres. */
  readonly sigmaM: number;
}

/** How many standard deviations of both positions two flights may lie apart and still be one. */
const gateSigmas = 4;
/** Share of the instants compared at which they must lie that close. */
const leastTogether = 0.8;
const metresPerDegree = 111_320;

/** Identities that hold across sensors: two different ones of a kind are two aircraft. */
const universal = ['serial', 'reg', 'utm', 'session', 'icao'];
const kindOf = (key: string): string => key.slice(0, key.indexOf(':'));

/**
 * Pairs of flights that may be one aircraft seen twice: no sensor and no identity in common, overlapping in time, and as
 * close together as their position and clock errors allow at four fifths of the instants at which both are known. Where a
 * path is not at hand, the boxes of the flights stand for it, which marks more. Pairs (smaller id first) in order.
 *
 * @param isAsked pairs of two flights that are not are left out: what is known of them still holds
 */
export function findPossibleDuplicates(
  spans: readonly FlightSpan[],
  settings: Settings,
  pathOf: (id: string) => FlightPath | null,
  isAsked: (id: string) => boolean = () => true,
): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  const inOrder = spans.toSorted((a, b) => a.firstMs - b.firstMs || (a.id < b.id ? -1 : 1));
  const clockMs = (one: FlightSpan, other: FlightSpan): number => clocksS(one, other, settings) * 1000;
  // By kind of identity: flights that both have a universal one of the same kind are never compared, however many fly at once.
  const openByKind = new Map<string, FlightSpan[]>();
  for (const span of inOrder) {
    const kind = kindOf(span.objectKey);
    const asked = isAsked(span.id);
    for (const [otherKind, before] of openByKind) {
      if (otherKind === kind && universal.includes(kind)) continue;
      const open = before.filter((other) => other.lastMs + clockMs(other, span) >= span.firstMs);
      openByKind.set(otherKind, open);
      for (const other of open) {
        if (!asked && !isAsked(other.id)) continue;
        if (!mayShareAircraft(span, other) || !boxesMeet(span, other, settings)) continue;
        const [one, two] = [pathOf(span.id), pathOf(other.id)];
        if (one !== null && two !== null && !flyTogether(one, two, clocksS(span, other, settings), settings)) continue;
        pairs.push(span.id < other.id ? [span.id, other.id] : [other.id, span.id]);
      }
    }
    const own = openByKind.get(kind);
    if (own === undefined) openByKind.set(kind, [span]);
    else own.push(span);
  }
  return pairs.sort(([a, b], [c, d]) => (a === c ? (b < d ? -1 : 1) : a < c ? -1 : 1));
}

function mayShareAircraft(one: FlightSpan, other: FlightSpan): boolean {
  if (one.objectKey === other.objectKey) return false;
  return !one.sensorIds.some((id) => other.sensorIds.includes(id));
}

/** Errors of both flights' clocks together, seconds. */
const clocksS = (one: FlightSpan, other: FlightSpan, settings: Settings): number =>
  clockErrorS(settings, one.sensorIds) + clockErrorS(settings, other.sensorIds);

/** How far apart the same aircraft may seem, metres: both positions' errors with their biases, and what it flies in the clocks' errors. */
function gateM(oneSigmaM: number, otherSigmaM: number, clockS: number, settings: Settings): number {
  const sigma2 = (oneSigmaM * oneSigmaM + otherSigmaM * otherSigmaM) * (1 + settings.biasShare ** 2);
  return gateSigmas * Math.sqrt(sigma2) + clockS * settings.stitchSpeedMps;
}

function boxesMeet(one: FlightSpan, other: FlightSpan, settings: Settings): boolean {
  const [west, south, east, north] = one.bbox;
  const [otherWest, otherSouth, otherEast, otherNorth] = other.bbox;
  const gate = gateM(one.sigmaM, other.sigmaM, clocksS(one, other, settings), settings);
  const dLat = gate / metresPerDegree;
  const dLng = dLat / Math.cos((Math.max(Math.abs(south), Math.abs(north)) * Math.PI) / 180);
  return (
    west <= otherEast + dLng && otherWest <= east + dLng && south <= otherNorth + dLat && otherSouth <= north + dLat
  );
}

/** Compares the path with fewer positions, at its own instants, with the other's position then. */
function flyTogether(one: FlightPath, other: FlightPath, clockS: number, settings: Settings): boolean {
  const [sparse, dense] = one.count <= other.count ? [one, other] : [other, one];
  const gapMs = settings.gapLimitS * 1000;
  let compared = 0;
  let together = 0;
  let next = 0;
  for (let i = 0; i < sparse.count; i++) {
    const timeMs = sparse.timeMs[i]!;
    while (next < dense.count && dense.timeMs[next]! < timeMs) next++;
    if (next >= dense.count) break;
    const before = dense.timeMs[next]! === timeMs ? next : next - 1;
    if (before < 0 || dense.timeMs[next]! - dense.timeMs[before]! > gapMs) continue;
    const span = dense.timeMs[next]! - dense.timeMs[before]!;
    const share = span === 0 ? 0 : (timeMs - dense.timeMs[before]!) / span;
    const lng = dense.lng[before]! + share * (dense.lng[next]! - dense.lng[before]!);
    const lat = dense.lat[before]! + share * (dense.lat[next]! - dense.lat[before]!);
    compared++;
    const apartM = midLatitudeDistanceM(lat, sparse.lng[i]! - lng, sparse.lat[i]! - lat);
    if (apartM <= gateM(sparse.sigmaM[i]!, dense.sigmaM[before]!, clockS, settings)) together++;
  }
  return compared > 0 && together >= leastTogether * compared;
}
