import { feature } from 'topojson-client';
import type { Topology } from 'topojson-specification';
import { z } from 'zod';
import type { MultiPolygon } from '../model/area.ts';
import { AreaIndex } from './area-index.ts';
import type { BorderFix } from './border.ts';
import { preparePolygon } from './polygon.ts';

/** Nearer than this to the border the sector comes from the border km, farther in from the county. */
const nearBorderM = 50_000;
/** County lines are generalised by up to 350 m, others may be: a position in none is in the nearest one within this. */
const outlineReachM = 1000;

export const confidences = ['A', 'B', 'C'] as const;
/** A: border county or reach fixed by published text and mileage. B: named in published text. C: inferred, approximate. */
export type Confidence = (typeof confidences)[number];

const sectorFileSchema = z.object({
  sectors: z.array(z.object({ code: z.string(), name: z.string(), fromKm: z.number(), toKm: z.number() })).min(1),
  breaks: z.array(
    z.object({
      between: z.tuple([z.string(), z.string()]),
      km: z.number(),
      toleranceKm: z.number(),
      basis: z.string(),
    }),
  ),
  disputed: z.array(
    z.object({
      between: z.tuple([z.string(), z.string()]),
      fromKm: z.number(),
      toKm: z.number(),
      default: z.string(),
      note: z.string(),
    }),
  ),
  counties: z.record(
    z.string(),
    z.object({
      name: z.string(),
      state: z.string(),
      sector: z.string(),
      confidence: z.enum(confidences),
      note: z.string().optional(),
      split: z.array(z.unknown()).optional(),
    }),
  ),
  judicialDistricts: z.object({
    byCounty: z.record(
      z.string(),
      z.object({ district: z.string(), division: z.string().nullable(), cite: z.string() }),
    ),
  }),
});

/** Polygon: an official outline that was imported. */
export const sectorBases = ['polygon', 'border-km', 'county'] as const;
export type SectorBasis = (typeof sectorBases)[number];

/** A break between two neighbouring sectors that an analyst has set. */
export interface SectorBreak {
  /** Codes, west to east. */
  readonly between: readonly [west: string, east: string];
  /** Border km. */
  readonly km: number;
  readonly source: string;
}

/** The outline of a sector, from an official file. */
export interface SectorPolygon {
  readonly code: string;
  readonly geometry: MultiPolygon;
}

/** What an analyst has set in place of the built-in table. */
export interface SectorEdits {
  readonly breaks: readonly SectorBreak[];
  readonly polygons: readonly SectorPolygon[];
}

export interface Sector {
  /** Three letters, e.g. `SDC`. */
  readonly code: string;
  readonly name: string;
  /** Its reach of the line: from inclusive, to exclusive. */
  readonly fromKm: number;
  readonly toKm: number;
}

export interface County {
  readonly fips: string;
  readonly name: string;
  /** Two letters. */
  readonly state: string;
  readonly judicialDistrict: JudicialDistrict | null;
}

export interface JudicialDistrict {
  readonly district: string;
  readonly division: string | null;
  readonly cite: string;
}

export interface SectorAnswer {
  /** Null where none is known: in Mexico farther than 50 km from the border, or in a county that is not listed. */
  readonly sector: Sector | null;
  readonly by: SectorBasis | null;
  readonly confidence: Confidence | null;
  /** Why it is less than sure, or disputed; null when it is neither. */
  readonly note: string | null;
  /** On a reach that published sources give to two sectors. */
  readonly disputed: boolean;
  /** The county on the US side; null in Mexico, at sea, and where the counties are not loaded. */
  readonly county: County | null;
}

type SectorFile = z.infer<typeof sectorFileSchema>;

/** Border Patrol sectors, counties and judicial districts. */
export class Sectors {
  readonly list: readonly Sector[];
  private readonly file: SectorFile;
  /** Where each of the list begins, border km. */
  private readonly starts: Float64Array;
  private readonly counties: Outlines<County>;
  /** Of the sectors, where they were imported; null when none was. */
  private readonly polygons: Outlines<Sector> | null;

