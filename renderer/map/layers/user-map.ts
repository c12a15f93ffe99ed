import * as L from 'leaflet';
import type { Palette } from '../palette.ts';
import { readVectorTile, type VectorFeature, type VectorLayer } from '../vector-tile.ts';

/** A base map that a person brought, as the map needs it. */
export interface UserMap {
  readonly id: string;
  readonly kind: 'raster' | 'vector';
  readonly minZoom: number;
  readonly maxZoom: number;
}

/** Gives the bytes of a tile; null where the map has none or it cannot be had. */
export type FetchTile = (id: string, z: number, x: number, y: number) => Promise<Uint8Array<ArrayBuffer> | null>;

const TILE_PX = 256;
/** Vector tiles are drawn for screens as fine as these. */
const RATIO = 2;

/** Tiles under everything else that the map draws. Each is a canvas of ours: nothing of the file becomes an element of the page. */
export class UserMapLayer extends L.GridLayer {
  readonly #userMap: UserMap;
  readonly #fetch: FetchTile;
  #palette: Palette;

  constructor(userMap: UserMap, fetch: FetchTile, palette: Palette, pane: string) {
    super({
      pane,
      tileSize: TILE_PX,
      minNativeZoom: userMap.minZoom,
      maxNativeZoom: userMap.maxZoom,
      updateWhenIdle: true,
      keepBuffer: 2,
    });
    this.#userMap = userMap;
    this.#fetch = fetch;
    this.#palette = palette;
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    if (this.#userMap.kind === 'vector') this.redraw();
  }

  protected override createTile(coords: L.Coords, done: L.DoneCallback): HTMLElement {
    const canvas = document.createElement('canvas');
    canvas.setAttribute('aria-hidden', 'true');
    const ratio = this.#userMap.kind === 'vector' ? RATIO : 1;
    canvas.width = TILE_PX * ratio;
    canvas.height = TILE_PX * ratio;
    void this.#fetch(this.#userMap.id, coords.z, coords.x, coords.y)
      .then(async (bytes) => {
        const ctx = canvas.getContext('2d')!;
        if (bytes === null) return;
        if (this.#userMap.kind === 'vector') {
          ctx.scale(ratio, ratio);
          paintVectorTile(ctx, readVectorTile(bytes), this.#palette);
          return;
        }
        const picture = await createImageBitmap(new Blob([bytes]));
        ctx.drawImage(picture, 0, 0, TILE_PX, TILE_PX);
        picture.close();
      })
      // A tile that is damaged stays empty: the page's colour says that nothing is known there.
      .catch(() => undefined)
      .then(() => done(undefined, canvas));
    return canvas;
  }
}

type Paint = (palette: Palette) => {
  readonly fill?: string;
  readonly stroke?: string;
  readonly width?: number;
  readonly dash?: readonly number[];
};

/** By the names that the usual schemas (Protomaps, OpenMapTiles, Shortbread) give their layers, in drawing order. */
const rules: readonly (readonly [names: RegExp, paint: Paint])[] = [
  [/^(earth|land|country|landmass)$/, ({ land }) => ({ fill: land })],
  [/^(landcover|landuse|park|parks|sites|globallandcover)$/, ({ countyLine }) => ({ fill: countyLine })],
  [/^(water|ocean|water_polygons)$/, ({ water, coast }) => ({ fill: water, stroke: coast, width: 0.5 })],
  [/^(waterway|water_lines|physical_line|rivers)$/, ({ river }) => ({ stroke: river, width: 1 })],
  [/^(buildings?)$/, ({ stateLine }) => ({ fill: stateLine })],
  [/^(boundary|boundaries|admin)$/, ({ stateLine }) => ({ stroke: stateLine, width: 1, dash: [6, 3] })],
  [/^(transit|aeroway|ferries)$/, ({ gap }) => ({ stroke: gap, width: 0.75, dash: [3, 2] })],
  [/^(roads|transportation|streets|street_polygons)$/, ({ gap }) => ({ stroke: gap, width: 1 })],
];

const large = /^(highway|motorway|trunk|major_road|primary)$/;

export function paintVectorTile(ctx: CanvasRenderingContext2D, layers: readonly VectorLayer[], palette: Palette): void {
  ctx.lineJoin = 'round';
  // A tile without land under it is land: only water is drawn by the schemas that have none.
  const hasLand = layers.some(({ name }) => rules[0]![0].test(name));
  if (!hasLand && layers.length > 0) {
    ctx.fillStyle = palette.land;
    ctx.fillRect(0, 0, TILE_PX, TILE_PX);
  }
  for (const [names, paint] of rules) {
    for (const { name, extent, features } of layers) {
      if (!names.test(name)) continue;
      const { fill, stroke, width = 1, dash = [] } = paint(palette);
      for (const feature of features) {
        if (feature.kind === 'point') continue;
        trace(ctx, feature, TILE_PX / extent);
        if (fill !== undefined && feature.kind === 'polygon') {
          ctx.fillStyle = fill;
          ctx.fill('evenodd');
        }
        if (stroke === undefined) continue;
        ctx.strokeStyle = stroke;
        ctx.lineWidth = [...feature.tags.values()].some((value) => large.test(value)) ? width * 2 : width;
        ctx.setLineDash([...dash]);
        ctx.stroke();
      }
    }
  }
  ctx.setLineDash([]);
}

function trace(ctx: CanvasRenderingContext2D, { parts }: VectorFeature, scale: number): void {
  ctx.beginPath();
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      const [x, y] = [part[i]! * scale, part[i + 1]! * scale];
      if (i === 0) ctx.moveTo(x, y);
      else ctx.lineTo(x, y);
    }
  }
}
