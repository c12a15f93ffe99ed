import { useState } from 'react';
import { numberText } from '../../../shared/format/numbers.ts';
import { call } from '../../api.ts';
import { orNotice } from '../../state/notice.ts';
import { useAnswer } from '../../state/queries.ts';
import { Dialog } from '../Dialog.tsx';
import { FailureNotice, Loading } from '../Notice.tsx';
import { RawBlock } from '../RawText.tsx';
import { Said } from '../Said.tsx';

/** Where a detection comes from: each file that reported it, the record as it stands there, and what was read from it. */
export function RawRecord({ detectionId, onClose }: { readonly detectionId: string; readonly onClose: () => void }) {
  const { value, failure, retry } = useAnswer('detections.raw', { detectionId }, 'nothing');
  return (
    <Dialog title="The raw row" className="wide" onClose={onClose}>
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what="the row from the evidence" />}
      {value?.sources.map((source) => (
        <section key={`${source.importId} ${source.record}`} className="source">
          <dl className="facts">
            <dt>File</dt>
            <dd>
              <Said text={source.file} />
            </dd>
            <dt>SHA-256</dt>
            <dd className="mono">{source.sha256}</dd>
            {source.containerSha256 !== null && (
              <>
                <dt>SHA-256 of the container</dt>
                <dd className="mono">{source.containerSha256}</dd>
              </>
            )}
            <dt>Record, bytes</dt>
            <dd>
              record {numberText(source.record)}, {numberText(source.byteLength)} bytes from byte{' '}
              {numberText(source.byteStart)}
            </dd>
            <dt>Reader</dt>
            <dd>
              <Said text={source.readerId} /> version {numberText(source.readerVersion)}
            </dd>
          </dl>
          <RawBlock before={source.before} text={source.text} after={source.after} />
        </section>
      ))}
      {value !== null && (
        <>
          <h3>Read from it</h3>
          <dl className="facts columns">
            {Object.entries(value.fields).map(([name, field]) => (
              <div key={name}>
                <dt className="mono">{name}</dt>
                <dd>{typeof field === 'number' ? String(field) : <Said text={field} />}</dd>
              </div>
            ))}
          </dl>
          {value.hasPersonal && <Personal detectionId={detectionId} />}
          <p className="quiet">
            Detection <span className="mono">{value.detectionId}</span>. Facts are never edited.
          </p>
        </>
      )}
    </Dialog>
  );
}

/** Operator, home and remarks: shown when asked for, and that they were is logged. */
function Personal({ detectionId }: { readonly detectionId: string }) {
  const [fields, setFields] = useState<Readonly<Record<string, string | number>> | null>(null);
  if (fields === null) {
    return (
      <p>
        Operator, home or remarks are on record: personal data.{' '}
        <button
          type="button"
          className="button small"
          onClick={async () => {
            const shown = orNotice(await call('detections.personal', { detectionId }));
            if (shown !== null) setFields(shown.fields);
          }}
        >
          Show them; it is logged
        </button>
      </p>
    );
  }
  return (
    <dl className="facts columns">
      {Object.entries(fields).map(([name, field]) => (
        <div key={name}>
          <dt className="mono">{name}</dt>
          <dd>{typeof field === 'number' ? String(field) : <Said text={field} />}</dd>
        </div>
      ))}
    </dl>
  );
}
