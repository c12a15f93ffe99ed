import { createHash } from 'node:crypto';
import { basename } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../electron/backend/report-files.ts';
import type { Service } from '../../electron/backend/service.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import type { Incident, Reply, RequestInput } from '../../shared/contract/contract.ts';
import { serve } from '../../shared/contract/serve.ts';
import type { IncidentReport } from '../../shared/report/data/incident.ts';
import { fail, type Result } from '../../shared/result.ts';
import { importText, openTestService, simulatedText, writeTestFile } from '../helpers/workspace.ts';

type Method = Exclude<Parameters<typeof serve>[1], never> & keyof Service['handlers'];

/** Asks as a page does: defaults filled in, request and reply checked. */
async function ask<M extends Method>(service: Service, method: M, request: RequestInput<M>): Promise<Result<Reply<M>>> {
  const handlers = { ...service.handlers, 'reports.pdf': () => fail('internal', 'not here') };
  return (await serve(handlers, method, request, (_, error) => {
    throw error;
  })) as Result<Reply<M>>;
}

async function answered<M extends Method>(service: Service, method: M, request: RequestInput<M>): Promise<Reply<M>> {
  const result = await ask(service, method, request);
  if (!result.ok) throw new Error(`${method}: ${result.failure.message}`);
  return result.value;
}

const csv = simulatedText('generic-csv', { flights: 5, seed: 3 });

/** A workspace with flights, and their ids in order of time. */
async function withFlights(text = csv): Promise<{ service: Service; flightIds: string[] }> {
  const service = await openTestService();
  await importText(service, 'export.csv', text);
  const { rows } = await answered(service, 'flights.list', {});
  return { service, flightIds: rows.map(({ id }) => id) };
}

const create = (service: Service, flightIds: string[], sector = 'RGV'): Promise<Incident> =>
  answered(service, 'incidents.create', { flightIds, sector });

const findings = (service: Service) => verifyStore(service.workspace.store.read, service.workspace.store.folder);

describe('the number of an incident', () => {
  test('runs by sector and year, and a laptop away from the others has its own prefix', async () => {
    const { service, flightIds } = await withFlights();
    const numbers = async (sector: string) => (await create(service, flightIds.slice(0, 1), sector)).number;
    expect([await numbers('RGV'), await numbers('RGV'), await numbers('TCA')]).toEqual([
      'RGV-2026-0001',
      'RGV-2026-0002',
      'TCA-2026-0001',
    ]);
    await answered(service, 'incidents.setNumbering', { prefix: 'L07' });
    const away = await create(service, flightIds.slice(0, 1));
    expect(away).toMatchObject({ number: 'L07-RGV-2026-0001', provisional: true });
    await answered(service, 'incidents.setNumbering', { prefix: null });
    expect(await numbers('RGV')).toBe('RGV-2026-0003');
    expect((await answered(service, 'incidents.get', { id: away.id })).number).toBe('L07-RGV-2026-0001');
    expect(await findings(service)).toEqual([]);
  });

  test('is never given again and never changed by a merge; what was written goes along', async () => {
    const { service, flightIds } = await withFlights();
    const [one, other] = [await create(service, [flightIds[0]!]), await create(service, [flightIds[1]!])];
    await answered(service, 'incidents.edit', {
      id: one.id,
      revision: 0,
      text: { narrative: 'First words.', effects: [{ what: 'Landed', reportedBy: 'J. Doe', atMs: null }] },
    });
    await answered(service, 'incidents.edit', { id: other.id, revision: 0, text: { narrative: 'Second words.' } });
    const merged = await answered(service, 'incidents.merge', { id: one.id, into: other.id });
    expect(merged.number).toBe('RGV-2026-0002');
    expect(merged.flights.map(({ flightId }) => flightId).sort()).toEqual([flightIds[0]!, flightIds[1]!].sort());
    expect(merged.content.narrative).toBe('Second words.\n\nFrom RGV-2026-0001:\nFirst words.');
    expect(merged.content.effects).toHaveLength(1);
    const closed = await answered(service, 'incidents.get', { id: one.id });
    expect(closed).toMatchObject({ number: 'RGV-2026-0001', content: { status: 'merged', narrative: 'First words.' } });
    expect(closed.content.links).toMatchObject([{ kind: 'merged-into', number: 'RGV-2026-0002' }]);
    const late = { id: one.id, revision: closed.revision, text: { title: 'late' } };
    expect(await ask(service, 'incidents.edit', late)).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect((await create(service, [flightIds[2]!])).number).toBe('RGV-2026-0003');
    expect(await findings(service)).toEqual([]);
  });

  test('asks for a sector where the flights name none, and refuses one that does not exist', async () => {
    const { service, flightIds } = await withFlights();
    expect(await ask(service, 'incidents.create', { flightIds: [flightIds[0]!], sector: 'NOWHERE' })).toMatchObject({
      ok: false,
      failure: { code: 'bad-request' },
    });
    expect(await ask(service, 'incidents.create', { flightIds: ['gone'] })).toMatchObject({
      failure: { code: 'not-found' },
    });
    expect((await answered(service, 'incidents.list', {})).total).toBe(0);
  });
});

