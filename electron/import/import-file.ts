import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { assertNever } from '../../shared/assert.ts';
import { canonicalJson } from '../../shared/canonical-json.ts';
import type { AcquisitionNote } from '../../shared/model/acquisition.ts';
import { saysSomething } from '../../shared/model/acquisition-note.ts';
import type { ColumnMapping } from '../../shared/model/column-mapping.ts';
import type { ContainerKind } from '../../shared/model/container.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import type { Assumption } from '../../shared/model/reading.ts';
import type { ProfileRef } from '../../shared/model/sensor-profile.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { collectGarbage } from '../collect-garbage.ts';
import { Interrupted, Pace } from '../pace.ts';
import { addAcquisition, handOverAcquisition } from '../store/acquisition.ts';
import { abandonChange, beginChange, commitChange } from '../store/change.ts';
import { hasLargeJournal, withoutCheckpoint } from '../store/checkpoint.ts';
import { keepEvidence } from '../store/evidence.ts';
import { FactWriter } from '../store/facts.ts';
import {
  heirDigests,
  type ImportRecord,
  type ImportStart,
  importRecord,
  importStart,
  statementsDigest,
} from '../store/import-digest.ts';
import { containerOf, currentImportOf, insertImport, nextImportNo } from '../store/imports.ts';
import type { Db, Store } from '../store/open.ts';
import type { RecentRows } from '../store/recent-rows.ts';
import { keepCited, markSuperseded } from '../store/supersede.ts';
import { type Undone, undoImport } from '../store/undo.ts';
import { WalSync } from '../store/wal-sync.ts';
import { admit, isSyntheticSensor } from '../store/workspace-kind.ts';
import type { EvidenceIndex } from './evidence-writer.ts';
import type { ReaderMessage, ReadOrder, ReadSummary } from './protocol.ts';
import type { ReaderSession } from './reader-client.ts';

export interface ImportOrder {
  readonly path: string;
  readonly fileName: string;
  readonly format: string | null;
  readonly mapping: ColumnMapping | null;
  readonly sensorZone: string | null;
  /** Set when it is a member of the container at `path` that is imported. */
  readonly member?: ContainerMember;
  /** The profile that the mapping is of; kept with the import. */
  readonly profile?: ProfileRef & { readonly name: string; readonly digest: string };
  /** What is taken without anybody saying so; kept with the import and printed. */
  readonly assumptions?: readonly Assumption[];
  readonly acquisition?: AcquisitionNote;
  /** The import whose original this is, read again: it is taken back in the same transaction. */
  readonly supersedes?: { readonly importNo: number; readonly importId: string };
  /** Whether `path` is a copy of our own, so that nobody can pull it away. */
  readonly ownCopy?: boolean;
}

/** A member of a container, and the container itself, which is kept untouched with the first import from it. */
export interface ContainerMember {
  readonly name: string;
  readonly kind: ContainerKind;
  readonly evidence: EvidenceIndex;
  /** Moves the untouched container into the evidence, unless it is there. */
  keep(): Promise<void>;
  readonly scratch: string;
}

/** A name for a person: the file's, and the member's within it. */
export const nameOfOrder = ({ fileName, member }: ImportOrder): string =>
  nameWithMember(fileName, member?.name ?? null);

export interface ImportProgress {
  readonly state: 'reading' | 'concluding';
  readonly bytesRead: number;
  readonly bytesTotal: number;
  readonly records: number;
}

export interface ImportOutcome {
  readonly importNo: number;
  readonly alreadyImported: boolean;
}

export interface ImportContext {
  readonly store: Store;
  readonly actor: string;
  readonly nowMs: number;
  readonly reader: ReaderSession;
  /** Draws conclusions about these objects again, inside the import's transaction. */
  readonly conclude: (objectNos: ReadonlySet<number>, recent: readonly RecentRows[]) => Promise<void>;
  /** Moves what was committed from the journal into the database, beside this thread. */
  readonly checkpoint: (db: Db) => Promise<void>;
  readonly onProgress: (progress: ImportProgress) => void;
  readonly signal: AbortSignal;
}

/** After so many records what reading and storing held is worth being freed before anything is concluded. */
const ROWS_WORTH_COLLECTING = 500_000;

