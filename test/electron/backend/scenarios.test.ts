import { describe, expect, test } from 'vitest';
import { concludeObjects } from '../../../electron/backend/conclude-objects.ts';
import type { Service } from '../../../electron/backend/service.ts';
import { allObjectNos } from '../../../electron/store/groups.ts';
import type { Reply, RequestInput } from '../../../shared/contract/contract.ts';
import { scenarioReportSchema } from '../../../shared/report/scenario/data.ts';
import { renderScenarioPage } from '../../../shared/report/scenario/page.ts';
import { exampleAreas } from '../../../shared/simulate/example-areas.ts';
import { importText, openTestService, simulatedText, writeTestFile } from '../../helpers/workspace.ts';

async function exampleService(): Promise<Service> {
  const service = await openTestService();
  const { areas, designations, completeness } = exampleAreas(service.workspace.reference.geo.border);
  const features = areas.map((area) => {
    const designation = designations.find(({ areaId }) => areaId === area.id)!;
    const { id, name, edgeAccuracyM, geometry } = area;
    const { status, from, sourceDocument } = designation;
    return {
      type: 'Feature',
      properties: { id, name, edgeAccuracyM, synthetic: true, status, from, source: sourceDocument },
      geometry: { type: 'MultiPolygon', coordinates: geometry },
    };
  });
  const file = writeTestFile('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  const handle = service.offerFile(file, 'areas.geojson', false);
  expect((await service.handlers['areas.import']({ file: handle })).ok).toBe(true);
  for (const statement of completeness) {
    const { stateCompleteness } = await import('../../../electron/backend/areas.ts');
    const act = { actor: 'tester', kind: 'completeness-stated', atMs: 0 } as const;
    await service.workspace.change(act, () =>
      stateCompleteness(service.workspace, { ...statement, enteredAtMs: 0 }, 'tester'),
    );
  }
  await importText(service, 'simulated.csv', simulatedText('generic-csv', { flights: 40, seed: 3 }));
  return service;
}

async function compare(service: Service, a: string, b: string): Promise<Reply<'scenarios.compare'>> {
  const compared = await service.handlers['scenarios.compare']({ a, b });
  if (!compared.ok) throw new Error(compared.failure.message);
  return compared.value;
}

async function save(service: Service, order: RequestInput<'scenarios.save'>) {
  return service.handlers['scenarios.save'](order);
}

const statesOf = ({ workspace }: Service): unknown =>
  workspace.store.read.prepare('SELECT id, coverage_state FROM flight WHERE counted = 1 ORDER BY id').raw().all();

describe('scenarios of a workspace', () => {
  test('the record judged with its pending areas in force gives the states that recording them so gives', async () => {
    const service = await exampleService();
    const supposed = await compare(service, 'record', 'designated-and-pending');
    expect(supposed.flights.length).toBeGreaterThan(0);
    const db = service.workspace.store.write;
    db.exec("UPDATE designation SET status = 'designated' WHERE status = 'pending'");
    service.workspace.forgetRules();
    const before = new Map(statesOf(service) as [string, string | null][]);
    await concludeObjects(service.workspace, allObjectNos(db));
    const after = new Map(statesOf(service) as [string, string | null][]);
    const changed = [...after].filter(([id, state]) => before.get(id) !== state);
    const named = supposed.flights.filter(({ from, to }) => from !== to);
    expect(named.map(({ flightId, from, to }) => [flightId, from, to]).sort()).toEqual(
      changed.map(([id, state]) => [id, before.get(id), state]).sort(),
    );
  });

  test('the whole border to a depth takes flights out of “outside” and “not known”, and nothing else changes', async () => {
    const service = await exampleService();
    const { cells, totals, definitions, a, b } = await compare(service, 'record', 'border:10');
    const changing = cells.filter(({ from, to }) => from !== to);
    expect(changing.length).toBeGreaterThan(0);
    for (const { to } of changing) expect(['designated', 'boundary']).toContain(to);
    expect(definitions.length).toBeGreaterThan(4);
    expect(b.name).toBe('Whole border to 10 km');
    expect(a.digest).not.toBe(b.digest);
    const deeper = await compare(service, 'record', 'border:40');
    const changedS = (rows: typeof totals): number => rows.reduce((sum, { secondsChanged }) => sum + secondsChanged, 0);
    expect(changedS(deeper.totals)).toBeGreaterThanOrEqual(changedS(totals));
  });

  test('the page draws every named change, says what it is, and is a pure function of what it is kept with', async () => {
    const service = await exampleService();
    const { read } = service.workspace.store;
    for (const [a, b] of [
      ['record', 'designated-and-pending'],
      ['record', 'border:10'],
    ] as const) {
      const comparison = await compare(service, a, b);
      const issued = await service.handlers['reports.scenario']({ a, b, pageSize: 'a4', marking: 'FOR TRAINING' });
      if (!issued.ok) throw new Error(issued.failure.message);
      const { reportId, dataDigest, kind } = issued.value;
      expect(kind).toBe('scenario');
      const html = service.reportHtml(reportId);
      if (!html.ok) throw new Error(html.failure.message);
      const data = read.prepare('SELECT data FROM overview_page WHERE id = ?').pluck().get(reportId) as string;
      const report = scenarioReportSchema.parse(JSON.parse(data));
      expect(renderScenarioPage(report, dataDigest)).toBe(html.value);
      const drawn = report.map!.changes.flatMap(({ from, to, places }) => places.map(() => `${from} ${to}`)).sort();
      const changed = comparison.flights.filter(({ from, to }) => from !== to);
      expect(drawn).toEqual(changed.map(({ from, to }) => `${from} ${to}`).sort());
      const [west, south, east, north] = report.map!.bounds;
      for (const [lng, lat] of report.map!.changes.flatMap(({ places }) => places)) {
        expect(lng > west && lng < east && lat > south && lat < north).toBe(true);
      }
      expect(html.value).toContain('A SUPPOSITION');
      expect(html.value).toContain('FOR TRAINING');
      expect(html.value).not.toMatch(/<script|https?:\/\//);
    }
  });

  test('two equal sets make a page without a map, which says that nothing changes', async () => {
    const service = await exampleService();
    const same = { a: 'record', b: 'record', pageSize: 'letter', marking: null } as const;
    const issued = await service.handlers['reports.scenario'](same);
    const html = issued.ok ? service.reportHtml(issued.value.reportId) : issued;
    if (!html.ok) throw new Error(html.failure.message);
    expect(html.value).toContain('Nothing changes state.');
    expect(html.value).not.toContain('<figure>');
  });

  test('an edited set is saved with its versions, compared, and never touches the record', async () => {
    const service = await exampleService();
    const before = [statesOf(service), (await service.handlers['areas.list']({})) as unknown];
    const [area] = exampleAreas(service.workspace.reference.geo.border).areas;
    const order = {
      name: 'Without the first',
      base: 'record',
      changes: [{ areaId: area!.id, status: 'none' as const }],
    };
    const saved = await save(service, order);
    expect(saved).toMatchObject({ ok: true, value: { scenario: { version: 1, designated: 4 }, alreadySo: false } });
    expect(await save(service, order)).toMatchObject({
      ok: true,
      value: { scenario: { version: 1 }, alreadySo: true },
    });
    const again = await save(service, { ...order, completeness: 'supposed' });
    expect(again).toMatchObject({ ok: true, value: { scenario: { version: 2 }, alreadySo: false } });
    const { cells } = await compare(service, 'record', 'set:without-the-first');
    expect(cells.some(({ from, to }) => from === 'unknown' && to === 'outside')).toBe(true);
    expect([statesOf(service), await service.handlers['areas.list']({})]).toEqual(before);
    const listed = await service.handlers['scenarios.list']({});
    expect(listed.ok && listed.value.scenarios.map(({ id }) => id)).toEqual([
      'record',
      'designated',
      'designated-and-pending',
      'set:without-the-first',
    ]);
    expect(await service.handlers['scenarios.remove']({ id: 'Without the first' })).toMatchObject({ ok: true });
    expect(await service.handlers['scenarios.compare']({ a: 'record', b: 'set:without-the-first' })).toMatchObject({
      ok: false,
      failure: { code: 'not-found' },
    });
    const kinds = service.workspace.store.read
      .prepare("SELECT kind FROM audit WHERE kind LIKE 'scenario%' ORDER BY no")
      .pluck()
      .all();
    expect(kinds).toEqual(['scenario-saved', 'scenario-saved', 'scenario-saved', 'scenario-removed']);
  });

  test.each([
    ['a name without letters', { name: ' … ', base: 'record', changes: [] }, 'bad-request', 'name'],
    [
      'an area that is not in the set',
      { name: 'X', base: 'record', changes: [{ areaId: 'nowhere', status: 'none' as const }] },
      'bad-request',
      'areaId',
    ],
    [
      'an interval that ends before it begins',
      {
        name: 'X',
        base: 'record',
        changes: [{ areaId: 'synthetic-aor-1', status: 'designated' as const, from: '2026-02-01', to: '2026-01-01' }],
      },
      'bad-request',
      'to',
    ],
    ['a base that is not there', { name: 'X', base: 'set:none', changes: [] }, 'not-found', undefined],
    ['a depth that cannot be asked for', { name: 'X', base: 'border:0', changes: [] }, 'bad-request', 'depthKm'],
  ])('%s is refused by its field, and nothing is saved', async (_, order, code, field) => {
    const service = await exampleService();
    const result = await save(service, order);
    expect(result).toMatchObject({ ok: false, failure: { code, ...(field === undefined ? {} : { field }) } });
    expect(service.workspace.store.read.prepare('SELECT count(*) FROM scenario').pluck().get()).toBe(0);
  });
});
