import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fenceline, json } from '../helpers/cli.ts';
import { simulatedText, temporaryFolder, writeTestFile } from '../helpers/workspace.ts';

test('determinations, table and kits at the command line: refused with the field and exit code, then on record everywhere', () => {
  const folder = temporaryFolder();
  const workspace = join(folder, 'W');
  const run = (...args: string[]) => json('--workspace', workspace, ...args);
  const file = writeTestFile('night.csv', simulatedText('generic-csv', { flights: 8, seed: 3 }));
  expect(run('import', file).code).toBe(0);
  const { id, eligibility } = run('incursions', '--grade', 'confirmed').value.rows[0];

  const record = (...more: string[]) =>
    run(
      'elements',
      'record',
      id,
      '--element',
      'credible-threat',
      '--verdict',
      'not-met',
      '--by',
      'S. Example',
      ...more,
    );
  expect(record('--made-at', '2026-08-01 00:00', '--facts', 'Example facts')).toMatchObject({
    code: 2,
    value: { error: { code: 'bad-request', field: 'madeAt' } },
  });
  expect(record('--made-at', eligibility.at)).toMatchObject({ code: 2, value: { error: { field: 'facts' } } });
  const recorded = record('--made-at', eligibility.at, '--facts', 'Example facts');
  expect(recorded).toMatchObject({ code: 0, value: { incursion: id, eligibility: { result: 'not-eligible' } } });

  // The same words in the list of incursions.
  const row = run('incursions').value.rows.find((one: { id: string }) => one.id === id);
  expect(row.result).toBe('not-eligible');
  expect(row.resultSentence).toBe(recorded.value.eligibility.sentence);
  const withdrawn = run('elements', 'withdraw', recorded.value.id, '--reason', 'another night');
  expect(withdrawn.code).toBe(0);
  expect(run('elements', 'list').value.rows[0]).toMatchObject({ standing: 'withdrawn', by: 'S. Example' });

  const bad = writeTestFile('bad.json', '{"schemaVersion": 1}');
  expect(run('authority', 'import', bad, '--source', 'a test')).toMatchObject({
    code: 3,
    value: { error: { code: 'refused', field: 'title', file: 'bad.json' } },
  });
  expect(run('authority', 'history').value.versions).toEqual([]);

  const kit = join(folder, 'rgv.fkit');
  const made = run('kit', 'make', '--out', kit, '--name', 'RGV');
  expect(made).toMatchObject({ code: 0, value: { out: 'rgv.fkit' } });
  expect(run('kit', 'make', '--out', kit, '--name', 'RGV').code).toBe(3);
  const changed = join(folder, 'changed.fkit');
  writeFileSync(changed, readFileSync(kit, 'utf8').replace('"name":"RGV"', '"name":"RGW"'));
  expect(run('kit', 'import', changed, '--trust', made.value.fingerprint)).toMatchObject({
    code: 3,
    value: { error: { code: 'refused', file: 'changed.fkit', field: 'signature' } },
  });
  expect(run('kit', 'import', kit)).toMatchObject({ code: 3, value: { error: { field: 'trust' } } });
  expect(run('kit', 'import', kit, '--trust', made.value.fingerprint).code).toBe(0);
  expect(run('kit', 'list').value.signers).toMatchObject([{ fingerprint: made.value.fingerprint }]);
  expect(run('verify')).toMatchObject({ code: 0, value: { ok: true } });
  expect(fenceline('--workspace', workspace, 'deconfliction', id).stdout).toContain(
    'No cooperative traffic of this time',
  );
});
