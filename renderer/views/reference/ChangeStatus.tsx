import { numberText } from '../../../shared/format/numbers.ts';
import { FailureNotice } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { type ChangedPart, referenceChange, stopReferenceChange } from '../../state/reference-change.ts';
import { useStore } from '../../state/store.ts';

/** How far the change of one part of the reference data has come, and what came of it. */
export function ChangeStatus({ of }: { readonly of: ChangedPart }) {
  const change = useStore(referenceChange, (state) => state);
  const isMine = change.of === of;
  return (
    <div role="status" className="reference-status">
      {isMine && change.busy && <Working />}
      {isMine && change.outcome.length > 0 && (
        <div className="notice">
          <div>
            {change.outcome.map((sentence) => (
              <p key={sentence}>
                <Said text={sentence} />
              </p>
            ))}
          </div>
        </div>
      )}
      {isMine && change.failure !== null && (
        <FailureNotice failure={change.failure} dismiss={() => referenceChange.set({ failure: null })} />
      )}
    </div>
  );
}

function Working() {
  const progress = useStore(referenceChange, (state) => state.progress);
  const stopping = useStore(referenceChange, (state) => state.stopping);
  const share = progress === null || progress.total === 0 ? null : Math.min(1, progress.done / progress.total);
  return (
    <div className="reference-working">
      <p className="loading">
        <span className="spinner" aria-hidden="true" />
        {stopping
          ? 'Stopping; nothing will be changed…'
          : `Concluding flights again${progress === null ? '' : `: ${numberText(progress.done)} of about ${numberText(progress.total)}`}…`}
      </p>
      {share !== null && <progress value={share} max={1} aria-label="Flights concluded again" />}
      <button type="button" className="button" disabled={stopping} onClick={stopReferenceChange}>
        Stop
      </button>
    </div>
  );
}
