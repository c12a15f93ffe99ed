import { generateKeyPairSync, sign } from 'node:crypto';
import { chmodSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { designateArea, importAreas, readAreasFile, stateCompleteness } from '../../../electron/backend/areas.ts';
import { changeAuthority } from '../../../electron/backend/authority.ts';
import { forgetSigner, importKit, kitsOnRecord, makeKit, showKit } from '../../../electron/backend/kit/kits.ts';
import type { Service } from '../../../electron/backend/service.ts';
import { keyFingerprint, openSigner } from '../../../electron/signing.ts';
import { verifyStore } from '../../../electron/store/verify.ts';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { type Kit, kitSigningPrefix } from '../../../shared/model/kit.ts';
import type { SensorProfile } from '../../../shared/model/sensor-profile.ts';
import type { Result } from '../../../shared/result.ts';
import {
  importText,
  openTestService,
  rowCounts,
  simulatedText,
  temporaryFolder,
  writeTestFile,
} from '../../helpers/workspace.ts';

const value = <T>(result: Result<T>): T => {
  if (!result.ok) throw new Error(result.failure.message);
  return result.value;
};
const encode = (content: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(content));
const decode = (bytes: Uint8Array): { kit: Kit; signature: Record<string, string> } =>
  JSON.parse(new TextDecoder().decode(bytes));

const areas = JSON.stringify({
  type: 'FeatureCollection',
  features: [
    {
      type: 'Feature',
      properties: {
        id: 'ridge',
        name: 'Ridge',
        status: 'designated',
        basis: '6 U.S.C. 124n(l)(3)(C)(i)(I)',
        from: '2026-01-01',
        source: 'Memorandum 7',
        edgeAccuracyM: 25,
      },
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [-99.3, 26.3],
            [-98.9, 26.3],
            [-98.9, 26.6],
            [-99.3, 26.6],
            [-99.3, 26.3],
          ],
        ],
      },
    },
  ],
});

const profile: SensorProfile = {
  kind: 'fenceline-sensor-profile',
  name: 'MAST-4 radar',
  sensorId: 'MAST-4',
  header: ['time', 'lat', 'lng'],
  mapping: {
    zone: 'America/Chicago',
    sensorKind: 'radar',
    objectClass: 'uas',
    columns: [
      { column: 'time', field: 'observedAtMs', source: 'manual' },
      { column: 'lat', field: 'lat', source: 'manual' },
      { column: 'lng', field: 'lng', source: 'manual' },
    ],
  },
  clock: { offsetS: 1.5, errorS: 0.5, source: 'GPS, 2026-04-01' },
  positionError: null,
  gapLimit: null,
  sources: { zone: 'site survey' },
  makeModel: null,
  serial: null,
  calibration: null,
};

/** An analyst's workspace with a sensor profile, an area, its designation, a statement, and an authority table looked at less far. */
async function analyst(): Promise<Service> {
  const service = await openTestService();
  const { workspace } = service;
  const file = value(await readAreasFile(writeTestFile('areas.geojson', areas), 'areas.geojson'));
  const act = (kind: 'areas-imported' | 'completeness-stated') => ({ actor: 'tester', kind, atMs: Date.now() });
  value(await workspace.change(act('areas-imported'), () => importAreas(workspace, file, 'areas.geojson', 'tester')));
  const statement = { sector: 'RGV', from: '2026-01-01', to: '2026-12-31', statedBy: 'A. Analyst', enteredAtMs: 1 };
  value(await workspace.change(act('completeness-stated'), () => stateCompleteness(workspace, statement, 'tester')));
  value(await service.handlers['profiles.save']({ profile }));
  const shown = value(await service.handlers['authority.get']({}));
  const edit = { kind: 'as-of', asOf: '2026-09-01' };
  value(await changeAuthority(workspace, { base: shown.digest, edit, source: 'looked at in September' }, 'tester'));
  return service;
}

const order = { name: 'RGV', note: 'For the night shift.', madeBy: 'A. Analyst' };
const make = ({ workspace }: Service, keyFolder: string) =>
  value(makeKit(workspace, order, () => openSigner(keyFolder)));
const bring = ({ workspace }: Service, bytes: Uint8Array, trust?: string) =>
  importKit(workspace, { bytes, file: 'rgv.fkit', trust }, 'agent');

