import { type Classified, classifyFlight } from '../../shared/classify/classify-flight.ts';
import type { Reference } from '../../shared/classify/reference.ts';
import type { Flight } from '../../shared/model/conclusion.ts';
import type { CoverageJudge } from '../../shared/model/coverage.ts';
import { defaultSettings, type Settings } from '../../shared/model/settings.ts';
import { buildFlights } from '../../shared/tracks/build-flights.ts';
import { groupOf, type Row } from './detection-group.ts';
import { plainJudge, straightBorder } from './straight-border.ts';

export interface ClassifyOptions {
  readonly key?: string;
  readonly reference?: Reference;
  readonly judge?: CoverageJudge;
  readonly settings?: Settings;
}

/** Rows → flights, classified against the straight border unless told otherwise. */
export function classifyRows(rows: readonly Row[], options: ClassifyOptions = {}): readonly Classified[] {
  const { key, reference = straightBorder(), judge = plainJudge, settings = defaultSettings } = options;
  return buildFlights(groupOf(rows, key), settings).map((draft) => classifyFlight(draft, reference, judge, settings));
}

/** The only flight of the rows. @throws when they make another number of flights. */
export function onlyFlightOf(rows: readonly Row[], options: ClassifyOptions = {}): Flight {
  const flights = classifyRows(rows, options);
  if (flights.length !== 1) throw new Error(`The rows make ${flights.length} flights`);
  return flights[0]!.flight;
}
