import type { ElementId, EligibilityElement, Incursion } from '../model/conclusion.ts';
import type { Evidence } from '../model/detection.ts';
import type { RecordedElement } from '../model/recorded-element.ts';
import type { AuthorityFinding } from './authority.ts';
import type { DesignationStanding } from './designations.ts';

/** What the rules see of one incursion at one moment. Looked up once, so that rules agree with each other. */
export interface RuleInput {
  readonly incursion: Incursion;
  /** The moment judged, UTC milliseconds, and its US Eastern day. */
  readonly timeMs: number;
  readonly day: string;
  readonly sector: string | null;
  readonly authority: AuthorityFinding;
  /** Where the place stands among the designations of that day. */
  readonly standing: DesignationStanding;
  /** Whether, on that day, the statute had or may have had a purpose besides the covered asset. */
  readonly otherPurposePossible: boolean;
  /** How surely the object is a UAS. */
  readonly evidence: Evidence;
  readonly recorded: readonly RecordedElement[];
}

export type RuleFinding = Omit<EligibilityElement, 'id' | 'title' | 'citations'>;

/**
 * One element of the determination. Rules do not depend on each other and never throw: what they lack makes them `unknown`,
 * with a sentence that names it.
 */
export interface Rule {
  readonly id: ElementId;
  readonly title: string;
  /** Completes "Not eligible on the record: …". */
  readonly notMet: string;
  cite(input: RuleInput): readonly string[];
  evaluate(input: RuleInput): RuleFinding;
}

export const finding = (
  verdict: RuleFinding['verdict'],
  sentence: string,
  more: { qualifier?: string | null; evidence?: readonly string[] } = {},
): RuleFinding => ({ verdict, sentence, qualifier: more.qualifier ?? null, evidence: [...(more.evidence ?? [])] });
