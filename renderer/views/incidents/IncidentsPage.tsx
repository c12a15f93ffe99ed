import { useState } from 'react';
import type { Incident, IncidentRow } from '../../../shared/contract/contract.ts';
import { countText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import { type IncidentStatus, incidentStatuses, statusWords } from '../../../shared/model/incident-words.ts';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { ReportDialog } from '../../panels/ReportDialog.tsx';
import { Said } from '../../panels/Said.tsx';
import { capital } from '../../panels/words.tsx';
import { incidents } from '../../state/incidents.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { workspace } from '../../state/workspace.ts';
import { type Step, StepDialog } from './IncidentDialogs.tsx';
import { IncidentEditor } from './IncidentEditor.tsx';
import { Attachments, Flights, History, Links, Pages, Reviews } from './IncidentParts.tsx';
import { PackageDialog } from './PackageDialog.tsx';

/** The work queue, and the incident that a person works on. */
export default function IncidentsPage() {
  const incidentId = useStore(incidents, (state) => state.incidentId);
  return (
    <div className="incidents-page">
      <Queue chosen={incidentId} />
      {incidentId === null ? (
        <div className="incident-none">
          <p>
            Choose an incident of the queue, or open one: choose a flight on the map or in a list, then “Open an
            incident” in the inspector.
          </p>
        </div>
      ) : (
        <Work key={incidentId} id={incidentId} />
      )}
    </div>
  );
}

type Wanted = 'all' | 'mine' | 'review';

function Queue({ chosen }: { readonly chosen: string | null }) {
  const [status, setStatus] = useState<IncidentStatus | ''>('');
  const [sector, setSector] = useState('');
  const [wanted, setWanted] = useState<Wanted>('all');
  const sectors = useStore(workspace, (state) => state.status?.sectors);
  const answer = useAnswer('incidents.list', {
    ...(status === '' ? {} : { status }),
    ...(sector === '' ? {} : { sector }),
    ...(wanted === 'mine' ? { mine: true } : {}),
    ...(wanted === 'review' ? { needsReview: true } : {}),
  });
  const rows = answer.value?.rows ?? [];
  return (
    <section className="incident-queue" aria-label="Work queue">
      <h2>Incidents</h2>
      <div className="incident-filters">
        <label className="field">
          <span>Show</span>
          <select value={wanted} onChange={(event) => setWanted(event.target.value as Wanted)}>
            <option value="all">All</option>
            <option value="mine">Mine</option>
            <option value="review">Needs review</option>
          </select>
        </label>
        <label className="field">
          <span>Status</span>
          <select value={status} onChange={(event) => setStatus(event.target.value as IncidentStatus | '')}>
            <option value="">Any</option>
            {incidentStatuses.map((one) => (
              <option key={one} value={one}>
                {capital(statusWords[one].label)}
              </option>
            ))}
          </select>
        </label>
        <label className="field">
          <span>Sector</span>
          <select value={sector} onChange={(event) => setSector(event.target.value)}>
            <option value="">Any</option>
            {(sectors ?? []).map(({ code, name }) => (
              <option key={code} value={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
      {answer.failure !== null && <FailureNotice failure={answer.failure} retry={answer.retry} />}
      {answer.value === null && answer.failure === null && <Loading what="incidents" />}
      {answer.value !== null && (
        <p className="quiet" title={answer.value.definition}>
          {countText(answer.value.total, 'incident')}
        </p>
      )}
      {answer.value !== null && rows.length === 0 && (
        <p>
          {status === '' && sector === '' && wanted === 'all'
            ? 'No incident was opened yet. Choose a flight on the map, then “Open an incident” in the inspector.'
            : 'None of the incidents is so. Show all of them to see the others.'}
        </p>
      )}
      <ul className="incident-rows">
        {rows.map((row) => (
          <li key={row.id}>
            <button
              type="button"
              aria-current={row.id === chosen ? 'true' : undefined}
              onClick={() => incidents.set({ incidentId: row.id })}
            >
              <QueueRow row={row} />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const QueueRow = ({ row }: { readonly row: IncidentRow }) => (
  <>
    <span className="incident-number">
      {row.number}
      {row.provisional && <span className="badge">provisional</span>}
    </span>
    {row.title !== '' && <Said text={row.title} />}
    <span className="badges">
      <span className="badge">{capital(statusWords[row.status].label)}</span>
      {row.onHold && <span className="badge on-hold">On hold</span>}
      {row.needsReview && <span className="badge">Needs review</span>}
      {row.reviewed && <span className="badge">Reviewed</span>}
      {row.hasDraft && <span className="badge">Unsaved words</span>}
    </span>
    <span className="quiet">
      {countText(row.flights, 'flight')}
      {row.firstMs !== null && `, ${utcText(row.firstMs)}`}
      {row.assignedTo !== null && (
        <>
          , <Said text={row.assignedTo} />
        </>
      )}
    </span>
  </>
);

function Work({ id }: { readonly id: string }) {
  const answer = useAnswer('incidents.get', { id });
  const incident = answer.value?.id === id ? answer.value : null;
  return (
    <section className="incident-work" aria-label="Incident" aria-busy={answer.state === 'loading'}>
      {answer.failure !== null && <FailureNotice failure={answer.failure} retry={answer.retry} />}
      {incident === null && answer.failure === null && <Loading what="the incident" />}
      {incident !== null && <Loaded incident={incident} />}
    </section>
  );
}

function Loaded({ incident }: { readonly incident: Incident }) {
  const [step, setStep] = useState<Step | null>(null);
  const [isPackageOpen, setPackageOpen] = useState(false);
  const [isPageOpen, setPageOpen] = useState(false);
  const { content, number } = incident;
  const isOver = content.status === 'merged';
  const button = (name: Step, words: string) => (
    <button type="button" className="button small" onClick={() => setStep(name)}>
      {words}
    </button>
  );
  return (
    <>
      <header className="incident-head">
        <h2>{number}</h2>
        <p className="badges">
          <span className="badge">{capital(statusWords[content.status].label)}</span>
          {incident.provisional && (
            <span className="badge" title="Given by a laptop away from the others; it stays as it is.">
              Provisional number
            </span>
          )}
          {content.hold !== null && <span className="badge on-hold">On hold</span>}
          {incident.needsReview && <span className="badge">Needs review</span>}
          {incident.reviewed && <span className="badge">Reviewed</span>}
        </p>
        <p className="quiet">
          Opened {utcText(incident.openedAtMs)} by <Said text={incident.openedBy} />, sector {incident.sector}.
        </p>
        {content.hold !== null && (
          <p className="hold-words">
            <Icon name="warning" /> On hold since {utcText(content.hold.setAtMs)}, set by{' '}
            <Said text={content.hold.setBy} />: <Said text={content.hold.ground} />
          </p>
        )}
        <div className="buttons">
          <button type="button" className="button primary" onClick={() => setPageOpen(true)}>
            <Icon name="page" /> Preview page
          </button>
          <button type="button" className="button" onClick={() => setPackageOpen(true)}>
            <Icon name="save" /> Evidence package…
          </button>
          {!isOver && (
            <>
              {button('review', 'Record a review…')}
              {content.hold === null ? button('hold', 'Put on hold…') : button('release', 'Release the hold…')}
              {button('link', 'Link…')}
              {content.hold === null && button('merge', 'Merge…')}
            </>
          )}
        </div>
      </header>
      <div className="incident-body">
        <div>
          <IncidentEditor key={incident.id} incident={incident} />
        </div>
        <div className="incident-side">
          <Part title={countText(incident.flights.length, 'flight')}>
            <Flights incident={incident} />
          </Part>
          <Part title="Attachments">
            <Attachments incident={incident} />
          </Part>
          <Part title="Reviews">
            <Reviews incident={incident} />
          </Part>
          <Part title="Issued pages">
            <Pages incident={incident} />
          </Part>
          <Part title="Links">
            <Links incident={incident} />
          </Part>
          <Part title="History">
            <History incident={incident} />
          </Part>
        </div>
      </div>
      {step !== null && (
        <StepDialog
          step={step}
          incident={incident}
          onClose={(after) => {
            setStep(null);
            // A merge goes on under the other number.
            if (after !== null && after.id !== incident.id) incidents.set({ incidentId: after.id });
          }}
        />
      )}
      {isPackageOpen && <PackageDialog incident={incident} onClose={() => setPackageOpen(false)} />}
      {isPageOpen && (
        <ReportDialog subject={{ incidentId: incident.id }} name={number} onClose={() => setPageOpen(false)} />
      )}
    </>
  );
}

const Part = ({ title, children }: { readonly title: string; readonly children: React.ReactNode }) => (
  <section className="incident-part">
    <h3>{title}</h3>
    {children}
  </section>
);
