import type { DetectionFields } from '../model/detection.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from '../model/fields.ts';
import type { Dimension } from './units.ts';

/** The rule by which a number is judged: its sentinels and its range (`sanitise.ts`). */
export type NumberRule =
  | 'coordinate'
  | 'altitude'
  | 'height'
  | 'speed'
  | 'vertical-speed'
  | 'direction'
  | 'elevation'
  | 'distance'
  | 'horizontal-accuracy'
  | 'vertical-accuracy'
  | 'speed-accuracy'
  | 'duration'
  | 'share'
  | 'rssi'
  | 'frequency'
  | 'small-code'
  | 'flags';

/** A field a source's value can go to: one of the detection's own, or a stepping stone that ends in one or two of them. */
export type Target = NumberTarget | TextTarget | CodeTarget | TimeTarget;

interface TargetBase {
  readonly name: string;
  readonly slot: number;
}
export interface NumberTarget extends TargetBase {
  readonly kind: 'number';
  readonly rule: NumberRule;
  readonly dimension: Dimension;
  /** Largest code of a `small-code`. */
  readonly largest: number;
}
export interface TextTarget extends TargetBase {
  readonly kind: 'text';
}
export interface CodeTarget extends TargetBase {
  readonly kind: 'code';
  readonly codes: readonly string[];
}
export interface TimeTarget extends TargetBase {
  readonly kind: 'time';
}

const numbers: Readonly<Record<string, readonly [NumberRule, Dimension, number?]>> = {
  timeAccuracyS: ['duration', 'duration'],
  sensorLat: ['coordinate', 'angle'],
  sensorLng: ['coordinate', 'angle'],
  sensorAltM: ['altitude', 'length'],
  lat: ['coordinate', 'angle'],
  lng: ['coordinate', 'angle'],
  bearingDeg: ['direction', 'angle'],
  elevationDeg: ['elevation', 'angle'],
  rangeM: ['distance', 'length'],
  arcFromDeg: ['direction', 'angle'],
  arcToDeg: ['direction', 'angle'],
  sigmaM: ['horizontal-accuracy', 'length'],
  altHaeM: ['altitude', 'length'],
  altMslM: ['altitude', 'length'],
  altBaroM: ['altitude', 'length'],
  heightM: ['height', 'length'],
  altUnknownDatumM: ['altitude', 'length'],
  vertAccuracyM: ['vertical-accuracy', 'length'],
  speedMps: ['speed', 'speed'],
  vspeedMps: ['vertical-speed', 'speed'],
  courseDeg: ['direction', 'angle'],
  headingDeg: ['direction', 'angle'],
  speedAccuracyMps: ['speed-accuracy', 'speed'],
  opStatus: ['small-code', 'none', 4],
  classConfidence: ['share', 'share'],
  detectionConfidence: ['share', 'share'],
  rssiDbm: ['rssi', 'power'],
  freqHz: ['frequency', 'frequency'],
  flags: ['flags', 'none'],
  uaType: ['small-code', 'none', 15],
  operatorLat: ['coordinate', 'angle'],
  operatorLng: ['coordinate', 'angle'],
  operatorAltHaeM: ['altitude', 'length'],
  operatorLocType: ['small-code', 'none', 2],
  homeLat: ['coordinate', 'angle'],
  homeLng: ['coordinate', 'angle'],
  // Stepping stones.
  heightAboveTakeoffM: ['height', 'length'],
  heightAboveGroundM: ['height', 'length'],
};

const times: ReadonlySet<string> = new Set(['observedAtMs', 'receivedAtMs']);

/** A date, a time of day, "lat, lng" or "lng, lat" in one cell, and an id that may be a serial or the sensor's own number. */
const textStones = ['observedDate', 'observedTime', 'latLng', 'lngLat', 'objectId'] as const;

const columns = [...measureColumns, ...identityColumns, ...sensorColumns, ...personalColumns];

/** Detection fields in the order of the model's tables, then the stepping stones. A target's slot is its index. */
export const targets: readonly Target[] = [
  ...columns.map(({ name, codes }) => ({ name: name as string, codes })),
  { name: 'heightAboveTakeoffM', codes: undefined },
  { name: 'heightAboveGroundM', codes: undefined },
  ...textStones.map((name) => ({ name: name as string, codes: undefined })),
].map(({ name, codes }, slot): Target => {
  if (codes !== undefined) return { name, slot, kind: 'code', codes };
  if (times.has(name)) return { name, slot, kind: 'time' };
  const number = numbers[name];
  if (number === undefined) return { name, slot, kind: 'text' };
  return { name, slot, kind: 'number', rule: number[0], dimension: number[1], largest: number[2] ?? 0 };
});

/** How many of the targets are fields of a detection; the rest are stepping stones. */
export const fieldCount = columns.length;

const byName: ReadonlyMap<string, Target> = new Map(targets.map((target) => [target.name, target]));

export const targetOf = (name: string): Target | null => byName.get(name) ?? null;

/** Slot of a field known at compile time. */
export function slotOf(
  name: keyof DetectionFields | 'heightAboveTakeoffM' | 'heightAboveGroundM' | (typeof textStones)[number],
): number {
  return byName.get(name)!.slot;
}
