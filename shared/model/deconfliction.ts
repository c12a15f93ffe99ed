import { z } from 'zod';
import { altitudeDatums } from './lists.ts';

/** A height with what it is measured from. */
const heightSchema = z.object({ metres: z.number(), datum: z.enum(altitudeDatums) });

export const nearestCooperativeSchema = z.object({
  flightId: z.string(),
  objectName: z.string(),
  kind: z.enum(['own-log', 'broadcast']),
  sameIdentity: z.boolean(),
  /** Geodesic, between the two positions as reported. */
  distanceM: z.number(),
  /** From the flight to the other, degrees clockwise from true north. */
  bearingDeg: z.number(),
  /** Of the flight's position, UTC milliseconds; the other's lies `secondsApart` later (negative: earlier). */
  atMs: z.number(),
  secondsApart: z.number(),
  height: heightSchema.nullable(),
  otherHeight: heightSchema.nullable(),
  /** Other minus flight, metres; null unless both heights have one datum that makes them comparable. */
  heightDifferenceM: z.number().nullable(),
  /** Per-axis σ of the two positions, metres. */
  sigmaM: z.number(),
  otherSigmaM: z.number(),
  /** Index of the position in each path. */
  index: z.number().int(),
  otherIndex: z.number().int(),
});
export type NearestCooperative = z.infer<typeof nearestCooperativeSchema>;

/**
 * What is loaded of cooperative traffic about a flight. `none-loaded`: nothing of its time, so nothing can be said;
 * `none-at-the-time`: tracks overlap it, but none has a position within the limit of one of the flight's.
 */
export const deconflictionSchema = z.object({
  state: z.enum(['none-loaded', 'none-at-the-time', 'found']),
  /** Cooperative tracks that overlap the flight in time. */
  tracks: z.number().int(),
  ownLogs: z.number().int(),
  nearest: nearestCooperativeSchema.nullable(),
  /** What may be said of it, for window, page and command line alike. */
  sentence: z.string(),
});
export type Deconfliction = z.infer<typeof deconflictionSchema>;
