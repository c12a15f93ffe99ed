import type { LoadedLine, ReferenceLine } from '../geo/lines/loaded-line.ts';
import type { Places } from '../geo/places.ts';
import type { Sectors } from '../geo/sectors.ts';

/** What a classification asks of the reference data; `ReferenceData` of `shared/geo` is one, and tests have a straight border. */
export interface Reference {
  readonly border: ReferenceLine;
  /** Further lines: where they disagree with it or with each other, the side is undetermined. */
  readonly lines: readonly LoadedLine[];
  readonly sectors: Pick<Sectors, 'codeAt'>;
  readonly places: Pick<Places, 'nearest'>;
}

/** Code of the Border Patrol sector of a position whose distance to the line (metres) and border km are known. */
export const sectorCode = (
  { sectors }: Reference,
  lng: number,
  lat: number,
  distanceM: number,
  km: number,
): string | null => sectors.codeAt(lng, lat, distanceM, km);