describe('an incident', () => {
  test('keeps every edit with what was before, and who and when', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    await answered(service, 'incidents.edit', { id, revision: 0, text: { title: 'A', status: 'for-review' } });
    const edited = await answered(service, 'incidents.edit', { id, revision: 1, text: { title: 'B' } });
    expect(edited.history.map(({ revision, actor, changes }) => [revision, actor, changes])).toEqual([
      [2, 'tester', [{ field: 'title', before: 'A', after: 'B' }]],
      [
        1,
        'tester',
        [
          { field: 'title', before: '', after: 'A' },
          { field: 'status', before: 'open', after: 'for-review' },
        ],
      ],
    ]);
    expect(edited.revision).toBe(2);
    const nothing = await answered(service, 'incidents.edit', { id, revision: 2, text: { title: 'B' } });
    expect(nothing.revision).toBe(2);
  });

  test('is not overwritten by somebody who saw an older version', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    await answered(service, 'incidents.edit', { id, revision: 0, text: { title: 'mine' } });
    const late = await ask(service, 'incidents.edit', { id, revision: 0, text: { title: 'theirs' } });
    expect(late).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect((await answered(service, 'incidents.get', { id })).content.title).toBe('mine');
  });

  test('keeps what was being typed, outside the record, until it is saved', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const { revision } = await answered(service, 'workspace.status', {});
    await answered(service, 'incidents.saveDraft', { id, revision: 0, form: { narrative: 'half a sent' } });
    expect((await answered(service, 'workspace.status', {})).revision).toBe(revision);
    const opened = await answered(service, 'incidents.get', { id });
    expect(opened).toMatchObject({
      draft: { revision: 0, form: { narrative: 'half a sent' } },
      content: { narrative: '' },
    });
    const saved = await answered(service, 'incidents.edit', { id, revision: 0, text: { narrative: 'A sentence.' } });
    expect(saved.draft).toBeNull();
    expect(await findings(service)).toEqual([]);
  });

  test('on hold is not closed or merged, and nothing is taken out of it', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, flightIds.slice(0, 2));
    const file = service.offerFile(writeTestFile('photo.jpg', 'pixels'), 'photo.jpg', false);
    const attached = await answered(service, 'incidents.attach', { id, file });
    const held = await answered(service, 'incidents.hold', { id, ground: 'Case 26-cr-1', setBy: 'Counsel' });
    expect(held.content.hold).toMatchObject({ ground: 'Case 26-cr-1', setBy: 'Counsel', account: 'tester' });
    const { revision } = held;
    const { sha256 } = attached.content.attachments[0]!;
    for (const refused of [
      await ask(service, 'incidents.edit', { id, revision, text: { status: 'closed' } }),
      await ask(service, 'incidents.removeFlight', { id, flightId: flightIds[0]! }),
      await ask(service, 'incidents.removeAttachment', { id, sha256 }),
      await ask(service, 'incidents.hold', { id, ground: 'again', setBy: 'X' }),
    ]) {
      expect(refused).toMatchObject({ ok: false, failure: { code: 'refused' } });
    }
    const released = await answered(service, 'incidents.release', { id, releasedBy: 'Counsel' });
    expect(released.content.hold).toBeNull();
    expect(released.history[0]!.changes.map(({ field }) => field)).toEqual(['hold', 'hold released by']);
  });

  test('keeps its attachments as evidence, by hash, byte for byte', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const bytes = Buffer.from(Array.from({ length: 3000 }, (_, i) => i % 251));
    const path = writeTestFile('frame.bin', bytes);
    const file = service.offerFile(path, basename(path), false);
    const { content } = await answered(service, 'incidents.attach', { id, file, note: 'from the camera' });
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(content.attachments).toMatchObject([{ sha256, file: 'frame.bin', bytes: 3000, note: 'from the camera' }]);
    const read = await answered(service, 'incidents.attachment', { id, sha256 });
    expect(Buffer.from(read.base64, 'base64').equals(bytes)).toBe(true);
    await answered(service, 'incidents.removeAttachment', { id, sha256 });
    expect(await findings(service)).toEqual([]);
  });

  test('changed outside Fenceline is found by verify', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    await answered(service, 'incidents.edit', { id, revision: 0, text: { title: 'true' } });
    service.workspace.store.write.exec(`UPDATE incident SET content = replace(content, '"true"', '"false"')`);
    service.workspace.store.write.exec(`UPDATE incident_edit SET changes = replace(changes, '"true"', '"false"')`);
    expect((await findings(service)).map(({ what }) => what)).toEqual([
      'what it says was changed outside Fenceline',
      'its edit 1 was changed',
    ]);
  });
});

