import type { Track } from './conclusion.ts';
import type { Evidence } from './detection.ts';
import type { Position } from './position.ts';

/**
 * The positions of one flight that say where the aircraft was, as parallel columns in the order of (time, content id). Left
 * out are detections without a position, positions that are the sensor's own, and implausible ones (`FlightDraft.leftOut`).
 */
export interface FlightPoints {
  readonly count: number;
  /** Local row number in the store: carried through, never used for a decision. */
  readonly detectionNo: Float64Array;
  /** The content id's two 48-bit halves. */
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  /** By the sensors' clocks, UTC milliseconds. */
  readonly timeMs: Float64Array;
  /** WGS 84 degrees. */
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** Per-axis standard deviation, metres; NaN when the source states none. */
  readonly sigmaM: Float64Array;
  /** 1 where the σ is not the record's but of the sensor's profile. */
  readonly sigmaByProfile: Uint8Array;
  /** Metres; NaN when none. `altitudeDatum` is an index into `altitudeDatums`. */
  readonly altitudeM: Float64Array;
  readonly altitudeDatum: Uint8Array;
  /** Index into `positionOrigins`. */
  readonly positionOrigin: Uint8Array;
  /** Index into the flight's `tracks`; 255 stands for the 256th track and all after it. */
  readonly track: Uint8Array;
}

/** Where the aircraft or its operator says it started or is controlled from. Self-reported. */
export interface StatedPlace {
  readonly kind: 'launch or home' | 'operator';
  readonly position: Position;
  /** Content id of the detection that states it: the earliest that states one. */
  readonly detectionId: string;
}

/** One sortie of one aircraft as its tracks give it, before anything is said about the side of the line it was on. */
export interface FlightDraft {
  /** Only objects that are UAS by evidence make flights; of the others, tracks are kept with their own counts. */
  readonly kind: 'flight' | 'track-only';
  /** Content-derived, 24 hexadecimal digits. */
  readonly id: string;
  readonly objectKey: string;
  readonly objectName: string;
  readonly makeModel: string | null;
  readonly evidence: Evidence;
  readonly synthetic: boolean;
  /** UTC milliseconds of the first and last detection, with or without a position. */
  readonly firstMs: number;
  readonly lastMs: number;
  /** All detections, used or not. */
  readonly detections: number;
  readonly tracks: readonly Track[];
  readonly points: FlightPoints;
  readonly leftOut: {
    /** Positions the aircraft could not have reached from those before and after at a plausible speed. */
    readonly implausible: number;
    /** Positions that are the sensor's, given in place of the aircraft's. */
    readonly sensorSubstitute: number;
  };
  readonly statedPlaces: readonly StatedPlace[];
  /** What was decided while building it, in sentences that belong among the reasons. */
  readonly notes: readonly string[];
  /** Ids of the analyst's edits that are about any of its detections, in order. */
  readonly edits: readonly string[];
}
