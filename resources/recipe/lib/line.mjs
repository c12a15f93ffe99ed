// Arithmetic on a polyline of [lng, lat] positions, WGS 84. Segments are straight in longitude/latitude.
import geodesic from 'geographiclib-geodesic';

const wgs84 = geodesic.Geodesic.WGS84;
const radians = Math.PI / 180;

/** Geodesic length, metres. */
export const distanceM = ([lng1, lat1], [lng2, lat2]) => wgs84.Inverse(lat1, lng1, lat2, lng2).s12;

/** Metres per degree of longitude and latitude at a latitude, from the WGS 84 radii of curvature. */
export function metresPerDegree(lat) {
  const a = 6378137;
  const e2 = 0.0066943799901413165;
  const w2 = 1 - e2 * Math.sin(lat * radians) ** 2;
  return { x: (a / Math.sqrt(w2)) * Math.cos(lat * radians) * radians, y: ((a * (1 - e2)) / w2 ** 1.5) * radians };
}

/** Nearest point of segment a-b to p on p's local plane: distance in metres, and where (0 at a, 1 at b). */
export function nearestOnSegment(p, a, b, scale = metresPerDegree(p[1])) {
  const ax = (a[0] - p[0]) * scale.x;
  const ay = (a[1] - p[1]) * scale.y;
  const dx = (b[0] - a[0]) * scale.x;
  const dy = (b[1] - a[1]) * scale.y;
  const length2 = dx * dx + dy * dy;
  const t = length2 === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length2));
  return { distanceM: Math.hypot(ax + t * dx, ay + t * dy), t };
}

/** Nearest point of a whole line to p. Plain search; skips segments that are clearly farther than the best so far. */
export function nearestOnLine(p, line) {
  const scale = metresPerDegree(p[1]);
  let best = { distanceM: Infinity, t: 0, index: -1 };
  for (let i = 0; i + 1 < line.length; i++) {
    const a = line[i];
    const b = line[i + 1];
    const reach = best.distanceM / scale.x;
    if (Math.min(a[0], b[0]) - p[0] > reach || p[0] - Math.max(a[0], b[0]) > reach) continue;
    const near = nearestOnSegment(p, a, b, scale);
    if (near.distanceM < best.distanceM) best = { ...near, index: i };
  }
  return best;
}

/** Metres along the line from its first vertex to each vertex. */
export function stationsM(line) {
  const stations = [0];
  for (let i = 1; i < line.length; i++) stations.push(stations[i - 1] + distanceM(line[i - 1], line[i]));
  return stations;
}

/** Metres along the line at its nearest point to p, and how far off p is. */
export function locate(p, line, stations) {
  const { index, t, distanceM: offM } = nearestOnLine(p, line);
  return { stationM: stations[index] + t * (stations[index + 1] - stations[index]), offM };
}

/** Douglas-Peucker: indices of the vertices to keep, every dropped vertex within `toleranceM` of its chord. */
export function simplify(line, toleranceM) {
  const keep = new Uint8Array(line.length);
  keep[0] = keep[line.length - 1] = 1;
  const scales = line.map(([, lat]) => metresPerDegree(lat));
  const spans = [[0, line.length - 1]];
  while (spans.length > 0) {
    const [from, to] = spans.pop();
    let worst = -1;
    let worstM = toleranceM;
    for (let i = from + 1; i < to; i++) {
      const offM = nearestOnSegment(line[i], line[from], line[to], scales[i]).distanceM;
      if (offM > worstM) [worst, worstM] = [i, offM];
    }
    if (worst < 0) continue;
    keep[worst] = 1;
    spans.push([from, worst], [worst, to]);
  }
  return [...keep.keys()].filter((i) => keep[i] === 1);
}

/** Reads the encoding of border.json back: positions and stations in metres. */
export function decodeLine({ scale, lng, lat, stationDm }) {
  const sums = (deltas) => {
    let sum = 0;
    return deltas.map((delta) => (sum += delta));
  };
  const lats = sums(lat);
  return {
    line: sums(lng).map((x, i) => [x / scale, lats[i] / scale]),
    stations: sums(stationDm).map((dm) => dm / 10),
  };
}

/** A grid over a line's segments: nearest segment within about `cellDeg` of a point, in constant time. */
export function lineIndex(line, cellDeg = 0.05) {
  const cells = new Map();
  const cell = (degrees) => Math.floor(degrees / cellDeg);
  for (let i = 0; i + 1 < line.length; i++) {
    const [[ax, ay], [bx, by]] = [line[i], line[i + 1]];
    for (let x = cell(Math.min(ax, bx)); x <= cell(Math.max(ax, bx)); x++) {
      for (let y = cell(Math.min(ay, by)); y <= cell(Math.max(ay, by)); y++) {
        const at = `${x},${y}`;
        if (!cells.has(at)) cells.set(at, []);
        cells.get(at).push(i);
      }
    }
  }
  return (p) => {
    const scale = metresPerDegree(p[1]);
    let best = { distanceM: Infinity, t: 0, index: -1 };
    for (let x = cell(p[0]) - 1; x <= cell(p[0]) + 1; x++) {
      for (let y = cell(p[1]) - 1; y <= cell(p[1]) + 1; y++) {
        for (const i of cells.get(`${x},${y}`) ?? []) {
          const near = nearestOnSegment(p, line[i], line[i + 1], scale);
          if (near.distanceM < best.distanceM) best = { ...near, index: i };
        }
      }
    }
    return best;
  };
}
