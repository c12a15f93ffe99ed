/** Where an aircraft truly was, second by second, between which it flew straight. */
export interface TruePath {
  /** UTC milliseconds, one second apart. */
  readonly timeMs: Float64Array;
  /** WGS 84 degrees. */
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  /** Above ground. */
  readonly heightM: Float64Array;
}

/** A path's state at any instant within it. One object serves a whole walk along a path. */
export interface PathState {
  lng: number;
  lat: number;
  heightM: number;
  /** Over ground, to the east and to the north, and up. */
  eastMps: number;
  northMps: number;
  upMps: number;
}

export const pathStart = (path: TruePath): number => path.timeMs[0]!;
export const pathEnd = (path: TruePath): number => path.timeMs[path.timeMs.length - 1]!;

/**
 * Fills `state` with the path's state at an instant (kept within the path).
 * @param metres per degree of longitude and of latitude, for the speeds
 */
export function stateAt(
  path: TruePath,
  timeMs: number,
  metres: { readonly lng: number; readonly lat: number },
  state: PathState,
): void {
  const last = path.timeMs.length - 2;
  const seconds = (timeMs - pathStart(path)) / 1000;
  const i = Math.max(0, Math.min(last, Math.floor(seconds)));
  const fraction = Math.max(0, Math.min(1, seconds - i));
  const dLng = path.lng[i + 1]! - path.lng[i]!;
  const dLat = path.lat[i + 1]! - path.lat[i]!;
  const dHeight = path.heightM[i + 1]! - path.heightM[i]!;
  state.lng = path.lng[i]! + fraction * dLng;
  state.lat = path.lat[i]! + fraction * dLat;
  state.heightM = path.heightM[i]! + fraction * dHeight;
  state.eastMps = dLng * metres.lng;
  state.northMps = dLat * metres.lat;
  state.upMps = dHeight;
}