test('a kit made on one machine brings another to the same areas, designations, statements and table', async () => {
  const keys = temporaryFolder();
  const from = await analyst();
  const made = make(from, keys);
  const laptop = await openTestService();
  const before = rowCounts(laptop);
  const shown = value(showKit(laptop.workspace, made.bytes, 'rgv.fkit'));
  expect(shown).toMatchObject({
    name: 'RGV',
    madeBy: 'A. Analyst',
    signer: 'unknown',
    digest: made.digest,
    mixes: false,
  });
  expect(shown.items.map(({ part, name, change }) => [part, name, change])).toEqual([
    ['areas', 'Ridge', 'new'],
    ['designations', 'ridge', 'new'],
    ['completeness', 'RGV', 'new'],
    ['authority', 'Fenceline statutory authority table', 'older'],
    ['profiles', 'MAST-4 radar', 'new'],
  ]);
  expect(rowCounts(laptop)).toEqual(before);

  expect(await bring(laptop, made.bytes)).toMatchObject({ ok: false, failure: { code: 'refused', field: 'trust' } });
  expect(await bring(laptop, made.bytes, 'ab'.repeat(32))).toMatchObject({ ok: false, failure: { field: 'trust' } });
  expect(rowCounts(laptop)).toEqual(before);

  value(await bring(laptop, made.bytes, shown.fingerprint));
  const held = async ({ handlers }: Service) => [
    value(await handlers['areas.list']({})),
    { ...value(await handlers['authority.get']({})), label: '' },
    value(await handlers['profiles.list']({})).rows.map(({ profile: one }) => one),
  ];
  expect(await held(laptop)).toEqual(await held(from));
  const history = value(await laptop.handlers['authority.history']({}));
  expect(history.versions[0]).toMatchObject({ how: 'kit', source: expect.stringContaining('Sector kit RGV, made') });

  // Known from now on; the same kit again changes nothing but the list of imports.
  const again = value(showKit(laptop.workspace, made.bytes, 'rgv.fkit'));
  expect(again.signer).toBe('known');
  expect(again.alreadyImportedMs).not.toBeNull();
  expect(again.items.every(({ change }) => change === 'same')).toBe(true);
  expect(value(await bring(laptop, made.bytes))).toMatchObject({ concluded: 0, signerTrusted: false });
  const { signers, imports } = kitsOnRecord(laptop.workspace, () => openSigner(keys));
  expect(signers).toMatchObject([{ name: 'A. Analyst', fingerprint: shown.fingerprint, actor: 'agent' }]);
  expect(imports.length).toBe(2);
  expect(await verifyStore(laptop.workspace.store.write, laptop.workspace.store.folder)).toEqual([]);

  value(await forgetSigner(laptop.workspace, shown.fingerprint, 'agent'));
  expect(await bring(laptop, made.bytes)).toMatchObject({ ok: false, failure: { field: 'trust' } });
});

test('flights that are stored are judged by what a kit brings', async () => {
  const made = make(await analyst(), temporaryFolder());
  const laptop = await openTestService();
  const night = simulatedText('generic-csv', { flights: 20, seed: 3 }).replaceAll('SYNTHETIC-', 'FIELD-');
  await importText(laptop, 'night.csv', night);
  const days = async () => {
    const { rows } = value(await laptop.handlers['incursions.list']({ filters: {}, limit: 1000, offset: 0 }));
    return new Set(rows.map(({ eligibility }) => eligibility.authorityTableAsOf));
  };
  expect(await days()).toEqual(new Set(['2026-11-22']));
  const { fingerprint } = value(showKit(laptop.workspace, made.bytes, 'rgv.fkit'));
  expect(value(await bring(laptop, made.bytes, fingerprint)).concluded).toBeGreaterThanOrEqual(20);
  expect(await days()).toEqual(new Set(['2026-09-01']));
});

