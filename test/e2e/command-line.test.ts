import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { fenceline, json, startCli } from '../helpers/cli.ts';
import { temporaryFolder, writeTestFile } from '../helpers/workspace.ts';
import { kmlLine, lineLike } from '../shared/geo/lines/support.ts';
import { builtInBorder } from '../shared/geo/support.ts';

// The main job by the real entry point: from a sensor's export to a printed page and back to its rows.

test('from an export to incursions, a page, and back to the raw row', () => {
  const folder = temporaryFolder();
  const workspace = ['--workspace', join(folder, 'W')];
  const file = join(folder, 'night.csv');
  expect(json('simulate', '--flights', '20', '--seed', '3', '--out', file)).toMatchObject({
    code: 0,
    value: { synthetic: true },
  });
  const imported = json(...workspace, 'import', file);
  expect(imported.code).toBe(0);
  const [summary] = imported.value.files;
  expect(summary).toMatchObject({ file: 'night.csv', format: 'generic-csv', alreadyImported: false, synthetic: true });
  expect(summary.sha256).toBe(createHash('sha256').update(readFileSync(file)).digest('hex'));
  expect(summary.detections + summary.duplicates + summary.quarantined + summary.skipped).toBe(summary.records);

  const incursions = json(...workspace, 'incursions', '--grade', 'confirmed').value;
  expect(incursions.total).toBeGreaterThan(0);
  const [incursion] = incursions.rows;
  expect(incursion).toMatchObject({ grade: 'confirmed', result: 'undetermined', synthetic: true });
  expect(incursion.eligibility.elements).toHaveLength(7);
  expect(incursion.firstTime).toMatch(/^2026-08-\d\dT.*Z$/);

  const page = join(folder, 'page.html');
  const issued = json(...workspace, 'report', 'incident', incursion.id, '--out', page);
  expect(issued.code).toBe(0);
  const html = readFileSync(page, 'utf8');
  expect(createHash('sha256').update(html).digest('hex')).toBe(issued.value.htmlDigest);
  expect(html).toContain(issued.value.dataDigest);
  expect(html).toContain('SYNTHETIC');

  const [code] = html.match(/\b[0-9A-HJKMNP-TV-Z]{3}-[0-9A-HJKMNP-TV-Z]{4}\b/) ?? [];
  const traced = json(...workspace, 'trace', code!).value;
  const rows = readFileSync(file, 'utf8').split(/\r?\n/);
  expect(traced.records.length).toBeGreaterThan(0);
  for (const { sources } of traced.records) {
    for (const source of sources) expect(rows[source.record]).toBe(source.text.trimEnd());
  }

  expect(json(...workspace, 'rebuild')).toMatchObject({ code: 0, value: { identical: true } });
  expect(json(...workspace, 'verify')).toEqual({ code: 0, value: { ok: true, findings: [] } });
  expect(json(...workspace, 'import', file)).toMatchObject({
    code: 0,
    value: { files: [{ alreadyImported: true, detections: 0, duplicates: summary.records }] },
  });
});

test('a designated area decides the coverage of the flights in it, from its first day', () => {
  const folder = temporaryFolder();
  const workspace = ['--workspace', join(folder, 'W')];
  const file = join(folder, 'night.csv');
  json('simulate', '--flights', '12', '--seed', '5', '--out', file);
  json(...workspace, 'import', file);
  const before = json(...workspace, 'incursions').value.rows;
  const states = (rows: { coverage: { observed: object } }[]) =>
    new Set(rows.flatMap(({ coverage }) => Object.keys(coverage.observed)));
  expect(states(before)).toContain('unknown');
  const area = {
    type: 'Feature',
    properties: { id: 'everywhere', name: 'SYNTHETIC everywhere', synthetic: true, edgeAccuracyM: 10 },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [-120, 24],
          [-95, 24],
          [-95, 36],
          [-120, 36],
          [-120, 24],
        ],
      ],
    },
  };
  expect(json(...workspace, 'areas', 'import', writeTestFile('areas.geojson', JSON.stringify(area)))).toMatchObject({
    code: 0,
    value: { imported: 1, designations: 0, refused: [] },
  });
  const designate = (status: string, from: string) =>
    json(
      ...workspace,
      'areas',
      'designate',
      'everywhere',
      '--status',
      status,
      '--from',
      from,
      '--source',
      'SYNTHETIC memo',
    );
  expect(designate('designated', '2026-01-01').code).toBe(0);
  expect(states(json(...workspace, 'incursions').value.rows)).toContain('designated');
  expect(json(...workspace, 'areas', 'list').value).toMatchObject({
    designations: [{ areaId: 'everywhere', status: 'designated' }],
  });
  expect(json(...workspace, 'verify').code).toBe(0);
});

