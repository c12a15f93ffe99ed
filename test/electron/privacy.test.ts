import { expect, test } from 'vitest';
import { listDetections } from '../../electron/store/queries/detections.ts';
import { verifyStore } from '../../electron/store/verify.ts';
import { importText, openTestService } from '../helpers/workspace.ts';

const DAY = 86_400_000;
const csv = (kind: string, ...days: readonly number[]): string =>
  [
    'time,lat,lon,track_id,sensor_id,sensor_kind,operator_lat,operator_lon,operator_id',
    ...days.map(
      (day) =>
        `${new Date(Date.UTC(2026, 0, 1) + day * DAY).toISOString()},31.7,-106.4,T-1,S-${kind},${kind},31.69,-106.41,OP-1`,
    ),
  ].join('\n');

test('operator and home are given only by a call that logs who asked for which detection', async () => {
  const service = await openTestService();
  await importText(service, 'rid.csv', csv('remote-id', 0));
  const { read, folder } = service.workspace.store;
  const detectionId = listDetections(read, { filters: {}, limit: 1, offset: 0 }).rows[0]!.id;
  const raw = await service.handlers['detections.raw']({ detectionId });
  expect(raw).toMatchObject({ ok: true, value: { hasPersonal: true } });
  expect(Object.keys(raw.ok ? raw.value.fields : {}).filter((name) => name.startsWith('operator'))).toEqual([]);
  const log = () => read.prepare("SELECT actor, details FROM audit WHERE kind = 'personal-shown'").all();
  expect(log()).toEqual([]);
  expect(await service.handlers['detections.personal']({ detectionId })).toEqual({
    ok: true,
    value: { fields: { operatorLat: 31.69, operatorLng: -106.41, operatorId: 'OP-1' } },
  });
  expect(log()).toMatchObject([{ actor: 'tester', details: expect.stringContaining(detectionId) }]);
  expect(await service.handlers['detections.personal']({ detectionId: 'f'.repeat(24) })).toMatchObject({ ok: false });
  expect(log()).toHaveLength(1);
  expect(await verifyStore(read, folder)).toEqual([]);
});

test('records of communications are due 180 days after they were acquired, radar tracks never', async () => {
  const service = await openTestService();
  await importText(service, 'rid.csv', csv('remote-id', 0, 1, 2));
  await importText(service, 'radar.csv', csv('radar', 0));
  await importText(service, 'unknown.csv', csv('', -5));
  const asOfMs = Date.UTC(2026, 0, 2) + 180 * DAY;
  const list = await service.handlers['retention.list']({ asOfMs });
  expect(list.ok && list.value.rows).toMatchObject([
    { file: 'unknown.csv', recordClass: 'not-stated', detections: 1, due: 1 },
    {
      file: 'rid.csv',
      recordClass: 'communications',
      sensorKind: 'remote-id',
      detections: 3,
      firstAcquiredMs: Date.UTC(2026, 0, 1),
      firstDueMs: Date.UTC(2026, 0, 1) + 180 * DAY,
      lastDueMs: Date.UTC(2026, 0, 3) + 180 * DAY,
      // Of the first two days: on the 180th day itself a record is due.
      due: 2,
    },
  ]);
});