test('a kit with any change, a foreign signature or none is refused, and nothing changes', async () => {
  const made = make(await analyst(), temporaryFolder());
  const laptop = await openTestService();
  const before = rowCounts(laptop);
  const { kit, signature } = decode(made.bytes);
  const other = generateKeyPairSync('ed25519');
  const foreign = sign(null, Buffer.from(kitSigningPrefix + canonicalJson(kit)), other.privateKey).toString('base64');
  const wrong: [string, unknown][] = [
    ['another name', { kit: { ...kit, name: 'RGV2' }, signature }],
    ['an older date', { kit: { ...kit, madeAt: '2026-01-01T00:00:00.000Z' }, signature }],
    ['a part taken out', { kit: { ...kit, parts: {} }, signature }],
    ['a part added', { kit: { ...kit, parts: { ...kit.parts, more: 1 } }, signature }],
    ['the signature of another key', { kit, signature: { ...signature, value: foreign } }],
    ['another key', { kit, signature: { ...signature, publicKey: openSigner(temporaryFolder()).publicKey } }],
    ['a signature that is none', { kit, signature: { ...signature, value: 'AAAA' } }],
    ['an empty signature', { kit, signature: { ...signature, value: '' } }],
    ['another algorithm', { kit, signature: { ...signature, algorithm: 'none' } }],
    ['no signature', { kit }],
    ['a signature of null', { kit, signature: null }],
  ];
  for (const [what, content] of wrong) {
    const bytes = encode(content);
    expect(showKit(laptop.workspace, bytes, 'rgv.fkit'), what).toMatchObject({
      ok: false,
      failure: { code: 'refused', field: 'signature' },
    });
    expect(
      await bring(laptop, bytes, value(showKit(laptop.workspace, made.bytes, 'x')).fingerprint),
      what,
    ).toMatchObject({
      ok: false,
    });
  }
  for (const text of ['', '{', '[]', 'null', '{"kit":1}', 'PK\u0003\u0004']) {
    expect(showKit(laptop.workspace, new TextEncoder().encode(text), 'x'), text).toMatchObject({ ok: false });
  }
  expect(rowCounts(laptop)).toEqual(before);
  // Blanks and order of members are not content: the signature is over the canonical form.
  expect(showKit(laptop.workspace, encode({ signature, kit }), 'x').ok).toBe(true);
});

test('every byte counts: a kit with one changed digit of a coordinate is refused', async () => {
  const made = make(await analyst(), temporaryFolder());
  const laptop = await openTestService();
  const text = new TextDecoder().decode(made.bytes);
  const changed = text.replace('26.6', '26.7');
  expect(changed).not.toBe(text);
  expect(showKit(laptop.workspace, new TextEncoder().encode(changed), 'x')).toMatchObject({
    ok: false,
    failure: { code: 'refused' },
  });
});

/** A kit that is signed rightly, with contents no workspace would hold. */
function signedBy(keyFolder: string, kit: unknown): Uint8Array {
  return encode({ kit, signature: openSigner(keyFolder).sign(kitSigningPrefix + canonicalJson(kit)) });
}

