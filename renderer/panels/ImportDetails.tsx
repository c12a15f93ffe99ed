import { useState } from 'react';
import type { ImportRow } from '../../shared/contract/contract.ts';
import { countText, numberText, preciseText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import type { AcquisitionNote } from '../../shared/model/acquisition.ts';
import { emptyAcquisition } from '../../shared/model/acquisition-note.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import { fieldWord } from '../../shared/model/field-words.ts';
import type { Failure } from '../../shared/result.ts';
import { call } from '../api.ts';
import { mapAgain } from '../state/import-job.ts';
import { useAnswer } from '../state/queries.ts';
import { showQuarantine } from '../state/view.ts';
import { refreshWorkspace } from '../state/workspace.ts';
import { AcquisitionFields } from './AcquisitionFields.tsx';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';
import { MappingDialog } from './mapping/MappingDialog.tsx';
import { FailureNotice, Loading } from './Notice.tsx';
import { Said } from './Said.tsx';

/** One import: how it was read and on whose word, how its file came, and what can be done about it. */
export function ImportDetails({ row, onClose }: { readonly row: ImportRow; readonly onClose: () => void }) {
  const [mode, setMode] = useState<'shown' | 'mapping' | 'undoing'>('shown');
  const [failure, setFailure] = useState<Failure | null>(null);
  const file = nameWithMember(row.file, row.member);
  if (mode === 'mapping') {
    return (
      <MappingDialog
        source={{ kind: 'import', importId: row.importId }}
        file={file}
        act="Map again"
        onClose={() => setMode('shown')}
        onDecide={(reading) => {
          onClose();
          void mapAgain(row.importId, reading);
        }}
      />
    );
  }
  const undo = async (): Promise<void> => {
    const undone = await call('imports.undo', { importId: row.importId });
    if (!undone.ok) {
      setFailure(undone.failure);
      setMode('shown');
      return;
    }
    await refreshWorkspace();
    onClose();
  };
  return (
    <Dialog
      title={
        <>
          Import of <Said text={file} />
        </>
      }
      className="wide"
      onClose={onClose}
      footer={
        row.undone ? undefined : (
          <>
            {row.quarantined > 0 && (
              <button
                type="button"
                className="button"
                onClick={() => {
                  showQuarantine(row.importId);
                  onClose();
                }}
              >
                Show the {countText(row.quarantined, 'record')} not used
              </button>
            )}
            {mode === 'undoing' ? (
              <button type="button" className="button" onClick={() => void undo()}>
                Undo: remove its rows
              </button>
            ) : (
              <button type="button" className="button" onClick={() => setMode('undoing')}>
                Undo…
              </button>
            )}
            <button type="button" className="button primary" onClick={() => setMode('mapping')}>
              Map again…
            </button>
          </>
        )
      }
    >
      {failure !== null && <FailureNotice failure={failure} />}
      {row.undone && (
        <p className="notice">
          <Icon name="warning" />
          <span>
            {row.supersededBy === null
              ? 'This import was undone. Its original is kept.'
              : 'This reading was superseded: the file was read again in another way.'}
          </span>
        </p>
      )}
      <p>
        {countText(row.records, 'record')} = {countText(row.detections, 'detection')} +{' '}
        {countText(row.duplicates, 'duplicate')} + {numberText(row.quarantined)} quarantined + {numberText(row.skipped)}{' '}
        skipped. Imported {utcText(row.importedAtMs)} by <Said text={row.actor} />.
      </p>
      <h3>How it was read</h3>
      <dl className="facts">
        <dt>Reader</dt>
        <dd>
          {row.formatLabel}, version {row.readerVersion}
        </dd>
        <dt>Profile</dt>
        <dd>
          {row.profile === null ? (
            'none'
          ) : (
            <>
              <Said text={row.profile.name} />, version {row.profile.version}
            </>
          )}
        </dd>
        <dt>Zone of times without one</dt>
        <dd>{row.mapping?.zone ?? row.sensorZone ?? (row.assumedZone === null ? 'not needed' : 'UTC, assumed')}</dd>
        <dt>Clock</dt>
        <dd>
          {row.mapping?.clockOffsetS === undefined
            ? 'no offset applied'
            : `${preciseText(row.mapping.clockOffsetS)} s added`}
        </dd>
      </dl>
      {row.mapping !== null && <Columns mapping={row.mapping} />}
      {row.assumptions.length > 0 && (
        <>
          <h3>Provisional: what was assumed</h3>
          <ul className="issues">
            {row.assumptions.map(({ kind, column, assumption }) => (
              <li key={`${kind} ${column}`}>
                <Said text={assumption} />
              </li>
            ))}
          </ul>
        </>
      )}
      {row.citedBy.length > 0 && (
        <p>
          Printed as a source on {countText(row.citedBy.length, 'issued page')}: it is superseded by mapping it again,
          never undone.
        </p>
      )}
      <h3>How the file came</h3>
      {!row.undone && <Acquisition importId={row.importId} />}
    </Dialog>
  );
}

const Columns = ({ mapping }: { readonly mapping: NonNullable<ImportRow['mapping']> }) => (
  <details className="group">
    <summary>
      <h3>{countText(mapping.columns.length, 'column')}</h3>
    </summary>
    <dl className="facts">
      {mapping.columns.map(({ column, field, unit, source }) => (
        <div key={String(column)}>
          <dt>
            <Said text={typeof column === 'number' ? `column ${column + 1}` : column} />
          </dt>
          <dd>
            {fieldWord(field)?.words ?? field}
            {unit === undefined ? '' : `, ${unit}`}
            {source !== undefined && (
              <span className="quiet">
                , on the word of <Said text={source} />
              </span>
            )}
          </dd>
        </div>
      ))}
    </dl>
  </details>
);

function Acquisition({ importId }: { readonly importId: string }) {
  const { value, failure, retry } = useAnswer('imports.acquisition', { importId }, 'nothing');
  const [draft, setDraft] = useState<AcquisitionNote | null>(null);
  const [refused, setRefused] = useState<Failure | null>(null);
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="the notes" />;
  const { enteredAtMs: _, actor: __, ...last } = value.notes[0] ?? { ...emptyAcquisition, enteredAtMs: 0, actor: '' };
  const save = async (): Promise<void> => {
    if (draft === null) return;
    const noted = await call('imports.noteAcquisition', { importId, note: draft });
    if (!noted.ok) return setRefused(noted.failure);
    setRefused(null);
    setDraft(null);
    await refreshWorkspace();
  };
  return (
    <>
      {value.notes.length === 0 && draft === null && <p className="quiet">Nothing was noted.</p>}
      <ul className="issues">
        {value.notes.map((note, i) => (
          <li key={note.enteredAtMs} className={i > 0 ? 'quiet' : undefined}>
            <Said text={noteText(note)} />{' '}
            <span className="quiet">
              ({i > 0 && 'earlier: '}entered {utcText(note.enteredAtMs)} by <Said text={note.actor} />)
            </span>
          </li>
        ))}
      </ul>
      {refused !== null && <FailureNotice failure={refused} />}
      {draft === null ? (
        <button type="button" className="button small" onClick={() => setDraft(last)}>
          {value.notes.length === 0 ? 'Note how it came…' : 'Correct…'}
        </button>
      ) : (
        <>
          <AcquisitionFields note={draft} onChange={setDraft} />
          <div className="buttons">
            <button type="button" className="button" onClick={() => void save()}>
              Keep the note
            </button>
            <button type="button" className="button quiet" onClick={() => setDraft(null)}>
              Do not
            </button>
          </div>
        </>
      )}
    </>
  );
}

function noteText({ receivedFrom, receivedBy, receivedAt, medium, mediumSerial }: AcquisitionNote): string {
  const part = (words: string, value: string | null): string[] => (value === null ? [] : [`${words} ${value}`]);
  const parts = [
    ...part('received from', receivedFrom),
    ...part('by', receivedBy),
    ...part('at', receivedAt),
    ...part('on', medium),
    ...part('serial', mediumSerial),
  ];
  return parts.length === 0 ? 'nothing stated' : parts.join(', ');
}
