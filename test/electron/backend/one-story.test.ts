import { expect, test } from 'vitest';
import type { Service } from '../../../electron/backend/service.ts';
import { decodeUint8 } from '../../../shared/contract/columns.ts';
import { contract, type Reply } from '../../../shared/contract/contract.ts';
import { easternDay } from '../../../shared/eligibility/eastern-day.ts';
import { coverageStates } from '../../../shared/model/lists.ts';
import { mapCodeOfState } from '../../../shared/model/map-code.ts';
import { coverageWord } from '../../../shared/model/words.ts';
import { exampleAreas } from '../../../shared/simulate/example-areas.ts';
import { importText, openTestService, simulatedText, writeTestFile } from '../../helpers/workspace.ts';

async function call<M extends keyof Service['handlers']>(
  service: Service,
  method: M,
  request: unknown,
): Promise<Reply<M>> {
  const answer = (await (service.handlers[method] as (request: unknown) => unknown)(
    contract[method].request.parse(request),
  )) as { ok: true; value: Reply<M> } | { ok: false; failure: { message: string } };
  if (!answer.ok) throw new Error(answer.failure.message);
  return answer.value;
}

/** Pages looked at: they take a while to draw. */
const PAGES = 6;

test('map, list, inspector, page and incursions say the same of an incursion, in the same words, with the same versions', async () => {
  const service = await openTestService();
  const { areas, designations } = exampleAreas(service.workspace.reference.geo.border);
  const features = areas.map(({ id, name, edgeAccuracyM, geometry }) => {
    const { status, from, sourceDocument } = designations.find(({ areaId }) => areaId === id)!;
    return {
      type: 'Feature',
      properties: { id, name, edgeAccuracyM, synthetic: true, status, from, source: sourceDocument },
      geometry: { type: 'MultiPolygon', coordinates: geometry },
    };
  });
  const file = writeTestFile('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  await call(service, 'areas.import', { file: service.offerFile(file, 'areas.geojson', false) });
  await importText(service, 'simulated.csv', simulatedText('generic-csv', { flights: 30, seed: 11 }));
  // Statuses that are in force and proposed, one place in no area, and one list stated to be complete.
  await call(service, 'areas.complete', {
    sector: 'SDC',
    from: '2026-01-01',
    to: '2026-12-31',
    statedBy: 'A. Analyst',
  });

  const { rows } = await call(service, 'incursions.list', { filters: {}, limit: 1000, offset: 0 });
  const flights = await call(service, 'flights.list', { filters: {}, limit: 1000, offset: 0 });
  const marks = await call(service, 'flights.marks', { filters: {} });
  const drawn = new Map(marks.ids.split('\n').map((id, i) => [id, decodeUint8(marks.code)[i]!]));
  const said = new Set<string>();
  expect(rows.length).toBeGreaterThan(20);
  for (const [i, row] of rows.entries()) {
    const { flight, profile, eligibilities } = await call(service, 'flights.detail', { flightId: row.flightId });
    const listed = flights.rows.find(({ id }) => id === row.flightId)!;
    const word = coverageWord(row.coverageState, easternDay(flight.firstMs)).label;
    said.add(word);
    expect([listed.coverageState, flight.coverageState]).toEqual([row.coverageState, row.coverageState]);
    expect(drawn.get(row.flightId)).toBe(mapCodeOfState(row.coverageState, flight.firstMs));
    expect([...decodeUint8(profile.coverage)]).toContain(coverageStates.indexOf(row.coverageState!));
    expect(eligibilities.find(({ incursionId }) => incursionId === row.id)).toEqual(row.eligibility);
    expect(flight.incursions.find(({ id }) => id === row.id)).toMatchObject({
      coverage: row.coverage,
      grade: row.grade,
    });
    expect([flight.settingsVersion, flight.rulesDigest]).toEqual([row.settingsVersion, row.rulesDigest]);
    expect(row.rulesDigest).toBe(service.workspace.rules.digest);
    if (i >= PAGES) continue;
    const issued = await call(service, 'reports.incident', { flightId: row.flightId, annex: true, pageSize: 'letter' });
    const page = service.reportHtml(issued.reportId);
    if (!page.ok) throw new Error(page.failure.message);
    const text = page.value
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<[^>]+>/g, '')
      .replace(/\s+/g, ' ');
    expect(text).toContain(word);
    expect(text).toContain(row.settingsVersion);
    // The page names the versions it rests on one by one: a change of rules that cannot touch the flight makes no new page.
    expect(text).toContain(row.eligibility.authorityTable.digest);
    for (const id of row.areaIds) expect(text).toContain(`area:${id}@1`);
    for (const { verdict, title } of row.eligibility.elements) {
      expect(text).toContain(title);
      expect(text).toContain(verdict === 'not-met' ? 'not met' : verdict);
    }
  }
  expect(said.size).toBeGreaterThan(2);
}, 120_000);