test('a signature does not make bad contents good: they are refused with their place, nothing of the kit is stored', async () => {
  const keys = temporaryFolder();
  const { kit } = decode(make(await analyst(), keys).bytes);
  const laptop = await openTestService();
  const before = rowCounts(laptop);
  const parts = kit.parts as { areas: Record<string, Record<string, unknown>[]>; authority: Record<string, unknown> };
  const withAreas = (more: object) => ({ ...kit, parts: { ...parts, areas: { ...parts.areas, ...more } } });
  const [area] = parts.areas.areas!;
  const [designation] = parts.areas.designations!;
  const [statement] = parts.areas.completeness!;
  const bow = [
    [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  ];
  const inMexico = [
    [
      [
        [-99.3, 25.3],
        [-98.9, 25.3],
        [-98.9, 25.6],
        [-99.3, 25.3],
      ],
    ],
  ];
  const wrong: [string, unknown][] = [
    ['areas.ridge', withAreas({ areas: [{ ...area, geometry: bow }] })],
    ['areas.ridge', withAreas({ areas: [area, area] })],
    ['areas.ridge', withAreas({ areas: [{ ...area, geometry: inMexico }] })],
    ['areas.ridge', withAreas({ areas: [{ ...area, synthetic: true }] })],
    [`designations.${designation!.id}`, withAreas({ designations: [{ ...designation, to: '2025-01-01' }] })],
    [`designations.${designation!.id}`, withAreas({ designations: [{ ...designation, sourceDocument: ' ' }] })],
    ['areas.designations.0.from', withAreas({ designations: [{ ...designation, from: '2026-01-01T00:00' }] })],
    ['completeness.XXX', withAreas({ completeness: [{ ...statement, sector: 'XXX' }] })],
    ['i02.from', { ...kit, parts: { ...parts, authority: overlapping(parts.authority) } }],
    ['profiles.MAST-4 radar', { ...kit, parts: { ...parts, profiles: [profile, profile] } }],
    ['profiles.0.name', { ...kit, parts: { ...parts, profiles: [{ ...profile, name: ' ' }] } }],
    ['more', { ...kit, parts: { ...parts, more: [] } }],
    ['madeAt', { ...kit, madeAt: '2026-11-22 10:00' }],
  ];
  for (const [field, content] of wrong) {
    const bytes = signedBy(keys, content);
    expect(showKit(laptop.workspace, bytes, 'bad.fkit'), field).toMatchObject({
      ok: false,
      failure: { field, file: 'bad.fkit' },
    });
    expect(await bring(laptop, bytes, keyFingerprint(openSigner(keys).publicKey)), field).toMatchObject({ ok: false });
  }
  const newer = signedBy(keys, { ...kit, formatVersion: 2 });
  expect(showKit(laptop.workspace, newer, 'x')).toMatchObject({ ok: false, failure: { code: 'wrong-format' } });
  expect(rowCounts(laptop)).toEqual(before);
});

function overlapping(authority: Record<string, unknown>): unknown {
  const table = structuredClone(authority) as { intervals: Record<string, unknown>[] };
  table.intervals[1]!.from = '2022-10-05';
  return table;
}

test('real and synthetic never mix through a kit', async () => {
  const made = make(await analyst(), temporaryFolder());
  const synthetic = await openTestService();
  await importText(synthetic, 'night.csv', simulatedText('generic-csv', { flights: 3 }));
  const shown = value(showKit(synthetic.workspace, made.bytes, 'rgv.fkit'));
  expect(shown.mixes).toBe(true);
  expect(await bring(synthetic, made.bytes, shown.fingerprint)).toMatchObject({
    ok: false,
    failure: { code: 'example-mixing' },
  });
});

test('a later kit adds versions of what changed and says when it is older than one before', async () => {
  const keys = temporaryFolder();
  const from = await analyst();
  const first = make(from, keys);
  const { workspace } = from;
  const rescinded = {
    areaId: 'ridge',
    status: 'rescinded' as const,
    basis: 'limb not stated',
    sourceDocument: 'Memorandum 8',
    from: '2026-06-01',
    to: null,
  };
  const act = { actor: 'tester', kind: 'area-designated', atMs: Date.now() } as const;
  value(await workspace.change(act, () => designateArea(workspace, rescinded, 'tester')));
  await new Promise((resolve) => setTimeout(resolve, 5));
  const second = make(from, keys);
  const laptop = await openTestService();
  const { fingerprint } = value(showKit(laptop.workspace, first.bytes, 'x'));
  value(await bring(laptop, first.bytes, fingerprint));
  const items = value(showKit(laptop.workspace, second.bytes, 'x')).items;
  expect(items.filter(({ change }) => change !== 'same').map(({ part, detail }) => [part, detail])).toEqual([
    ['designations', 'rescinded from 2026-06-01; Memorandum 8'],
  ]);
  value(await bring(laptop, second.bytes));
  expect(value(showKit(laptop.workspace, first.bytes, 'x')).newerImportedMs).not.toBeNull();
});

test('a key that others can read signs no kit', async () => {
  const folder = join(temporaryFolder(), 'keys');
  const { workspace } = await analyst();
  const signer = () => openSigner(folder);
  expect(kitsOnRecord(workspace, null).own).toBeNull();
  value(makeKit(workspace, order, signer));
  const [file] = readdirSync(folder);
  const path = join(folder, file!);
  if (process.platform === 'win32') return;
  expect(statSync(path).mode & 0o777).toBe(0o600);
  chmodSync(path, 0o644);
  expect(makeKit(workspace, order, signer)).toMatchObject({ ok: false, failure: { code: 'refused' } });
  expect(kitsOnRecord(workspace, signer)).toMatchObject({ own: null, ownFault: expect.stringContaining('0600') });
});
