import type { Db } from '../store/open.ts';
import { listAreas, listCompleteness, listDesignations } from '../store/queries/areas.ts';
import { listElements } from '../store/queries/elements.ts';
import { listLines } from '../store/queries/lines.ts';
import { findPolygons, listBreaks } from '../store/queries/sectors.ts';
import { workspaceKind } from '../store/workspace-kind.ts';
import { authorityInUse } from './authority.ts';
import type { ReferenceFiles } from './reference-files.ts';

/** What is on record for the rules of a workspace: plain data, which another thread can be given. */
export type RuleRecords = ReturnType<typeof readRuleRecords>;

export function readRuleRecords(db: Db, files: ReferenceFiles) {
  const { table, version } = authorityInUse(db, files);
  return {
    authority: { table, version },
    lines: listLines(db),
    outlines: findPolygons(db),
    breaks: listBreaks(db).map(({ between, km, source }) => ({ between, km, source })),
    judged: {
      areas: listAreas(db),
      designations: listDesignations(db),
      completeness: listCompleteness(db),
      synthetic: workspaceKind(db) === 'synthetic',
    },
  };
}

/** What persons have recorded, in order of entry. */
export const readRecordedElements = (db: Db) => listElements(db);
