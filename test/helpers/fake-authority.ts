import authorityJson from '../../resources/authority.json' with { type: 'json' };
import figuresJson from '../../resources/published-figures.json' with { type: 'json' };
import { type ElementRow, publishedFiguresSchema, type Reply } from '../../shared/contract/contract.ts';
import type { Handlers } from '../../shared/contract/serve.ts';
import { authorityTableSchema } from '../../shared/eligibility/authority-table.ts';
import { checkElementEntry } from '../../shared/eligibility/element-entry.ts';
import { otherPurposes } from '../../shared/eligibility/statute.ts';
import { fail, ok } from '../../shared/result.ts';
import type { FakeFlight } from './fake-workspace.ts';

const table = authorityTableSchema.parse(authorityJson);
const DIGEST = '5d1c'.repeat(16);

/** The authority table and recorded determinations of the backend in memory: kept and withdrawn, but deciding nothing. */
export function fakeAuthority(
  flights: () => readonly FakeFlight[],
  changed: () => void,
): Pick<Handlers, Extract<keyof Handlers, `authority.${string}` | `elements.${string}` | `kits.${string}`>> {
  const rows: ElementRow[] = [];
  const purposes = otherPurposes(table.statuteVersions.at(-1)!);
  const edited = () => {
    changed();
    return ok({ version: 1, label: 'version 1, edited, 2026-11-22', digest: DIGEST, alreadySo: false, concluded: 3 });
  };
  const move = (id: string, standing: ElementRow['standing']) => {
    const at = rows.findIndex((row) => row.id === id);
    if (at < 0) return fail('not-found', `There is no record ${id}.`);
    rows[at] = { ...rows[at]!, standing };
    changed();
    return ok({ id });
  };
  return {
    'authority.get': () =>
      ok({
        label: 'built in',
        digest: DIGEST,
        version: null,
        inUse: true,
        asOf: table.asOf,
        builtIn: { asOf: table.asOf, digest: DIGEST },
        title: table.title,
        purposeStatement: table.purposeStatement,
        notes: table.notes,
        intervals: table.intervals,
        gaps: table.gaps,
        statuteVersions: table.statuteVersions.map(
          ({ id, from, to, verified, purposes: named, subsections, eligibilityMeaning }) => ({
            id,
            from,
            to,
            verified: String(verified),
            purposes: named,
            definitions: subsections.definitions,
            eligibilityMeaning,
          }),
        ),
        sources: Object.entries(table.sources).map(([id, { title, url, date }]) => ({ id, title, url, date })),
      } satisfies Reply<'authority.get'>),
    'authority.history': () => ok({ builtIn: { asOf: table.asOf, digest: DIGEST }, versions: [] }),
    'authority.published': () => ok(publishedFiguresSchema.parse(figuresJson)),
    'authority.import': edited,
    'authority.edit': edited,
    'authority.reset': edited,
    ...fakeKits(changed),
    'elements.list': ({ flightId }) =>
      ok({
        rows: rows.filter((row) => flightId === undefined || row.attached?.flightId === flightId),
        purposes: Object.fromEntries(
          flights().flatMap(({ flight }) => flight.incursions.map(({ id }) => [id, [...purposes]] as const)),
        ),
      }),
    'elements.record': ({ incursionId, entry, supersedes, reason }) => {
      const of = flights().find(({ flight }) => flight.incursions.some(({ id }) => id === incursionId));
      if (of === undefined) return fail('not-found', `There is no incursion ${incursionId}.`);
      const nowMs = Date.UTC(2026, 10, 22, 12);
      const checked = checkElementEntry(entry, { nowMs, purposes, day: '2026-11-16' });
      if (!checked.ok) return checked;
      const incursion = of.flight.incursions.find(({ id }) => id === incursionId)!;
      const id = `record-${rows.length + 1}`;
      if (supersedes !== undefined) move(supersedes, 'superseded');
      rows.push({
        id,
        ...checked.value,
        anchor: {
          objectKey: of.flight.objectKey,
          objectName: of.flight.objectName,
          flightId: of.flight.id,
          incursionId,
          firstMs: incursion.firstMs,
          lastMs: incursion.lastMs,
          firstDetection: incursion.detectionIds.first,
          lastDetection: incursion.detectionIds.last,
          detections: incursion.detections,
        },
        enteredBy: 'analyst',
        supersedes: supersedes ?? null,
        reason: reason ?? null,
        standing: 'on-record',
        events: [],
        attached: { incursionId, flightId: of.flight.id, attachment: 'same' },
      });
      changed();
      return ok({ id, eligibility: of.eligibilities.find((one) => one.incursionId === incursionId)! });
    },
    'elements.withdraw': ({ id }) => move(id, 'withdrawn'),
    'elements.restore': ({ id }) => move(id, 'on-record'),
  };
}

const FINGERPRINT = '3f9a 1c7b e20d 4485 b6c9 e1f7 0a2d 8c44 97d1 5b06 e38f a2c4 1b7f 60d9 5ce8 a213';

/** A kit of one signer nobody knows yet; a file named unsigned is refused. */
function fakeKits(changed: () => void): Pick<Handlers, Extract<keyof Handlers, `kits.${string}`>> {
  let isTrusted = false;
  const madeAtMs = Date.UTC(2026, 10, 20, 15);
  const kit = { name: 'RGV <b>November</b>', digest: DIGEST, madeBy: 'A. Analyst', madeAtMs };
  const items = [
    {
      part: 'areas',
      name: 'Example area',
      detail: 'version 3 there, 2 here; a memorandum',
      change: 'changed' as const,
    },
    {
      part: 'designations',
      name: 'example',
      detail: 'designated from 2026-01-01; a memorandum',
      change: 'new' as const,
    },
    { part: 'authority', name: table.title, detail: 'checked up to 2026-11-22 there', change: 'same' as const },
  ];
  return {
    'kits.show': ({ file }) =>
      file.includes('unsigned')
        ? fail('refused', 'The kit is not signed, so nobody can say whose it is. Nothing was changed.')
        : ok({
            ...kit,
            file: 'rgv.fkit',
            note: 'For the night shift.',
            program: 'Fenceline 0.1.0',
            synthetic: false,
            fingerprint: FINGERPRINT,
            signer: isTrusted ? 'known' : 'unknown',
            sameNameOtherKey: false,
            alreadyImportedMs: null,
            newerImportedMs: null,
            mixes: false,
            items,
          }),
    'kits.import': ({ trust }) => {
      if (!isTrusted && trust !== FINGERPRINT)
        return fail('refused', 'Compare the fingerprint first.', { field: 'trust' });
      isTrusted = true;
      changed();
      return ok({
        name: kit.name,
        digest: DIGEST,
        contents: { 'areas changed': 1 },
        concluded: 3,
        signerTrusted: true,
      });
    },
    'kits.close': () => ok({}),
    'kits.make': ({ name }) =>
      name.trim() === ''
        ? fail('bad-request', 'Give the kit a name, such as the sector’s.', { field: 'name' })
        : ok({ kit: 'e30=', suggestedName: `${name}.fkit`, digest: DIGEST, fingerprint: FINGERPRINT, items }),
    'kits.list': () =>
      ok({
        imports: [],
        signers: isTrusted ? [{ fingerprint: FINGERPRINT, name: kit.madeBy, atMs: madeAtMs, actor: 'analyst' }] : [],
        own: null,
        ownFault: null,
      }),
    'kits.forgetSigner': ({ fingerprint }) => {
      isTrusted = false;
      changed();
      return ok({ fingerprint });
    },
  };
}
