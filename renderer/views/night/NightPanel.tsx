import { useState } from 'react';
import type { NightSummary } from '../../../shared/contract/contract.ts';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import { localSpanText, localTimes, utcSpanText } from '../../../shared/format/times.ts';
import { grades } from '../../../shared/model/lists.ts';
import { gradeWords } from '../../../shared/model/words.ts';
import { call } from '../../api.ts';
import { headlineDefinitions } from '../../panels/definitions.ts';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { IncursionList, Twins } from '../../panels/Overview.tsx';
import { OverviewDialog } from '../../panels/OverviewDialog.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { setFilters, setTab } from '../../state/view.ts';

/** What the night brought: what crossed, how surely, where and when; what was not used; when nothing was heard. */
export default function NightPanel() {
  const [aroundMs, setAround] = useState<number | undefined>(undefined);
  const answer = useAnswer('nights.get', aroundMs === undefined ? {} : { aroundMs });
  const { value, failure, retry } = answer;
  if (failure !== null) return <FailureNotice failure={failure} retry={retry} />;
  if (value === null) return <Loading what="the night" />;
  const { night } = value;
  return (
    <section className="night" aria-label="Last night" aria-busy={answer.state === 'loading'}>
      {night === null ? (
        <>
          <h2>Last night</h2>
          <p>No flight is on record yet. Import what a sensor exported: this page then says what crossed.</p>
        </>
      ) : (
        <Night night={night} onTurn={setAround} />
      )}
    </section>
  );
}

function Night({
  night,
  onTurn,
}: {
  readonly night: NightSummary;
  readonly onTurn: (aroundMs: number | undefined) => void;
}) {
  const { sunsetMs, sunriseMs, place, counts, notUsed, silent } = night;
  const local = localTimes(place.zone);
  const [isPrinting, setPrinting] = useState(false);
  const show = () => {
    setFilters({ sinceMs: sunsetMs, untilMs: sunriseMs });
    setTab('incursions');
  };
  return (
    <>
      <h2>{night.isLastNight ? 'Last night' : `The night of ${local(sunsetMs).date}`}</h2>
      <p className="night-span">
        Sunset to sunrise <Said text={place.name} />:
        <br />
        <strong>{localSpanText(local(sunsetMs), local(sunriseMs))}</strong>
        <br />
        <span className="quiet">{utcSpanText(sunsetMs, sunriseMs)}</span>
      </p>
      <div className="buttons">
        <button
          type="button"
          className="button"
          disabled={night.earlierMs === null}
          onClick={() => night.earlierMs !== null && onTurn(night.earlierMs)}
        >
          <Icon name="left" /> Earlier
        </button>
        <button
          type="button"
          className="button"
          disabled={night.laterMs === null}
          onClick={() => night.laterMs !== null && onTurn(night.laterMs)}
        >
          Later <Icon name="right" />
        </button>
        <button type="button" className="button" onClick={() => onTurn(undefined)}>
          Latest
        </button>
      </div>
      <dl className="night-counts">
        {grades.map((grade) => (
          <div key={grade} className={grade}>
            <dt>{gradeWords[grade].label} incursions</dt>
            <dd>{numberText(counts.incursions[grade] ?? 0)}</dd>
          </div>
        ))}
        <div>
          <dt title={headlineDefinitions.aircraft}>aircraft at least, behind those confirmed (computed)</dt>
          <dd>{numberText(counts.aircraftAtLeast)}</dd>
        </div>
        <div>
          <dt title={headlineDefinitions.originUnknown}>origin unknown</dt>
          <dd>{numberText(counts.originUnknown)}</dd>
        </div>
        <div>
          <dt title={headlineDefinitions.undetermined}>undetermined</dt>
          <dd>{numberText(counts.undetermined)}</dd>
        </div>
        <div>
          <dt title={headlineDefinitions.flights}>flights</dt>
          <dd>{numberText(counts.flights)}</dd>
        </div>
        <div>
          <dt>crossings north, south</dt>
          <dd>
            {numberText(counts.northbound)}, {numberText(counts.southbound)}
          </dd>
        </div>
      </dl>
      <p className="quiet">Computed, not reviewed by a person. Grades are never added together.</p>
      <div className="buttons">
        <button type="button" className="button primary" onClick={show}>
          <Icon name="filter" /> Show this night only
        </button>
        <button type="button" className="button" onClick={() => setPrinting(true)}>
          <Icon name="print" /> Print…
        </button>
      </div>
      {isPrinting && (
        <OverviewDialog
          title={`The night of ${local(sunsetMs).date}`}
          make={(pageSize) => call('reports.night', { aroundMs: sunsetMs + 1, pageSize })}
          onClose={() => setPrinting(false)}
        />
      )}
      <h3>What crossed</h3>
      <Twins />
      {night.incursions.length === 0 ? (
        <p>No incursion of any grade is on record for this night.</p>
      ) : (
        <IncursionList rows={night.incursions} />
      )}
      <h3>Not used</h3>
      <p>
        {notUsed.quarantined === 0
          ? 'No record of these imports was quarantined.'
          : `${countText(notUsed.quarantined, 'record')} of ${countText(notUsed.imports, 'import')} that reach into this night could not be used, and are kept with their reasons in Quarantine.`}
        {notUsed.skipped > 0 && ` ${countText(notUsed.skipped, 'record')} held no detection.`}
      </p>
      <h3>Silent</h3>
      {silent.length === 0 ? (
        <p>No sensor heard that night was silent for over half an hour.</p>
      ) : (
        <>
          <p className="quiet">
            No detection for over half an hour. The record does not say whether the sensor worked: nothing seen is not
            nothing there.
          </p>
          <ul className="reasons">
            {silent.map(({ sensorId, fromMs, toMs }) => (
              <li key={`${sensorId} ${fromMs}`}>
                <Said text={sensorId} />: {localSpanText(local(fromMs), local(toMs))}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
