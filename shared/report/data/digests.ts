import { canonicalJson } from '../../canonical-json.ts';
import type { IncidentReport } from './incident.ts';

/**
 * Canonical JSON of what a page says, without what makes each copy another: number of the version, time, account and the codes
 * that follow from them. Two pages with the same text here say the same.
 */
export function contentDigestInput({ traces: _, document, written, ...rest }: IncidentReport): string {
  const { version: _version, supersedes: _supersedes, madeAt: _madeAt, preparedBy, ...kept } = document;
  return canonicalJson({
    ...rest,
    // An account alone is whoever looked; a name was entered.
    document: { ...kept, preparedBy: preparedBy.name === preparedBy.account ? null : preparedBy.name },
    written: written === null ? null : { ...written, revision: null },
  });
}
