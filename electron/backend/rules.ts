import { createHash } from 'node:crypto';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { AuthorityTable } from '../../shared/eligibility/authority-table.ts';
import { buildCoverageJudge } from '../../shared/eligibility/coverage.ts';
import { DesignationIndex } from '../../shared/eligibility/designations.ts';
import type { LoadedLine } from '../../shared/geo/lines/loaded-line.ts';
import type { ReferenceData } from '../../shared/geo/locate.ts';
import type { Eligibility } from '../../shared/model/conclusion.ts';
import type { CoverageJudge } from '../../shared/model/coverage.ts';
import type { Db } from '../store/open.ts';
import { listAreas, listCompleteness, listDesignations } from '../store/queries/areas.ts';
import { findPolygons, listBreaks } from '../store/queries/sectors.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { authorityInUse } from './authority.ts';
import { readLoadedLines } from './lines.ts';
import type { ReferenceFiles } from './reference-files.ts';

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

/** @param built see `readLoadedLines` */
export function buildRules(db: Db, files: ReferenceFiles, built: Map<string, LoadedLine>): Rules {
  const { geo, digest: reference } = files;
  const { table: authority, version: authorityVersion } = authorityInUse(db, files);
  const lines = readLoadedLines(db, built);
  const outlines = findPolygons(db);
  const breaks = listBreaks(db).map(({ between, km, source }) => ({ between, km, source }));
  const records = {
    areas: listAreas(db),
    designations: listDesignations(db),
    completeness: listCompleteness(db),
    synthetic: workspaceKind(db) === 'synthetic',
  };
  const digest = createHash('sha256')
    .update(
      canonicalJson({
        reference,
        records,
        authority: authorityVersion.digest,
        lines: lines.map((line) => line.digest),
        breaks,
        outlines: outlines?.digest ?? null,
      }),
    )
    .digest('hex');
  return {
    geo: { ...geo, lines, sectors: geo.sectors.withEdits({ breaks, polygons: outlines?.polygons ?? [] }) },
    judge: buildCoverageJudge({ ...records, authority, digest }),
    designations: new DesignationIndex(records),
    authority,
    authorityVersion,
    digest,
  };
}
