import * as L from 'leaflet';
import type { Bbox, Position } from '../../shared/model/position.ts';
import type { Reference, SectorReach } from '../resources.ts';
import type { LayerName } from '../state/preferences.ts';
import { CanvasLayer } from './canvas-layer.ts';
import { type Cluster, MARK_BELOW_PX } from './flight-marks.ts';
import { type Frame, LabelPlacer } from './frame.ts';
import { fromLatLng, toBounds, toLatLng } from './latlng.ts';
import { type MapArea, paintAreas } from './layers/areas.ts';
import { type BaseMap, paintBaseMap, paintPlaces, toBaseMap } from './layers/base-map.ts';
import { clusterAt } from './layers/clusters.ts';
import { type CrossingLayer, crossingsOf, paintCrossings } from './layers/crossings.ts';
import { type FlightLayer, levelOf, paintFlights, pickFlight, RasterKeeper } from './layers/flights.ts';
import { paintGrid } from './layers/grid.ts';
import { paintMark } from './layers/mark.ts';
import { paintMeasure } from './layers/measure.ts';
import { type OwnReference, paintLoadedLines, paintOutlines, toOwnReference } from './layers/own-reference.ts';
import { type PortLayer, paintPorts, toPorts } from './layers/ports.ts';
import { paintReferenceLine, type ReferenceLineLayer, toReferenceLine } from './layers/reference-line.ts';
import { paintReplay, type ReplayMoment } from './layers/replay.ts';
import { paintSectors, type SectorLayer, toSectors } from './layers/sectors.ts';
import { paintSelection, type SelectionLayer } from './layers/selection.ts';
import { paintSensors, type SensorLayer } from './layers/sensors.ts';
import { type FetchTile, type UserMap, UserMapLayer } from './layers/user-map.ts';
import { scaleOfZoom, worldX, worldY } from './mercator.ts';
import type { Palette } from './palette.ts';

export interface MapListeners {
  /** A click: the flight it was on, null when on none, and the place. */
  onPick(flightId: string | null, position: Position): void;
  /** What is under the pointer; null when nothing is. */
  onHover(hover: MapHover | null): void;
  /** Null: the pointer left the map. */
  onPointer(position: Position | null): void;
  /** After every move or zoom. */
  onView(view: MapView): void;
}

/** A flight or a gathering of flights under the pointer, and where the pointer is in the map, CSS pixels. */
export interface MapHover {
  readonly x: number;
  readonly y: number;
  readonly flightId: string | null;
  readonly cluster: Cluster | null;
}

/** Places that can be dragged, CSS pixels apart; while there are any, a click chooses no flight. */
export interface MapHandles {
  readonly places: readonly { readonly ring: number; readonly place: number; readonly position: Position }[];
  readonly onDrag: (ring: number, place: number, position: Position, isDone: boolean) => void;
}

/** What the map shows. */
export interface MapView {
  /** Metres that 100 pixels take at the middle of the map. */
  readonly metresPer100Px: number;
  readonly canZoomIn: boolean;
  readonly canZoomOut: boolean;
  /** In sight. */
  readonly bounds: Bbox;
  /** What has to be asked for to draw the paths in sight; stays the same while it still does. */
  readonly wanted: WantedShapes;
}

/** Paths of a box at a zoom: the part of a question that depends on the view. */
export interface WantedShapes {
  readonly level: number;
  readonly box: Bbox;
  /** Smaller flights are marks: a share of the world square. */
  readonly least: number;
}

/** How far the map can be moved: the base map, with some room around it. */
const WORLD: Bbox = [-121, 23, -93.5, 36.5];
/** The whole border. */
const BORDER: Bbox = [-117.5, 25.7, -97, 33];
const PICK_PX = 7;
const USER_MAP_PANE = 'userMap';
/** Not closer than this of its own accord: hovering flights are metres wide. */
const CLOSEST = 16.5;
/** From this zoom on every point of a path is drawn. */
const FULL_LEVEL = 15;
/** Paths are asked for beyond the view by this share of it, so that small moves ask for nothing. */
const BEYOND_VIEW = 0.6;
/** At least so close when a place is gone to. */
const PLACE_ZOOM = 11;
/** Opacity of the other flights while one is selected. */
const BESIDE_SELECTION = 0.5;