test('locate answers for a place, for negative numbers and for a list', () => {
  const workspace = ['--workspace', join(temporaryFolder(), 'W')];
  expect(json(...workspace, 'locate', '31.4', '-110.9').value).toMatchObject({
    side: 'US',
    sector: 'TCA',
    state: 'AZ',
  });
  expect(json(...workspace, 'locate', '31.2', '-110.9').value).toMatchObject({ side: 'MX', pUs: 0 });
  expect(json(...workspace, 'locate', '48.6', '2.3').value).toMatchObject({ side: 'undetermined', distanceM: null });
  const odd = writeTestFile('odd.csv', 'lat,lng\n31.4,-110.9\nnorth,-110.9\n31.2,-110.9\n');
  const answered = fenceline(...workspace, 'locate', '--points', odd);
  expect(answered.code).toBe(4);
  expect(
    answered.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toMatchObject([{ side: 'US' }, { line: 3, error: { row: 3 } }, { side: 'MX' }]);
  const points = writeTestFile('points.csv', 'lat,lng,sigma\n31.4,-110.9,5\n31.2,-110.9,\n');
  const { code, stdout } = fenceline(...workspace, 'locate', '--points', points);
  expect(code).toBe(0);
  expect(
    stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).side),
  ).toEqual(['US', 'MX']);
});

test('the break between two sectors is set, listed and given back', () => {
  const workspace = ['--workspace', join(temporaryFolder(), 'W')];
  const set = json(...workspace, 'sectors', 'set-break', 'EPT/BBT', '--km', '1290', '--source', 'a memo');
  expect(set).toMatchObject({ code: 0, value: { break: 'EPT/BBT', km: 1290, alreadySo: false } });
  const [edited] = json(...workspace, 'sectors', 'list').value.breaks.filter((one: { edited: boolean }) => one.edited);
  expect(edited).toEqual({ between: ['EPT', 'BBT'], km: 1290, toleranceKm: 0, basis: 'a memo', edited: true });
  expect(json(...workspace, 'sectors', 'reset', 'EPT/BBT')).toMatchObject({ code: 0, value: { alreadySo: false } });
  expect(json(...workspace, 'sectors', 'reset', 'polygons')).toMatchObject({ code: 0, value: { alreadySo: true } });
});

test('another reference line is loaded, decides together with the built-in one, and is removed', () => {
  const folder = temporaryFolder();
  const workspace = ['--workspace', join(folder, 'W')];
  const file = join(folder, 'night.csv');
  json('simulate', '--flights', '12', '--seed', '3', '--out', file);
  json(...workspace, 'import', file);
  const before = json(...workspace, 'incursions').value;
  const line = writeTestFile('line.kml', kmlLine(lineLike(builtInBorder(), { every: 4, northM: 2000 }).toReversed()));
  const options = ['--name', 'Moved north', '--source', 'a test', '--error-m', '10'];
  const loaded = json(...workspace, 'lines', 'import', line, ...options);
  expect(loaded).toMatchObject({
    code: 0,
    value: { name: 'Moved north', format: 'kml', version: 1, turnedRound: true },
  });
  const during = json(...workspace, 'incursions').value;
  expect(during.total).toBeLessThan(before.total);
  expect(json(...workspace, 'locate', '31.34', '-110.9').value).toMatchObject({
    side: 'undetermined',
    lines: [{ side: 'US' }, { name: 'Moved north', side: 'MX' }],
  });
  const flight = json(...workspace, 'flights', '--limit', '1').value.rows[0].id;
  const page = join(folder, 'page.html');
  expect(json(...workspace, 'report', 'incident', flight, '--out', page).code).toBe(0);
  expect(readFileSync(page, 'utf8')).toContain('by the line “Moved north” alone');
  expect(json(...workspace, 'verify').code).toBe(0);
  expect(json(...workspace, 'lines', 'list').value.lines).toMatchObject([{ name: 'Moved north' }]);
  expect(json(...workspace, 'lines', 'remove', loaded.value.id).code).toBe(0);
  expect(json(...workspace, 'incursions').value).toEqual(before);
  expect(json(...workspace, 'lines', 'import', line, '--name', 'x').value.error.code).toBe('usage');
});

