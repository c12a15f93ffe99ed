import { useState } from 'react';
import type { ElementRow } from '../../../../shared/contract/contract.ts';
import { utcText } from '../../../../shared/format/times.ts';
import { verdictWords } from '../../../../shared/model/words.ts';
import { call } from '../../../api.ts';
import { refreshWorkspace } from '../../../state/workspace.ts';
import { ReasonDialog } from '../../form/ReasonDialog.tsx';
import { Said } from '../../Said.tsx';
import { capital } from '../../words.tsx';

/** What persons recorded about one element of one incursion: what stands, and behind it what was withdrawn or corrected. */
export function Records({
  rows,
  onCorrect,
}: {
  readonly rows: readonly ElementRow[];
  readonly onCorrect: (row: ElementRow) => void;
}) {
  const standing = rows.filter((row) => row.standing === 'on-record');
  const gone = rows.filter((row) => row.standing !== 'on-record');
  return (
    <>
      {standing.length > 0 && (
        <ul className="records">
          {standing.map((row) => (
            <Record key={row.id} row={row} onCorrect={onCorrect} />
          ))}
        </ul>
      )}
      {gone.length > 0 && (
        <details className="records-gone">
          <summary>Withdrawn or corrected: {gone.length}</summary>
          <ul className="records">
            {gone.map((row) => (
              <Record key={row.id} row={row} onCorrect={onCorrect} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

const eventWords = { withdrawn: 'Withdrawn', restored: 'Put back', superseded: 'Corrected' } as const;

function Record({ row, onCorrect }: { readonly row: ElementRow; readonly onCorrect: (row: ElementRow) => void }) {
  const [asking, setAsking] = useState<'withdraw' | 'restore' | null>(null);
  const attachment = row.attached?.attachment ?? null;
  const what = `${capital(verdictWords[row.verdict].label)}, by ${row.by}`;
  return (
    <li className="record">
      <p>
        <strong>{capital(verdictWords[row.verdict].label)}</strong>, by <Said text={row.by} />
        {row.component !== undefined && (
          <>
            {' '}
            for <Said text={row.component} />
          </>
        )}
        {row.certified !== undefined && (row.certified ? ', certified' : ', not certified')}
        {row.purpose !== undefined && (
          <>
            ; purpose: <Said text={row.purpose} />
          </>
        )}
      </p>
      <p>
        <Said text={row.facts} />
      </p>
      <p className="quiet">
        Made {utcText(row.madeAtMs)}; entered {utcText(row.enteredAtMs)} by <Said text={row.enteredBy} />
        {row.reference !== undefined && (
          <>
            ; reference <Said text={row.reference} />
          </>
        )}
        .
      </p>
      {row.events.map((event) => (
        <p key={`${event.atMs} ${event.kind}`} className="quiet">
          {eventWords[event.kind]} {utcText(event.atMs)} by <Said text={event.by} />: <Said text={event.reason} />
        </p>
      ))}
      {row.standing === 'on-record' && attachment === 'earlier-state' && (
        <p className="record-earlier">
          Recorded for an earlier state of this flight, which has changed since. It decides nothing until it is recorded
          again.
        </p>
      )}
      {row.standing === 'on-record' && attachment === 'flight-changed' && (
        <p className="quiet">Other detections of the flight changed since; this presence did not.</p>
      )}
      <div className="buttons">
        {row.standing === 'on-record' && (
          <>
            {attachment !== null && (
              <button
                type="button"
                className="button small"
                aria-label={`${attachment === 'earlier-state' ? 'Record again' : 'Correct'}: ${what}`}
                onClick={() => onCorrect(row)}
              >
                {attachment === 'earlier-state' ? 'Record again…' : 'Correct…'}
              </button>
            )}
            <button
              type="button"
              className="button small"
              aria-label={`Withdraw: ${what}`}
              onClick={() => setAsking('withdraw')}
            >
              Withdraw…
            </button>
          </>
        )}
        {row.standing === 'withdrawn' && (
          <button
            type="button"
            className="button small"
            aria-label={`Put back: ${what}`}
            onClick={() => setAsking('restore')}
          >
            Put back…
          </button>
        )}
      </div>
      {asking !== null && (
        <ReasonDialog
          title={asking === 'withdraw' ? 'Withdraw from the record' : 'Put back on record'}
          action={asking === 'withdraw' ? 'Withdraw' : 'Put back'}
          label="Why"
          act={async (reason) => {
            const moved = await call(`elements.${asking}`, { id: row.id, reason });
            if (moved.ok) await refreshWorkspace();
            return moved;
          }}
          onClose={() => setAsking(null)}
        >
          <p>
            {what}. {asking === 'withdraw' ? 'It stays in the history with your name and the reason.' : null}
          </p>
        </ReasonDialog>
      )}
    </li>
  );
}