interface Layers {
  base: BaseMap;
  referenceLine: ReferenceLineLayer;
  sectors: SectorLayer;
  ports: PortLayer;
}

/** The map: Leaflet for moving about, three canvases for what is on it. Knows no React; is given values and redraws what changed. */
export class FlightMap {
  readonly #map: L.Map;
  readonly #ground: CanvasLayer;
  readonly #flightCanvas: CanvasLayer;
  readonly #selectionCanvas: CanvasLayer;
  readonly #listeners: MapListeners;
  #palette: Palette;
  #reference: Layers | null = null;
  #source: Reference | null = null;
  #reaches: readonly SectorReach[] | null = null;
  #visible: Readonly<Record<LayerName, boolean>>;
  #areas: readonly MapArea[] = [];
  #own: OwnReference = toOwnReference([], []);
  #flights: FlightLayer | null = null;
  #crossings: CrossingLayer = [];
  #replay: ReplayMoment | null = null;
  readonly #raster = new RasterKeeper();
  #wanted: WantedShapes | null = null;
  #selection: SelectionLayer | null = null;
  #cursorMs: number | null = null;
  #mark: Position | null = null;
  #measured: readonly Position[] = [];
  #sensors: SensorLayer = [];
  #userMap: UserMapLayer | null = null;
  #overlay: ((frame: Frame) => void) | null = null;
  #handles: MapHandles | null = null;
  #dragged: { readonly ring: number; readonly place: number } | null = null;
  #pointerRequest = 0;