/** Id of an import: the file and how it was read, so that the same import has the same id on every machine. */
const importId = (sha256: string, format: string, options: string): string =>
  createHash('sha256').update(`${sha256}\n${format}\n${options}`).digest('hex').slice(0, 24);

/**
 * Imports one file: reads it in a reader process and stores everything (original, facts, conclusions, audit entry) in one
 * transaction, or nothing. The caller makes sure that no other change is under way.
 */
export async function importFile(order: ImportOrder, context: ImportContext): Promise<Result<ImportOutcome>> {
  const { store } = context;
  const db = store.write;
  const temporary = join(store.folder, 'evidence', `incoming-${process.pid}-${randomBytes(8).toString('hex')}`);
  const begun = beginChange(db);
  if (!begun.ok) return begun;
  const journal = new WalSync(db);
  try {
    const importNo = nextImportNo(db);
    const gone = order.supersedes === undefined ? null : takeBack(db, order.supersedes.importNo);
    const start = importStart(db);
    const read = await readAll(db, importNo, order, temporary, context);
    if (!read.ok) return read;
    const finished = await finish(importNo, order, start, read.value, gone, context);
    if (!finished.ok) return finished;
    const { record, ...outcome } = finished.value;
    const stored = ok(outcome);
    // Also when it was imported before: a kept original that was damaged since is repaired.
    await keepEvidence(store.folder, temporary, read.value.summary.evidence);
    if (order.member?.evidence.sha256 === containerOf(db, stored.value.importNo)) await order.member?.keep();
    if (record === null) return stored;
    await journal.end();
    const commit = (): void =>
      commitChange(
        db,
        { actor: context.actor, kind: gone === null ? 'import' : 'import-superseded', atMs: context.nowMs },
        {
          ...record,
          ...toldInAudit(order, read.value),
          ...(gone === null ? {} : toldOfSuperseding(db, order.supersedes!.importId, gone)),
          ...(gone === null && order.acquisition === undefined ? {} : { statementsDigest: statementsDigest(db) }),
        },
      );
    if (hasLargeJournal(db)) {
      withoutCheckpoint(db, commit);
      await context.checkpoint(db);
    } else {
      commit();
    }
    return stored;
  } catch (error) {
    if (error instanceof Interrupted) return cancelled(order);
    if (isDiskFull(error)) {
      return fail(
        'disk-full',
        `The drive of the workspace is full; ${nameOfOrder(order)} was not imported. Free some space and try again.`,
        { file: nameOfOrder(order) },
      );
    }
    throw error;
  } finally {
    abandonChange(db);
    await journal.end();
    rmSync(temporary, { force: true });
  }
}

interface TakenBack extends Undone {
  readonly importNo: number;
  /** Detections kept because issued pages cite them. */
  readonly citedKept: number;
}

function takeBack(db: Db, importNo: number): TakenBack {
  const citedKept = keepCited(db, importNo);
  return { importNo, citedKept, ...undoImport(db, importNo) };
}

const toldOfSuperseding = (db: Db, importId: string, { removedDetections, citedKept, heirs }: TakenBack) => ({
  supersedes: importId,
  removedDetections,
  citedKept,
  digests: heirDigests(db, heirs),
});

/** In plain words beside the digests, so that the audit can be read without the database. */
const toldInAudit = (order: ImportOrder, { facts, summary }: ReadFacts) => ({
  file: order.fileName,
  ...(order.member === undefined
    ? {}
    : { member: order.member.name, container: order.member.kind, containerSha256: order.member.evidence.sha256 }),
  sha256: summary.evidence.sha256,
  bytes: summary.evidence.bytes,
  format: summary.format,
  readerVersion: summary.readerVersion,
  options: optionsOf(order),
  assumedZone: assumedZone(order, summary),
  records: summary.records,
  detections: facts.counts.detections,
  positions: facts.counts.positions,
  duplicates: facts.counts.duplicates,
  quarantined: summary.quarantined,
  skipped: summary.skipped,
  issues: summary.issues,
  ...(order.acquisition === undefined ? {} : { acquisition: order.acquisition }),
});

