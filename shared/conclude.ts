import { classifyFlight } from './classify/classify-flight.ts';
import { judgeAgain } from './classify/judge-again.ts';
import { type FlightSpan, findPossibleDuplicates as findAmongPaths } from './classify/possible-duplicates.ts';
import type { Reference } from './classify/reference.ts';
import { editSensitivity, gapSensitivity, lineSensitivity, type Sensitivity } from './classify/sensitivity.ts';
import { attachRecords } from './eligibility/attach-records.ts';
import type { AuthorityTable } from './eligibility/authority-table.ts';
import type { DesignationIndex } from './eligibility/designations.ts';
import { determineEligibility } from './eligibility/determine.ts';
import type { Eligibility, Flight, FlightPath } from './model/conclusion.ts';
import type { CoverageJudge } from './model/coverage.ts';
import type { JudgedPath } from './model/judged-path.ts';
import type { StoredElement } from './model/recorded-element.ts';
import { defaultSettings, type Settings } from './model/settings.ts';
import { buildFlights, settingsOfGroup } from './tracks/build-flights.ts';
import type { DetectionGroup } from './tracks/detections.ts';

export type { FlightSpan } from './classify/possible-duplicates.ts';

/** Everything conclusions are drawn from besides the detections. */
export interface ConclusionContext {
  readonly reference: Reference;
  readonly authority: AuthorityTable;
  readonly authorityVersion: Eligibility['authorityTable'];
  readonly judge: CoverageJudge;
  readonly designations: DesignationIndex;
  readonly settings: Settings;
  /** What persons have recorded about the object of this key; none when left out. */
  readonly recordedOf?: (objectKey: string) => readonly StoredElement[];
}

export interface ConcludedFlight {
  readonly flight: Flight;
  readonly path: FlightPath;
  /** What its coverage hangs on besides areas, designations, statements and authority. */
  readonly judged: JudgedPath;
  /** One for each of the flight's incursions, in their order. */
  readonly eligibilities: readonly Eligibility[];
  /** False for tracks of objects that are no UAS by evidence: they have counts of their own and make no incursions. */
  readonly counted: boolean;
}

/**
 * Everything that is concluded about one group of detections: tracks, flights, their classification, and the determination for
 * every incursion. Pure: the same group and context give the same conclusions, byte for byte.
 */
export function concludeGroup(group: DetectionGroup, context: ConclusionContext): readonly ConcludedFlight[] {
  const { reference, judge } = context;
  const settings = settingsOfGroup(group, context.settings);
  const classified = buildFlights(group, settings).map((draft) => ({
    ...classifyFlight(draft, reference, judge, settings),
    counted: draft.kind === 'flight',
  }));
  return determineAll(group.key, classified, context);
}

/** What a flight is decided by besides its detections and the reference lines. */
export type JudgingContext = Omit<ConclusionContext, 'reference' | 'settings'>;

/**
 * Flights concluded before, judged by other areas, designations, statements or another authority table: byte for byte what
 * `concludeGroup` says with them, without their detections. Reference lines, sectors and settings must be those of then.
 *
 * @param flights all flights of one object: what persons recorded is attached among all of its incursions
 */
export function concludeAgain(
  objectKey: string,
  flights: readonly ClassifiedFlight[],
  context: JudgingContext,
): readonly ConcludedFlight[] {
  const again = flights.map(({ flight, path, judged, counted }): ClassifiedFlight => {
    const { flight: changed, coverage } = judgeAgain(flight, path, judged, context.judge);
    return { flight: changed, path: { ...path, coverage }, judged, counted };
  });
  return determineAll(objectKey, again, context);
}

/** A concluded flight before its incursions are determined. */
export type ClassifiedFlight = Omit<ConcludedFlight, 'eligibilities'>;

/** The determination for every incursion of an object's flights. */
function determineAll(
  objectKey: string,
  flights: readonly ClassifiedFlight[],
  { authority, authorityVersion, designations, recordedOf }: JudgingContext,
): readonly ConcludedFlight[] {
  const recorded = attachRecords(
    recordedOf?.(objectKey) ?? [],
    flights.flatMap(({ flight }) => flight.incursions),
  );
  return flights.map(({ flight, path, judged, counted }) => ({
    flight,
    path,
    judged,
    counted,
    eligibilities: flight.incursions.map((incursion, place) =>
      determineEligibility(incursion, judged.moments[place]!, {
        authority,
        authorityVersion,
        designations,
        evidence: flight.evidence,
        recorded: recorded.get(incursion.id) ?? [],
      }),
    ),
  }));
}

/**
 * Whether the conclusion about a flight hangs on the gap limit, on which of the loaded reference lines is believed, and on what
 * an analyst decided about its tracks.
 * @param group the detections the flight was built from, as edits arrange them
 * @param unedited the groups of the same objects as they are without edits; left out where none was edited
 * @param builtInName of the built-in reference line
 */
export function sensitivityOf(
  flight: Flight,
  group: DetectionGroup,
  { reference, judge, settings: all }: ConclusionContext,
  builtInName: string,
  unedited: readonly DetectionGroup[] | null = null,
): readonly Sensitivity[] {
  const settings = settingsOfGroup(group, all);
  const concludedOf = (from: DetectionGroup, otherReference: Reference, otherSettings: Settings): readonly Flight[] =>
    buildFlights(from, otherSettings)
      .filter(({ kind }) => kind === 'flight')
      .map((draft) => classifyFlight(draft, otherReference, judge, otherSettings).flight);
  const concluded = (otherReference: Reference, otherSettings: Settings) =>
    concludedOf(group, otherReference, otherSettings);
  return [
    ...gapSensitivity(flight, settings, (other) => concluded(reference, other)),
    ...lineSensitivity(flight, builtInName, reference, (other) => concluded(other, settings)),
    ...(unedited === null || flight.edits.length === 0
      ? []
      : [
          editSensitivity(
            flight,
            unedited.flatMap((from) => concludedOf(from, reference, settingsOfGroup(from, all))),
          ),
        ]),
  ];
}

/**
 * Pairs of ids of flights that may be one aircraft seen by different sensors (smaller id first, in order). Pass `pathOf`
 * wherever paths can be read: boxes alone mark more pairs than there are. Pass `isAsked` where only some flights changed: pairs
 * of two others are left out.
 */
export const findPossibleDuplicates = (
  spans: readonly FlightSpan[],
  {
    settings = defaultSettings,
    pathOf = () => null,
    isAsked = () => true,
  }: {
    readonly settings?: Settings;
    readonly pathOf?: (id: string) => FlightPath | null;
    readonly isAsked?: (id: string) => boolean;
  } = {},
): readonly (readonly [string, string])[] => findAmongPaths(spans, settings, pathOf, isAsked);
