// ports-of-entry.json: facts of the reference folder, border kilometres moved to the built-in line.
import { join } from 'node:path';
import { readBorderLine } from './lib/border-line.mjs';
import { readJson, readOutput, referenceFolder, writeOutput } from './lib/file.mjs';
import { locate } from './lib/line.mjs';

const folder = referenceFolder('ports-of-entry.json');
if (folder !== null) {
  const { ports } = readJson(join(folder, 'ports-of-entry.json'));
  const { line, stations } = readBorderLine();
  writeOutput(
    'ports-of-entry.json',
    {
      about:
        'Land ports of entry on the US-Mexico border. One point per port as its source gives it, not per bridge; a note marks a known fault, nothing is corrected.',
      line: readOutput('border.json').name,
      source:
        'US DOT Bureau of Transportation Statistics, Border Crossing Entry Data, data to 2025; CBP names, addresses and field offices from cbp.gov contact pages as collected in MetaPhase-Consulting/dutystation (src/data/cbp_all_locations.csv, commit e146164e)',
      vintage: 'data 1996 to 2025, compiled 2026-11-22',
      licence: 'US Government work, public domain; facts',
      fields: {
        code: 'CBP / Schedule D port code',
        'lng, lat': 'WGS 84, the source point',
        borderKm: 'km along the built-in line, at its point nearest to the source point',
        distanceToBorderM: 'from the source point to the built-in line',
        sector: 'Border Patrol sector of that reach',
        statsYears: 'years with crossing statistics',
      },
      notIncluded:
        'Crossings without a code of their own: Paso del Norte and Stanton Street, the bridges of Laredo and Brownsville, Pharr, Anzalduas.',
      ports: ports.map(
        ({ code, name, state, lat, lon, sector, statsYears, cbpName, cbpAddress, fieldOffice, note }) => {
          const { stationM, offM } = locate([lon, lat], line, stations);
          return {
            code,
            name,
            state,
            lng: lon,
            lat,
            borderKm: Number((stationM / 1000).toFixed(1)),
            distanceToBorderM: Math.round(offM),
            sector,
            statsYears,
            ...(cbpName && { cbpName, cbpAddress, fieldOffice }),
            ...(note && { note }),
          };
        },
      ),
    },
    'rows',
  );
}
