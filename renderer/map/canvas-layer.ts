import * as L from 'leaflet';
import type { Frame } from './frame.ts';
import { scaleOfZoom } from './mercator.ts';
import type { Palette } from './palette.ts';

/** Drawn beyond each edge of the view, as a share of it, so that a drag shows no blank edge at once. */
const PADDING = 0.25;
/** More pixels than this would cost more than they show. */
const MAX_PIXEL_RATIO = 2;

/**
 * A canvas over the map that calls `paint` after every move and zoom; during a zoom animation the last drawing is scaled, as
 * Leaflet does with its own renderers. What is drawn is the caller's business.
 */
export class CanvasLayer extends L.Layer {
  readonly #pane: string;
  readonly #paint: (frame: Frame) => void;
  readonly #palette: () => Palette;
  readonly #canvas = document.createElement('canvas');
  #request = 0;
  #topLeft = L.point(0, 0);
  #size = L.point(0, 0);
  /** World position and zoom of the last drawing's top left corner. */
  #corner = L.latLng(0, 0);
  #zoom = 0;

  constructor(pane: string, palette: () => Palette, paint: (frame: Frame) => void) {
    super();
    this.#pane = pane;
    this.#palette = palette;
    this.#paint = paint;
    this.#canvas.className = 'leaflet-zoom-animated';
    this.#canvas.setAttribute('aria-hidden', 'true');
  }

  override onAdd(map: L.Map): this {
    map.getPane(this.#pane)!.append(this.#canvas);
    this.redraw();
    return this;
  }

  override onRemove(): this {
    cancelAnimationFrame(this.#request);
    this.#canvas.remove();
    return this;
  }

  override getEvents(): Record<string, L.LeafletEventHandlerFn> {
    return {
      viewreset: () => this.drawNow(),
      moveend: () => this.drawNow(),
      resize: () => this.drawNow(),
      move: () => this.#drawIfUncovered(),
      zoom: () => this.#stretch(this._map.getCenter(), this._map.getZoom()),
      zoomanim: (event) => {
        const { center, zoom } = event as L.ZoomAnimEvent;
        this.#stretch(center, zoom);
      },
    };
  }

  setOpacity(opacity: number): void {
    this.#canvas.style.opacity = String(opacity);
  }

  /** Draws again before the next frame of the screen; many calls are one drawing. */
  redraw(): void {
    cancelAnimationFrame(this.#request);
    this.#request = requestAnimationFrame(() => this.drawNow());
  }

  #drawIfUncovered(): void {
    const map = this._map;
    const topLeft = map.containerPointToLayerPoint([0, 0]);
    const bottomRight = topLeft.add(map.getSize());
    const end = this.#topLeft.add(this.#size);
    const covered =
      topLeft.x >= this.#topLeft.x && topLeft.y >= this.#topLeft.y && bottomRight.x <= end.x && bottomRight.y <= end.y;
    if (!covered) this.drawNow();
  }

  #stretch(center: L.LatLng, zoom: number): void {
    const map = this._map;
    const inView = map.project(this.#corner, zoom).subtract(map.project(center, zoom)).add(map.getSize().divideBy(2));
    const offset = inView.subtract(L.DomUtil.getPosition(map.getPane('mapPane')!));
    L.DomUtil.setTransform(this.#canvas, offset, map.getZoomScale(zoom, this.#zoom));
  }

  /** Draws at once. */
  drawNow(): void {
    const map = this._map;
    if (map === null) return;
    const view = map.getSize();
    if (view.x === 0 || view.y === 0) return;
    const margin = L.point(Math.round(view.x * PADDING), Math.round(view.y * PADDING));
    this.#size = view.add(margin.multiplyBy(2));
    this.#topLeft = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    this.#corner = map.layerPointToLatLng(this.#topLeft);
    this.#zoom = map.getZoom();

    const ratio = Math.min(window.devicePixelRatio, MAX_PIXEL_RATIO);
    const [width, height] = [Math.round(this.#size.x * ratio), Math.round(this.#size.y * ratio)];
    if (this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas.width = width;
      this.#canvas.height = height;
      this.#canvas.style.width = `${this.#size.x}px`;
      this.#canvas.style.height = `${this.#size.y}px`;
    }
    L.DomUtil.setPosition(this.#canvas, this.#topLeft);
    const origin = map.getPixelOrigin().add(this.#topLeft);
    const ctx = this.#canvas.getContext('2d')!;
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.clearRect(0, 0, this.#size.x, this.#size.y);
    this.#paint({
      ctx,
      width: this.#size.x,
      height: this.#size.y,
      zoom: this.#zoom,
      scale: scaleOfZoom(this.#zoom),
      originX: origin.x,
      originY: origin.y,
      palette: this.#palette(),
    });
  }
}
