import type { Position } from '../../model/position.ts';

/** An area as a file states it, in the shape of a GeoJSON feature: checked by who reads areas from features, whatever the file. */
export interface FileFeature {
  readonly type: 'Feature';
  readonly properties: Readonly<Record<string, string | number | boolean | null>>;
  readonly geometry: {
    readonly type: 'MultiPolygon';
    readonly coordinates: readonly (readonly (readonly Position[])[])[];
  };
}
