import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import type { ContainerKind } from '../../shared/model/container.ts';
import type { IssueCode } from '../../shared/model/issue.ts';
import type { Failure } from '../../shared/result.ts';
import type { DetectionBatch } from './batch.ts';
import type { EvidenceIndex } from './evidence-writer.ts';

/** To open a file that may hold others, and to list what it holds. */
export interface UnwrapOrder {
  readonly path: string;
  /** The file's name in sentences. */
  readonly label: string;
  /** Where the compressed original goes until the first import from it is committed; null: nothing is kept. */
  readonly evidencePath: string | null;
  /** Archives within it are put to files of this name and a number. */
  readonly scratch: string;
  /** Of so many members the beginning is told, for recognising them. */
  readonly heads: number;
}

/** What a container holds. */
export interface ContainerList {
  readonly kind: ContainerKind;
  readonly members: readonly {
    readonly name: string;
    readonly bytes: number | null;
    readonly head: { readonly bytes: Uint8Array; readonly complete: boolean } | null;
  }[];
  readonly passedOver: readonly { readonly member: string; readonly reason: string }[];
  readonly refused: readonly { readonly member: string; readonly failure: Failure }[];
  /** The untouched container; null when it was not to be kept. */
  readonly evidence: EvidenceIndex | null;
}

/** To read one file, or one member of a container. */
export interface ReadOrder {
  readonly path: string;
  /** The file's name in sentences, its member's included. */
  readonly fileName: string;
  /** Name of the member, in the container at `path`; null for a file. */
  readonly member: string | null;
  /** As in `UnwrapOrder`. */
  readonly scratch: string;
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

/** Backend to reader: one order at a time. */
export type ReaderOrder = { readonly unwrap: UnwrapOrder } | { readonly order: ReadOrder } | { readonly ack: true };

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
  /** Null: the file holds no others. */
  | { readonly kind: 'unwrapped'; readonly container: ContainerList | null }
  | { readonly kind: 'failed'; readonly failure: Failure };
