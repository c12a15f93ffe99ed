import { AreaIndex } from '../../../shared/geo/area-index.ts';
import type { Border } from '../../../shared/geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../../shared/geo/ellipsoid.ts';
import { preparePolygon } from '../../../shared/geo/polygon.ts';
import { pUs, sideOf, sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import type { Sectors } from '../../../shared/geo/sectors.ts';
import type { MultiPolygon } from '../../../shared/model/area.ts';
import { cpuSeconds } from './peer.ts';
import type { Flights } from './scene.ts';

/** What every way of doing the work answers. */
export interface Answers {
  /** Signed, metres, positive into the US. */
  readonly distanceM: Float64Array;
  /** Index into the list of sectors. */
  readonly sector: Uint8Array;
  /** Of each position: how many areas hold it, and a hash of which. */
  readonly areas: Uint8Array;
  readonly areaHash: Uint32Array;
  /** Of each flight. */
  readonly crossings: Uint16Array;
}

export interface Parts {
  readonly fixS: number;
  readonly sideS: number;
  readonly sectorS: number;
  readonly areasS: number;
  readonly crossingsS: number;
}

/** Of the areas that hold a position, in order of the list. */
export const hashOf = (hash: number, area: number): number => (Math.imul(hash ^ (area + 1), 0x9e3779b1) >>> 0) + 1;

export const prepareAreas = (areas: readonly MultiPolygon[]): AreaIndex => new AreaIndex(areas.map(preparePolygon));

/**
 * The product's own calls for every position: signed distance, border km and the line's error (`fixAll`), P(US) and side,
 * sector, which areas hold it, and every crossing of the way from one position of a flight to the next (asked for where the
 * two distances let the way reach the line). Each part in a pass of its own, so that each can be timed.
 */
export function locateAll(
  border: Border,
  sectors: Sectors,
  areas: AreaIndex,
  { lng, lat, start }: Flights,
): { readonly answers: Answers; readonly parts: Parts } {
  const count = lng.length;
  const flights = start.length - 1;
  const columns = {
    distanceM: new Float64Array(count),
    km: new Float64Array(count),
    errorBoundM: new Float64Array(count),
  };
  const side = new Uint8Array(count);
  const answers: Answers = {
    distanceM: columns.distanceM,
    sector: new Uint8Array(count),
    areas: new Uint8Array(count),
    areaHash: new Uint32Array(count),
    crossings: new Uint16Array(flights),
  };
  const times = [cpuSeconds()];
  for (let flight = 0; flight < flights; flight++) {
    const from = start[flight]!;
    const to = start[flight + 1]!;
    border.fixAll(lng.subarray(from, to), lat.subarray(from, to), {
      distanceM: columns.distanceM.subarray(from, to),
      km: columns.km.subarray(from, to),
      errorBoundM: columns.errorBoundM.subarray(from, to),
    });
  }
  times.push(cpuSeconds());
  for (let i = 0; i < count; i++) {
    const said = sideOf(pUs(columns.distanceM[i]!, 10, sigmaOfBoundM(columns.errorBoundM[i]!)));
    side[i] = said === 'US' ? 1 : said === 'MX' ? 2 : 0;
  }
  times.push(cpuSeconds());
  for (let i = 0; i < count; i++) answers.sector[i] = sectors.numberOfKm(columns.km[i]!);
  times.push(cpuSeconds());
  for (let i = 0; i < count; i++) {
    const found = areas.find(lng[i]!, lat[i]!, 0);
    answers.areas[i] = found;
    let hash = 0;
    for (let k = 0; k < found; k++) hash = hashOf(hash, areas.areas[k]!);
    answers.areaHash[i] = hash;
  }
  times.push(cpuSeconds());
  for (let flight = 0; flight < flights; flight++) {
    const first = start[flight]!;
    const kx = 1.01 * metresPerDegreeLng(lat[first]!);
    const ky = 1.01 * metresPerDegreeLat(lat[first]!);
    let crossings = 0;
    for (let i = first + 1; i < start[flight + 1]!; i++) {
      const x = (lng[i]! - lng[i - 1]!) * kx;
      const y = (lat[i]! - lat[i - 1]!) * ky;
      const reachM = Math.abs(columns.distanceM[i - 1]!) + Math.abs(columns.distanceM[i]!) - 1;
      if (reachM > 0 && reachM * reachM > x * x + y * y) continue;
      crossings += border.crossingOf([lng[i - 1]!, lat[i - 1]!], [lng[i]!, lat[i]!]).length;
    }
    answers.crossings[flight] = crossings;
  }
  times.push(cpuSeconds());
  const part = (i: number): number => times[i + 1]! - times[i]!;
  return {
    answers,
    parts: { fixS: part(0), sideS: part(1), sectorS: part(2), areasS: part(3), crossingsS: part(4) },
  };
}
