import type { Side } from '../model/conclusion.ts';
import { type Border, buildBorder, type OutsideReason } from './border.ts';
import { commonPUs, type LineStanding, type LoadedLine, standingTo } from './lines/loaded-line.ts';
import { toMgrs } from './mgrs.ts';
import { buildPlaces, type NearestPlace, type Places } from './places.ts';
import { sideOf } from './probability.ts';
import { buildSectors, type Confidence, type SectorBasis, type Sectors } from './sectors.ts';

/** The parsed files of `resources/`; the optional ones only add county, state, district and towns. */
export interface ReferenceFiles {
  readonly border: unknown;
  readonly borderError: unknown;
  readonly sectors: unknown;
  readonly counties?: unknown;
  readonly portsOfEntry: unknown;
  readonly basemap?: unknown;
}

/** What every question about a place is answered from. */
export interface ReferenceData {
  /** The built-in line: border km are always its own. */
  readonly border: Border;
  /** Lines an analyst has loaded beside it; none as built. */
  readonly lines: readonly LoadedLine[];
  readonly sectors: Sectors;
  readonly places: Places;
}

/** @throws when a file is not what the recipe writes: they are ours, so that is our bug. */
export function buildReferenceData(files: ReferenceFiles): ReferenceData {
  return {
    border: buildBorder(files.border, files.borderError),
    lines: [],
    sectors: buildSectors(files.sectors, files.counties),
    places: buildPlaces(files.portsOfEntry, files.basemap),
  };
}

/** Where a position is, as far as geometry can say; the areas and the coverage state come from `eligibility`. */
export interface Location {
  readonly lng: number;
  readonly lat: number;
  readonly side: Side;
  /** Why nothing is said about the side; null when `pUs` is. */
  readonly outside: OutsideReason | null;
  readonly pUs: number | null;
  /** By each line for itself, the built-in one first; empty when no other is loaded. */
  readonly lines: readonly LineStanding[];
  /** To the built-in reference line, metres, positive into the United States. */
  readonly distanceM: number | null;
  readonly borderKm: number | null;
  /** Id and name of the stretch of the line. */
  readonly segment: string | null;
  readonly segmentName: string | null;
  /** 95 % bound on the line's error as it bears on `distanceM`, metres. */
  readonly borderErrorM: number | null;
  /** Code of the Border Patrol sector; in Mexico the one opposite. */
  readonly sector: string | null;
  readonly sectorName: string | null;
  readonly sectorBy: SectorBasis | null;
  readonly sectorConfidence: Confidence | null;
  readonly sectorDisputed: boolean;
  readonly sectorNote: string | null;
  readonly county: string | null;
  readonly countyFips: string | null;
  /** Two letters; US side only. */
  readonly state: string | null;
  readonly judicialDistrict: string | null;
  readonly nearest: NearestPlace | null;
  /** To 1 m, without blanks. */
  readonly mgrs: string | null;
}

/**
 * Everything geometry says about one position, WGS 84 degrees.
 * @param sigmaM per-axis standard deviation of the position, metres; 0 for a place that is known exactly
 */
export function locate(
  { border, lines, sectors, places }: ReferenceData,
  lng: number,
  lat: number,
  { sigmaM }: { readonly sigmaM: number },
): Location {
  const fix = border.fix(lng, lat);
  const own = standingTo(border.name, fix, sigmaM);
  const standings =
    lines.length === 0 || fix === null
      ? []
      : [own, ...lines.map(({ name, line }) => standingTo(name, line.fix(lng, lat), sigmaM))];
  const p = standings.length === 0 ? own.pUs : commonP(standings);
  const { sector, by, confidence, note, disputed, county } = sectors.sectorAt(lng, lat, fix);
  return {
    lng,
    lat,
    side: p === null ? 'undetermined' : sideOf(p),
    outside: fix === null ? border.outsideReason(lng, lat) : null,
    pUs: p,
    lines: standings,
    distanceM: fix?.distanceM ?? null,
    borderKm: fix?.km ?? null,
    segment: fix?.segment.id ?? null,
    segmentName: fix?.segment.name ?? null,
    borderErrorM: fix?.errorBoundM ?? null,
    sector: sector?.code ?? null,
    sectorName: sector?.name ?? null,
    sectorBy: by,
    sectorConfidence: confidence,
    sectorDisputed: disputed,
    sectorNote: note,
    county: county?.name ?? null,
    countyFips: county?.fips ?? null,
    state: county?.state ?? null,
    judicialDistrict: county?.judicialDistrict?.district ?? null,
    nearest: places.nearest(lng, lat),
    mgrs: toMgrs(lng, lat),
  };
}

function commonP(standings: readonly LineStanding[]): number {
  const stated = standings.flatMap(({ pUs }) => (pUs === null ? [] : [pUs]));
  return commonPUs(Math.min(...stated), Math.max(...stated));
}
