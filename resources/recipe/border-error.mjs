// border-error.json: how far the built-in line may be off, per kilometre, from the measured profile in the reference folder.
import { join } from 'node:path';
import { readJson, readOutput, referenceFolder, writeOutput } from './lib/file.mjs';

const names = {
  'maritime-pacific': 'Pacific, offshore',
  'ca-land': 'California land line',
  'colorado-river': 'Colorado River',
  'az-diagonal': 'Arizona diagonal line',
  'az-parallel': 'Arizona land line along 31°20′ N',
  'nm-west': 'New Mexico bootheel',
  'nm-parallel': 'New Mexico land line along 31°47′ N',
  'rg-elpaso-ftquitman': 'Rio Grande, El Paso to Fort Quitman',
  'rg-ftquitman-presidio': 'Rio Grande, Fort Quitman to Presidio',
  'rg-bigbend-lowercanyons': 'Rio Grande, Big Bend and Lower Canyons',
  amistad: 'Amistad Reservoir',
  'rg-amistad-laredo': 'Rio Grande, Amistad Dam past Laredo to Falcon Reservoir',
  falcon: 'Falcon Reservoir',
  'rg-lower': 'Rio Grande, Falcon Dam to the mouth',
  'maritime-gulf': 'Gulf coast, offshore',
};

const folder = referenceFolder('border-error.json');
if (folder !== null) {
  const measured = readJson(join(folder, 'border-uncertainty.json'));
  const { lengthKm, name } = readOutput('border.json');

  const worst = measured.profile.map(([km, , , , vsTigerM, vsFccM], i) => {
    if (km !== i) throw new Error(`profile row ${i} is km ${km}`);
    return Math.max(vsTigerM, vsFccM);
  });
  if (worst.length !== Math.ceil(lengthKm)) throw new Error(`${worst.length} rows for ${lengthKm} km`);
  const errorBoundM = worst.map((here, i) =>
    Math.max(5, Math.ceil(Math.max(here, worst[i - 1] ?? 0, worst[i + 1] ?? 0) + 2)),
  );

  const starts = measured.segments.map((s) => s.npmLineStationKm[0]);
  const segments = measured.segments.map((s, i) => ({
    id: s.segment,
    name: names[s.segment],
    fromKm: starts[i],
    toKm: starts[i + 1] ?? lengthKm,
    defaultErrorM: s.defaultUncertaintyM,
    measuredMeanM: s.npmVsTiger.meanM,
    measuredP95M: s.npmVsTiger.p95M,
    measuredMaxM: Math.max(s.npmVsTiger.maxM, s.npmVsFcc.maxM),
  }));

  writeOutput(
    'border-error.json',
    {
      about:
        'Local error of the built-in reference line: errorBoundM[k] holds for border km k to k+1. Replace it together with the line.',
      line: name,
      confidence: 0.95,
      meaning:
        'Taken as a 95 % bound in metres across the line: sigma = bound / 1.645. It is common to neighbouring points, not independent between them.',
      rule: 'max(5, ceil(largest measured distance in this km and its two neighbours, to either reference line, + 2 m for the datum)).',
      source:
        'Measured 2026-11-22 on the full-resolution line every 25 m against the Census TIGER/Line 2023 international boundary and the older FCC/IBWC line (both US Government works); only the numbers are kept.',
      limits:
        'Both references are map lines that partly share a survey; river movement after 2023 is not covered. More than 3 miles offshore only the FCC/IBWC line was compared.',
      defaultErrorMIs: 'what to use on a segment where no kilometre value applies',
      measuredIs: 'mean and 95th percentile against TIGER, maximum against either, metres',
      segments,
      errorBoundM,
    },
    'rows',
  );
}
