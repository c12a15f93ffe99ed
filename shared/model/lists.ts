// The closed lists of a conclusion, apart from their schemas: the window's pages need the words, not the checking.

export const sides = ['US', 'MX', 'undetermined'] as const;
export type Side = (typeof sides)[number];

export const grades = ['confirmed', 'probable', 'possible'] as const;
export type Grade = (typeof grades)[number];

/** In order of precedence: the first that holds. The index is the code in packed columns; 255 = null (no time). */
export const coverageStates = [
  'not-us',
  'boundary',
  'no-authority',
  'designated',
  'pending',
  'unknown',
  'outside',
] as const;
export type CoverageState = (typeof coverageStates)[number];

export const flightClasses = [
  'incursion',
  'us-origin-unknown',
  'outbound',
  'us-only',
  'border-approach',
  'mexico-only',
  'undetermined',
] as const;
export type FlightClass = (typeof flightClasses)[number];

export const sigmaOrigins = ['record', 'profile', 'default'] as const;
export type SigmaOrigin = (typeof sigmaOrigins)[number];

export const altitudeDatums = [
  'none',
  'HAE',
  'MSL',
  'AGL',
  'above take-off',
  'barometric',
  'datum not stated',
] as const;
export type AltitudeDatum = (typeof altitudeDatums)[number];

export const verdicts = ['met', 'not-met', 'unknown'] as const;
export type Verdict = (typeof verdicts)[number];

export const elementIds = [
  'authority-in-force',
  'acting-component',
  'place-in-us',
  'covered-asset-basis',
  'credible-threat',
  'positive-identification',
  'faa-coordination',
] as const;
export type ElementId = (typeof elementIds)[number];

/** What an analyst can decide about tracks (`track-edit.ts`). */
export const trackEditKinds = ['merge', 'split', 'reassign', 'friendly', 'not-a-uas'] as const;
export type TrackEditKind = (typeof trackEditKinds)[number];

/** What a person made of a flight. *changed*: it was reviewed, and is concluded otherwise since. */
export const reviewStates = ['new', 'accepted', 'rejected', 'friendly', 'to-discuss', 'changed'] as const;
export type ReviewState = (typeof reviewStates)[number];
/** Elements that only a person can determine; the other elements are computed from the record and cannot be overruled. */
export const recordableElementIds = [
  'acting-component',
  'covered-asset-basis',
  'credible-threat',
  'positive-identification',
  'faa-coordination',
] as const;
export type RecordableElementId = (typeof recordableElementIds)[number];

/**
 * How a record hangs on an incursion as it now stands:
 * - `same`: the very incursion it was recorded for;
 * - `flight-changed`: the same presence with the same detections, of a flight whose other detections changed;
 * - `earlier-state`: the presence that takes most of its time, but not the one it was recorded for. It decides nothing until a
 *   person records it for the flight as it now is.
 */
export const attachments = ['same', 'flight-changed', 'earlier-state'] as const;
export type Attachment = (typeof attachments)[number];

export const designationStatuses = ['designated', 'pending', 'rescinded'] as const;
export type DesignationStatus = (typeof designationStatuses)[number];
