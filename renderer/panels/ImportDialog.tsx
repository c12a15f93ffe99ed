import { type ChangeEvent, useRef, useState } from 'react';
import type { ImportFileProgress, ImportRow } from '../../shared/contract/contract.ts';
import { countText, numberText } from '../../shared/format/numbers.ts';
import { durationText, utcText } from '../../shared/format/times.ts';
import { saysSomething } from '../../shared/model/acquisition-note.ts';
import { type IssueCode, issueSentences } from '../../shared/model/issue.ts';
import { lastAcquisition } from '../state/acquisition.ts';
import {
  cancelImport,
  chooseFiles,
  closeImportDialog,
  importFiles,
  importJob,
  type RefusedFile,
} from '../state/import-job.ts';
import { useAnswer } from '../state/queries.ts';
import { useStore } from '../state/store.ts';
import { setFilters, setTab, showQuarantine } from '../state/view.ts';
import { AcquisitionFields } from './AcquisitionFields.tsx';
import { bytesText } from './bytes.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { AskedFiles } from './mapping/AskedFiles.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { IncursionList, surestFirst, Twins } from './Overview.tsx';
import { Said } from './Said.tsx';
import { WatchedFolderSetting } from './WatchedFolder.tsx';
import { zoneChoices } from './zones.ts';

function titleOf({ phase, of, files }: ReturnType<typeof importJob.get>): string {
  if (phase === 'choosing') return 'Import sensor exports';
  if (phase === 'asking') return 'Before the import';
  if (phase !== 'finished') return of === 'example' ? 'Opening the synthetic example' : 'Importing';
  if (!files.some(({ result }) => result !== null)) return 'Nothing was imported';
  return files.every(({ alreadyImported }) => alreadyImported) ? 'Imported before' : 'Imported';
}

/** From choosing files to what crossed in them. */
export function ImportDialog() {
  const job = useStore(importJob, (state) => state);
  if (!job.dialogOpen) return null;
  const isBusy = job.phase === 'starting' || job.phase === 'running';
  return (
    <Dialog
      title={titleOf(job)}
      className="import"
      onClose={closeImportDialog}
      footer={
        isBusy ? (
          <>
            <button type="button" className="button" onClick={closeImportDialog}>
              Go on in the background
            </button>
            <button
              type="button"
              className="button"
              disabled={job.jobId === null || job.cancelling}
              onClick={() => void cancelImport()}
            >
              {job.cancelling ? 'Cancelling…' : 'Cancel'}
            </button>
          </>
        ) : job.phase === 'finished' ? (
          <ResultButtons files={job.files} />
        ) : undefined
      }
    >
      {job.failure !== null && <FailureNotice failure={job.failure} />}
      {job.phase === 'choosing' && <Choose chosen={job.chosen} />}
      {job.phase === 'asking' && <AskedFiles asked={job.asked} />}
      {isBusy && <Progress files={job.files} elapsedMs={job.nowMs - job.startedAtMs} of={job.of} />}
      {job.phase === 'finished' && <Results files={job.files} />}
      <Refused refused={job.refused} />
    </Dialog>
  );
}

