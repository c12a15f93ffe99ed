import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../helpers/cli.ts';
import { importText, openTestService, simulatedText, temporaryFolder } from '../helpers/workspace.ts';

const check = (file: string): number | null =>
  spawnSync(process.execPath, [join(root, 'bin', 'check-page.mjs'), file]).status;

test('a written page is checked without Fenceline: untouched it holds, with any byte flipped it does not', async () => {
  const service = await openTestService();
  await importText(service, 'export.csv', simulatedText('generic-csv', { flights: 2 }));
  const flights = await service.handlers['flights.list']({ filters: {}, limit: 1, offset: 0 });
  const flightId = flights.ok ? flights.value.rows[0]!.id : '';
  const issued = await service.handlers['reports.incident']({
    flightId,
    annex: true,
    pageSize: 'letter',
    marking: null,
    show: [],
  });
  const { reportId } = issued.ok ? issued.value : { reportId: '' };
  const html = service.reportHtml(reportId);
  const bytes = Buffer.from(html.ok ? html.value : '', 'utf8');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const recorded = await service.recordFile({ reportId, kind: 'html', sha256, bytes: bytes.length, engine: null });
  if (!recorded.ok) throw new Error(recorded.failure.message);

  const file = join(temporaryFolder(), recorded.value.name);
  writeFileSync(file, bytes);
  writeFileSync(`${file}.json`, recorded.value.sidecar);
  expect(check(file)).toBe(0);
  for (const path of [file, `${file}.json`]) {
    const untouched = readFileSync(path);
    for (const share of [0, 0.3, 0.61, 0.97]) {
      const flipped = Buffer.from(untouched);
      flipped[Math.floor(share * flipped.length)]! ^= 1;
      writeFileSync(path, flipped);
      expect(check(file), `${path} ${share}`).toBe(3);
    }
    writeFileSync(path, untouched);
  }
  expect(check(file)).toBe(0);
  expect(check(join(temporaryFolder(), 'nothing.pdf'))).toBe(2);
});
