import type { Kit, KitItem } from '../../../shared/model/kit.ts';
import type { Result } from '../../../shared/result.ts';
import type { Db } from '../../store/open.ts';
import type { ReferenceFiles } from '../reference-files.ts';

/** What a part sees of the workspace. */
export interface KitDesk {
  readonly db: Db;
  readonly reference: ReferenceFiles;
}

/** Who brings a kit in, when, and which kit. */
export interface KitEntry {
  readonly actor: string;
  readonly atMs: number;
  readonly kit: Kit;
}

/**
 * One kind of reference data in a kit: what it takes along, how it is checked, what importing would change, and how it is
 * stored. A new kind is a file here and a line in `parts.ts`.
 */
export interface KitPart<T> {
  /** Its name in the file. */
  readonly id: string;
  /** What is on record here; null when there is nothing to take along. */
  collect(desk: KitDesk): T | null;
  /** What stands in a file, checked as if a person had entered it. Refused with the place of the fault. */
  check(data: unknown, kit: Kit, desk: KitDesk): Result<T>;
  /** Item by item, what importing would do. */
  compare(data: T, desk: KitDesk): readonly KitItem[];
  /** Stores it, inside the import's change. */
  apply(data: T, desk: KitDesk, entry: KitEntry): void;
}
