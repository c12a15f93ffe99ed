import type { FeatureCollection } from 'geojson';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import baseMapUrl from '../resources/basemap.json?url';
import borderUrl from '../resources/border.json?url';
import borderErrorUrl from '../resources/border-error.json?url';
import borderOverviewUrl from '../resources/border-overview.json?url';
import countiesUrl from '../resources/counties.json?url';
import portsUrl from '../resources/ports-of-entry.json?url';
import sectorsUrl from '../resources/sectors.json?url';
import { sums } from '../shared/geo/deltas.ts';

/** A line or ring, degrees. */
export interface Line {
  readonly lng: Float64Array;
  readonly lat: Float64Array;
}

export interface ReferenceLine {
  /** Border km of each vertex, from the Pacific end. */
  readonly km: Float64Array;
  readonly line: Line;
}

export interface Place {
  readonly name: string;
  /** Null when not given. */
  readonly population: number | null;
  readonly lng: number;
  readonly lat: number;
}

export interface Port {
  readonly code: string;
  readonly name: string;
  readonly state: string;
  readonly lng: number;
  readonly lat: number;
}

export interface SectorReach {
  readonly code: string;
  readonly name: string;
  readonly fromKm: number;
  readonly toKm: number;
}

/** Everything the map draws that does not come from the workspace. Committed with the program; see `resources/README.md`. */
export interface Reference {
  readonly land: readonly Line[];
  readonly lakes: readonly Line[];
  readonly rivers: readonly Line[];
  readonly stateLines: readonly Line[];
  readonly countyLines: readonly Line[];
  /** Between sectors, inland; approximate. */
  readonly sectorLines: readonly Line[];
  readonly places: readonly Place[];
  readonly ports: readonly Port[];
  readonly sectors: readonly SectorReach[];
  readonly disputed: readonly { readonly fromKm: number; readonly toKm: number; readonly note: string }[];
  readonly border: ReferenceLine;
  /** The same line for low zooms. */
  readonly borderOverview: ReferenceLine;
  /** 95 % bound of the line's error for border km k to k + 1, metres. */
  readonly borderErrorM: readonly number[];
}

interface BorderFile {
  readonly lng: number[];
  readonly lat: number[];
  readonly stationDm: number[];
  readonly scale: number;
}

interface BaseMapFile extends Topology<Record<string, GeometryCollection>> {
  readonly placeFields: readonly string[];
  readonly places: readonly (string | number | null)[][];
}

interface SectorsFile {
  readonly sectors: readonly SectorReach[];
  readonly disputed: readonly { readonly fromKm: number; readonly toKm: number; readonly note: string }[];
}

/** @throws when a file of the program is missing: the installation is damaged. */
async function fetchJson<T>(url: string): Promise<T> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`Map file ${url}: ${response.status}`);
  return (await response.json()) as T;
}

/** @throws as `fetchJson` */
export async function loadReference(): Promise<Reference> {
  const [baseMap, counties, sectors, ports, border, overview, error] = await Promise.all([
    fetchJson<BaseMapFile>(baseMapUrl),
    fetchJson<Topology<Record<string, GeometryCollection>>>(countiesUrl),
    fetchJson<SectorsFile>(sectorsUrl),
    fetchJson<{ ports: Port[] }>(portsUrl),
    fetchJson<BorderFile>(borderUrl),
    fetchJson<BorderFile>(borderOverviewUrl),
    fetchJson<{ errorBoundM: number[] }>(borderErrorUrl),
  ]);
  const layer = (name: string) => linesOf(feature(baseMap, baseMap.objects[name]!));
  return {
    land: layer('land'),
    lakes: layer('lakes'),
    rivers: layer('rivers'),
    stateLines: [...layer('usStates'), ...layer('mxStates')],
    countyLines: inner(counties, 'counties'),
    sectorLines: inner(counties, 'sectors'),
    places: placesOf(baseMap),
    ports: ports.ports,
    sectors: sectors.sectors,
    disputed: sectors.disputed,
    border: readBorder(border),
    borderOverview: readBorder(overview),
    borderErrorM: error.errorBoundM,
  };
}

/** Lines between two members of a layer: its outer edge, along the coast and the border, is drawn by others. */
const inner = (topology: Topology<Record<string, GeometryCollection>>, name: string): Line[] =>
  mesh(topology, topology.objects[name]!, (a, b) => a !== b).coordinates.map(toLine);

const readBorder = ({ lng, lat, stationDm, scale }: BorderFile): ReferenceLine => ({
  line: { lng: sums(lng, scale), lat: sums(lat, scale) },
  km: sums(stationDm, 10_000),
});

const toLine = (positions: readonly (readonly number[])[]): Line => ({
  lng: Float64Array.from(positions, (position) => position[0]!),
  lat: Float64Array.from(positions, (position) => position[1]!),
});

function linesOf({ features }: FeatureCollection): Line[] {
  return features.flatMap(({ geometry }) => {
    switch (geometry.type) {
      case 'LineString':
        return [toLine(geometry.coordinates)];
      case 'MultiLineString':
      case 'Polygon':
        return geometry.coordinates.map(toLine);
      case 'MultiPolygon':
        return geometry.coordinates.flatMap((rings) => rings.map(toLine));
      default:
        return [];
    }
  });
}

function placesOf({ placeFields, places }: BaseMapFile): Place[] {
  const at = (field: string) => placeFields.indexOf(field);
  const [name, population, lng, lat] = [at('name'), at('population'), at('lng'), at('lat')];
  return places.map((row) => ({
    name: String(row[name]),
    population: row[population] === null ? null : Number(row[population]),
    lng: Number(row[lng]),
    lat: Number(row[lat]),
  }));
}