  /** See `buildSectors` and `withEdits`. */
  constructor(file: SectorFile, counties: Outlines<County>, polygons: readonly SectorPolygon[]) {
    this.file = file;
    this.list = file.sectors;
    this.starts = Float64Array.from(file.sectors, ({ fromKm }) => fromKm);
    this.counties = counties;
    const sectors = polygons.map(({ code }) => this.named(code));
    this.polygons =
      polygons.length === 0
        ? null
        : { values: sectors, index: new AreaIndex(polygons.map(({ geometry }) => preparePolygon(geometry))) };
  }

  /** The breaks, west to east, each where it is known to lie. */
  get breaks(): SectorFile['breaks'] {
    return this.file.breaks;
  }

  /**
   * The same with breaks and outlines of an analyst's own. A break that was set has no tolerance: it lies where its source says.
   * @throws when an edit names no sector or no break of ours, or moves a break past its neighbour: they were checked before
   */
  withEdits({ breaks, polygons }: SectorEdits): Sectors {
    if (breaks.length === 0 && polygons.length === 0) return this;
    const edited = this.file.breaks.map((at) => {
      const set = breaks.find(({ between }) => between.join() === at.between.join());
      return set === undefined ? at : { ...at, km: set.km, toleranceKm: 0, basis: set.source };
    });
    const sectors = this.file.sectors.map((sector) => ({
      ...sector,
      fromKm: edited.find(({ between }) => between[1] === sector.code)?.km ?? sector.fromKm,
      toKm: edited.find(({ between }) => between[0] === sector.code)?.km ?? sector.toKm,
    }));
    if (sectors.some(({ fromKm, toKm }) => fromKm >= toKm)) throw new Error('A break was moved past its neighbour');
    return new Sectors({ ...this.file, breaks: edited, sectors }, this.counties, polygons);
  }

  private named(code: string): Sector {
    const sector = this.list.find((one) => one.code === code);
    if (sector === undefined) throw new Error(`There is no sector ${code}`);
    return sector;
  }

  /** The sector whose reach of the line holds this border km. */
  ofKm(km: number): Sector {
    return this.list[this.numberOfKm(km)]!;
  }

  /** Its place in the list. */
  numberOfKm(km: number): number {
    const { starts } = this;
    let sector = starts.length - 1;
    while (sector > 0 && starts[sector]! > km) sector--;
    return sector;
  }

  /** The note on the reach when published sources give it to two sectors; null otherwise. */
  disputeAt(km: number): string | null {
    return this.file.disputed.find(({ fromKm, toKm }) => fromKm <= km && km < toKm)?.note ?? null;
  }

  /**
   * Code of the sector of a position whose distance to the line (metres; NaN outside the theatre) and border km are known; the
   * same as `sectorAt`, faster.
   */
  codeAt(lng: number, lat: number, distanceM: number, km: number): string | null {
    if (this.polygons === null && Math.abs(distanceM) <= nearBorderM) return this.ofKm(km).code;
    return this.sectorAt(lng, lat, Number.isNaN(distanceM) ? null : { distanceM, km }).sector?.code ?? null;
  }

  /**
   * Sector and county of a position. On the US side the sector is that of the imported outline it lies in, or within 1 km of.
   * Else, within 50 km of the border on either side, that of the nearest border km (in Mexico: the sector opposite); farther
   * into the United States that of the county.
   * @param fix of the same position; null outside the theatre, where the border does not speak.
   */
  sectorAt(lng: number, lat: number, fix: Pick<BorderFix, 'distanceM' | 'km'> | null): SectorAnswer {
    const isMexico = fix !== null && fix.distanceM < 0;
    const county = isMexico ? null : this.countyAt(lng, lat);
    const outlined = isMexico || this.polygons === null ? null : holding(this.polygons, lng, lat);
    if (outlined !== null) {
      const dispute = fix !== null && fix.distanceM <= nearBorderM ? this.disputeAt(fix.km) : null;
      const confidence = dispute === null ? 'A' : 'C';
      return { sector: outlined, by: 'polygon', confidence, note: dispute, disputed: dispute !== null, county };
    }
    if (fix !== null && Math.abs(fix.distanceM) <= nearBorderM) return { ...this.byKm(fix.km), county };
    return { ...this.byCounty(county), county };
  }

