import type { AuthorityTable, StatuteVersion } from './authority-table.ts';

/** Citations and purposes of 6 U.S.C. 124n by the version in force on a day. Letters come from the authority table. */

/** A definition: `(3)` gives "6 U.S.C. 124n(k)(3)" before 2025-12-18 and "(l)(3)" after; the bare section when there was none. */
export const definitionCite = (version: StatuteVersion | null, paragraph: string): string =>
  version === null ? '6 U.S.C. 124n' : `6 U.S.C. 124n${version.subsections.definitions}${paragraph}`;

/** Where the power to act is given: (a) with one purpose, (a)(1) since there are several. */
export const powerCite = (version: StatuteVersion | null): string =>
  version !== null && otherPurposes(version).length > 0 ? '6 U.S.C. 124n(a)(1)' : '6 U.S.C. 124n(a)';

/** Purposes that need no covered facility or asset; none before 2025-12-18. */
export const otherPurposes = (version: StatuteVersion): readonly string[] =>
  version.purposes.filter((purpose) => !purpose.includes('covered facility or asset'));

/** Whether a purpose besides the covered asset existed on a day. A day after the last version known may have one. */
export function mayHaveOtherPurpose(table: AuthorityTable, version: StatuteVersion | null, day: string): boolean {
  return version === null ? table.statuteVersions.some((it) => it.to < day) : otherPurposes(version).length > 0;
}
