// Checks the committed outputs against each other and against the package; with a reference line (GeoJSON LineStrings
// named by `segment`), measures how far border.json is from it. Usage: node check.mjs [reference.geojson]
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readBorderLine } from './lib/border-line.mjs';
import { readJson, readOutput } from './lib/file.mjs';
import { decodeLine, distanceM, lineIndex } from './lib/line.mjs';

const border = readOutput('border.json');
const { errorBoundM, segments } = readOutput('border-error.json');
const { line, stations } = decodeLine(border);

checkEncoding('border.json', border);
checkEncoding('border-overview.json', readOutput('border-overview.json'));
checkTables();
checkAuthority();
measure(process.argv[2]);

/** Every vertex dropped lies within the tolerance, and every vertex kept carries its full-resolution station. */
function checkEncoding(name, file) {
  const full = readBorderLine();
  const kept = decodeLine(file);
  const nearest = lineIndex(kept.line);
  const offM = full.line.map((p) => nearest(p).distanceM);
  const worstM = Math.max(...offM);
  assert.ok(worstM <= file.simplifiedM + 0.1, `${name}: a vertex of the full line is ${worstM} m off`);

  const stationAt = new Map(full.line.map((p, i) => [p.map((x) => Math.round(x * 1e6)).join(), full.stations[i]]));
  kept.line.forEach((p, i) => {
    const here = stationAt.get(p.map((x) => Math.round(x * 1e6)).join());
    assert.ok(Math.abs(here - kept.stations[i]) < 0.06, `${name}: station of vertex ${i}`);
    assert.ok(i === 0 || kept.stations[i] > kept.stations[i - 1], `${name}: stations go back at vertex ${i}`);
  });
  const ownM = kept.line.slice(1).reduce((sum, p, i) => sum + distanceM(kept.line[i], p), 0);
  const fullKm = full.stations.at(-1) / 1000;
  console.log(
    `${name}: ${file.vertices} vertices; full line ${fullKm.toFixed(2)} km, simplified ${(ownM / 1000).toFixed(2)} km; farthest dropped vertex ${worstM.toFixed(2)} m`,
  );
}

function checkTables() {
  const { sectors, disputed, counties, judicialDistricts } = readOutput('sectors.json');
  assert.equal(errorBoundM.length, Math.ceil(border.lengthKm));
  for (const reaches of [sectors, segments]) {
    assert.equal(reaches[0].fromKm, 0);
    assert.equal(reaches.at(-1).toKm, border.lengthKm);
    for (let i = 1; i < reaches.length; i++) assert.equal(reaches[i].fromKm, reaches[i - 1].toKm);
  }
  const codes = new Set(sectors.map((s) => s.code));
  for (const county of Object.values(counties)) assert.ok(codes.has(county.sector));
  for (const fips of Object.keys(judicialDistricts.byCounty)) assert.ok(counties[fips]);
  for (const reach of disputed) assert.ok(reach.fromKm < reach.toKm);

  const { ports } = readOutput('ports-of-entry.json');
  for (const port of ports) {
    const sector = sectors.find((s) => port.borderKm >= s.fromKm && port.borderKm < s.toKm);
    assert.equal(sector.code, port.sector, port.name);
  }
  console.log(
    `${sectors.length} sectors and ${segments.length} error segments tile the line; ${ports.length} ports lie in their sectors`,
  );
}

/** Federal intervals follow one another, and every source cited is listed. */
function checkAuthority() {
  const table = readOutput('authority.json');
  const federal = table.intervals.filter((i) => i.id !== 'i17');
  for (let i = 1; i < federal.length; i++) assert.ok(federal[i].from > federal[i - 1].effectiveTo, federal[i].id);
  const cited = JSON.stringify(table)
    .match(/"source":\["[^\]]*"\]/g)
    .flatMap((s) => JSON.parse(`{${s}}`).source);
  for (const id of cited) assert.ok(table.sources[id], `authority.json cites ${id}`);
  console.log(
    `authority.json: ${table.intervals.length} intervals, ${table.gaps.length} gaps, ${Object.keys(table.sources).length} sources`,
  );
}

function measure(path) {
  if (path === undefined || !existsSync(path)) {
    console.log(
      'deviation: skipped, no reference line (give the path of border-census-tiger-2023.geojson as the first argument)',
    );
    return;
  }
  const nearest = lineIndex(line);
  const row = (name, values) => console.log(name.padEnd(26), ...values.map((v) => String(v).padStart(9)));
  row('segment, metres', ['km', 'mean', 'median', 'p95', 'max', '> bound']);
  const land = { offM: [], beyond: 0 };
  for (const { properties, geometry } of readJson(path).features) {
    const offM = [];
    let beyond = 0;
    for (const p of samples(geometry.coordinates, 25)) {
      const { distanceM: d, t, index } = nearest(p);
      const km = (stations[index] + t * (stations[index + 1] - stations[index])) / 1000;
      offM.push(d);
      if (d > errorBoundM[Math.floor(km)]) beyond++;
    }
    row(properties.segment, summary(offM, beyond));
    if (properties.segment.startsWith('maritime')) continue;
    land.offM.push(...offM);
    land.beyond += beyond;
  }
  row('land', summary(land.offM, land.beyond));
}

/** Points every `stepM` along a line, straight in longitude/latitude. */
function* samples(positions, stepM) {
  let carryM = 0;
  for (let i = 0; i + 1 < positions.length; i++) {
    const [a, b] = [positions[i], positions[i + 1]];
    const lengthM = distanceM(a, b);
    for (; carryM < lengthM; carryM += stepM)
      yield [a[0] + ((b[0] - a[0]) * carryM) / lengthM, a[1] + ((b[1] - a[1]) * carryM) / lengthM];
    carryM -= lengthM;
  }
}

function summary(offM, beyond) {
  const sorted = Float64Array.from(offM).sort();
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))].toFixed(1);
  const mean = sorted.reduce((sum, d) => sum + d, 0) / sorted.length;
  return [(sorted.length * 0.025).toFixed(1), mean.toFixed(1), at(0.5), at(0.95), sorted.at(-1).toFixed(1), beyond];
}
