import { localZone } from '../../shared/geo/local-zone.ts';
import type { Position } from '../../shared/model/position.ts';
import type { Reference } from '../resources.ts';
import { createStore } from './store.ts';

/** The middle of the map: where local time and night are told for when no flight is chosen. */
export const place = createStore<{ readonly middle: Position | null }>({ middle: null });

export interface LocalPlace {
  /** IANA zone of the local time there. */
  readonly zone: string;
  /** `Rio Grande Valley sector`; null when it is not known. */
  readonly name: string | null;
  readonly position: Position;
}

/** The sector whose stretch of the line is nearest to a place. */
export function nearestSector({ borderOverview, sectors }: Reference, [lng, lat]: Position): string | null {
  const { line, km } = borderOverview;
  let [best, nearest] = [Infinity, -1];
  const shrink = Math.cos((lat * Math.PI) / 180);
  for (let i = 0; i < km.length; i++) {
    const square = ((line.lng[i]! - lng) * shrink) ** 2 + (line.lat[i]! - lat) ** 2;
    if (square < best) [best, nearest] = [square, i];
  }
  if (nearest < 0) return null;
  const at = km[nearest]!;
  return sectors.find(({ fromKm, toKm }) => fromKm <= at && at <= toKm)?.code ?? null;
}

export const zoneOfSector = (sector: string | null): string => localZone({ state: null, county: null, sector });
