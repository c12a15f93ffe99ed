import type { Handlers } from '../../shared/contract/serve.ts';
import type { Result } from '../../shared/result.ts';
import type { SpawnReader } from '../import/reader-client.ts';
import type { MadeFile } from './export/export-jobs.ts';
import type { WrittenFile } from './report-files.ts';

/**
 * The backend of one workspace: owns the database. Runs in a process of its own behind the window's shells (`process.ts`,
 * `spawner.ts`), and inside the command line's process.
 */
export interface Backend {
  /** Everything of the contract but `reports.pdf`, which the shell answers with its own print engine. */
  readonly handlers: Omit<Handlers, 'reports.pdf'>;
  /**
   * Registers a file the person chose and gives the handle by which `imports.start` names it.
   *
   * @param removeAfter delete the file once it is imported: it is the shell's own temporary copy
   */
  offerFile(path: string, displayName: string, removeAfter: boolean): string;
  /** The stored page of an issued report, as served for preview, print and PDF. */
  reportHtml(reportId: string): Result<string>;
  /** A file made for the person, by its handle: the shell gives it to them. */
  madeFile(handle: string): Result<MadeFile>;
  /** Logs a file that a shell made of an issued page, and signs the statement that goes beside it. */
  recordFile(file: WrittenFile): Promise<Result<{ readonly name: string; readonly sidecar: string }>>;
  close(): Promise<void>;
}

export interface BackendOptions {
  /** The workspace folder; made when missing. */
  readonly workspace: string;
  /** A folder inside the program, to find resources and the reader program from. */
  readonly programFolder: string;
  /** Named in every stored change: the OS account, and the name the person set once. */
  readonly actor: string;
  readonly log: (line: string) => void;
  /** Where a person's settings are kept; left out: the usual place. */
  readonly settingsFile?: string;
  /** Where the installation's signing key is kept; left out: in the person's data folder. */
  readonly keyFolder?: string;
  /** How this shell starts reader processes; left out: as children of this Node. */
  readonly spawnReader?: SpawnReader;
}
