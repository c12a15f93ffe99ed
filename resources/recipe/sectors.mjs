// sectors.json: Border Patrol sectors as reaches of the border line, counties by sector, federal judicial districts.
// Facts come from the reference folder; the border kilometres of the breaks are found here on the built-in line.
import { join } from 'node:path';
import { readBorderLine } from './lib/border-line.mjs';
import { readJson, readOutput, referenceFolder, writeOutput } from './lib/file.mjs';
import { judicialDistrict } from './lib/judicial-districts.mjs';
import { locate } from './lib/line.mjs';

/** Breaks that no county or state line fixes. */
const placedByMileage = new Set(['ELC-YUM', 'EPT-BBT']);

const folder = referenceFolder('sectors.json');
if (folder !== null) {
  const facts = readJson(join(folder, 'sectors-counties.json'));
  const { line, stations } = readBorderLine();
  const { name, lengthKm } = readOutput('border.json');

  const kmOf = ({ lng, lat, lon = lng, npmKm }, what) => {
    const { stationM, offM } = locate([lon, lat], line, stations);
    if (offM > 500 || Math.abs(stationM / 1000 - npmKm) > 0.2)
      throw new Error(`${what}: km ${stationM / 1000}, ${offM} m off`);
    return Number((stationM / 1000).toFixed(2));
  };

  // The first and last entries are the coasts; sectors go on to the ends of the line at sea.
  const breaks = facts.sectorBreaks.slice(1, -1).map((b) => {
    const { between, lat, lon: lng, toleranceKm, basis, status, alternate } = b;
    const km = kmOf(b, between.join('-'));
    return {
      between,
      km,
      lng,
      lat,
      toleranceKm,
      basis,
      status: status ?? (placedByMileage.has(between.join('-')) ? 'placed by published mileage' : 'agreed'),
      ...(alternate && {
        alternate: {
          km: kmOf(alternate, 'alternate'),
          lng: alternate.lon,
          lat: alternate.lat,
          toleranceKm: alternate.toleranceKm,
          basis: alternate.basis,
        },
      }),
    };
  });

  const sectors = facts.sectors.map(({ code, name, headquarters, ...rest }, i) => {
    if (i > 0 && breaks[i - 1].between[1] !== code) throw new Error(`Sectors and breaks out of order at ${code}`);
    return {
      code,
      name,
      headquarters: headquarters.replace(/ (..)$/, ', $1'),
      fromKm: i === 0 ? 0 : breaks[i - 1].km,
      toKm: i === breaks.length ? lengthKm : breaks[i].km,
      publishedExtent: rest.publishedExtent,
      publishedExtentSource: rest.publishedExtentSource,
      stations: rest.stations,
      stationsUnconfirmed: rest.stationsUnconfirmed ?? [],
      stationsSource: rest.stationsSource,
    };
  });

  const disputed = breaks
    .filter((b) => b.alternate)
    .map(({ between, km, alternate }) => ({
      between,
      fromKm: km,
      toKm: alternate.km,
      default: between[1],
      note:
        'Published sources conflict. Station pages put this reach, in the north-west of Webb County, in Laredo Sector (Laredo 171 miles); ' +
        'newer mileages (Del Rio 245, Laredo 136) put it in Del Rio Sector. The county line is the default.',
    }));

  const counties = Object.fromEntries(
    facts.counties.map(({ fips, county, state, sector, confidence, note, split }) => [
      fips,
      {
        name: county,
        state,
        sector,
        confidence,
        ...(note && { note: note.replaceAll('sectorBreaks', 'breaks') }),
        ...(split && { split }),
      },
    ]),
  );
  const districts = Object.entries(counties)
    .map(([fips, { state, name }]) => [fips, judicialDistrict(state, name)])
    .filter(([, district]) => district !== null);

  writeOutput(
    'sectors.json',
    {
      about:
        'US Border Patrol sectors of the southwest border. Near the border (within 50 km) take the sector from the nearest border km; farther in, from the county, which is approximate. No official polygons were available: import them where you have them.',
      line: name,
      kmAre:
        'border km along the built-in line; sectors tile the whole line, from inclusive, to exclusive (the last includes the end of the line), both ends at sea included',
      vintage: 'texts of 2007 to 2026, compiled 2026-11-22',
      source:
        'Public text of cbp.gov sector and station pages and pages quoting them; mileages checked along the Census TIGER 2023 boundary. Headquarters: general knowledge.',
      licence: 'facts',
      confidence: facts.confidence,
      sectors,
      breaks,
      disputed,
      counties,
      judicialDistricts: {
        about: 'Federal judicial district and division by county FIPS code. A county that is absent is not known here.',
        citation: '28 U.S.C. 82 (Arizona), 84 (California), 111 (New Mexico), 124 (Texas)',
        source:
          'Statute text as codified, read in the public mirror codexstanford/markdonw-chunck-of-the-usa-code (title 28, sections 82, 84, 111, 124, commit 923a637); later amendments not checked',
        verified: true,
        byCounty: Object.fromEntries(districts),
      },
    },
    'rows',
  );
  for (const { code, fromKm, toKm } of sectors) console.log(`  ${code} ${fromKm}-${toKm} km`);
  console.log(`  ${Object.keys(counties).length} counties, ${districts.length} with a judicial district`);
}