describe('the flights of an incident', () => {
  test('are not lost when they gain detections: the incident follows them, and says so', async () => {
    const [header, ...rows] = csv.trimEnd().split(/\r?\n/);
    const some = rows.filter((_, index) => index % 2 === 0);
    const { service, flightIds } = await withFlights([header, ...some].join('\n'));
    const incident = await create(service, [flightIds[0]!]);
    const before = await answered(service, 'reports.incident', { incidentId: incident.id });
    await importText(service, 'whole.csv', csv);
    const after = await answered(service, 'incidents.get', { id: incident.id });
    const [flight] = after.flights;
    expect(flight!.flightId).toBe(flightIds[0]);
    expect(flight!.currentFlightId).not.toBeNull();
    expect(flight!.currentFlightId).not.toBe(flightIds[0]);
    expect(flight!.changedSince[0]).toMatch(/^The flight has [\d,]+ detections? more than when it was added\.$/);
    expect(after.freshness).toMatchObject({ state: 'out-of-date' });
    expect(after.freshness!.changes.join(' ')).toMatch(/detections more are on record/);
    const next = await answered(service, 'reports.incident', { incidentId: incident.id });
    expect([before.version, next.version]).toEqual([1, 2]);
    expect(service.reportHtml(next.reportId)).toMatchObject({ ok: true });
  });

  test('keep their file from being undone', async () => {
    const { service, flightIds } = await withFlights();
    const { number } = await create(service, [flightIds[0]!]);
    const { rows } = await answered(service, 'imports.list', {});
    const undone = await ask(service, 'imports.undo', { importId: rows[0]!.importId });
    expect(undone).toMatchObject({ ok: false, failure: { code: 'refused' } });
    expect(undone.ok ? '' : undone.failure.message).toContain(number);
  });

  test('can be added and taken out, one always stays', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const two = await answered(service, 'incidents.addFlights', { id, flightIds: flightIds.slice(0, 2) });
    expect(two.flights).toHaveLength(2);
    const one = await answered(service, 'incidents.removeFlight', { id, flightId: flightIds[0]! });
    expect(one.flights.map(({ flightId }) => flightId)).toEqual([flightIds[1]]);
    expect(await ask(service, 'incidents.removeFlight', { id, flightId: flightIds[1]! })).toMatchObject({ ok: false });
  });
});

describe('the work queue', () => {
  test('is by status, sector, whose it is, and what needs review', async () => {
    const { service, flightIds } = await withFlights();
    const [a, b] = [await create(service, [flightIds[0]!]), await create(service, [flightIds[1]!], 'TCA')];
    await answered(service, 'incidents.edit', {
      id: b.id,
      revision: 0,
      text: { status: 'for-review', assignedTo: 'Other' },
    });
    const ids = async (wanted: RequestInput<'incidents.list'>) =>
      (await answered(service, 'incidents.list', wanted)).rows.map(({ id }) => id);
    expect(await ids({ status: 'open' })).toEqual([a.id]);
    expect(await ids({ sector: 'TCA' })).toEqual([b.id]);
    expect(await ids({ mine: true })).toEqual([a.id]);
    expect(await ids({ needsReview: true })).toEqual([b.id]);
    expect(await ids({ flightId: flightIds[1]! })).toEqual([b.id]);
    await answered(service, 'incidents.review', { id: b.id, reviewer: 'B. Second' });
    expect(await ids({ needsReview: true })).toEqual([]);
  });
});

