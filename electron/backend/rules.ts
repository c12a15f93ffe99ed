import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../shared/eligibility/designations.ts';
import type { CoverageJudge } from '../../shared/model/coverage.ts';
import type { Db } from '../store/open.ts';
import { listAreas, listCompleteness, listDesignations } from '../store/queries/areas.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import type { ReferenceFiles } from './reference-files.ts';

/** The rules a workspace judges by: its areas, designations and completeness statements, with the authority table. */
export interface Rules {
  readonly judge: CoverageJudge;
  readonly designations: DesignationIndex;
  readonly digest: string;
}

export function buildRules(db: Db, { authority, digest: reference }: ReferenceFiles): Rules {
  const records = {
    areas: listAreas(db),
    designations: listDesignations(db),
    completeness: listCompleteness(db),
    synthetic: workspaceKind(db) === 'synthetic',
  };
  const digest = createHash('sha256').update(canonicalJson({ reference, records })).digest('hex');
  return {
    judge: buildCoverageJudge({ ...records, authority, digest }),
    designations: new DesignationIndex(records),
    digest,
  };
}
