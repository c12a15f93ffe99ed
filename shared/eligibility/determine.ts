import type { Eligibility, EligibilityElement, Incursion } from '../model/conclusion.ts';
import type { Evidence } from '../model/detection.ts';
import type { RecordedElement } from '../model/recorded-element.ts';
import { actingComponent } from './acting-component.ts';
import { lookUpAuthority } from './authority.ts';
import { authorityInForce } from './authority-in-force.ts';
import type { AuthorityTable, Limb } from './authority-table.ts';
import { combine } from './combine.ts';
import { coveredAssetBasis } from './covered-asset-basis.ts';
import { credibleThreat } from './credible-threat.ts';
import type { DesignationIndex } from './designations.ts';
import { easternDay } from './eastern-day.ts';
import { faaCoordination } from './faa-coordination.ts';
import { placeInUs } from './place-in-us.ts';
import { positiveIdentification } from './positive-identification.ts';
import { decidingRecords } from './recorded.ts';
import type { Rule, RuleInput } from './rule.ts';
import { mayHaveOtherPurpose } from './statute.ts';

/** The elements, in the order they are read. A rule is added here and nowhere else. */
export const rules: readonly Rule[] = [
  authorityInForce,
  actingComponent,
  placeInUs,
  coveredAssetBasis,
  credibleThreat,
  positiveIdentification,
  faaCoordination,
];

/** When and where the incursion is judged: its first sure point in the US, or its first point when none is sure. */
export interface Moment {
  /** UTC milliseconds. */
  readonly timeMs: number;
  /** WGS 84 degrees. */
  readonly lng: number;
  readonly lat: number;
  /** Per-axis standard deviation of the position, metres. */
  readonly sigmaM: number;
  /** Sector code; null when not known. */
  readonly sector: string | null;
}

export interface EligibilityContext {
  readonly authority: AuthorityTable;
  /** Which version of the table that is; kept in the determination. */
  readonly authorityVersion: Eligibility['authorityTable'];
  readonly designations: DesignationIndex;
  /** How surely the flight's object is a UAS. */
  readonly evidence: Evidence;
  /** What persons have recorded about this incursion; nothing when left out. */
  readonly recorded?: readonly RecordedElement[];
}

/**
 * The determination on the record for one incursion at one moment. Not an order and not legal advice: it says which elements
 * of 6 U.S.C. 124n the record shows as met, not met or unknown, and never assesses other law.
 */
export function determineEligibility(incursion: Incursion, moment: Moment, context: EligibilityContext): Eligibility {
  const recorded = context.recorded ?? [];
  const day = easternDay(moment.timeMs);
  const authority = lookUpAuthority(context.authority, day, actingLimb(moment.timeMs, recorded));
  const input: RuleInput = {
    incursion,
    timeMs: moment.timeMs,
    day,
    sector: moment.sector,
    authority,
    standing: context.designations.on(day).standing(moment.lng, moment.lat, moment.sigmaM, moment.sector),
    otherPurposePossible: mayHaveOtherPurpose(context.authority, authority.statuteVersion, day),
    evidence: context.evidence,
    recorded,
  };
  const elements = rules.map(
    (rule): EligibilityElement => ({
      id: rule.id,
      title: rule.title,
      ...rule.evaluate(input),
      citations: [...rule.cite(input)],
    }),
  );
  const result = combine(elements.map((element) => element.verdict));
  return {
    incursionId: incursion.id,
    atMs: moment.timeMs,
    day,
    statuteVersion: authority.statuteVersion?.id ?? 'none',
    authorityTableAsOf: context.authority.asOf,
    authorityTable: context.authorityVersion,
    result,
    sentence: resultSentence(result, elements),
    elements,
  };
}

/** Whose authority is looked up: the limb of the acting component recorded as met, federal while none is. */
function actingLimb(timeMs: number, recorded: readonly RecordedElement[]): Limb {
  const acting = decidingRecords({ timeMs, recorded }, 'acting-component');
  return acting.length > 0 && acting.every((record) => record.verdict === 'met' && record.limb === 'sltt')
    ? 'sltt'
    : 'federal';
}

function resultSentence(result: Eligibility['result'], elements: readonly EligibilityElement[]): string {
  switch (result) {
    case 'eligible': {
      const qualified = elements.filter((element) => element.qualifier !== null);
      const limits = qualified.map((element) => `${lowerFirst(element.title)}: ${element.qualifier}`);
      return `Eligible on the record: every element is met.${limits.length === 0 ? '' : ` With reserve: ${limits.join('; ')}.`}`;
    }
    case 'not-eligible': {
      const failed = rules.filter((rule) => elements.some((it) => it.id === rule.id && it.verdict === 'not-met'));
      return `Not eligible on the record: ${failed.map((rule) => rule.notMet).join('; ')}; other law not assessed.`;
    }
    case 'undetermined': {
      const missing = elements.filter((element) => element.verdict === 'unknown');
      return `Undetermined on the record; not known: ${missing.map((element) => lowerFirst(element.title)).join('; ')}.`;
    }
  }
}

/** "FAA coordination" keeps its capitals. */
const lowerFirst = (text: string): string =>
  /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
