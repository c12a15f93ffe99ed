import type { IdentityFields, SensorKind } from '../model/detection.ts';

/** A sensor as detections refer to it. */
export interface SensorRef {
  /** As stated by the source, or `unnamed (READER)` when it states none. */
  readonly sensorId: string;
  readonly kind: SensorKind;
}

/**
 * Detections that may belong to the same objects (one object key, or one sensor's nameless ones), as parallel columns sorted by
 * (observedAtMs, idHi, idLo): the order depends on content alone, so that conclusions do not depend on the order of imports.
 */
export interface DetectionColumns {
  readonly count: number;
  /** Local row number in the store: carried through, never used for a decision. */
  readonly detectionNo: Float64Array;
  /** The content id's two 48-bit halves. */
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  readonly observedAtMs: Float64Array;
  /** WGS 84 degrees; NaN when the detection has no position. */
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** Per-axis standard deviation, metres; NaN when the source states none. */
  readonly sigmaM: Float64Array;
  /** Metres, NaN when none; datum is an index into `altitudeDatums`. */
  readonly altitudeM: Float64Array;
  readonly altitudeDatum: Uint8Array;
  /** Index into `positionOrigins`. */
  readonly positionOrigin: Uint8Array;
  /** Launch, home or operator position stated with the detection: [lng, lat], NaN when none. Self-reported. */
  readonly homeLng: Float64Array;
  readonly homeLat: Float64Array;
  readonly operatorLng: Float64Array;
  readonly operatorLat: Float64Array;
  /** Index into `identities` and `sensors` of the group. */
  readonly identity: Uint32Array;
  readonly sensor: Uint32Array;
}

export interface DetectionGroup {
  /** `objectKey` of the group; starts with `motion:` when nothing but motion tells its objects apart. */
  readonly key: string;
  readonly columns: DetectionColumns;
  readonly identities: readonly IdentityFields[];
  readonly sensors: readonly SensorRef[];
  /** Whether any of it comes from a synthetic export. */
  readonly synthetic: boolean;
  /** Left out where no analyst's edit is about any of it (`edits.ts`). */
  readonly edits?: {
    /** All of it is one flight, as an analyst decided. */
    readonly together: boolean;
    /** Ids of the edits that are about each row. */
    readonly ofRow: readonly (readonly string[])[];
  };
}

/** Hexadecimal form of a content id: 24 digits. */
export const contentId = (hi: number, lo: number): string =>
  hi.toString(16).padStart(12, '0') + lo.toString(16).padStart(12, '0');
