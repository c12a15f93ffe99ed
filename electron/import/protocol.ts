import type { ColumnMapping } from '../../shared/formats/mapping.ts';
import type { IssueCode } from '../../shared/model/issue.ts';
import type { Failure } from '../../shared/result.ts';
import type { DetectionBatch } from './batch.ts';
import type { EvidenceIndex } from './evidence-writer.ts';

/** What the reader process is told, as its one first message. */
export interface ReadOrder {
  readonly path: string;
  readonly fileName: string;
  /** Where the compressed original goes until the import is committed. */
  readonly evidencePath: string;
  /** Reader id; null: sniff. */
  readonly format: string | null;
  readonly mapping: ColumnMapping | null;
  readonly sensorZone: string | null;
  readonly nowMs: number;
}

export interface ReadSummary {
  readonly format: string;
  readonly formatLabel: string;
  readonly readerVersion: number;
  readonly records: number;
  readonly emitted: number;
  readonly positions: number;
  readonly quarantined: number;
  readonly skipped: number;
  readonly issues: Partial<Record<IssueCode, number>>;
  readonly evidence: EvidenceIndex;
}

/** Reader to backend. Every `batch` is answered by `{ack: true}`; the reader waits when several are unanswered. */
export type ReaderMessage =
  | {
      readonly kind: 'batch';
      readonly format: string;
      readonly batch: DetectionBatch;
      readonly bytesRead: number;
      readonly bytesTotal: number;
      readonly records: number;
    }
  | { readonly kind: 'done'; readonly summary: ReadSummary }
  | { readonly kind: 'failed'; readonly failure: Failure };
