import { useState } from 'react';
import type { Incident } from '../../../shared/contract/contract.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { statusWords } from '../../../shared/model/incident-words.ts';
import type { Failure, Result } from '../../../shared/result.ts';
import { visibleText } from '../../../shared/visible-text.ts';
import { call } from '../../api.ts';
import { showIncident } from '../../state/incidents.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { refreshWorkspace, workspace } from '../../state/workspace.ts';
import { Icon } from '../Icon.tsx';
import { FailureNotice } from '../Notice.tsx';
import { Said } from '../Said.tsx';

/** Incidents in which the flight stands; a new one is opened here, or the flight is added to one that is open. */
export function FlightIncidents({ flight }: { readonly flight: Flight }) {
  const [failure, setFailure] = useState<Failure | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [sector, setSector] = useState(flight.sector ?? '');
  const [other, setOther] = useState('');
  const answer = useAnswer('incidents.list', {});
  const own = useAnswer('incidents.list', { flightId: flight.id });
  const sectors = useStore(workspace, (state) => state.status?.sectors) ?? [];
  const mine = own.value?.rows ?? [];
  const open = (answer.value?.rows ?? []).filter(
    ({ id, status }) => status !== 'merged' && status !== 'closed' && !mine.some((one) => one.id === id),
  );
  const act = async (done: Promise<Result<Incident>>) => {
    setBusy(true);
    const result = await done;
    setBusy(false);
    if (!result.ok) return setFailure(result.failure);
    await refreshWorkspace();
    showIncident(result.value.id);
  };
  return (
    <>
      {failure !== null && <FailureNotice failure={failure} />}
      {mine.length === 0 ? (
        <p className="quiet">It stands in no incident.</p>
      ) : (
        <ul className="reasons">
          {mine.map((row) => (
            <li key={row.id}>
              <button type="button" className="link" onClick={() => showIncident(row.id)}>
                {row.number}
              </button>{' '}
              <span className="quiet">{statusWords[row.status].label}</span> <Said text={row.title} />
            </li>
          ))}
        </ul>
      )}
      <div className="flight-incident-choice">
        <label className="field">
          <span>Sector that numbers it</span>
          <select value={sector} onChange={(event) => setSector(event.target.value)}>
            <option value="">Not chosen</option>
            {sectors.map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <button
          type="button"
          className="button"
          disabled={isBusy || sector === ''}
          onClick={() => void act(call('incidents.create', { flightIds: [flight.id], sector }))}
        >
          <Icon name="plus" /> Open an incident
        </button>
      </div>
      {open.length > 0 && (
        <div className="flight-incident-choice">
          <label className="field">
            <span>Or add it to one that is open</span>
            <select value={other} onChange={(event) => setOther(event.target.value)}>
              <option value="">Not chosen</option>
              {open.map((row) => (
                <option key={row.id} value={row.id}>
                  {`${row.number} ${visibleText(row.title)}`.trim()}
                </option>
              ))}
            </select>
          </label>
          <button
            type="button"
            className="button"
            disabled={isBusy || other === ''}
            onClick={() => void act(call('incidents.addFlights', { id: other, flightIds: [flight.id] }))}
          >
            Add to it
          </button>
        </div>
      )}
    </>
  );
}
