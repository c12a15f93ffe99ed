import { metresText } from '../format/distances.ts';
import { countText, numberText } from '../format/numbers.ts';
import { durationText, utcClockText } from '../format/times.ts';
import type { GradedElement } from '../model/conclusion.ts';
import type { Settings } from '../model/settings.ts';
import { probabilityOf } from './best-of-looks.ts';
import { gradeOf, isWeaker, weaker } from './grade.ts';
import { type Deciding, distancesFor, meanFor, type SideEvidence, type Toward } from './side-evidence.ts';
import type { Sightings } from './sightings.ts';

/** Positions between two indices, both inclusive. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/**
 * Grades one element of an incursion from what speaks most for it. *Confirmed* asks for two positions with P ≥ 0.95 each, at
 * least the error correlation time apart; an assumed σ in what decides keeps the grade at *probable*. Where accuracies are
 * partly stated, the better of the two answers holds: on the stated ones alone, or on all.
 */
export function gradeElement(
  sightings: Sightings,
  evidence: SideEvidence,
  range: Range,
  decidedBy: Deciding,
  decidedByStated: Deciding | null,
  settings: Settings,
): GradedElement {
  const all = graded(sightings, evidence, range, decidedBy, settings);
  if (decidedByStated === null || decidedByStated === decidedBy) return all;
  const stated = graded(sightings, evidence, range, decidedByStated, settings);
  return isWeaker(stated.grade, all.grade) ? all : stated;
}

function graded(
  sightings: Sightings,
  evidence: SideEvidence,
  range: Range,
  decidedBy: Deciding,
  settings: Settings,
): GradedElement {
  const probability = probabilityOf(decidedBy.score);
  const reasons = [decidingSentence(sightings, evidence, decidedBy)];
  let grade = gradeOf(probability);
  if (grade === 'confirmed' && !hasTwoIndependent(sightings, evidence.toward, range, decidedBy.assumed, settings)) {
    grade = 'probable';
    reasons.push(
      `There are no two positions at least ${durationText(settings.errorCorrelationS)} apart that are each on that side with a probability of 0.95, which caps the grade at probable.`,
    );
  }
  if (decidedBy.assumed) {
    grade = grade === null ? null : weaker(grade, 'probable');
    reasons.push(
      `No accuracy is stated by the source; σ ${metresText(settings.defaultSigmaM)} was assumed, which caps the grade at probable.`,
    );
  }
  return { probability, grade, reasons };
}

/** Whether two positions, the correlation time apart, each say the side with P ≥ 0.95. */
function hasTwoIndependent(
  { timeMs, pUs, assumed }: Sightings,
  toward: Toward,
  { from, to }: Range,
  mayBeAssumed: boolean,
  settings: Settings,
): boolean {
  let firstMs = Number.NaN;
  for (let i = from; i <= to; i++) {
    if (assumed[i] === 1 && !mayBeAssumed) continue;
    const isThere = toward === 1 ? pUs[i]! >= 0.95 : pUs[i]! <= 0.05;
    if (!isThere) continue;
    if (Number.isNaN(firstMs)) firstMs = timeMs[i]!;
    else if (timeMs[i]! - firstMs >= settings.errorCorrelationS * 1000) return true;
  }
  return false;
}

/** What decided, with its numbers. */
function decidingSentence(sightings: Sightings, evidence: SideEvidence, { from, window }: Deciding): string {
  const { timeMs, sigmaM, commonM2 } = sightings;
  const where = evidence.toward === 1 ? 'into the US' : 'into Mexico';
  const at = utcClockText(timeMs[from]!);
  const own = window === null ? sigmaM[from]! : window.sigmaM;
  const common = Math.sqrt(window === null ? commonM2[from]! : window.commonM2);
  const errors = `σ ${sigmaText(own)} of its own and ${sigmaText(common)} in common with the rest (sensor bias, reference line)`;
  const looks = window === null ? evidence.positionLooks : evidence.windowLooks;
  const allowance = looks > 1.5 ? ` The best of about ${numberText(looks)} looks near the line was allowed for.` : '';
  if (window === null) {
    const metres = metresText(evidence.toward * distancesFor(sightings, evidence.toward)[from]!);
    return `Decided by the position at ${at}: ${metres} ${where}, ${errors}.${allowance}`;
  }
  const metres = metresText(evidence.toward * meanFor(window, evidence.toward));
  return `Decided by the mean of ${countText(window.points, 'position')} over ${durationText(window.lengthS)} from ${at}: ${metres} ${where}, ${errors}.${allowance}`;
}

/** `7.4 m`, `12 m`: a standard deviation, to a tenth where that matters. */
export const sigmaText = (metres: number): string => (metres < 10 ? `${numberText(metres, 1)} m` : metresText(metres));
