/** What one KML Placemark holds, as text, before it is made records. */
export interface Placemark {
  /** Offsets of its first byte and behind its last one. */
  readonly start: number;
  end: number;
  name: string;
  /** `TimeStamp`, or a `TimeSpan` whose ends are one instant. */
  when: string | null;
  /** A `TimeSpan` that is more than an instant. */
  isSpan: boolean;
  /** `Data` and `SimpleData` by name. */
  readonly data: Map<string, string>;
  readonly geometries: Geometry[];
  /** Why it cannot be trusted: its XML is not well-formed. */
  fault: string | null;
}

export type AltitudeMode = 'absolute' | 'relativeToGround' | 'none';

export type Geometry = Point | Line | Area | Track;

interface Placed {
  altitudeMode: AltitudeMode;
}
export interface Point extends Placed {
  readonly kind: 'point';
  coordinates: string;
}
export interface Line extends Placed {
  readonly kind: 'line';
  coordinates: string;
}
/** Polygons, rings, models, overlays: not where something was at an instant. */
export interface Area extends Placed {
  readonly kind: 'area';
}
export interface Track extends Placed {
  readonly kind: 'track';
  readonly whens: Located[];
  readonly coordinates: Located[];
  /** `SimpleArrayData`: a value for each point, by name. */
  readonly arrays: Map<string, string[]>;
}

/** An element's text and where the element stands. */
export interface Located {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

export const toAltitudeMode = (text: string): AltitudeMode => {
  const mode = text.trim();
  // Without a mode, or clamped to the ground, an altitude means nothing (OGC KML 2.3, 9.20).
  return mode === 'absolute' || mode === 'relativeToGround' ? mode : 'none';
};