  /** The county that holds the position, else the nearest within 1 km; null when there is none. Knows no border. */
  countyAt(lng: number, lat: number): County | null {
    return holding(this.counties, lng, lat);
  }

  private byKm(km: number): Omit<SectorAnswer, 'county'> {
    const dispute = this.disputeAt(km);
    const near = this.file.breaks.find((at) => Math.abs(km - at.km) <= at.toleranceKm);
    const notes = [
      dispute,
      near === undefined
        ? null
        : `Within ${near.toleranceKm} km of the break between ${near.between.join(' and ')}, which is known to that accuracy.`,
    ].filter((note) => note !== null);
    return {
      sector: this.ofKm(km),
      by: 'border-km',
      confidence: notes.length === 0 ? 'A' : 'C',
      note: notes.length === 0 ? null : notes.join(' '),
      disputed: dispute !== null,
    };
  }

  private byCounty(county: County | null): Omit<SectorAnswer, 'county'> {
    const row = county === null ? undefined : this.file.counties[county.fips];
    const sector = row === undefined ? undefined : this.list.find(({ code }) => code === row.sector);
    if (row === undefined || sector === undefined) {
      return { sector: null, by: null, confidence: null, note: null, disputed: false };
    }
    const isSplit = row.split !== undefined;
    return {
      sector,
      by: 'county',
      confidence: isSplit ? 'C' : row.confidence,
      note: row.note ?? null,
      disputed: false,
    };
  }
}

/** Outlines and what each is of. */
interface Outlines<T> {
  readonly index: AreaIndex;
  readonly values: readonly T[];
}

/** The one whose outline holds the position deepest, else the nearest within 1 km; null when there is none. */
function holding<T>({ index, values }: Outlines<T>, lng: number, lat: number): T | null {
  const count = index.find(lng, lat, outlineReachM);
  let best = -1;
  for (let i = 0; i < count; i++) {
    if (best < 0 || index.distancesM[i]! > index.distancesM[best]!) best = i;
  }
  return best < 0 ? null : values[index.areas[best]!]!;
}

/**
 * @param sectorsJson `resources/sectors.json`, parsed
 * @param countiesTopoJson `resources/counties.json`, parsed; without it no county is known and inland no sector
 * @throws when a file is not what the recipe writes
 */
export function buildSectors(sectorsJson: unknown, countiesTopoJson?: unknown): Sectors {
  const file = sectorFileSchema.parse(sectorsJson);
  const shapes = countiesTopoJson === undefined ? [] : countyShapes(countiesTopoJson);
  const values = shapes.map(({ fips, name, state }) => ({
    fips,
    name,
    state,
    judicialDistrict: file.judicialDistricts.byCounty[fips] ?? null,
  }));
  const index = new AreaIndex(shapes.map(({ polygons }) => preparePolygon(polygons)));
  return new Sectors(file, { index, values }, []);
}

interface CountyShape {
  readonly fips: string;
  readonly name: string;
  readonly state: string;
  readonly polygons: MultiPolygon;
}

const countyFeatureSchema = z.object({
  id: z.string(),
  properties: z.object({ name: z.string(), state: z.string() }),
  geometry: z.discriminatedUnion('type', [
    z.object({ type: z.literal('Polygon'), coordinates: z.custom<MultiPolygon[number]>() }),
    z.object({ type: z.literal('MultiPolygon'), coordinates: z.custom<MultiPolygon>() }),
  ]),
});

function countyShapes(topoJson: unknown): CountyShape[] {
  const topology = topoJson as Topology;
  const counties = topology.objects?.counties;
  if (counties === undefined) throw new Error('The county file has no object named counties');
  const collection = feature(topology, counties);
  const features = collection.type === 'FeatureCollection' ? collection.features : [collection];
  return features.map((each) => {
    const { id, properties, geometry } = countyFeatureSchema.parse(each);
    return {
      fips: id,
      name: properties.name,
      state: properties.state,
      polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
    };
  });
}
