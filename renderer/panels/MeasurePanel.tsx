import { useEffect } from 'react';
import { distanceText } from '../../shared/format/distances.ts';
import { numberText } from '../../shared/format/numbers.ts';
import { bearingDeg, distanceM } from '../../shared/geo/geodesic.ts';
import type { FlightMap } from '../map/map.ts';
import { addPlace, dropLastPlace, measure, stopMeasuring } from '../state/measure.ts';
import { useStore } from '../state/store.ts';

/** Distances between places on the map: geodesics on the WGS 84 ellipsoid, in metres and miles, with the first bearing of each leg. */
export function MeasurePanel({ map }: { readonly map: FlightMap }) {
  const { open, places } = useStore(measure, (state) => state);
  useEffect(() => map.setMeasure(open ? places : []), [map, open, places]);
  useEffect(() => () => measure.set({ open: false, places: [] }), []);
  if (!open) return null;
  const legs = places.slice(1).map((to, i) => {
    const from = places[i]!;
    return { metres: distanceM(from, to), bearing: bearingDeg(from, to) };
  });
  const total = legs.reduce((sum, { metres }) => sum + metres, 0);
  return (
    <section
      className="locate-panel measure-panel"
      aria-label="Measure"
      title="Geodesics on the WGS 84 ellipsoid; places are as exact as the map’s pixels"
      onKeyDown={(event) => {
        if (event.key === 'Escape') stopMeasuring();
      }}
    >
      <p role="status">
        {legs.length === 0 ? (
          'Click places on the map, or add its middle.'
        ) : (
          <>
            <strong>{distanceText(total)}</strong> in {legs.length === 1 ? 'one leg' : `${legs.length} legs`}
          </>
        )}
      </p>
      {legs.length > 0 && (
        <ol className="measure-legs">
          {legs.map(({ metres, bearing }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a leg is its place in the order.
            <li key={i}>
              {distanceText(metres)}, first bearing {numberText(bearing)}° true
            </li>
          ))}
        </ol>
      )}
      <div className="buttons">
        <button type="button" className="button small" onClick={() => addPlace(map.middle())}>
          Add the middle
        </button>
        <button type="button" className="button small" disabled={places.length === 0} onClick={dropLastPlace}>
          Undo last
        </button>
        <button type="button" className="button small" onClick={stopMeasuring}>
          Done
        </button>
      </div>
    </section>
  );
}
