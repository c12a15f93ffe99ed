// The US-Mexico border out of geo-tz: the edges that a US and a Mexican time zone share.
// geo-tz cuts its polygons into the leaves of a quadtree, so edges made by the cutting are left out.
import { closeSync, openSync, readSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { decode } from 'geobuf';
import Pbf from 'pbf';
import { packageFile, readJson } from './file.mjs';
import { distanceM, stationsM } from './line.mjs';

const box = { west: -118.5, south: 25, east: -96, north: 33.2 };
const usZones = new Set(['America/Los_Angeles', 'America/Phoenix', 'America/Denver', 'America/Chicago']);
const mexicanZones = new Set(
  [
    'Tijuana',
    'Hermosillo',
    'Ciudad_Juarez',
    'Ojinaga',
    'Matamoros',
    'Monterrey',
    'Chihuahua',
    'Mazatlan',
    'Mexico_City',
  ].map((city) => `America/${city}`),
);
const expected = {
  leaves: 262,
  vertices: 34296,
  lengthM: 3229700,
  west: [-117.4649, 32.5904],
  east: [-96.924, 25.9757],
};

function sideOf(zone) {
  if (usZones.has(zone)) return 'us';
  if (mexicanZones.has(zone)) return 'mx';
  throw new Error(`Unknown zone in the border box: ${zone}`);
}

/** Quadtree leaves touching the box. Children: a north-east, b north-west, c south-west, d south-east. */
function leavesIn(node, west, south, east, north) {
  if (east < box.west || west > box.east || north < box.south || south > box.north) return [];
  if (node.pos >= 0 && node.len) return [{ pos: node.pos, len: node.len, west, south, east, north }];
  if (typeof node !== 'object' || Array.isArray(node)) return []; // a whole leaf of one zone set: no geometry
  const x = (west + east) / 2;
  const y = (south + north) / 2;
  const quarters = { a: [x, y, east, north], b: [west, y, x, north], c: [west, south, x, y], d: [x, south, east, y] };
  return Object.entries(quarters).flatMap(([name, quarter]) => (node[name] ? leavesIn(node[name], ...quarter) : []));
}

const key = ([lng, lat]) => `${Math.round(lng * 1e6)},${Math.round(lat * 1e6)}`;
const position = (k) => k.split(',').map((n) => Number(n) / 1e6);

function onLeafBox([lng1, lat1], [lng2, lat2], leaf) {
  const on = (a, b, side) => Math.abs(a - side) < 2e-6 && Math.abs(b - side) < 2e-6;
  return (
    on(lng1, lng2, leaf.west) || on(lng1, lng2, leaf.east) || on(lat1, lat2, leaf.south) || on(lat1, lat2, leaf.north)
  );
}

function edgesOf(geometry, leaf, into) {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  for (const ring of rings) {
    for (let i = 0; i + 1 < ring.length; i++) {
      const [a, b] = [key(ring[i]), key(ring[i + 1])];
      if (a === b || onLeafBox(position(a), position(b), leaf)) continue;
      into.add(a < b ? `${a} ${b}` : `${b} ${a}`);
    }
  }
}

/** Undirected edges, all in one chain, as one list of positions. */
function chain(edges) {
  const neighbours = new Map();
  const link = (a, b) => neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
  for (const edge of edges) {
    const [a, b] = edge.split(' ');
    link(a, b);
    link(b, a);
  }
  const ends = [...neighbours].filter(([, to]) => to.length === 1).map(([from]) => from);
  const branched = [...neighbours.values()].filter((to) => to.length > 2).length;
  if (ends.length !== 2 || branched > 0) throw new Error(`Not one line: ${ends.length} ends, ${branched} branches`);
  const line = [ends[0]];
  for (let before = null, here = ends[0]; ; ) {
    const next = neighbours.get(here).find((k) => k !== before);
    if (next === undefined) break;
    line.push(next);
    [before, here] = [here, next];
  }
  if (line.length !== neighbours.size)
    throw new Error(`Not one line: ${line.length} of ${neighbours.size} vertices reached`);
  return line.map(position);
}

/** The full-resolution line, west to east, so that the United States is on its left; and metres along it at each vertex. */
export function readBorderLine() {
  const data = join(dirname(dirname(packageFile('geo-tz'))), 'data');
  const index = readJson(join(data, 'timezones.geojson.index.json'));
  const leaves = leavesIn(index.lookup, -179.9999, -89.9999, 179.9999, 89.9999);
  if (leaves.length !== expected.leaves) console.log(`note: ${leaves.length} leaves, ${expected.leaves} expected`);

  const shared = new Set();
  const file = openSync(join(data, 'timezones.geojson.geo.dat'), 'r');
  for (const leaf of leaves) {
    const bytes = Buffer.alloc(leaf.len);
    readSync(file, bytes, 0, leaf.len, leaf.pos);
    const edges = { us: new Set(), mx: new Set() };
    for (const { properties, geometry } of decode(new Pbf(bytes)).features)
      edgesOf(geometry, leaf, edges[sideOf(properties.tzid)]);
    for (const edge of edges.us) if (edges.mx.has(edge)) shared.add(edge);
  }
  closeSync(file);

  const line = chain(shared);
  if (line[0][0] > line.at(-1)[0]) line.reverse();
  const stations = stationsM(line);
  const lengthM = stations.at(-1);
  if (line.length !== expected.vertices) throw new Error(`${line.length} vertices, ${expected.vertices} expected`);
  if (Math.abs(lengthM - expected.lengthM) > 1000) throw new Error(`${lengthM} m long, ${expected.lengthM} expected`);
  if (distanceM(line[0], expected.west) > 1000 || distanceM(line.at(-1), expected.east) > 1000)
    throw new Error('Ends elsewhere');
  return { line, stations };
}
