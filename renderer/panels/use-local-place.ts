import { useMemo } from 'react';
import type { Position } from '../../shared/model/position.ts';
import { useSelectedFlight } from '../state/data.ts';
import { type LocalPlace, nearestSector, place, zoneOfSector } from '../state/place.ts';
import { reference } from '../state/reference.ts';
import { useStore } from '../state/store.ts';
import { workspace } from '../state/workspace.ts';

/** Where local time and night are told for: the selected flight, else the middle of the map. Null while neither is known. */
export function useLocalPlace(): LocalPlace | null {
  const { detail } = useSelectedFlight();
  const middle = useStore(place, (state) => state.middle);
  const loaded = useStore(reference, (state) => state.loaded);
  const sectors = useStore(workspace, (state) => state.status?.sectors);
  const flight = detail?.flight ?? null;
  return useMemo(() => {
    const box = flight?.bbox ?? null;
    const position: Position | null = box === null ? middle : [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2];
    if (position === null || loaded === null) return null;
    const sector = flight?.sector ?? nearestSector(loaded, position);
    const name = sectors?.find(({ code }) => code === sector)?.name ?? null;
    return { zone: zoneOfSector(sector), name, position };
  }, [flight, middle, loaded, sectors]);
}