function Choose({ chosen }: { readonly chosen: readonly File[] }) {
  const [zone, setZone] = useState('');
  const [format, setFormat] = useState('');
  const formats = useAnswer('imports.formats', {}).value?.formats ?? [];
  const note = useStore(lastAcquisition, (state) => state.note);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <p>
        The format is recognised by itself: DJI AeroScope CSV, other tables with recognisable columns (CSV, Excel),
        GeoJSON, JSON lines, KML, Cursor on Target and others, also in ZIP archives. Drop files or folders anywhere in
        the window, or choose files here. The originals are copied and hashed; nothing is changed or sent anywhere.
      </p>
      <div className="choose">
        <button
          type="button"
          className={chosen.length === 0 ? 'button primary' : 'button'}
          onClick={() => input.current?.click()}
        >
          {chosen.length === 0 ? 'Choose files…' : 'Add files…'}
        </button>
        <input
          ref={input}
          type="file"
          multiple
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Files to import"
          onChange={(event: ChangeEvent<HTMLInputElement>) => {
            chooseFiles([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        {chosen.length > 0 && (
          <ul className="chosen">
            {chosen.map((file) => (
              <li key={`${file.name} ${file.size} ${file.lastModified}`}>
                <Said text={file.name} /> <span className="quiet">{bytesText(file.size)}</span>
              </li>
            ))}
          </ul>
        )}
      </div>
      <label className="field">
        <span>Zone of times that state none</span>
        <select value={zone} onChange={(event) => setZone(event.target.value)}>
          <option value="">Not known: UTC is assumed, and marked</option>
          {zoneChoices.map(({ zone: name, words }) => (
            <option key={name} value={name}>
              {words}
            </option>
          ))}
        </select>
      </label>
      <label className="field">
        <span>Format</span>
        <select value={format} onChange={(event) => setFormat(event.target.value)}>
          <option value="">Recognised by itself</option>
          {formats.map(({ id, label, unverified }) => (
            <option key={id} value={id}>
              {label}
              {unverified ? ' (never tried on a real file)' : ''}
            </option>
          ))}
        </select>
      </label>
      <details className="group" open={saysSomething(note)}>
        <summary>
          <h3>How the files came (optional)</h3>
        </summary>
        <AcquisitionFields note={note} onChange={(next) => lastAcquisition.set({ note: next })} />
      </details>
      <details className="group">
        <summary>
          <h3>Watch a folder</h3>
        </summary>
        <WatchedFolderSetting />
      </details>
      <div className="buttons end">
        <button
          type="button"
          className="button primary"
          disabled={chosen.length === 0}
          onClick={() => void importFiles(chosen, zone === '' ? null : zone, note, format === '' ? null : format)}
        >
          <Icon name="import" /> Import {chosen.length > 0 && countText(chosen.length, 'file')}
        </button>
      </div>
    </>
  );
}

/** What is being done, and whether the stick is still needed. */
function stateText({ state, copied }: ImportFileProgress): string {
  const isUnderWay = state === 'reading' || state === 'concluding';
  return isUnderWay && copied ? `${stateWords[state]}; a stick can be removed` : stateWords[state];
}

const stateWords: Readonly<Record<ImportFileProgress['state'], string>> = {
  waiting: 'waiting',
  copying: 'copying the original; leave the stick in',
  reading: 'reading',
  concluding: 'building flights',
  done: 'done',
  failed: 'failed',
  cancelled: 'cancelled',
};

function Progress({
  files,
  elapsedMs,
  of,
}: {
  readonly files: readonly ImportFileProgress[];
  readonly elapsedMs: number;
  readonly of: 'files' | 'example';
}) {
  const records = files.reduce((sum, file) => sum + file.records, 0);
  const bytes = files.reduce((sum, file) => sum + file.bytesRead, 0);
  const seconds = Math.max(0.25, elapsedMs / 1000);
  const left = files.reduce((sum, file) => sum + Math.max(0, leftOf(file)), 0);
  const done = files.filter(({ state }) => state === 'done' || state === 'failed' || state === 'cancelled').length;
  if (files.length === 0) return <Loading what={of === 'example' ? 'the example' : 'the files'} />;
  return (
    <>
      <ul className="progress-list">
        {files.map((file, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files of a job may have one name; their order never changes.
          <li key={i}>
            <div className="progress-head">
              <Said text={file.file} />
              <span className="quiet">{stateText(file)}</span>
            </div>
            <progress
              aria-label={`Progress of file ${i + 1}`}
              max={Math.max(1, file.bytesTotal)}
              value={file.state === 'concluding' ? undefined : file.bytesRead}
            />
            <div className="quiet">
              {bytesText(file.bytesRead)} of {bytesText(file.bytesTotal)} · {countText(file.records, 'record')}
            </div>
          </li>
        ))}
      </ul>
      <p className="quiet" role="status">
        {files.length > 1 && `${numberText(done)} of ${countText(files.length, 'file')} done · `}
        {durationText(seconds)} · {bytesText(bytes / seconds)}/s · {numberText(records / seconds)} records/s
        {left > 0 && bytes > 0 && ` · about ${durationText(Math.max(1, left / (bytes / seconds)))} left`}
      </p>
    </>
  );
}

/** Bytes of a file that are still to be read; none of one that has ended. */
const leftOf = ({ state, bytesTotal, bytesRead }: ImportFileProgress): number =>
  state === 'waiting' || state === 'copying' ? bytesTotal : state === 'reading' ? bytesTotal - bytesRead : 0;

const Refused = ({ refused }: { readonly refused: readonly RefusedFile[] }) =>
  refused.map(({ file, failure }) => (
    <div key={file}>
      <p className="refused-file">
        <Said text={file} />
      </p>
      <FailureNotice failure={failure} />
    </div>
  ));

/** From the first to the last time in the files of a job; null when there is none. */
function periodOf(files: readonly ImportFileProgress[]): { readonly sinceMs: number; readonly untilMs: number } | null {
  const results = files.flatMap(({ result }) => (result === null ? [] : [result]));
  const first = Math.min(...results.map(({ firstTimeMs }) => firstTimeMs ?? Infinity));
  const last = Math.max(...results.map(({ lastTimeMs }) => lastTimeMs ?? -Infinity));
  return first <= last ? { sinceMs: first, untilMs: last + 1 } : null;
}

function ResultButtons({ files }: { readonly files: readonly ImportFileProgress[] }) {
  const period = periodOf(files);
  return (
    <>
      <button type="button" className="button" onClick={closeImportDialog}>
        Close
      </button>
      {period !== null && (
        <button
          type="button"
          className="button primary"
          onClick={() => {
            setFilters(period);
            setTab('flights');
            closeImportDialog();
          }}
        >
          Show this period
        </button>
      )}
    </>
  );
}

/** The answer: what crossed in the period of the files, then what became of each file. */
function Results({ files }: { readonly files: readonly ImportFileProgress[] }) {
  const period = periodOf(files);
  return (
    <>
      {period !== null && <WhatCrossed {...period} />}
      <ul className="results">
        {files.map((file, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: two files of a job may have one name; their order never changes.
          <li key={i}>
            <FileResult file={file} />
          </li>
        ))}
      </ul>
    </>
  );
}

/** Incursions shown in the answer itself. */
const LISTED = 4;

function WhatCrossed({ sinceMs, untilMs }: { readonly sinceMs: number; readonly untilMs: number }) {
  const { value, failure, retry } = useAnswer(
    'incursions.list',
    { filters: { sinceMs, untilMs }, limit: 1000 },
    'nothing',
  );
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="what crossed" />;
  const of = (grade: string) => value.rows.filter((row) => row.grade === grade).length;
  return (
    <section className="what-crossed">
      <h3>What crossed</h3>
      <p className="quiet">
        In the workspace, {utcText(sinceMs)} to {utcText(untilMs - 1)}: the period of these files. Computed, not
        reviewed.
      </p>
      {value.rows.length === 0 ? (
        <p>No incursion of any grade.</p>
      ) : (
        <p className="grades">
          <b>{numberText(of('confirmed'))}</b> confirmed (computed) · <b>{numberText(of('probable'))}</b> probable ·{' '}
          <b>{numberText(of('possible'))}</b> possible
        </p>
      )}
      <Twins />
      <IncursionList rows={surestFirst(value.rows).slice(0, LISTED)} onChoose={closeImportDialog} />
      {value.total > LISTED && <p className="quiet">{numberText(value.total - LISTED)} more in the Incursions list.</p>}
    </section>
  );
}

function FileResult({ file }: { readonly file: ImportFileProgress }) {
  const { result, failure, alreadyImported, state } = file;
  return (
    <article className="file-result">
      <h3>
        <Said text={file.file} />
      </h3>
      {failure !== null && <FailureNotice failure={{ code: 'internal', message: failure.message }} />}
      {file.note !== null && (
        <p className="quiet">
          <Said text={file.note} />
        </p>
      )}
      {state === 'cancelled' && <p>Cancelled. Nothing of this file was stored.</p>}
      {alreadyImported && <p>This file was imported before. Nothing was added. What it gave then:</p>}
      {result !== null && <Counts row={result} />}
    </article>
  );
}

function Counts({ row }: { readonly row: ImportRow }) {
  const issues = Object.entries(row.issues).sort(([, a], [, b]) => b - a);
  return (
    <>
      <p>
        {row.formatLabel}: {countText(row.records, 'record')} = {countText(row.detections, 'detection')} +{' '}
        {countText(row.duplicates, 'duplicate')} + {numberText(row.quarantined)} quarantined + {numberText(row.skipped)}{' '}
        skipped. {countText(row.flights, 'flight')}, {countText(row.objectIds.length, 'object')},{' '}
        {countText(row.sensors.length, 'sensor')}.
      </p>
      {row.unverified && (
        <p className="notice">
          <Icon name="warning" />
          <span>
            Unverified format: its reader was written after descriptions alone, and no real file of it was to be had.
            Compare some detections with the file before you rely on them.
          </span>
        </p>
      )}
      {row.profile !== null && (
        <p>
          Read by profile <Said text={row.profile.name} />, version {row.profile.version}.
        </p>
      )}
      {row.assumptions.length > 0 && (
        <div className="notice">
          <Icon name="warning" />
          <div>
            Provisional: nobody confirmed how it was read. Every page with its data says so.
            <ul className="issues">
              {row.assumptions.map(({ kind, column, assumption }) => (
                <li key={`${kind} ${column}`}>
                  <Said text={assumption} />
                </li>
              ))}
            </ul>
          </div>
        </div>
      )}
      {row.assumedZone !== null && (
        <p className="notice">
          <Icon name="warning" />
          <span>
            Times without a zone were read as <Said text={row.assumedZone} />; every page says so.
          </span>
        </p>
      )}
      {issues.length > 0 && (
        <ul className="issues">
          {issues.map(([code, count]) => (
            <li key={code}>
              <b>{numberText(count)}</b> {issueSentences[code as IssueCode] ?? code}
            </li>
          ))}
        </ul>
      )}
      {row.quarantined > 0 && (
        <button
          type="button"
          className="button small"
          onClick={() => {
            showQuarantine(row.importId);
            closeImportDialog();
          }}
        >
          Show the {countText(row.quarantined, 'record')} not used
        </button>
      )}
    </>
  );
}
