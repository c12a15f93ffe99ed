import { useEffect, useRef, useState } from 'react';
import { decimalText, dmsText, mgrsText } from '../../shared/format/coordinates.ts';
import { countText, numberText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import { toMgrs } from '../../shared/geo/mgrs.ts';
import type { Bbox, Position } from '../../shared/model/position.ts';
import { type Notation, notations } from '../../shared/model/user-settings.ts';
import { classWords, gradeWords } from '../../shared/model/words.ts';
import { coverageDrawOrder, coverageStyles } from '../map/coverage-style.ts';
import type { Cluster } from '../map/flight-marks.ts';
import { toMapAreas } from '../map/layers/areas.ts';
import { toFlightLayer } from '../map/layers/flights.ts';
import { toSelection } from '../map/layers/selection.ts';
import { toSensors } from '../map/layers/sensors.ts';
import { FlightMap, type MapHover, type MapListeners, type MapView } from '../map/map.ts';
import { palettes } from '../map/palette.ts';
import { fetchTile } from '../state/base-maps.ts';
import { useFlightMarks, useFlightShapes, useSelectedFlight } from '../state/data.ts';
import { drawAt, drawing } from '../state/drawing.ts';
import { located } from '../state/located.ts';
import { addPlace, measure, stopMeasuring } from '../state/measure.ts';
import { useOwnReference, useReferenceData } from '../state/own-reference.ts';
import { place } from '../state/place.ts';
import { preferences } from '../state/preferences.ts';
import { useAnswer } from '../state/queries.ts';
import { reference, startReference } from '../state/reference.ts';
import { replay, TRAIL_MS } from '../state/replay.ts';
import { useShownAreas } from '../state/shown-areas.ts';
import { useStore } from '../state/store.ts';
import { resolvedTheme, useTheme } from '../state/theme.ts';
import { revealSelection, selectFlight, view } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { useBaseMap } from './BaseMaps.tsx';
import { Icon } from './Icon.tsx';
import { useStatusDay } from './Layers.tsx';
import { LocatePanel } from './LocatePanel.tsx';
import { CoverageMark } from './Mark.tsx';
import { MeasurePanel } from './MeasurePanel.tsx';
import { useMapOverlay } from './map-overlay.ts';
import { FailureNotice } from './Notice.tsx';
import { Said } from './Said.tsx';
import { ScaleBar } from './ScaleBar.tsx';

/** Makes the map once, keeps it as large as its pane, gives it back when the pane goes. */
function useMap(listeners: MapListeners) {
  const element = useRef<HTMLDivElement>(null);
  const [map, setMap] = useState<FlightMap | null>(null);
  const latest = useRef(listeners);
  latest.current = listeners;
  useEffect(() => {
    const container = element.current;
    if (container === null) return;
    const created = new FlightMap(
      container,
      palettes[resolvedTheme()],
      preferences.get().layers,
      window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      {
        onPick: (flightId, position) => latest.current.onPick(flightId, position),
        onHover: (hover) => latest.current.onHover(hover),
        onPointer: (position) => latest.current.onPointer(position),
        onView: (mapView) => latest.current.onView(mapView),
      },
    );
    const observer = new ResizeObserver(() => created.resized());
    observer.observe(container);
    setMap(created);
    return () => {
      observer.disconnect();
      created.destroy();
      setMap(null);
    };
  }, []);
  return { element, map };
}

export function MapPane() {
  const [hover, setHover] = useState<MapHover | null>(null);
  const [pointer, setPointer] = useState<Position | null>(null);
  const [mapView, setMapView] = useState<MapView | null>(null);
  const { element, map } = useMap({
    onPick: (flightId, position) => {
      if (drawing.get().tool !== null) drawAt(position);
      else if (measure.get().open) addPlace(position);
      else if (!located.get().open) selectFlight(flightId, 'map');
      else located.set({ asked: { position, sigmaM: (mapView?.metresPer100Px ?? 0) / 100, pointed: true } });
    },
    onHover: setHover,
    onPointer: setPointer,
    onView: (next) => {
      setMapView(next);
      const [west, south, east, north] = next.bounds;
      place.set({ middle: [(west + east) / 2, (south + north) / 2] });
    },
  });
  const theme = useTheme();
  const layers = useStore(preferences, (state) => state.layers);
  const { loaded, failed } = useStore(reference, (state) => state);
  const status = useStore(workspace, (state) => state.status);
  const { marks, answer: marksAnswer } = useFlightMarks();
  const { shapes, answer: shapesAnswer } = useFlightShapes(mapView?.wanted ?? null);
  const pathsAnswer = marksAnswer.failure === null ? shapesAnswer : marksAnswer;
  const own = useOwnReference();
  const sectors = useReferenceData().value?.sectors ?? null;
  const baseMap = useBaseMap();
  useEffect(() => map?.setUserMap(baseMap, fetchTile), [map, baseMap]);
  const sensors = useAnswer('sensors.places', layers.sensors ? {} : null).value;
  useEffect(() => map?.setSensors(toSensors(sensors?.places ?? [])), [map, sensors]);
  const isMeasuring = useStore(measure, (state) => state.open);
  const shown = useShownAreas(useStatusDay());
  const { day } = shown;
  const { detail } = useSelectedFlight();
  const incursionId = useStore(view, (state) => state.incursionId);
  const cursorMs = useStore(view, (state) => state.cursorMs);
  const reveal = useStore(view, (state) => state.reveal);

  useEffect(() => map?.setPalette(palettes[theme]), [map, theme]);
  useEffect(() => map?.setVisible(layers), [map, layers]);
  useEffect(() => {
    if (loaded !== null) map?.setReference(loaded);
  }, [map, loaded]);
  useEffect(() => {
    if (sectors !== null) map?.setSectors(sectors);
  }, [map, sectors]);
  useEffect(() => {
    if (own !== null) map?.setOwnReference(own);
  }, [map, own]);
  useEffect(() => {
    map?.setFlights(marks === null ? null : toFlightLayer(marks, shapes));
  }, [map, marks, shapes]);
  useEffect(() => {
    map?.setAreas(shown.day === null ? [] : toMapAreas(shown.areas, shown.designations, shown.day));
  }, [map, shown]);
  useMapOverlay(map);
  useEffect(() => {
    if (detail === null) {
      map?.setSelection(null);
      return;
    }
    const incursion = detail.flight.incursions.find(({ id }) => id === incursionId) ?? null;
    map?.setSelection(toSelection(detail.profile, detail.flight.crossings, incursion));
  }, [map, detail, incursionId]);
  useEffect(() => map?.setCursor(cursorMs), [map, cursorMs]);
  useEffect(() => {
    if (map === null) return;
    const show = () => {
      const { on, atMs } = replay.get();
      map.setReplay(on ? { atMs, trailMs: TRAIL_MS } : null);
    };
    show();
    return replay.subscribe(show);
  }, [map]);

  // A workspace is shown whole when it is opened, and again when it was empty before.
  const bbox = status?.bbox ?? null;
  const whole = status === null ? null : `${status.name} ${status.synthetic} ${bbox === null}`;
  const newest = useRef(bbox);
  newest.current = bbox;
  useEffect(() => {
    if (map === null || whole === null) return;
    if (newest.current === null) map.fitBorder();
    else map.fit(newest.current);
  }, [map, whole]);

  const selectionBox = detail?.flight.bbox ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `reveal` is the request itself; it is raised to ask again.
  useEffect(() => {
    if (selectionBox !== null) map?.reveal(selectionBox as Bbox);
  }, [map, reveal, selectionBox]);

  return (
    <section className="map-pane" aria-label="Map">
      <div
        ref={element}
        className="map"
        role="application"
        aria-roledescription="map"
        aria-label="Map of flights. Arrow keys move, plus and minus zoom. Every flight is in the Flights list below."
      />
      {failed && (
        <div className="map-notice">
          <FailureNotice
            failure={{
              code: 'internal',
              message: 'The base map could not be loaded. Flights are still shown. The installation may be damaged.',
            }}
            retry={() => void startReference()}
          />
        </div>
      )}
      {pathsAnswer.failure !== null && (
        <div className="map-notice">
          <FailureNotice failure={pathsAnswer.failure} retry={pathsAnswer.retry} />
        </div>
      )}
      {map !== null && mapView !== null && (
        <div className="locate">
          <LocatePanel map={map} metresPerPixel={mapView.metresPer100Px / 100} day={day} />
          <MeasurePanel map={map} />
        </div>
      )}
      {map !== null && mapView !== null && (
        <fieldset className="map-buttons" aria-label="Map view">
          <button
            type="button"
            aria-label="Zoom in"
            title="Zoom in"
            disabled={!mapView.canZoomIn}
            onClick={() => map.zoomIn()}
          >
            <Icon name="plus" />
          </button>
          <button
            type="button"
            aria-label="Zoom out"
            title="Zoom out"
            disabled={!mapView.canZoomOut}
            onClick={() => map.zoomOut()}
          >
            <Icon name="minus" />
          </button>
          <button
            type="button"
            data-key="border"
            aria-label="Show the whole border"
            title="Show the whole border"
            onClick={() => map.fitBorder()}
          >
            <Icon name="border" />
          </button>
          <button
            type="button"
            data-key="all"
            aria-label="Show all flights"
            title="Show all flights"
            disabled={bbox === null}
            onClick={() => bbox !== null && map.fit(bbox)}
          >
            <Icon name="all" />
          </button>
          <button
            type="button"
            aria-label="Measure"
            title="Measure"
            aria-pressed={isMeasuring}
            onClick={() => (isMeasuring ? stopMeasuring() : startMeasuring())}
          >
            <Icon name="ruler" />
          </button>
          <button
            type="button"
            aria-label="Show the selected flight"
            title="Show the selected flight"
            disabled={selectionBox === null}
            onClick={() => {
              if (selectionBox !== null) map.fit(selectionBox as Bbox);
              revealSelection();
            }}
          >
            <Icon name="locate" />
          </button>
        </fieldset>
      )}
      <div className="map-foot">
        <div className="map-place">
          <PointerPlace pointer={pointer} />
          {mapView !== null && <ScaleBar metresPer100Px={mapView.metresPer100Px} />}
        </div>
        <span className="map-attribution">
          {baseMap !== null && baseMap.attribution !== '' && (
            <>
              <Said text={baseMap.attribution} /> ·{' '}
            </>
          )}
          © OpenStreetMap contributors (ODbL) · US Census Bureau · Natural Earth · GeoNames (CC BY 4.0)
        </span>
      </div>
      {hover !== null && <HoverCard hover={hover} />}
    </section>
  );
}

/** One at a time: both take the map's clicks. */
function startMeasuring(): void {
  located.set({ open: false, asked: null });
  measure.set({ open: true, places: [] });
}

const notationTexts: Readonly<Record<Notation, (position: Position) => string>> = {
  decimal: decimalText,
  dms: dmsText,
  mgrs: ([lng, lat]) => mgrsText(toMgrs(lng, lat) ?? ''),
};
const notationWords: Readonly<Record<Notation, string>> = { decimal: 'Decimal', dms: 'DMS', mgrs: 'MGRS' };

/** The place under the pointer, in the notation a person works with; a click on its name takes the next. */
function PointerPlace({ pointer }: { readonly pointer: Position | null }) {
  const notation = useStore(preferences, (state) => state.notation);
  const next = notations[(notations.indexOf(notation) + 1) % notations.length]!;
  return (
    <span className="map-pointer">
      <button
        type="button"
        className="map-notation"
        aria-label={`Notation of places: ${notationWords[notation]}; change to ${notationWords[next]}`}
        onClick={() => preferences.set({ notation: next })}
      >
        {notationWords[notation]}
      </button>{' '}
      {pointer === null ? 'WGS 84' : `${notationTexts[notation](pointer)} WGS 84`}
    </span>
  );
}

function HoverCard({ hover: { x, y, flightId, cluster } }: { readonly hover: MapHover }) {
  const { value } = useAnswer('flights.brief', flightId === null ? null : { flightId }, 'nothing');
  if (cluster === null && value === null) return null;
  return (
    <div className="hover-card" style={{ left: x, top: y }} aria-hidden="true">
      {cluster !== null && <ClusterWords cluster={cluster} />}
      {value !== null && (
        <>
          <strong>
            <Said text={value.objectName} />
          </strong>
          <span>
            {classWords[value.class].label}
            {value.grade !== null && `, ${gradeWords[value.grade].label}`}
          </span>
          <span className="quiet">{utcText(value.firstMs)}</span>
        </>
      )}
    </div>
  );
}

/** What a disc with a number stands for. */
const ClusterWords = ({ cluster }: { readonly cluster: Cluster }) => (
  <>
    <strong>{countText(cluster.count, 'flight')}</strong>
    {[...coverageDrawOrder].reverse().map((code) => {
      const members = cluster.byCode[code]!;
      if (members === 0) return null;
      return (
        <span key={code}>
          <CoverageMark style={coverageStyles[code]!} /> {numberText(members)} {coverageStyles[code]!.word.label}
        </span>
      );
    })}
    <span className="quiet">Click to see them apart</span>
  </>
);
