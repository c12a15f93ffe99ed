import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { FlightRow } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import { type ReviewState, reviewStates } from '../../../shared/model/lists.ts';
import { classWords, reviewWords } from '../../../shared/model/words.ts';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { Said } from '../../panels/Said.tsx';
import { capital, GradeBadge } from '../../panels/words.tsx';
import { useFilters } from '../../state/data.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { beginVisit, type Decision, decide, triage, undoDecision } from '../../state/triage.ts';
import { selectFlight, view } from '../../state/view.ts';

/** The queue's order: what changed under a decision is most urgent, then what nobody has seen. */
const queues: readonly ReviewState[] = [
  'new',
  'changed',
  ...reviewStates.filter((state) => state !== 'new' && state !== 'changed'),
];

/** Shown at a time: a queue is worked off from its top. */
const SHOWN = 200;

const decisions: readonly {
  readonly key: string;
  readonly decision: Decision;
  readonly label: string;
  readonly asks: boolean;
}[] = [
  { key: 'a', decision: 'accepted', label: 'Accept', asks: false },
  { key: 'r', decision: 'rejected', label: 'Reject…', asks: true },
  { key: 'f', decision: 'friendly', label: 'Friendly…', asks: true },
  { key: 'd', decision: 'to-discuss', label: 'Discuss', asks: false },
];

