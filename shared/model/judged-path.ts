/**
 * What the coverage of a flight hangs on besides areas, designations, statements and authority: the questions its
 * classification put to the coverage judge, and which positions count for which presence in the United States. With these the
 * same questions can be put to another judge, without classifying the flight again.
 *
 * `asked`, `sigmaM` and `sector` are parallel; all other positions have a state that no designation can change.
 */
export interface JudgedPath {
  /** Positions (index into the flight's path, ascending) surely in the United States, P(US) ≥ 0.95. */
  readonly asked: Uint32Array;
  /** Per-axis standard deviation used, metres. */
  readonly sigmaM: Float64Array;
  /** Index into `sectors`; `NO_SECTOR` when not known. */
  readonly sector: Uint8Array;
  /** Those of the questions, then those of the moments: all that the flight's coverage and determinations can hang on. */
  readonly sectors: readonly string[];
  /**
   * Of every position of the path: what it counts for, being on the US side by the best estimate. `IN_NONE`, `IN_UNEXPLAINED`
   * (a presence that is no incursion), else `IN_INCURSION` + the place of the incursion among the flight's.
   */
  readonly presence: Uint16Array;
  /** The position whose state a presence without any time has; null for a flight without a presence. */
  readonly decidedBy: number | null;
  /** When and where each incursion is judged, in their order. */
  readonly moments: readonly JudgedMoment[];
}

export const NO_SECTOR = 255;
export const IN_NONE = 0;
export const IN_UNEXPLAINED = 1;
export const IN_INCURSION = 2;

/** When and where an incursion is judged: its first sure position in the US, or its first when none is sure. */
export interface JudgedMoment {
  /** Index into the flight's path. */
  readonly position: number;
  /** UTC milliseconds. */
  readonly timeMs: number;
  /** WGS 84 degrees. */
  readonly lng: number;
  readonly lat: number;
  /** Per-axis standard deviation of the position, metres. */
  readonly sigmaM: number;
  /** Sector code; null when not known. */
  readonly sector: string | null;
}