/** Canonical JSON of how the file is read: what a person chose, by which profile, and what was assumed. */
const optionsOf = ({ mapping, sensorZone, profile, assumptions }: ImportOrder): string =>
  canonicalJson({
    mapping,
    sensorZone,
    profile,
    assumptions: assumptions === undefined || assumptions.length === 0 ? undefined : assumptions,
  });

/** What decides the detections: the same wherever the profile was saved. */
const readingOf = ({ mapping, sensorZone }: ImportOrder): string => canonicalJson({ mapping, sensorZone });

const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'SQLITE_FULL' || error.code === 'ENOSPC');

interface ReadFacts {
  readonly facts: FactWriter;
  readonly summary: ReadSummary;
}

/** Runs the reader process to its end, writing every batch as it comes. */
function readAll(
  db: Db,
  importNo: number,
  order: ImportOrder,
  evidencePath: string,
  { nowMs, reader, onProgress, signal }: ImportContext,
): Promise<Result<ReadFacts>> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      resolve(cancelled(order));
      return;
    }
    // The format is known to the reader only; what depends on it is stored with the first batch.
    let facts: FactWriter | null = null;
    let ended = false;
    // Messages are taken one after another; nothing is settled while one is being stored, for then the transaction is in use.
    const heard: ReaderMessage[] = [];
    let working = false;
    let settleAfterwards: (() => void) | null = null;
    const stopped = new AbortController();
    const pace = new Pace(stopped.signal);
    const end = (settle: () => void): void => {
      if (ended) return;
      ended = true;
      stopped.abort();
      signal.removeEventListener('abort', abort);
      if (working) settleAfterwards = settle;
      else settle();
    };
    const stop = (settle: () => void): void => {
      reader.kill();
      end(settle);
    };
    const abort = (): void => stop(() => resolve(cancelled(order)));
    signal.addEventListener('abort', abort);
    const file = nameOfOrder(order);
    const take = async (message: ReaderMessage): Promise<void> => {
      switch (message.kind) {
        case 'batch':
          facts ??= new FactWriter(db, importNo, message.format, pace);
          await facts.write(message.batch);
          reader.acknowledge();
          onProgress({
            state: 'reading',
            bytesRead: message.bytesRead,
            bytesTotal: message.bytesTotal,
            records: message.records,
          });
          return;
        case 'done': {
          const { summary } = message;
          const written = facts ?? new FactWriter(db, importNo, summary.format, pace);
          // A file's reader has nothing left to read: its memory is wanted for what follows.
          if (order.member === undefined) reader.kill();
          else reader.release();
          await written.flush();
          if (summary.records >= ROWS_WORTH_COLLECTING) collectGarbage();
          end(() => resolve(ok({ facts: written, summary })));
          return;
        }
        case 'failed':
          reader.release();
          end(() => resolve({ ok: false, failure: message.failure }));
          return;
        case 'unwrapped':
          throw new Error('The reader answered another question.');
        default:
          assertNever(message);
      }
    };
    const work = async (): Promise<void> => {
      working = true;
      try {
        for (let next = heard.shift(); next !== undefined && !ended; next = heard.shift()) await take(next);
      } catch (error) {
        stop(() => reject(error));
      }
      working = false;
      settleAfterwards?.();
    };
    const hear = (message: ReaderMessage): void => {
      heard.push(message);
      if (!working && !ended) void work();
    };
    const { path, format, mapping, sensorZone, member } = order;
    const readOrder: ReadOrder = {
      path,
      fileName: file,
      member: member?.name ?? null,
      scratch: member?.scratch ?? evidencePath,
      format,
      mapping,
      sensorZone,
      evidencePath,
      nowMs,
    };
    reader.give({ order: readOrder }, { message: hear, exit: () => end(() => resolve(readerStopped(file))) });
  });
}

export const readerStopped = (file: string) =>
  fail('reader-stopped', `The reader gave up on ${file}: it needs more memory or time than is allowed.`, { file });

const cancelled = (order: ImportOrder) =>
  fail('cancelled', `The import of ${nameOfOrder(order)} was cancelled. Nothing of it was kept.`, {
    file: nameOfOrder(order),
  });

