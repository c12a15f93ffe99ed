import type { Handlers } from '../../../shared/contract/serve.ts';
import type { Signer } from '../../signing.ts';
import type { ExportJobs } from '../export/export-jobs.ts';
import type { ImportJobs } from '../import-jobs.ts';
import type { OfferedFiles } from '../offered-files.ts';
import type { ReferenceFiles } from '../reference-files.ts';
import type { Workspace } from '../workspace.ts';

/** What the handlers of the contract share. */
export interface Desk {
  /** The workspace in front: the person's own, or the example. A change may have to wait: keep the one it was asked of. */
  readonly workspace: Workspace;
  readonly reference: ReferenceFiles;
  /** The folder of the program's reference data. */
  readonly resources: string;
  readonly files: OfferedFiles;
  readonly jobs: ImportJobs;
  readonly exports: ExportJobs;
  /** Where a person's own settings are kept, whichever workspace is in front. */
  readonly settingsFile: string;
  /** Named in every stored change. */
  readonly actor: string;
  /** The installation's key, made on first use. */
  readonly signer: () => Signer;
  /** Whether it was made already. */
  readonly hasSigner: () => boolean;
}

/** The handlers whose method names begin so. */
export type HandlersOf<Prefix extends string> = Pick<Handlers, Extract<keyof Handlers, Prefix | `${Prefix}.${string}`>>;
