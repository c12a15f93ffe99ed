import { numberText } from '../../../shared/format/numbers.ts';
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
          <p className="quiet">
            Detection <span className="mono">{value.detectionId}</span>. Facts are never edited.
          </p>
        </>
      )}
    </Dialog>
  );
}