test.each([
  [['locate', '95', '-110'], 2, 'usage'],
  [['locate', 'north', '-110'], 2, 'usage'],
  [['import'], 2, 'usage'],
  [['flights', '--grade', 'certain'], 2, 'usage'],
  [['areas', 'list', '--as-of', 'yesterday'], 2, 'usage'],
  [['lines', 'remove', 'none'], 3, 'not-found'],
  [['sectors', 'set-break', 'DRT/LRT', '--km', '2800', '--source', 'x'], 2, 'bad-request'],
  [['sectors', 'import', 'nowhere.geojson', '--source', 'x'], 3, 'unreadable-file'],
  [['fly'], 2, 'usage'],
  [['report', 'incident', 'none', '--out', 'x.html'], 3, 'not-found'],
  [['trace', 'AAA-AAAA'], 3, 'not-found'],
  [['import', 'nowhere.csv'], 3, 'unreadable-file'],
])('%j ends with %i and an error object', (args, code, error) => {
  const answer = json('--workspace', join(temporaryFolder(), 'W'), ...args);
  expect(answer.code).toBe(code);
  expect(answer.value.error.code).toBe(error);
  expect(answer.value.error.message).not.toMatch(/undefined|\[object/);
});

test('a file with bad rows is imported, and the exit code says that some were not', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'night.csv');
  json('simulate', '--flights', '2', '--seed', '3', '--out', file);
  writeFileSync(file, `${readFileSync(file, 'utf8')}not,a,row\n`);
  const { code, value } = json('--workspace', join(folder, 'W'), 'import', file);
  expect(code).toBe(4);
  expect(value.files[0]).toMatchObject({ quarantined: 1 });
});

test('a workspace whose import is killed at any instant holds whole imports only', async () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'W');
  const files = Array.from({ length: 6 }, (_, seed) => {
    const file = join(folder, `night-${seed}.csv`);
    json('simulate', '--flights', '25', '--seed', String(seed + 10), '--out', file);
    return file;
  });
  // How long one takes here and now, undisturbed.
  const startedMs = performance.now();
  await new Promise((resolve) => startCli('--workspace', join(folder, 'V'), 'import', files[0]!).once('exit', resolve));
  const wholeMs = performance.now() - startedMs;
  for (const [index, file] of files.entries()) {
    const child = startCli('--workspace', workspace, 'import', file);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    // From before the workspace exists to about the commit.
    await new Promise((resolve) => setTimeout(resolve, wholeMs * (0.1 + 0.17 * index)));
    child.kill('SIGKILL');
    await exited;
    // The first may be killed before there is a workspace at all.
    const { code, value } = json('--workspace', workspace, 'verify');
    expect(value.error?.code ?? value).toEqual(code === 0 ? { ok: true, findings: expect.anything() } : 'not-found');
  }
  const listed = json('--workspace', workspace, 'imports', 'list').value.rows ?? [];
  for (const row of listed) expect(row.detections + row.duplicates + row.quarantined + row.skipped).toBe(row.records);
  expect(json('--workspace', workspace, 'import', ...files).code).toBe(0);
}, 180_000);

// Real files that nobody here wrote; they are beside the project on our machines only.
const samples = join(import.meta.dirname, '..', '..', '..', 'shared', 'samples');
const present = existsSync(samples);
beforeAll(() => {
  if (!present) process.stderr.write('The samples folder is not beside the project: its tests are skipped.\n');
});

test.skipIf(!present).each([
  ['aeroscope-csv/BRET30-08-2022.csv', { format: 'aeroscope-csv', records: 375, detections: 375 }, 10],
  ['aeroscope-csv/csv13-10-2022.csv', { format: 'aeroscope-csv', records: 76, detections: 76 }, 4],
  ['cat21-colon-csv/cat21-13-10-2022.csv', { format: 'generic-csv', records: 76, detections: 76 }, null],
  ['asd-ndjson/today.json', { format: 'ndjson', records: 201 }, 17],
  ['kml/gxtrack.kml', { format: 'kml', records: 7, detections: 7 }, null],
])('the real file %s gives its counts', (name, expected, objects) => {
  const { value } = json('--workspace', join(temporaryFolder(), 'W'), 'import', join(samples, name));
  expect(value.files[0]).toMatchObject(expected);
  if (objects !== null) expect(value.files[0].objectIds).toHaveLength(objects);
});
