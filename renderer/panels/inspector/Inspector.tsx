import { type ReactNode, useState } from 'react';
import { countText } from '../../../shared/format/numbers.ts';
import { durationText, utcText } from '../../../shared/format/times.ts';
import { evidenceWords } from '../../../shared/model/detection-words.ts';
import { classWords } from '../../../shared/model/words.ts';
import { type FlightDetail, useSelectedFlight } from '../../state/data.ts';
import { useStore } from '../../state/store.ts';
import { revealSelection, selectFlight, view } from '../../state/view.ts';
import { Icon } from '../Icon.tsx';
import { FailureNotice, Loading } from '../Notice.tsx';
import { Overview } from '../Overview.tsx';
import { ReportDialog } from '../ReportDialog.tsx';
import { Said } from '../Said.tsx';
import { capital, GradeBadge } from '../words.tsx';
import { CoverageTimeline } from './CoverageTimeline.tsx';
import { Crossings } from './Crossings.tsx';
import { Detections } from './Detections.tsx';
import { EligibilitySection } from './EligibilitySection.tsx';
import { FlightIncidents } from './FlightIncidents.tsx';
import { Identity } from './Identity.tsx';
import { Incursions } from './Incursions.tsx';
import { NearestAircraft } from './NearestAircraft.tsx';
import { Otherwise } from './Otherwise.tsx';
import { Profiles } from './Profiles.tsx';
import { ReviewSection } from './ReviewSection.tsx';
import { TrackEdits } from './TrackEdits.tsx';

/** Everything about the chosen flight; without one, what crossed. */
export function Inspector() {
  const flightId = useStore(view, (state) => state.flightId);
  const { detail, answer } = useSelectedFlight();
  return (
    <section className="inspector" aria-label="Inspector" aria-busy={answer.state === 'loading'}>
      {flightId === null && <Overview />}
      {flightId !== null && answer.failure !== null && (
        <>
          <FailureNotice failure={answer.failure} retry={answer.retry} />
          <button type="button" className="button" onClick={() => selectFlight(null, 'elsewhere')}>
            Back to what crossed
          </button>
        </>
      )}
      {flightId !== null && detail === null && answer.failure === null && <Loading what="the flight" />}
      {detail !== null && <Detail key={detail.flight.id} detail={detail} />}
    </section>
  );
}

function Detail({ detail }: { readonly detail: FlightDetail }) {
  const { flight, profile, eligibilities } = detail;
  const [isPageOpen, setPageOpen] = useState(false);
  return (
    <>
      <header className="inspector-head">
        <button type="button" className="button quiet small" onClick={() => selectFlight(null, 'elsewhere')}>
          <Icon name="left" /> What crossed
        </button>
        <h2>
          <Said text={flight.objectName} />
        </h2>
        <p className="inspector-sub">
          {flight.makeModel !== null && (
            <>
              <Said text={flight.makeModel} /> ·{' '}
            </>
          )}
          {evidenceWords[flight.evidence].label}
          {flight.synthetic && <strong className="synthetic">SYNTHETIC</strong>}
        </p>
        <p className="badges">
          <span className="badge class" title={classWords[flight.class].meaning}>
            {capital(classWords[flight.class].label)}
          </span>
          {flight.grade !== null && <GradeBadge grade={flight.grade} />}
        </p>
        <p className="quiet">
          {utcText(flight.firstMs)} to {utcText(flight.lastMs)} ·{' '}
          {durationText((flight.lastMs - flight.firstMs) / 1000)}
        </p>
        <div className="buttons">
          <button type="button" className="button primary" onClick={() => setPageOpen(true)}>
            <Icon name="page" /> Preview page
          </button>
          <button type="button" className="button" onClick={revealSelection}>
            <Icon name="locate" /> Show on map
          </button>
        </div>
      </header>
      <Section title="What it is, and how we know">
        <Identity flight={flight} />
      </Section>
      <Section title="Class and grade">
        <ul className="reasons">
          {flight.reasons.map((reason) => (
            <li key={reason}>
              <Said text={reason} />
            </li>
          ))}
        </ul>
      </Section>
      {flight.incursions.length > 0 && (
        <Section title={capital(countText(flight.incursions.length, 'incursion'))}>
          <Incursions incursions={flight.incursions} />
        </Section>
      )}
      <Otherwise flightId={flight.id} />
      {flight.crossings.length > 0 && (
        <Section title={countText(flight.crossings.length, 'crossing')}>
          <Crossings crossings={flight.crossings} />
        </Section>
      )}
      <Section title="Coverage along the flight">
        <CoverageTimeline flight={flight} profile={profile} />
      </Section>
      <Section title="Profiles">
        <Profiles flight={flight} profile={profile} />
      </Section>
      <Section title="Nearest cooperative aircraft">
        <NearestAircraft flightId={flight.id} />
      </Section>
      {eligibilities.length > 0 && (
        <Section title="Eligibility under 6 U.S.C. 124n">
          <EligibilitySection flight={flight} eligibilities={eligibilities} />
        </Section>
      )}
      <Section title="Incidents">
        <FlightIncidents flight={flight} />
      </Section>
      <Section title="Review">
        <ReviewSection flight={flight} />
      </Section>
      <Section title="Edits of its tracks">
        <TrackEdits flight={flight} />
      </Section>
      <Section title="Detections and their raw rows">
        <Detections flightId={flight.id} total={flight.detections} />
      </Section>
      {isPageOpen && (
        <ReportDialog subject={{ flightId: flight.id }} name={flight.objectName} onClose={() => setPageOpen(false)} />
      )}
    </>
  );
}

const Section = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="section" open>
    <summary>
      <h3>{title}</h3>
    </summary>
    {children}
  </details>
);
