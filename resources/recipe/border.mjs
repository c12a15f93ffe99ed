// border.json (1 m, to classify with) and border-overview.json (30 m, to draw at low zoom).
import { readBorderLine } from './lib/border-line.mjs';
import { writeOutput } from './lib/file.mjs';
import { locate, simplify } from './lib/line.mjs';

/** Where the land line meets the sea, near enough: their stations are found on the line. */
const pacificShore = [-117.12466, 32.53427];
const rioGrandeMouth = [-97.1458, 25.9566];

const { line, stations } = readBorderLine();
const km = (metres, decimals) => Number((metres / 1000).toFixed(decimals));
const landKm = (point) => km(locate(point, line, stations).stationM, 2);

/** First value, then differences. */
const deltas = (values) => values.map((value, i) => (i === 0 ? value : value - values[i - 1]));

function write(name, toleranceM, about) {
  const kept = simplify(line, toleranceM);
  writeOutput(
    name,
    {
      about,
      name: 'OpenStreetMap boundary through geo-tz 8.1.9',
      source:
        'npm geo-tz 8.1.9 (timezone-boundary-builder polygons of OpenStreetMap): edges shared by US and Mexican zones; see recipe/border.mjs',
      vintage:
        'geo-tz 8.1.9, published 2026-09-16; the package does not state its boundary release (probably 2026c, July 2026)',
      licence: 'ODbL 1.0',
      attribution: '© OpenStreetMap contributors',
      notASurvey: 'This is a map line with a stated local error, not a survey and not the legal boundary.',
      lengthKm: km(stations.at(-1), 1),
      landFromKm: landKm(pacificShore),
      landToKm: landKm(rioGrandeMouth),
      simplifiedM: toleranceM,
      segmentsAre: 'straight in longitude/latitude',
      direction: 'west to east: the United States is on the left',
      stationsAre: 'decimetres of geodesic along the full-resolution line (34296 vertices) from its Pacific end',
      vertices: kept.length,
      scale: 1e6,
      lng: deltas(kept.map((i) => Math.round(line[i][0] * 1e6))),
      lat: deltas(kept.map((i) => Math.round(line[i][1] * 1e6))),
      stationDm: deltas(kept.map((i) => Math.round(stations[i] * 10))),
    },
    'rows',
  );
  console.log(`  ${kept.length} of ${line.length} vertices`);
}

write(
  'border.json',
  1,
  'The built-in reference line. Lists are delta-encoded integers: degrees times scale, and decimetres of border station.',
);
write(
  'border-overview.json',
  30,
  'The same line for drawing at low zoom; never classify with it. Encoded as border.json.',
);
