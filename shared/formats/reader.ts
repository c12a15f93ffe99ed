import type { ColumnMapping } from '../model/column-mapping.ts';
import type { DetectionFields } from '../model/detection.ts';
import type { Issue, IssueCode } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import { openZone, type Zone } from '../time/zone.ts';

/** The first bytes of a file, as `sniff` sees them. */
export interface FileHead {
  readonly name: string;
  /** Up to 64 kB from the start of the file. */
  readonly bytes: Uint8Array;
  /** The same, decoded, without a byte-order mark. */
  readonly text: string;
  /** Whether `bytes` is the whole file. */
  readonly complete: boolean;
}

/** How well a reader recognises a file: 0 not at all, 1 certainly. */
export interface SniffResult {
  readonly score: number;
  /** Why, in words for the person who wonders. */
  readonly reason: string;
}

export interface ReadOptions {
  /** Decodes file bytes as UTF-8, or as Windows-1252 when they are not UTF-8. Never introduces U+FFFD. */
  readonly decode: (bytes: Uint8Array) => string;
  /** Zone of local times without one: IANA name or ±hh:mm. Null: UTC is assumed and marked `assumed-zone`. */
  readonly sensorZone: string | null;
  /** Columns as a person confirmed them; null: the reader's own recognition. */
  readonly mapping: ColumnMapping | null;
  /** Now, UTC milliseconds: a time more than a day later is a `future-time` issue. */
  readonly nowMs: number;
  readonly fileName: string;
}

/**
 * Where a reader puts what it finds, in file order. Every record goes to exactly one of the three; the reader numbers records
 * from 1. `detection` copies what it needs before returning, so the fields object may be used again. Whether a detection is
 * new or a duplicate is not the reader's concern.
 */
export interface RecordSink {
  detection(ref: RecordRef, fields: DetectionFields, issues?: readonly Issue[]): void;
  /** A record that cannot be used; `raw` is its text as it stands in the file. */
  quarantine(ref: RecordRef, issue: Issue, raw: string): void;
  /** A record that is well-formed and rightly not a detection (a status message, a drawing). */
  skip(ref: RecordRef, reason: IssueCode): void;
}

/** A reader at work on one file. Bytes arrive in order in chunks of any size; a chunk is only valid during the call. */
export interface ByteFeed {
  /** @throws ReadFailure when the file as a whole cannot be what the reader was opened for. */
  push(chunk: Uint8Array): void;
  end(): void;
}

export interface FormatReader {
  /** Stable, kebab-case; stored with every import. */
  readonly id: string;
  /** Raised whenever the reader's output for some file changes. */
  readonly version: number;
  readonly label: string;
  readonly extensions: readonly string[];
  /** Written after descriptions alone: no public file of this format was found to try it on. Shown wherever the format is named. */
  readonly unverified?: true;
  sniff(head: FileHead): SniffResult;
  open(options: ReadOptions, sink: RecordSink): ByteFeed;
}

/** The file as a whole is not usable: wrong format, cut short. Caught once, by the import, and told as a failure. */
export class ReadFailure extends Error {
  readonly code: 'wrong-format' | 'truncated-file' | 'too-large' | 'empty-file';
  readonly record: number | null;
  constructor(code: ReadFailure['code'], message: string, record: number | null = null) {
    super(message);
    this.code = code;
    this.record = record;
  }
}

/**
 * The zone of local times; null when it is not known.
 * @throws ReadFailure when there is no zone of that name.
 */
export function zoneOf({ sensorZone }: ReadOptions): Zone | null {
  const zone = sensorZone === null ? null : openZone(sensorZone);
  if (sensorZone !== null && zone === null) {
    throw new ReadFailure('wrong-format', `The time zone "${sensorZone}" is not known.`);
  }
  return zone;
}