describe('the page of an incident', () => {
  const dataOf = (service: Service, reportId: string): IncidentReport =>
    JSON.parse(
      service.workspace.store.read.prepare('SELECT data FROM report WHERE id = ?').pluck().get(reportId) as string,
    );

  test('is a draft until a second named person reviews exactly what stands', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const edited = await answered(service, 'incidents.edit', { id, revision: 0, text: { preparedBy: 'Ana Núñez' } });
    expect(await ask(service, 'incidents.review', { id, reviewer: ' ana  nu\u0301n\u0303ez' })).toMatchObject({
      failure: { code: 'refused' },
    });
    const draft = await answered(service, 'reports.incident', { incidentId: id });
    expect(dataOf(service, draft.reportId).document).toMatchObject({ draft: true, number: edited.number });
    await answered(service, 'incidents.review', { id, reviewer: 'B. Second' });
    const reviewed = await answered(service, 'reports.incident', { incidentId: id });
    expect(dataOf(service, reviewed.reportId).document).toMatchObject({
      draft: false,
      version: 2,
      reviewedBy: { name: 'B. Second', account: 'tester' },
      supersedes: { version: 1, dataDigest: draft.dataDigest },
    });
    // Who works on it is not what was reviewed.
    await answered(service, 'incidents.edit', { id, revision: 1, text: { assignedTo: 'Somebody' } });
    expect((await answered(service, 'incidents.get', { id })).reviewed).toBe(true);
    const changed = await answered(service, 'incidents.edit', { id, revision: 2, text: { narrative: 'New words.' } });
    expect(changed).toMatchObject({ reviewed: false, needsReview: true });
    const again = await answered(service, 'reports.incident', { incidentId: id });
    expect(dataOf(service, again.reportId).document).toMatchObject({ draft: true, version: 3 });
    expect(await findings(service)).toEqual([]);
  });

  test('holds nothing of what it withholds, and its log says what was shown', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, flightIds.slice(0, 2));
    const seizures = [
      { what: 'heroin', amount: 3, unit: 'kg' as const, custodyNumber: 'SECRET-6051', by: 'CBP', atMs: null },
    ];
    await answered(service, 'incidents.edit', { id, revision: 0, text: { seizures } });
    const closed = await answered(service, 'reports.incident', { incidentId: id });
    const html = service.reportHtml(closed.reportId);
    const text = `${JSON.stringify(dataOf(service, closed.reportId))}${html.ok ? html.value : ''}`;
    expect(text).not.toContain('SECRET-6051');
    expect(text).toContain('WITHHELD');
    expect(dataOf(service, closed.reportId).sensors.map(({ stood }) => stood)).not.toContainEqual(expect.anything());
    const open = await answered(service, 'reports.incident', {
      incidentId: id,
      show: ['custody-numbers', 'sensor-positions'],
    });
    const shown = dataOf(service, open.reportId);
    expect(shown.written!.seizures[0]!.custodyNumber).toBe('SECRET-6051');
    expect(shown.sensors.some(({ stood }) => stood !== null && stood.length > 0)).toBe(true);
    expect(shown.document.withheld).toEqual(['area-edges', 'operator']);
    const logged = service.workspace.store.read
      .prepare("SELECT details FROM audit WHERE kind = 'report-issued' ORDER BY no")
      .pluck()
      .all()
      .map((details) => JSON.parse(details as string).shown);
    expect(logged).toEqual([[], ['custody-numbers', 'sensor-positions']]);
  });

  test('is current until something it tells changes, and then says what', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const { reportId } = await answered(service, 'reports.incident', { incidentId: id });
    expect(await answered(service, 'reports.freshness', { reportId })).toEqual({ state: 'current', changes: [] });
    await answered(service, 'incidents.edit', { id, revision: 0, text: { narrative: 'Words.' } });
    expect(await answered(service, 'reports.freshness', { reportId })).toEqual({
      state: 'out-of-date',
      changes: ['What people wrote was edited: narrative.'],
    });
  });

  test('looked at again is the same version; another copy of it is another', async () => {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const versions: number[] = [];
    for (const marking of [null, null, 'LES', null]) {
      versions.push((await answered(service, 'reports.incident', { incidentId: id, marking })).version);
    }
    expect(versions).toEqual([1, 1, 2, 1]);
  });

  test('leads from each of its figures to raw rows, 200 of them', async () => {
    const many = simulatedText('generic-csv', { flights: 14, seed: 8 });
    const lines = many.split(/\r?\n/);
    const { service, flightIds } = await withFlights(many);
    const { id } = await create(service, flightIds);
    const { reportId } = await answered(service, 'reports.incident', { incidentId: id });
    const { traces } = dataOf(service, reportId);
    const detections = ({ rows }: (typeof traces)[number]) =>
      rows.reduce((sum, [first, last]) => sum + last - first + 1, 0);
    // Figures of few rows, which name each of them; a figure of thousands shows the first hundred.
    const asked = traces.toSorted((a, b) => detections(a) - detections(b)).slice(0, 198);
    for (const trace of [...asked, ...traces.slice(0, 2)]) {
      const found = await answered(service, 'trace', { code: trace.code });
      expect(found.printed).toBe(trace.printed);
      expect(found.records).toHaveLength(Math.min(100, detections(trace)));
      for (const { sources } of found.records) {
        for (const { record, text } of sources) expect(text?.trimEnd()).toBe(lines[record]);
      }
    }
    expect(asked).toHaveLength(198);
  }, 240_000);
});

