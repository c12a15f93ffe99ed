import { useEffect } from 'react';
import { paintOutline } from '../map/layers/outline.ts';
import { paintScenarioMarks } from '../map/layers/scenario-marks.ts';
import type { FlightMap } from '../map/map.ts';
import { dragTo, drawing } from '../state/drawing.ts';
import { mapRequest } from '../state/map-request.ts';
import { useScenarioMarks } from '../state/scenarios.ts';

/** What views draw over the map: an outline that is being drawn, and the flights that a scenario changes. */
export function useMapOverlay(map: FlightMap | null): void {
  const marks = useScenarioMarks();
  useEffect(
    () =>
      mapRequest.subscribe(() => {
        const { box } = mapRequest.get();
        if (box !== null) map?.reveal(box);
      }),
    [map],
  );
  useEffect(() => {
    if (map === null) return;
    const show = () => {
      const { tool, history, ring, place } = drawing.get();
      if (tool === null) {
        map.setHandles(null);
        map.setOverlay(marks.length === 0 ? null : (frame) => paintScenarioMarks(frame, marks));
        return;
      }
      const rings = history.now.map(({ places }) => places);
      map.setHandles({
        places: rings.flatMap((places, number) =>
          places.map((position, at) => ({ ring: number, place: at, position })),
        ),
        onDrag: dragTo,
      });
      map.setOverlay((frame) => paintOutline(frame, { rings, isClosed: tool === 'outline', ring, place }));
    };
    show();
    return drawing.subscribe(show);
  }, [map, marks]);
}