  /** @param element empty, with a size; the map puts itself in it */
  constructor(
    element: HTMLElement,
    palette: Palette,
    visible: Readonly<Record<LayerName, boolean>>,
    reducedMotion: boolean,
    listeners: MapListeners,
  ) {
    this.#palette = palette;
    this.#visible = visible;
    this.#listeners = listeners;
    this.#map = L.map(element, {
      // Zoom buttons, scale and attribution are built in React: Leaflet writes them as HTML strings.
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 1,
      wheelPxPerZoomLevel: 90,
      minZoom: 5,
      maxZoom: 18,
      maxBounds: toBounds(WORLD),
      maxBoundsViscosity: 0.8,
      zoomAnimation: !reducedMotion,
      fadeAnimation: false,
      inertia: !reducedMotion,
    });
    this.#map.fitBounds(toBounds(BORDER), { animate: false });
    // Under the ground, whose land and water are left out then.
    this.#map.createPane(USER_MAP_PANE).style.zIndex = '150';
    const theme = () => this.#palette;
    this.#ground = new CanvasLayer('tilePane', theme, (frame) => this.#paintGround(frame)).addTo(this.#map);
    this.#flightCanvas = new CanvasLayer('overlayPane', theme, (frame) => this.#paintFlights(frame)).addTo(this.#map);
    this.#selectionCanvas = new CanvasLayer('markerPane', theme, (frame) => {
      if (this.#selection !== null) paintSelection(frame, this.#selection, this.#cursorMs);
      if (this.#mark !== null) paintMark(frame, this.#mark);
      if (this.#measured.length > 0) paintMeasure(frame, this.#measured);
      this.#overlay?.(frame);
    }).addTo(this.#map);
    this.#map.on('mousedown', (event: L.LeafletMouseEvent) => this.#startDrag(event));
    this.#map.on('click', ({ latlng }: L.LeafletMouseEvent) => {
      if (this.#handles !== null) return this.#listeners.onPick(null, fromLatLng(latlng));
      const cluster = this.#clusterAt(latlng);
      if (cluster !== null) this.#zoomInto(cluster);
      else this.#listeners.onPick(this.#flightAt(latlng), fromLatLng(latlng));
    });
    this.#map.on('mousemove', (event: L.LeafletMouseEvent) => this.#pointerMoved(event));
    this.#map.on('mouseout', () => {
      cancelAnimationFrame(this.#pointerRequest);
      listeners.onPointer(null);
      listeners.onHover(null);
    });
    this.#map.on('moveend zoomend resize', () => this.#tellView());
    this.#tellView();
  }

  setReference(reference: Reference): void {
    this.#source = reference;
    this.#reference = {
      base: toBaseMap(reference),
      referenceLine: toReferenceLine(reference),
      sectors: toSectors(reference, this.#reaches ?? reference.sectors),
      ports: toPorts(reference.ports),
    };
    this.#ground.redraw();
  }

  setPalette(palette: Palette): void {
    this.#palette = palette;
    this.#userMap?.setPalette(palette);
    for (const canvas of [this.#ground, this.#flightCanvas, this.#selectionCanvas]) canvas.redraw();
  }

  setVisible(visible: Readonly<Record<LayerName, boolean>>): void {
    this.#visible = visible;
    this.#ground.redraw();
    this.#flightCanvas.redraw();
  }

  /** Reaches of the sectors as judged now: a person may have moved a break. */
  setSectors(reaches: readonly SectorReach[]): void {
    this.#reaches = reaches;
    if (this.#reference === null || this.#source === null) return;
    this.#reference.sectors = toSectors(this.#source, reaches);
    this.#ground.redraw();
  }

  /** The lines and outlines that persons have loaded. */
  setOwnReference(own: OwnReference): void {
    this.#own = own;
    this.#ground.redraw();
  }

  setAreas(areas: readonly MapArea[]): void {
    this.#areas = areas;
    this.#ground.redraw();
  }

  setFlights(flights: FlightLayer | null): void {
    this.#flights = flights;
    this.#crossings = flights === null ? [] : crossingsOf(flights);
    this.#flightCanvas.redraw();
  }

  /** Shows the flights in the air at an instant instead of all; null shows all again. */
  setReplay(replay: ReplayMoment | null): void {
    this.#replay = replay;
    this.#flightCanvas.redraw();
  }

  setSelection(selection: SelectionLayer | null): void {
    this.#selection = selection;
    this.#flightCanvas.setOpacity(selection === null ? 1 : BESIDE_SELECTION);
    this.#selectionCanvas.redraw();
  }

  /** Marks where the selected flight was at an instant, UTC milliseconds. */
  setCursor(cursorMs: number | null): void {
    if (cursorMs === this.#cursorMs) return;
    this.#cursorMs = cursorMs;
    this.#selectionCanvas.redraw();
  }

  /** Joins the places of a measurement. */
  setMeasure(places: readonly Position[]): void {
    this.#measured = places;
    this.#selectionCanvas.redraw();
  }

  /** Lays a person's own base map under everything; null takes it away. */
  setUserMap(userMap: UserMap | null, fetch: FetchTile): void {
    this.#userMap?.remove();
    this.#userMap = userMap === null ? null : new UserMapLayer(userMap, fetch, this.#palette, USER_MAP_PANE);
    this.#userMap?.addTo(this.#map);
    this.#ground.redraw();
  }

  setSensors(sensors: SensorLayer): void {
    this.#sensors = sensors;
    this.#ground.redraw();
  }

  /** Marks a place that was asked about. */
  setMark(position: Position | null): void {
    this.#mark = position;
    this.#selectionCanvas.redraw();
  }

  /** Draws over everything else; null draws nothing. */
  setOverlay(paint: ((frame: Frame) => void) | null): void {
    this.#overlay = paint;
    this.#selectionCanvas.redraw();
  }

  setHandles(handles: MapHandles | null): void {
    this.#handles = handles;
  }

  /**
   * Shows a place in the middle of the map, near enough to see where it lies.
   * @param coveredPx of the map's right side, by what stands on it
   */
  goTo(position: Position, coveredPx: number): void {
    this.#map.setView(toLatLng(position), Math.max(PLACE_ZOOM, this.#map.getZoom()), { animate: false });
    this.#map.panBy([coveredPx / 2, 0], { animate: false });
  }

  middle(): Position {
    return fromLatLng(this.#map.getCenter());
  }

  /** Shows a box whole, not closer than is useful. */
  fit(bbox: Bbox): void {
    this.#map.fitBounds(toBounds(bbox), { padding: [40, 40], maxZoom: CLOSEST, animate: false });
  }

  fitBorder(): void {
    this.#map.fitBounds(toBounds(BORDER), { animate: false });
  }

  /** Moves only when the box is not in sight already or would be too small to see. */
  reveal(bbox: Bbox): void {
    const bounds = toBounds(bbox);
    const size = this.#map.getSize();
    const [a, b] = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) =>
      this.#map.latLngToContainerPoint(corner),
    );
    const largest = Math.max(b!.x - a!.x, b!.y - a!.y);
    if (!this.#map.getBounds().contains(bounds) || largest < Math.min(size.x, size.y) / 5) this.fit(bbox);
  }

  zoomIn(): void {
    this.#map.zoomIn();
  }

  zoomOut(): void {
    this.#map.zoomOut();
  }

  /** The moving part, for whoever drives the map by program. */
  get leaflet(): L.Map {
    return this.#map;
  }

  /** Draws the flights again at once, instead of before the next frame. */
  redrawFlights(): void {
    this.#flightCanvas.drawNow();
  }

  /** Call after the element changed its size. */
  resized(): void {
    this.#map.invalidateSize({ pan: false });
  }

  destroy(): void {
    cancelAnimationFrame(this.#pointerRequest);
    this.#map.remove();
  }

  #paintGround(frame: Frame): void {
    if (this.#reference === null) {
      if (this.#userMap !== null) return;
      frame.ctx.fillStyle = frame.palette.water;
      frame.ctx.fillRect(0, 0, frame.width, frame.height);
      return;
    }
    const { base, referenceLine, sectors, ports } = this.#reference;
    const labels = new LabelPlacer();
    if (this.#userMap === null) paintBaseMap(frame, base, this.#visible.counties);
    if (this.#visible.areas) paintAreas(frame, this.#areas, labels);
    if (this.#visible.sectorOutlines) paintOutlines(frame, this.#own.outlines, labels);
    if (this.#visible.referenceLine) paintReferenceLine(frame, referenceLine);
    if (this.#visible.loadedLines) paintLoadedLines(frame, this.#own.lines, labels);
    if (this.#visible.sectors) paintSectors(frame, sectors, labels);
    if (this.#visible.sensors) paintSensors(frame, this.#sensors, labels);
    if (this.#visible.ports) paintPorts(frame, ports, labels);
    if (this.#visible.grid) paintGrid(frame, labels);
    if (this.#visible.places) paintPlaces(frame, base, labels);
  }

  #paintFlights(frame: Frame): void {
    if (this.#visible.flights && this.#flights !== null) {
      if (this.#replay === null) paintFlights(frame, this.#flights, this.#raster);
      else paintReplay(frame, this.#flights, this.#replay);
    }
    if (this.#visible.crossings && this.#replay === null) paintCrossings(frame, this.#crossings);
  }

  /** Flights that a pointer can find. */
  #pickable(): FlightLayer | null {
    return this.#visible.flights && this.#replay === null ? this.#flights : null;
  }

  #flightAt(latLng: L.LatLng): string | null {
    const layer = this.#pickable();
    if (layer === null) return null;
    const [lng, lat] = fromLatLng(latLng);
    const zoom = this.#map.getZoom();
    const flight = pickFlight(layer, zoom, worldX(lng), worldY(lat), PICK_PX / scaleOfZoom(zoom));
    return flight < 0 ? null : layer.marks.ids[flight]!;
  }

  #clusterAt(latLng: L.LatLng): Cluster | null {
    const layer = this.#pickable();
    if (layer === null) return null;
    const [lng, lat] = fromLatLng(latLng);
    const zoom = this.#map.getZoom();
    const { clusters } = layer.marks.atZoom(zoom);
    return clusterAt(clusters, worldX(lng), worldY(lat), scaleOfZoom(zoom));
  }

  /** Far enough in to see its members apart, or as far as it goes. */
  #zoomInto({ minX, minY, maxX, maxY }: Cluster): void {
    const map = this.#map;
    const corner = (x: number, y: number) => map.unproject([x * scaleOfZoom(0), y * scaleOfZoom(0)], 0);
    const bounds = L.latLngBounds(corner(minX, minY), corner(maxX, maxY));
    const zoom = Math.min(CLOSEST, Math.max(map.getBoundsZoom(bounds, false, L.point(60, 60)), map.getZoom() + 1));
    map.setView(bounds.getCenter(), zoom, { animate: false });
  }

  /** A handle under the pointer is dragged in place of the map. */
  #startDrag({ containerPoint, originalEvent }: L.LeafletMouseEvent): void {
    const map = this.#map;
    const found = this.#handles?.places.find(
      ({ position }) => map.latLngToContainerPoint(toLatLng(position)).distanceTo(containerPoint) <= PICK_PX + 3,
    );
    if (found === undefined) return;
    L.DomEvent.stop(originalEvent);
    map.dragging.disable();
    this.#dragged = found;
    const place = (event: MouseEvent): Position => fromLatLng(map.mouseEventToLatLng(event));
    let hasMoved = false;
    const move = (event: MouseEvent): void => {
      hasMoved = true;
      this.#handles?.onDrag(found.ring, found.place, place(event), false);
    };
    const end = (event: MouseEvent): void => {
      document.removeEventListener('mousemove', move);
      document.removeEventListener('mouseup', end);
      map.dragging.enable();
      this.#dragged = null;
      this.#handles?.onDrag(found.ring, found.place, hasMoved ? place(event) : found.position, true);
      // The click that ends a drag is no click on the map.
      map.getContainer().addEventListener('click', (click) => click.stopPropagation(), { capture: true, once: true });
    };
    document.addEventListener('mousemove', move);
    document.addEventListener('mouseup', end);
  }

  #pointerMoved(event: L.LeafletMouseEvent): void {
    if (this.#dragged !== null) return;
    cancelAnimationFrame(this.#pointerRequest);
    this.#pointerRequest = requestAnimationFrame(() => {
      this.#listeners.onPointer(fromLatLng(event.latlng));
      const cluster = this.#clusterAt(event.latlng);
      const flightId = cluster === null ? this.#flightAt(event.latlng) : null;
      const { x, y } = event.containerPoint;
      this.#listeners.onHover(flightId === null && cluster === null ? null : { flightId, cluster, x, y });
    });
  }

  /** What the paths in sight have to be asked for by: the same as before while that still covers the view at this zoom. */
  #wantedFor(bounds: L.LatLngBounds, zoom: number): WantedShapes {
    const level = Math.min(FULL_LEVEL, levelOf(zoom));
    const kept = this.#wanted;
    // The canvas draws a margin beyond the view.
    if (kept !== null && kept.level === level && toBounds(kept.box).contains(bounds.pad(0.25))) return kept;
    const padded = bounds.pad(BEYOND_VIEW);
    const [west, south, east, north] = [padded.getWest(), padded.getSouth(), padded.getEast(), padded.getNorth()];
    // Rounded outwards, so that a view gone back to is asked for by the same words.
    const step = 360 / 2 ** (level + 2);
    const box: Bbox = [
      Math.max(-180, Math.floor(west / step) * step),
      Math.max(-85, Math.floor(south / step) * step),
      Math.min(180, Math.ceil(east / step) * step),
      Math.min(85, Math.ceil(north / step) * step),
    ];
    this.#wanted = { level, box, least: MARK_BELOW_PX / scaleOfZoom(levelOf(zoom)) };
    return this.#wanted;
  }

  #tellView(): void {
    const map = this.#map;
    const center = map.getCenter();
    const right = map.containerPointToLatLng(map.latLngToContainerPoint(center).add([100, 0]));
    const zoom = map.getZoom();
    const bounds = map.getBounds();
    this.#listeners.onView({
      bounds: [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      wanted: this.#wantedFor(bounds, zoom),
      metresPer100Px: map.distance(toLatLng(fromLatLng(center)), right),
      canZoomIn: zoom < map.getMaxZoom(),
      canZoomOut: zoom > map.getMinZoom(),
    });
  }
}
