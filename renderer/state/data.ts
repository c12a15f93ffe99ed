import { useMemo } from 'react';
import type { Filters, FlightRow, Reply } from '../../shared/contract/contract.ts';
import { type FlightPaths, type FlightProfile, readPaths, readProfile } from './paths.ts';
import { type Answer, useAnswer } from './queries.ts';
import { useStore } from './store.ts';
import { view } from './view.ts';

/** Rows asked for at most: what a person can sort and scroll at once. A longer list says that it is cut. */
const ROWS = 20_000;

const withoutTime = ({ sinceMs: _since, untilMs: _until, ...rest }: Filters): Filters => rest;

export const useFilters = (): Filters => useStore(view, (state) => state.filters);

export const useFlights = () => useAnswer('flights.list', { filters: useFilters(), limit: ROWS });

/** Flights by every filter but the time window: what the time bar shows. Asks nothing more while no window is set. */
export const useFlightsOfAllTime = (): Answer<Reply<'flights.list'>> =>
  useAnswer('flights.list', { filters: withoutTime(useFilters()), limit: ROWS });

export const useIncursions = () => useAnswer('incursions.list', { filters: useFilters(), limit: ROWS });
export const useCrossings = () => useAnswer('crossings.list', { filters: useFilters(), limit: ROWS });
export const useImports = () => useAnswer('imports.list', {});
export const useAreas = () => useAnswer('areas.list', {});

export function useQuarantine() {
  const importId = useStore(view, (state) => state.quarantineOf);
  return useAnswer('quarantine.list', importId === null ? { limit: ROWS } : { importId, limit: ROWS });
}

export function useFlightPaths(): { paths: FlightPaths | null; answer: Answer<Reply<'flights.paths'>> } {
  const answer = useAnswer('flights.paths', { filters: useFilters(), limit: ROWS });
  const paths = useMemo(() => (answer.value === null ? null : readPaths(answer.value)), [answer.value]);
  return { paths, answer };
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

/** Rows of the flights of a workspace by id, for names beside ids. */
export const byId = (rows: readonly FlightRow[]): ReadonlyMap<string, FlightRow> =>
  new Map(rows.map((row) => [row.id, row]));
