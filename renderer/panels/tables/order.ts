import { type Grade, grades } from '../../../shared/model/lists.ts';

/** Sorts the surest grade last, so that one click on the column puts possible first and two put confirmed first. */
export const gradeRank = (grade: Grade | null): number | null =>
  grade === null ? null : grades.length - grades.indexOf(grade);