/** Everything after the last record: admission, the import's own row, conclusions. */
async function finish(
  importNo: number,
  order: ImportOrder,
  start: ImportStart,
  { facts, summary }: ReadFacts,
  gone: TakenBack | null,
  { store, actor, nowMs, conclude, onProgress, signal }: ImportContext,
): Promise<Result<ImportOutcome & { readonly record: ImportRecord | null }>> {
  const db = store.write;
  const file = nameOfOrder(order);
  const { sha256, bytes } = summary.evidence;
  const before = currentImportOf(db, sha256);
  const options = optionsOf(order);
  if (before !== undefined) {
    if (before.format === summary.format && before.options === options) {
      return ok({ importNo: before.no, alreadyImported: true, record: null });
    }
    return fail(
      'refused',
      `${file} was imported before in another way (${before.format}). Map that import again, or undo it; the same rows must not count twice.`,
      { file },
    );
  }
  if (gone !== null && isSameReading(db, gone.importNo, summary, options)) {
    return fail('refused', `${file} was read in exactly this way before: nothing would change.`, { file });
  }
  if (summary.emitted === 0 && summary.quarantined === 0) {
    return fail('nothing-usable', `${file} holds no detections: ${describeSkipped(summary)}. Nothing was stored.`, {
      file,
    });
  }
  const sensorIds = [...facts.sensorIds];
  const synthetic = sensorIds.length > 0 && !facts.hasNamelessSensor && sensorIds.every(isSyntheticSensor);
  if (!synthetic && sensorIds.some(isSyntheticSensor)) {
    return fail('example-mixing', `${file} mixes synthetic and real sensors. Nothing was stored.`, { file });
  }
  // A file of which nothing could be used but its quarantined records is neither.
  const admitted = summary.emitted === 0 ? ok(null) : admit(db, synthetic, file);
  if (!admitted.ok) return { ok: false, failure: { ...admitted.failure, file } };

  insertImport(db, {
    no: importNo,
    id: importId(sha256, summary.format, readingOf(order)),
    sha256,
    file: order.fileName,
    member: order.member ?? null,
    bytes,
    format: summary.format,
    formatLabel: summary.formatLabel,
    readerVersion: summary.readerVersion,
    options,
    importedAtMs: nowMs,
    actor,
    records: summary.records,
    quarantined: summary.quarantined,
    skipped: summary.skipped,
    issues: canonicalJson(summary.issues),
    assumedZone: assumedZone(order, summary),
    synthetic,
    facts,
  });

  if (gone !== null) {
    markSuperseded(db, gone.importNo, importNo);
    handOverAcquisition(db, gone.importNo, importNo);
  }
  if (order.acquisition !== undefined && saysSomething(order.acquisition)) {
    addAcquisition(db, importNo, order.acquisition, { actor, nowMs });
  }

  onProgress({ state: 'concluding', bytesRead: bytes, bytesTotal: bytes, records: summary.records });
  // Facts are complete: their digest is taken while a thread concludes.
  const [record, concluded] = await Promise.allSettled([
    importRecord(db, importNo, start, new Pace(signal)),
    conclude(new Set([...facts.touchedObjects, ...(gone?.objects ?? [])]), facts.recent),
  ]);
  if (signal.aborted) return cancelled(order);
  if (concluded.status === 'rejected') throw concluded.reason;
  if (record.status === 'rejected') throw record.reason;
  return ok({ importNo, alreadyImported: false, record: record.value });
}

function isSameReading(db: Db, importNo: number, summary: ReadSummary, options: string): boolean {
  const before = db
    .prepare('SELECT format, reader_version AS readerVersion, options FROM import WHERE no = ?')
    .get(importNo) as { format: string; readerVersion: number; options: string };
  return (
    before.format === summary.format && before.readerVersion === summary.readerVersion && before.options === options
  );
}

/** The zone that times without one were read in; null when every time stated its own. */
const assumedZone = (order: ImportOrder, summary: ReadSummary): string | null =>
  (summary.issues['assumed-zone'] ?? 0) > 0 ? (order.sensorZone ?? 'UTC') : null;

const describeSkipped = (summary: ReadSummary): string =>
  summary.records === 0 ? 'no record was found in it' : `its ${summary.records} records are not detections`;
