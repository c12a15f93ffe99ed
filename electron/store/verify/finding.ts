/** One thing that is wrong. `damage` means that stored data is no longer what it was; a `note` needs no action. */
export interface Finding {
  readonly severity: 'damage' | 'note';
  readonly where: string;
  readonly what: string;
}

/** More findings of one kind than this are counted, not listed: a store that was emptied would otherwise fill memory. */
const LISTED = 1000;

export const damage = (where: string, what: string): Finding => ({ severity: 'damage', where, what });

/**
 * The findings of one kind, the first thousand and how many more. A check that cannot go on has met damage too: the checks after it
 * still run.
 */
export function listed(found: Iterable<Finding>): Finding[] {
  const findings: Finding[] = [];
  let more = 0;
  try {
    for (const finding of found) {
      if (findings.length < LISTED) findings.push(finding);
      else more++;
    }
  } catch (error) {
    findings.push(
      damage('database', `what is stored cannot be read: ${error instanceof Error ? error.message : error}`),
    );
  }
  return more === 0 ? findings : [...findings, damage('and more', `${more} further findings of this kind`)];
}
