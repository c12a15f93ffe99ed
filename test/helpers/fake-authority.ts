import authorityJson from '../../resources/authority.json' with { type: 'json' };
import type { ElementRow, Reply } from '../../shared/contract/contract.ts';
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
): Pick<Handlers, Extract<keyof Handlers, `authority.${string}` | `elements.${string}`>> {
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
    'authority.import': edited,
    'authority.edit': edited,
    'authority.reset': edited,
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
