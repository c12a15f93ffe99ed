import * as L from 'leaflet';
import { FlightMarks } from '../../../renderer/map/flight-marks.ts';
import { FlightShapes } from '../../../renderer/map/flight-shapes.ts';
import { toFlightLayer } from '../../../renderer/map/layers/flights.ts';
import { FlightMap, type MapView } from '../../../renderer/map/map.ts';
import { palettes } from '../../../renderer/map/palette.ts';
import { loadReference } from '../../../renderer/resources.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import { firstSettings } from '../../../shared/model/user-settings.ts';

/** What the runner calls; one contender a page, so that memory is its own. */
export interface BenchPage {
  start(who: 'fenceline' | 'leaflet', isWithGround: boolean): Promise<void>;
  /** Milliseconds from the data to the second frame after it was drawn. */
  firstDraw(): Promise<number>;
  /** Milliseconds of script for one drawing at a new place, by a clock around all of it. */
  redraw(): Promise<number>;
  /** Milliseconds between frames while the map moves at every one of them. */
  pan(steps: number): Promise<number[]>;
  /** Milliseconds from a change of zoom to the second frame after it. */
  zoom(by: number): Promise<number>;
  center(lng: number, lat: number, zoom: number): Promise<void>;
}

declare global {
  interface Window {
    bench: BenchPage;
  }
}

const frame = () => new Promise<number>((done) => requestAnimationFrame(done));
const element = document.getElementById('map')!;

interface Contender {
  readonly map: L.Map;
  draw(): Promise<void>;
  /** Draws again what is in sight. */
  redraw(): void;
}

async function fenceline(isWithGround: boolean): Promise<Contender> {
  const marksReply = (await (await fetch('/data/marks')).json()) as Reply<'flights.marks'>;
  const shapesByLevel = new Map<number, Reply<'flights.shapes'>>();
  const shapesOf = async (level: number) => {
    let reply = shapesByLevel.get(level);
    if (reply === undefined) {
      reply = (await (await fetch(`/data/shapes/${level}`)).json()) as Reply<'flights.shapes'>;
      shapesByLevel.set(level, reply);
    }
    return reply;
  };
  let marks: FlightMarks | null = null;
  let wantedLevel = -1;
  const show = async (view: MapView) => {
    if (marks === null || view.wanted.level === wantedLevel) return;
    wantedLevel = view.wanted.level;
    const reply = await shapesOf(wantedLevel);
    flightMap.setFlights(toFlightLayer(marks, new FlightShapes(reply)));
  };
  let lastView: MapView | null = null;
  const flightMap = new FlightMap(element, palettes.light, { ...firstSettings.layers, places: isWithGround }, true, {
    onPick: () => {},
    onHover: () => {},
    onPointer: () => {},
    onView: (view) => {
      lastView = view;
      void show(view);
    },
  });
  if (isWithGround) flightMap.setReference(await loadReference());
  // What the backend would have on its way while the page loads.
  await Promise.all([7, 8, 9, 10].map(shapesOf));
  return {
    map: flightMap.leaflet,
    draw: async () => {
      marks = new FlightMarks(marksReply);
      await show(lastView!);
    },
    redraw: () => flightMap.redrawFlights(),
  };
}

async function leaflet(): Promise<Contender> {
  const paths = (await (await fetch('/data/paths')).json()) as [lat: number, lng: number][][];
  const map = L.map(element, {
    preferCanvas: true,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: false,
  });
  const renderer = L.canvas({ padding: 0.25 });
  return {
    map,
    draw: async () => {
      for (const path of paths)
        L.polyline(path, { renderer, weight: 2, color: '#b05a00', interactive: true }).addTo(map);
    },
    // What Leaflet does after every move: each line again, then all of them on the canvas.
    redraw: () => (renderer as unknown as { _update(): void })._update(),
  };
}

let contender: Contender;

window.bench = {
  async start(who, isWithGround) {
    contender = await (who === 'fenceline' ? fenceline(isWithGround) : leaflet());
    contender.map.setView([29.5, -106.5], 7, { animate: false });
    await frame();
  },
  async firstDraw() {
    const from = performance.now();
    await contender.draw();
    await frame();
    await frame();
    return performance.now() - from;
  },
  async redraw() {
    contender.map.panBy([13, 7], { animate: false });
    await frame();
    await frame();
    const from = performance.now();
    contender.redraw();
    return performance.now() - from;
  },
  async pan(steps) {
    const times: number[] = [];
    let last = await frame();
    for (let i = 0; i < steps; i++) {
      contender.map.panBy([i % 40 < 20 ? 9 : -9, 3 * (i % 3) - 3], { animate: false });
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  },
  async zoom(by) {
    const from = performance.now();
    contender.map.setZoom(contender.map.getZoom() + by, { animate: false });
    await frame();
    await frame();
    return performance.now() - from;
  },
  async center(lng, lat, zoom) {
    contender.map.setView([lat, lng], zoom, { animate: false });
    await frame();
    await frame();
    await new Promise((done) => setTimeout(done, 300));
  },
};