describe('a written file', () => {
  /** A page of a fresh incident as HTML, and its statement. */
  async function written() {
    const { service, flightIds } = await withFlights();
    const { id } = await create(service, [flightIds[0]!]);
    const { reportId } = await answered(service, 'reports.incident', { incidentId: id });
    const html = service.reportHtml(reportId);
    if (!html.ok) throw new Error('no page');
    const bytes = Buffer.from(html.value, 'utf8');
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const file = { reportId, kind: 'html' as const, sha256, bytes: bytes.length, engine: null };
    const recorded = await service.recordFile(file);
    if (!recorded.ok) throw new Error(recorded.failure.message);
    return { service, bytes, sidecar: recorded.value.sidecar, name: recorded.value.name, reportId };
  }
  const verdict = (...args: Parameters<typeof checkFile>) => {
    const checked = checkFile(...args);
    return checked.ok ? checked.value.verdict : checked.failure.code;
  };

  test('is the one that was issued, by its statement alone and by the log alone', async () => {
    const { service, bytes, sidecar, name } = await written();
    expect(name).toBe('RGV-2026-0001-v1.html');
    const own = service.signer().publicKey;
    expect(verdict(bytes, sidecar, null, null)).toBe('as-issued');
    expect(verdict(bytes, null, service.workspace, own)).toBe('as-issued');
    expect(verdict(bytes, null, null, null)).toBe('unknown');
    const checked = checkFile(bytes, sidecar, service.workspace, own);
    expect(checked.ok && checked.value).toMatchObject({
      statement: { signatureValid: true, ownKey: true, fitsFile: true },
      log: { number: 'RGV-2026-0001', version: 1, freshness: { state: 'current' } },
    });
    expect(await findings(service)).toEqual([]);
  });

  test('with any byte flipped is not, nor with any byte of its statement flipped', async () => {
    const { bytes, sidecar } = await written();
    const statement = Buffer.from(sidecar, 'utf8');
    let failed = 0;
    for (let i = 0; i < 500; i++) {
      const page = Buffer.from(bytes);
      page[Math.floor((i / 500) * page.length)]! ^= 1 << (i % 8);
      if (verdict(page, sidecar, null, null) === 'changed') failed++;
      const other = Buffer.from(statement);
      other[Math.floor((i / 500) * other.length)]! ^= 1 << (i % 7);
      const said = verdict(bytes, other.toString('latin1'), null, null);
      if (said === 'changed') failed++;
    }
    expect(failed).toBe(1000);
  });

  test('signed anew by another key is told from one of this installation', async () => {
    const { service, bytes, sidecar } = await written();
    const other = await openTestService();
    expect(other.signer().publicKey).not.toBe(service.signer().publicKey);
    const checked = checkFile(bytes, sidecar, other.workspace, other.signer().publicKey);
    expect(checked.ok && checked.value).toMatchObject({
      statement: { signatureValid: true, ownKey: false },
      log: null,
    });
  });
});

test('the same facts give the same page in another workspace, whatever the order of import', async () => {
  const [header, ...rows] = csv.trimEnd().split(/\r?\n/);
  const part = (from: number, to: number) => [header, ...rows.slice(from, to)].join('\n');
  const half = Math.floor(rows.length / 2);
  const digests: string[] = [];
  for (const order of [
    [part(0, half), part(half, rows.length)],
    [part(half, rows.length), part(0, half)],
  ]) {
    const service = await openTestService();
    for (const [index, text] of order.entries()) await importText(service, `part-${index}.csv`, text);
    const { rows: flights } = await answered(service, 'flights.list', {});
    const { reportId } = await answered(service, 'reports.incident', { flightId: flights[0]!.id });
    const data = JSON.parse(
      service.workspace.store.read.prepare('SELECT data FROM report WHERE id = ?').pluck().get(reportId) as string,
    ) as IncidentReport;
    digests.push(
      JSON.stringify([
        data.flights.map(({ finding, crossings, profile }) => [
          finding.sentence,
          crossings.map(({ at, position }) => [at, position]),
          profile,
        ]),
        data.map,
        data.detections.map(({ id }) => id),
      ]),
    );
  }
  expect(digests[1]).toBe(digests[0]);
});
