import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { type OverviewReport, overviewReportSchema } from '../../../shared/report/overview/data.ts';
import { renderOverviewPage } from '../../../shared/report/overview/page.ts';
import { importText, openTestService, simulatedText } from '../../helpers/workspace.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const PAPER = { pageSize: 'letter', marking: null } as const;

async function withFlights() {
  const service = await openTestService();
  await importText(service, 'simulated.ndjson', simulatedText('ndjson', { flights: 16 }));
  const { read } = service.workspace.store;
  const dataOf = (id: string): OverviewReport =>
    overviewReportSchema.parse(
      JSON.parse(read.prepare('SELECT data FROM overview_page WHERE id = ?').pluck().get(id) as string),
    );
  const htmlOf = (id: string): string => {
    const html = service.reportHtml(id);
    if (!html.ok) throw new Error(html.failure.message);
    return html.value;
  };
  return { service, dataOf, htmlOf };
}

test('the page of a period counts what the lists count, is a pure function of its data, and is kept as it was issued', async () => {
  const { service, dataOf, htmlOf } = await withFlights();
  const [sinceMs, untilMs] = [Date.UTC(2026, 7, 1), Date.UTC(2026, 7, 9)];
  const issued = await service.handlers['reports.period']({
    ...PAPER,
    sinceMs,
    untilMs,
    compareSinceMs: sinceMs,
    compareUntilMs: sinceMs + 86_400_000,
  });
  if (!issued.ok) throw new Error(issued.failure.message);
  const { reportId, dataDigest, htmlDigest } = issued.value;
  const html = htmlOf(reportId);
  expect(sha256(html)).toBe(htmlDigest);
  expect(renderOverviewPage(dataOf(reportId), dataDigest)).toBe(html);
  expect(html).toContain(dataDigest);
  expect(html).toContain('SYNTHETIC');
  expect(html).not.toMatch(/<script|https?:\/\//);
  const status = await service.handlers['workspace.status']({});
  if (!status.ok) throw new Error('no status');
  const figures = new Map(dataOf(reportId).figures.map(({ label, value }) => [label, value]));
  expect(figures.get('Flights')).toBe(String(status.value.counts.flights));
  expect(figures.get('Incursions, probable (computed)')).toBe(String(status.value.counts.incursions.probable));
  // Beside another period always with what listened in it.
  expect(dataOf(reportId).figures.at(-1)).toMatchObject({
    label: 'Sensors; sensor-days',
    compared: expect.stringMatching(/^\d+; \d+$/),
  });
  const listed = dataOf(reportId).tables.find(({ title }) => title.startsWith('Incursions'))!;
  const { confirmed, probable, possible } = status.value.counts.incursions;
  expect(listed.rows).toHaveLength(confirmed + probable + possible);
});

test('the page of a night, and a batch with its contents', async () => {
  const { service, dataOf, htmlOf } = await withFlights();
  const night = await service.handlers['reports.night'](PAPER);
  if (!night.ok) throw new Error(night.failure.message);
  expect(dataOf(night.value.reportId).kind).toBe('night');
  expect(htmlOf(night.value.reportId)).toContain('Silent for over half an hour');

  const flights = await service.handlers['incursions.list']({ filters: {}, limit: 100, offset: 0 });
  if (!flights.ok) throw new Error('no flights');
  const ids: string[] = [];
  for (const flightId of [...new Set(flights.value.rows.map((row) => row.flightId))].slice(0, 3)) {
    const created = await service.handlers['incidents.create']({ flightIds: [flightId] });
    if (!created.ok) throw new Error(created.failure.message);
    ids.push(created.value.id);
  }
  const batch = await service.handlers['reports.batch']({ ...PAPER, incidentIds: ids, annex: true, show: [] });
  if (!batch.ok) throw new Error(batch.failure.message);
  const html = htmlOf(batch.value.reportId);
  for (const [place, id] of ids.entries()) {
    const incident = await service.handlers['incidents.get']({ id });
    if (!incident.ok) throw new Error('no incident');
    expect(html).toContain(`<a href="#summary${place + 1}"><bdi>${incident.value.number}</bdi></a>`);
    expect(html).toContain(`id="summary${place + 1}"`);
    expect(html).toContain(`@page summary${place + 1} {`);
  }
  // Written as a file it has a signed statement, and the log knows it.
  const file = {
    reportId: batch.value.reportId,
    kind: 'html',
    sha256: sha256(html),
    bytes: html.length,
    engine: null,
  } as const;
  expect(await service.recordFile(file)).toMatchObject({ ok: true });
});

test('with nothing on record there is no night to print', async () => {
  const service = await openTestService();
  expect(await service.handlers['reports.night'](PAPER)).toMatchObject({ ok: false, failure: { code: 'not-found' } });
});
