import { useMemo } from 'react';
import type { Filters, Reply } from '../../shared/contract/contract.ts';
import { FlightMarks } from '../map/flight-marks.ts';
import { FlightShapes } from '../map/flight-shapes.ts';
import type { WantedShapes } from '../map/map.ts';
import { type FlightProfile, readProfile } from './paths.ts';
import { type Answer, useAnswer } from './queries.ts';
import { useStore } from './store.ts';
import { view } from './view.ts';

/** Rows asked for at most: what a person can sort and scroll at once. A longer list says that it is cut. */
const ROWS = 20_000;

const withoutTime = ({ sinceMs: _since, untilMs: _until, ...rest }: Filters): Filters => rest;

export const useFilters = (): Filters => useStore(view, (state) => state.filters);

/** The surest incursions, the latest first among equals: what is shown before anybody asks. */
export const useSurestIncursions = (limit: number) =>
  useAnswer('incursions.list', { filters: useFilters(), sort: { by: 'grade', descending: true }, limit });
export const useImports = () => useAnswer('imports.list', {});
export const useAreas = () => useAnswer('areas.list', {});
export const useDeconfliction = (flightId: string) => useAnswer('flights.deconfliction', { flightId }, 'nothing');
export const useElements = (flightId: string) => useAnswer('elements.list', { flightId }, 'nothing');

export function useQuarantine() {
  const importId = useStore(view, (state) => state.quarantineOf);
  return useAnswer('quarantine.list', importId === null ? { limit: ROWS } : { importId, limit: ROWS });
}

const marksOf = new WeakMap<Reply<'flights.marks'>, FlightMarks>();

/** Typed columns are built once for each answer, whoever shows it. */
function toMarks(reply: Reply<'flights.marks'> | null): FlightMarks | null {
  if (reply === null) return null;
  let marks = marksOf.get(reply);
  if (marks === undefined) {
    marks = new FlightMarks(reply);
    marksOf.set(reply, marks);
  }
  return marks;
}

/** Every flight under the filters, as the map, the legend and the counts need it. */
export function useFlightMarks(): { marks: FlightMarks | null; answer: Answer<Reply<'flights.marks'>> } {
  const answer = useAnswer('flights.marks', { filters: useFilters() });
  return { marks: toMarks(answer.value), answer };
}

/** Flights by every filter but the time window: what the time bar shows. Asks nothing more while no window is set. */
export const useMarksOfAllTime = (): FlightMarks | null =>
  toMarks(useAnswer('flights.marks', { filters: withoutTime(useFilters()) }).value);

/** Paths in sight. While those of another view are on their way, the last ones. */
export function useFlightShapes(wanted: WantedShapes | null): {
  shapes: FlightShapes | null;
  answer: Answer<Reply<'flights.shapes'>>;
} {
  const filters = useFilters();
  const answer = useAnswer('flights.shapes', wanted === null ? null : { filters, ...wanted, box: [...wanted.box] });
  const shapes = useMemo(() => (answer.value === null ? null : new FlightShapes(answer.value)), [answer.value]);
  return { shapes, answer };
}

export interface FlightDetail {
  readonly flight: Reply<'flights.detail'>['flight'];
  readonly eligibilities: Reply<'flights.detail'>['eligibilities'];
  readonly profile: FlightProfile;
}

export function useSelectedFlight(): { detail: FlightDetail | null; answer: Answer<Reply<'flights.detail'>> } {
  const flightId = useStore(view, (state) => state.flightId);
  const answer = useAnswer('flights.detail', flightId === null ? null : { flightId }, 'nothing');
  const { value } = answer;
  const detail = useMemo(
    () =>
      value === null
        ? null
        : { flight: value.flight, eligibilities: value.eligibilities, profile: readProfile(value.profile) },
    [value],
  );
  return { detail, answer };
}