/** Flights one after another, decided by single keys. */
export default function TriagePanel() {
  const filters = useFilters();
  const queue = useStore(triage, (state) => state.queue);
  const onlySinceVisit = useStore(triage, (state) => state.onlySinceVisit);
  const visitMs = useStore(triage, (state) => state.visitMs);
  const isBusy = useStore(triage, (state) => state.isBusy);
  const failure = useStore(triage, (state) => state.failure);
  const done = useStore(triage, (state) => state.done);
  const said = useStore(triage, (state) => state.said);
  const flightId = useStore(view, (state) => state.flightId);
  const [asking, setAsking] = useState<Decision | null>(null);
  const list = useRef<HTMLDivElement>(null);

  useEffect(() => void beginVisit(), []);

  const narrowed = onlySinceVisit && visitMs !== null ? { ...filters, importedSinceMs: visitMs } : filters;
  const counts = useAnswer('reviews.counts', { filters: narrowed });
  const answer = useAnswer('flights.list', { filters: { ...narrowed, review: queue }, limit: SHOWN });
  const rows = answer.value?.rows ?? [];
  const at = rows.findIndex(({ id }) => id === flightId);
  const chosen = at < 0 ? null : rows[at]!;

  const go = (row: FlightRow | undefined) => {
    setAsking(null);
    if (row !== undefined) selectFlight(row.id, 'elsewhere');
  };
  const settle = async (decision: Decision, reason: string) => {
    if (chosen === null) return;
    const next = rows[at + 1] ?? rows[at - 1];
    if (!(await decide(chosen, decision, reason))) return;
    setAsking(null);
    if (decision !== queue) go(next);
    list.current?.focus();
  };
  const press = (decision: Decision, asks: boolean) => {
    if (chosen === null || isBusy) return;
    if (asks) setAsking(decision);
    else void settle(decision, '');
  };
  const undo = async () => {
    const flight = await undoDecision();
    if (flight !== null) selectFlight(flight, 'elsewhere');
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const step = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      go(rows[Math.min(rows.length - 1, Math.max(0, at + step))]);
      return;
    }
    const found = decisions.find(({ key }) => key === event.key.toLowerCase());
    if (found !== undefined) {
      event.preventDefault();
      press(found.decision, found.asks);
    } else if (event.key.toLowerCase() === 'u') {
      event.preventDefault();
      void undo();
    }
  };

  useEffect(() => {
    if (flightId !== null) document.getElementById(`triage-${flightId}`)?.scrollIntoView({ block: 'nearest' });
  }, [flightId]);

  return (
    <section className="triage" aria-label="Triage">
      <h2>Triage</h2>
      <label className="field">
        <span>Queue</span>
        <select value={queue} onChange={(event) => triage.set({ queue: event.target.value as ReviewState })}>
          {queues.map((state) => (
            <option key={state} value={state}>
              {capital(reviewWords[state].label)}
              {counts.value === null ? '' : ` (${numberText(counts.value.counts[state] ?? 0)})`}
            </option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={onlySinceVisit}
          disabled={visitMs === null}
          onChange={(event) => triage.set({ onlySinceVisit: event.target.checked })}
        />
        {visitMs === null
          ? 'New since my last visit (this is the first)'
          : `Imported since my last visit, ${utcText(visitMs)}`}
      </label>
      <div className="triage-decide">
        {decisions.map(({ key, decision, label, asks }) => (
          <button
            key={key}
            type="button"
            className="button"
            disabled={chosen === null || isBusy}
            aria-keyshortcuts={key.toUpperCase()}
            onClick={() => press(decision, asks)}
          >
            {label} <kbd>{key.toUpperCase()}</kbd>
          </button>
        ))}
        <button
          type="button"
          className="button quiet"
          disabled={done.length === 0 || isBusy}
          aria-keyshortcuts="U"
          onClick={() => void undo()}
        >
          Undo <kbd>U</kbd>
        </button>
      </div>
      {asking !== null && chosen !== null && (
        <ReasonForm
          key={`${asking} ${chosen.id}`}
          decision={asking}
          isBusy={isBusy}
          onGive={(reason) => void settle(asking, reason)}
          onCancel={() => {
            setAsking(null);
            list.current?.focus();
          }}
        />
      )}
      {failure !== null && <FailureNotice failure={failure} dismiss={() => triage.set({ failure: null })} />}
      {answer.failure !== null && <FailureNotice failure={answer.failure} retry={answer.retry} />}
      <div className="visually-hidden" role="status">
        <Said text={said} />
      </div>
      {answer.value === null && answer.failure === null && <Loading what="the queue" />}
      {answer.value !== null && rows.length === 0 && (
        <p className="quiet triage-empty">
          No flight is {reviewWords[queue].label}
          {Object.keys(narrowed).length > 0 ? ' under these filters' : ''}.
        </p>
      )}
      {rows.length > 0 && (
        <div
          ref={list}
          className="triage-list"
          role="listbox"
          aria-label={`Flights ${reviewWords[queue].label}. Arrow keys go on; A, R, F and D decide; U takes back.`}
          aria-activedescendant={chosen === null ? undefined : `triage-${chosen.id}`}
          tabIndex={0}
          onKeyDown={onKeyDown}
          onFocus={() => chosen === null && go(rows[0])}
        >
          {rows.map((row) => (
            <FlightItem key={row.id} row={row} isChosen={row.id === flightId} onChoose={() => go(row)} />
          ))}
        </div>
      )}
      {answer.value?.truncated && (
        <p className="quiet">
          The first {numberText(rows.length)} of {numberText(answer.value.total)}.
        </p>
      )}
    </section>
  );
}

function FlightItem({
  row,
  isChosen,
  onChoose,
}: {
  readonly row: FlightRow;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys for all of its options.
    <div
      id={`triage-${row.id}`}
      className="triage-item"
      role="option"
      aria-selected={isChosen}
      tabIndex={-1}
      onClick={onChoose}
    >
      <strong>
        <Said text={row.objectName} />
      </strong>
      <span className="triage-badges">
        <span className="badge class">{capital(classWords[row.class].label)}</span>
        {row.grade !== null && <GradeBadge grade={row.grade} />}
      </span>
      <span className="quiet">
        {utcText(row.firstMs)} · {durationText((row.lastMs - row.firstMs) / 1000)} · {row.sector ?? 'no sector'}
      </span>
      {row.review !== null && (
        <span className="triage-review">
          {capital(reviewWords[row.review.decided].label)} by <Said text={row.review.actor} />
          {row.review.reason !== '' && (
            <>
              : <Said text={row.review.reason} />
            </>
          )}
          {row.review.changes.map((change) => (
            <span key={change} className="triage-change">
              <Icon name="warning" /> {change}
            </span>
          ))}
        </span>
      )}
    </div>
  );
}

function ReasonForm({
  decision,
  isBusy,
  onGive,
  onCancel,
}: {
  readonly decision: Decision;
  readonly isBusy: boolean;
  readonly onGive: (reason: string) => void;
  readonly onCancel: () => void;
}) {
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  return (
    <form
      className="triage-reason"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason.trim() === '') setMissing(true);
        else onGive(reason.trim());
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onCancel();
      }}
    >
      <label className="field">
        <span>{decision === 'friendly' ? 'How do you know that it was one of ours?' : 'Why is it rejected?'}</span>
        <input
          type="text"
          value={reason}
          maxLength={2000}
          // biome-ignore lint/a11y/noAutofocus: the person has just asked for this field by a key.
          autoFocus
          aria-invalid={isMissing}
          aria-describedby={isMissing ? 'triage-reason-missing' : undefined}
          onChange={(event) => setReason(event.target.value)}
        />
        {isMissing && (
          <span id="triage-reason-missing" className="invalid">
            A reason is needed: it stands on record beside the decision.
          </span>
        )}
      </label>
      {decision === 'friendly' && (
        <p className="quiet">Its track is marked too: it counts as no incursion any more. Both can be taken back.</p>
      )}
      <div className="buttons">
        <button type="submit" className="button primary" disabled={isBusy}>
          {decision === 'friendly' ? 'Mark as friendly' : 'Reject'}
        </button>
        <button type="button" className="button" onClick={onCancel}>
          Cancel
        </button>
      </div>
    </form>
  );
}
