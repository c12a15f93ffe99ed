import { coverageStates } from '../model/conclusion.ts';
import { type CoverageJudge, NO_STATE } from '../model/coverage.ts';
import { lookUpAuthority } from './authority.ts';
import type { AuthorityTable } from './authority-table.ts';
import { type DesignationDay, DesignationIndex, type DesignationRecords, type StandingKind } from './designations.ts';
import { easternDay } from './eastern-day.ts';

export interface CoverageRecords extends DesignationRecords {
  readonly authority: AuthorityTable;
  /** Content digest of all of them together, made by the caller. */
  readonly digest: string;
}

/**
 * The coverage state of a moment, first that holds: not in the US (P(US) ≤ 0.05); border side undetermined; no authority in
 * force; designated area (P(inside) ≥ 0.95); the edge of one undecided; pending area, and its edge; designations not known;
 * outside. Boundary also when P(US) is NaN: then nothing is known of the side.
 *
 * An authority that is *unknown* that day (a disputed day, a possible gap, a day after the table's as-of date) is not "no
 * authority in force", so the states after it are asked. Each of them says only where the place lay among the designations
 * of the day, which stays true whatever the authority was; that the authority is unknown is said by the determination.
 *
 * Runs once for every detection: everything that depends on the day alone is kept.
 */
export function buildCoverageJudge(records: CoverageRecords): CoverageJudge {
  const index = new DesignationIndex(records);
  const days = new Map<string, JudgedDay>();
  let lastHour = Number.NaN;
  let lastDay: JudgedDay | undefined;

  const dayOf = (timeMs: number): JudgedDay => {
    const hour = Math.floor(timeMs / HOUR_MS);
    if (hour === lastHour && lastDay !== undefined) return lastDay;
    const day = easternDay(timeMs);
    let judged = days.get(day);
    if (judged === undefined) {
      judged = {
        noAuthority: hasNoAuthority(records.authority, day),
        designations: index.on(day),
      };
      if (days.size >= MAX_DAYS) days.clear();
      days.set(day, judged);
    }
    lastHour = hour;
    lastDay = judged;
    return judged;
  };

  return {
    digest: records.digest,
    state(lng, lat, timeMs, pUs, sigmaM, sector) {
      if (timeMs === null) return NO_STATE;
      if (pUs <= 0.05) return code['not-us'];
      if (!(pUs >= 0.95)) return code.boundary;
      const { noAuthority, designations } = dayOf(timeMs);
      if (noAuthority) return code['no-authority'];
      return coverageOfKind[designations.kind(lng, lat, sigmaM, sector)];
    },
    areasAt(lng, lat, timeMs) {
      return dayOf(timeMs).designations.areasAt(lng, lat);
    },
  };
}

/** Whether the table says that there was no authority on a US Eastern day; *unknown* is not that. */
export const hasNoAuthority = (table: AuthorityTable, day: string): boolean =>
  lookUpAuthority(table, day).verdict === 'not-met';

interface JudgedDay {
  readonly noAuthority: boolean;
  readonly designations: DesignationDay;
}

const HOUR_MS = 3_600_000;
const MAX_DAYS = 20_000;

const code = Object.fromEntries(coverageStates.map((state, index) => [state, index])) as Record<
  (typeof coverageStates)[number],
  number
>;

/** The coverage state (index into `coverageStates`) of a place surely in the US, on a day with authority or with none known. */
export const coverageOfKind: Readonly<Record<StandingKind, number>> = {
  designated: code.designated,
  edge: code.boundary,
  pending: code.pending,
  'pending-edge': code.boundary,
  'not-known': code.unknown,
  outside: code.outside,
};
