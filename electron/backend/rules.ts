import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { AuthorityTable } from '../../shared/eligibility/authority-table.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../shared/eligibility/designations.ts';
import type { LoadedLine } from '../../shared/geo/lines/loaded-line.ts';
import type { ReferenceData } from '../../shared/geo/locate.ts';
import type { Eligibility } from '../../shared/model/conclusion.ts';
import type { CoverageJudge } from '../../shared/model/coverage.ts';
import { loadLines } from './loaded-lines.ts';
import type { ReferenceFiles } from './reference-files.ts';
import type { RuleRecords } from './rule-records.ts';

/** The rules a workspace judges by: its lines, sectors, areas, designations and completeness statements, with the authority table. */
export interface Rules {
  /** The built-in reference data with the workspace's own lines and sectors. */
  readonly geo: ReferenceData;
  readonly judge: CoverageJudge;
  readonly designations: DesignationIndex;
  readonly authority: AuthorityTable;
  readonly authorityVersion: Eligibility['authorityTable'];
  readonly digest: string;
}

/** @param built see `loadLines` */
export function buildRules(
  { authority: { table: authority, version: authorityVersion }, lines: stored, outlines, breaks, judged }: RuleRecords,
  { geo, digest: reference }: ReferenceFiles,
  built: Map<string, LoadedLine>,
): Rules {
  const lines = loadLines(stored, built, geo.border);
  const digest = createHash('sha256')
    .update(
      canonicalJson({
        reference,
        records: judged,
        authority: authorityVersion.digest,
        lines: lines.map((line) => line.digest),
        breaks,
        outlines: outlines?.digest ?? null,
      }),
    )
    .digest('hex');
  return {
    geo: { ...geo, lines, sectors: geo.sectors.withEdits({ breaks, polygons: outlines?.polygons ?? [] }) },
    judge: buildCoverageJudge({ ...judged, authority, digest }),
    designations: new DesignationIndex(judged),
    authority,
    authorityVersion,
    digest,
  };
}
