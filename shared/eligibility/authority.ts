import type { Verdict } from '../model/conclusion.ts';
import type { AuthorityGap, AuthorityInterval, AuthorityTable, Limb, StatuteVersion } from './authority-table.ts';

/** What the table says about one day. */
export interface AuthorityFinding {
  /** US Eastern calendar day. */
  readonly day: string;
  readonly limb: Limb;
  /** `unknown` covers disputed days, possible gaps, days the table does not speak of, and days after its as-of date. */
  readonly verdict: Verdict;
  /** What must be said beside the verdict: "source unverified", "not verified since DATE"; null when nothing. */
  readonly qualifier: string | null;
  /** The Act the day falls under; null before the first, in a lapse, or where the table has none. */
  readonly interval: AuthorityInterval | null;
  readonly gap: AuthorityGap | null;
  /** The text of the section on that day; null when there was none. */
  readonly statuteVersion: StatuteVersion | null;
  readonly citations: readonly string[];
  /** `authority:ID` of each interval and gap it rests on. */
  readonly evidence: readonly string[];
  /** One plain sentence, or two with the table's own note. */
  readonly sentence: string;
}

/**
 * Whether 6 U.S.C. 124n was in force on a US Eastern calendar day, by the dated table. In order:
 *
 * 1. after the table's as-of date: unknown, "not verified since DATE";
 * 2. before the first Act: not met;
 * 3. in a verified lapse: not met; in an unverified lapse, a possible gap or a boundary: unknown;
 * 4. under no Act that the table holds: unknown;
 * 5. on a disputed day, unless a later Act was already in force: unknown;
 * 6. else met, with "source unverified" where an Act it rests on is not verified.
 *
 * "Already in force" means enacted before that day: an Act signed on the termination day itself may have followed the hour
 * at which the earlier one ended, and the table holds no hours.
 */
export function lookUpAuthority(table: AuthorityTable, day: string, limb: Limb = 'federal'): AuthorityFinding {
  const intervals = table.intervals.filter((row) => row.limb === limb);
  const statuteVersion = table.statuteVersions.find((row) => holds(row.from, row.to, day)) ?? null;
  const interval = intervals.find((row) => holds(row.from, row.effectiveTo, day)) ?? null;
  const gap = limb === 'federal' ? (table.gaps.find((row) => holds(row.from, row.to, day)) ?? null) : null;
  const base = { day, limb, interval, gap, statuteVersion };
  const decide = (verdict: Verdict, qualifier: string | null, sentence: string, later: AuthorityInterval[] = []) => ({
    ...base,
    verdict,
    qualifier,
    sentence,
    citations: citationsFor(statuteVersion, [...(interval === null ? [] : [interval]), ...later]),
    evidence: [interval, ...later, gap].flatMap((row) => (row === null ? [] : [`authority:${row.id}`])),
  });

  if (day > table.asOf) {
    return decide(
      'unknown',
      `not verified since ${table.asOf}`,
      `The authority table was last checked on ${table.asOf}; whether 6 U.S.C. 124n was in force on ${day} is not verified.`,
    );
  }
  const first = intervals.reduce<string | null>((at, row) => (at === null || row.from < at ? row.from : at), null);
  if (first !== null && day < first) {
    return decide('not-met', null, `On the record ${section(limb)} was not in force on ${day}: it began on ${first}.`);
  }
  if (gap !== null) {
    if (gap.kind === 'lapse' && gap.verified) {
      return decide(
        'not-met',
        'lapse',
        `On the record 6 U.S.C. 124n was not in force on ${day}: it had lapsed from ${gap.from} to ${gap.to}. Table note: ${gap.note}`,
      );
    }
    const qualifier =
      gap.kind === 'boundary' ? 'boundary day' : gap.kind === 'lapse' ? 'lapse, source unverified' : gap.kind;
    return decide(
      'unknown',
      qualifier,
      `Whether 6 U.S.C. 124n was in force on ${day} cannot be said from the table. Table note: ${gap.note}`,
    );
  }
  if (interval === null) {
    return decide(
      'unknown',
      'not in the table',
      `The authority table holds neither an Act nor a lapse for ${day}; whether 6 U.S.C. 124n was in force is not known.`,
    );
  }
  const disputed = interval.lastUndisputedDay === null || day > interval.lastUndisputedDay;
  const later = disputed ? intervals.filter((row) => row !== interval && surelyCovers(row, day)) : [];
  if (disputed && later.length === 0) {
    return decide('unknown', 'disputed day', disputedSentence(interval, day));
  }
  const acts = [interval, ...later];
  const qualifiers = [
    ...(acts.every((act) => act.verified) ? [] : ['source unverified']),
    ...(limb === 'sltt' ? ['certified agencies only'] : []),
    ...(isOpeningDay(interval, intervals, day) ? ['first day of the Act, its hour not in the table'] : []),
  ];
  return decide('met', qualifiers.length === 0 ? null : qualifiers.join('; '), metSentence(acts, day, limb), later);
}

const holds = (from: string, to: string, day: string): boolean => from <= day && day <= to;

/** Enacted before the day, and the day lies within what its text covers on any reading. */
const surelyCovers = (row: AuthorityInterval, day: string): boolean =>
  row.enacted < day && row.lastUndisputedDay !== null && day <= row.lastUndisputedDay;

/** An Act in force from the day it was signed, with no earlier one surely still running that day. */
const isOpeningDay = (interval: AuthorityInterval, intervals: readonly AuthorityInterval[], day: string): boolean =>
  day === interval.enacted && !intervals.some((row) => row !== interval && surelyCovers(row, day));

const section = (limb: Limb): string =>
  limb === 'federal' ? '6 U.S.C. 124n' : '6 U.S.C. 124n for State, local, Tribal and territorial agencies';

function disputedSentence(interval: AuthorityInterval, day: string): string {
  const unknown = `Whether 6 U.S.C. 124n was in force on ${day} cannot be said:`;
  return interval.lastUndisputedDay === null
    ? `${unknown} the table does not establish that ${interval.publicLaw} extended it. Table note: ${interval.note}`
    : `${unknown} that is the termination date named in ${interval.publicLaw}, whose text gives no hour, and no later Act was already in force.`;
}

function metSentence(acts: readonly AuthorityInterval[], day: string, limb: Limb): string {
  const laws = acts.map((act) => `${act.publicLaw} (to ${act.to})`).join(', then ');
  const unverified = acts.filter((act) => !act.verified).map((act) => act.publicLaw);
  const doubt = unverified.length === 0 ? '' : ` The table marks ${unverified.join(' and ')} as not verified.`;
  return `On the record ${section(limb)} was in force on ${day} under ${laws}.${doubt}`;
}

function citationsFor(version: StatuteVersion | null, acts: readonly AuthorityInterval[]): string[] {
  const termination = version?.subsections.termination ?? version?.subsections.terminations;
  return [
    typeof termination === 'string' ? `6 U.S.C. 124n${termination}` : '6 U.S.C. 124n',
    ...acts.map((act) => `${act.publicLaw}, ${act.act}`),
  ];
}
