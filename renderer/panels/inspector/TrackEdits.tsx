import { useId, useState } from 'react';
import type { FlightRow } from '../../../shared/contract/contract.ts';
import { countText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import type { TrackEditKind } from '../../../shared/model/lists.ts';
import type { Failure } from '../../../shared/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { call } from '../../api.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { selectFlight, view } from '../../state/view.ts';
import { refreshWorkspace } from '../../state/workspace.ts';
import { FailureNotice } from '../Notice.tsx';
import { Said } from '../Said.tsx';
import { fromTimeInput, toTimeInputWithSeconds } from '../time-input.ts';

const kindWords: Readonly<Record<TrackEditKind, { readonly choose: string; readonly done: string }>> = {
  split: { choose: 'Split: from an instant on it is another flight', done: 'Split' },
  merge: { choose: 'Merge: another flight is the same one', done: 'Merged' },
  reassign: { choose: 'Reassign: some of its detections are of another flight', done: 'Detections reassigned' },
  friendly: { choose: 'Friendly: one of our own aircraft', done: 'Marked as friendly' },
  'not-a-uas': { choose: 'Not a UAS: a bird, a vehicle, a false detection', done: 'Marked as not a UAS' },
};
const kinds = Object.keys(kindWords) as TrackEditKind[];

/** Other flights are offered from this long before to this long after. */
const AROUND_MS = 6 * 3_600_000;

/** What analysts decided about the flight's tracks, taken back or added to. Detections themselves are never changed. */
export function TrackEdits({ flight }: { readonly flight: Flight }) {
  const answer = useAnswer('edits.list', {});
  const [isAdding, setAdding] = useState(false);
  const own = (answer.value?.edits ?? []).filter(({ id }) => flight.edits.includes(id));
  return (
    <div className="track-edits">
      {answer.failure !== null && <FailureNotice failure={answer.failure} retry={answer.retry} />}
      {own.length === 0 ? (
        <p>None: its tracks are as they were built from the detections.</p>
      ) : (
        <ul className="reasons">
          {own.map((edit) => (
            <li key={edit.id}>
              {kindWords[edit.kind].done} by <Said text={edit.actor} />, {utcText(edit.atMs)},{' '}
              {countText(edit.detections, 'detection')}: <Said text={edit.reason} /> <Withdraw editId={edit.id} />
            </li>
          ))}
        </ul>
      )}
      {own.length > 0 && <p className="quiet">The printed page says what the result would be without them.</p>}
      {isAdding ? (
        <EditForm flight={flight} onClose={() => setAdding(false)} />
      ) : (
        <button type="button" className="button" onClick={() => setAdding(true)}>
          Edit its tracks…
        </button>
      )}
    </div>
  );
}

function Withdraw({ editId }: { readonly editId: string }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const withdraw = async () => {
    const done = await call('edits.withdraw', { editId, reason: reason.trim() });
    if (!done.ok) return setFailure(done.failure);
    selectFlight(null, 'elsewhere');
    await refreshWorkspace();
  };
  if (!isAsking)
    return (
      <button type="button" className="button quiet small" onClick={() => setAsking(true)}>
        Withdraw…
      </button>
    );
  return (
    <form
      className="edit-form"
      onSubmit={(event) => {
        event.preventDefault();
        void withdraw();
      }}
    >
      <label className="field">
        <span>Why it is withdrawn</span>
        <input
          type="text"
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      <div className="buttons">
        <button type="submit" className="button primary" disabled={reason.trim() === ''}>
          Withdraw
        </button>
        <button type="button" className="button" onClick={() => setAsking(false)}>
          Cancel
        </button>
      </div>
      {failure !== null && <FailureNotice failure={failure} />}
    </form>
  );
}

function EditForm({ flight, onClose }: { readonly flight: Flight; readonly onClose: () => void }) {
  const cursorMs = useStore(view, (state) => state.cursorMs);
  const [kind, setKind] = useState<TrackEditKind>('split');
  const [from, setFrom] = useState(toTimeInputWithSeconds(cursorMs ?? flight.firstMs));
  const [to, setTo] = useState(toTimeInputWithSeconds(flight.lastMs));
  const [other, setOther] = useState('');
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const needsOther = kind === 'merge' || kind === 'reassign';
  const near = useAnswer(
    'flights.list',
    needsOther
      ? { filters: { sinceMs: flight.firstMs - AROUND_MS, untilMs: flight.lastMs + AROUND_MS }, limit: 500 }
      : null,
  );
  const others = (near.value?.rows ?? []).filter(({ id }) => id !== flight.id);
  const [fromMs, toMs] = [fromTimeInput(from), fromTimeInput(to)];
  const wantsFrom = kind === 'split' || kind === 'reassign';
  const isReady =
    reason.trim() !== '' &&
    (!needsOther || other !== '') &&
    (!wantsFrom || fromMs !== null) &&
    (kind !== 'reassign' || toMs !== null);

  const make = async () => {
    setBusy(true);
    setFailure(null);
    const made = await call('edits.make', {
      kind,
      flightIds: needsOther ? [flight.id, other] : [flight.id],
      reason: reason.trim(),
      ...(wantsFrom && fromMs !== null && fromMs !== undefined ? { fromMs } : {}),
      ...(kind === 'reassign' && toMs !== null && toMs !== undefined ? { toMs } : {}),
    });
    setBusy(false);
    if (!made.ok) return setFailure(made.failure);
    // The flight has another id now, or is none any more.
    selectFlight(null, 'elsewhere');
    await refreshWorkspace();
  };

  return (
    <form
      className="edit-form"
      aria-label="Edit the tracks of this flight"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <label className="field">
        <span>What it was</span>
        <select value={kind} onChange={(event) => setKind(event.target.value as TrackEditKind)}>
          {kinds.map((name) => (
            <option key={name} value={name}>
              {kindWords[name].choose}
            </option>
          ))}
        </select>
      </label>
      {needsOther && (
        <label className="field">
          <span>The other flight (six hours before to six after)</span>
          <select value={other} required onChange={(event) => setOther(event.target.value)}>
            <option value="">Choose…</option>
            {others.map((row) => (
              <option key={row.id} value={row.id}>
                {nameOf(row)}
              </option>
            ))}
          </select>
        </label>
      )}
      {wantsFrom && <Instant label="From, UTC" value={from} isBad={fromMs === null} onChange={setFrom} />}
      {kind === 'reassign' && <Instant label="To, UTC" value={to} isBad={toMs === null} onChange={setTo} />}
      {wantsFrom && <p className="quiet">Point at the profile to take its instant before you open this form.</p>}
      <label className="field">
        <span>Reason, as it will stand on record</span>
        <input
          type="text"
          required
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </label>
      {failure !== null && <FailureNotice failure={failure} />}
      <div className="buttons">
        <button type="submit" className="button primary" disabled={!isReady || isBusy}>
          Put on record
        </button>
        <button type="button" className="button" onClick={onClose}>
          Cancel
        </button>
      </div>
    </form>
  );
}

const nameOf = (row: FlightRow): string => `${visibleText(row.objectName)}, ${utcText(row.firstMs)}`;

function Instant({
  label,
  value,
  isBad,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly isBad: boolean;
  readonly onChange: (text: string) => void;
}) {
  const hint = useId();
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type="text"
        value={value}
        aria-invalid={isBad}
        aria-describedby={isBad ? hint : undefined}
        onChange={(event) => onChange(event.target.value)}
      />
      {isBad && (
        <span id={hint} className="invalid">
          Write it as 2026-11-14 04:30:10.
        </span>
      )}
    </label>
  );
}
