import { useState } from 'react';
import type { Reply } from '../../../shared/contract/contract.ts';
import { countText, numberText } from '../../../shared/format/numbers.ts';
import { utcText } from '../../../shared/format/times.ts';
import type { ScenarioCell, ScenarioTotal } from '../../../shared/model/scenario.ts';
import { borderDepthKm, scenarioPeriods } from '../../../shared/model/scenario-lists.ts';
import { scenarioGroupWords, scenarioPeriodWords } from '../../../shared/model/words.ts';
import { call } from '../../api.ts';
import { styleOfState } from '../../map/coverage-style.ts';
import { Icon } from '../../panels/Icon.tsx';
import { CoverageMark } from '../../panels/Mark.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { OverviewDialog } from '../../panels/OverviewDialog.tsx';
import { Said } from '../../panels/Said.tsx';
import { useAnswer } from '../../state/queries.ts';
import { scenarios, useComparison } from '../../state/scenarios.ts';
import { useStore } from '../../state/store.ts';
import { selectFlight, view } from '../../state/view.ts';
import { ScrollTable } from '../reference/ScrollTable.tsx';
import { SaveSetForm } from './SaveSetForm.tsx';

type Comparison = Reply<'scenarios.compare'>;

/** Flights listed at once: what a person reads through. */
const LISTED = 200;

/** What would change: two sets of designations compared. */
export default function ScenarioPanel() {
  const { a, b, isAsked } = useStore(scenarios, (state) => state);
  const [isSaving, setSaving] = useState(false);
  const [isPrinting, setPrinting] = useState(false);
  const comparison = useComparison();
  return (
    <section className="scenarios" aria-label="Scenarios" aria-busy={comparison.state === 'loading'}>
      <h2>Scenarios</h2>
      <p className="quiet">
        What would change under other designations. A supposition: nothing of it is on the record, and nothing is
        concluded under it.
      </p>
      <ScenarioChoice label="From" value={a} onChange={(id) => scenarios.set({ a: id })} />
      <ScenarioChoice label="To" value={b} onChange={(id) => scenarios.set({ b: id })} />
      <div className="buttons">
        <button
          type="button"
          className="button primary"
          onClick={() => scenarios.set({ isAsked: true })}
          disabled={isAsked}
        >
          <Icon name="all" /> Compare
        </button>
        <button type="button" className="button" onClick={() => setPrinting(true)} disabled={comparison.value === null}>
          <Icon name="print" /> Print…
        </button>
        <button type="button" className="button" onClick={() => setSaving(true)}>
          <Icon name="plus" /> Edit a set…
        </button>
      </div>
      {isPrinting && (
        <OverviewDialog
          title="What would change"
          make={(pageSize) => call('reports.scenario', { a, b, pageSize })}
          onClose={() => setPrinting(false)}
        />
      )}
      {isSaving && <SaveSetForm base={b} onClose={() => setSaving(false)} />}
      {comparison.failure !== null && <FailureNotice failure={comparison.failure} retry={comparison.retry} />}
      {isAsked && comparison.value === null && comparison.failure === null && (
        <Loading what="every flight in the United States; the first time this takes a moment" />
      )}
      {comparison.value !== null && <Compared comparison={comparison.value} />}
    </section>
  );
}

const BORDER = 'border:';

/** One of the scenarios, or the whole border to a depth that is written. */
function ScenarioChoice({
  label,
  value,
  onChange,
}: {
  readonly label: string;
  readonly value: string;
  readonly onChange: (id: string) => void;
}) {
  const listed = useAnswer('scenarios.list', {}).value?.scenarios ?? [];
  const isBorder = value.startsWith(BORDER);
  const known = listed.find(({ id }) => id === value);
  return (
    <div className="scenario-choice">
      <label>
        {label}
        <select
          value={isBorder ? BORDER : value}
          onChange={(event) => onChange(event.target.value === BORDER ? `${BORDER}10` : event.target.value)}
        >
          {listed.map(({ id, name, designated, pending }) => (
            <option key={id} value={id}>
              {name} ({designated} designated, {pending} pending)
            </option>
          ))}
          <option value={BORDER}>Whole border to a depth</option>
        </select>
      </label>
      {isBorder && (
        <label className="scenario-depth">
          Depth, km north of the line
          <input
            type="number"
            min={borderDepthKm.least}
            max={borderDepthKm.most}
            step={0.5}
            value={value.slice(BORDER.length)}
            onChange={(event) => onChange(`${BORDER}${event.target.value}`)}
          />
        </label>
      )}
      {known !== undefined && <p className="quiet">{known.meaning}</p>}
    </div>
  );
}

function Compared({ comparison }: { readonly comparison: Comparison }) {
  const { totals, cells, definitions, a, b } = comparison;
  const changing = cells.filter(({ from, to }) => from !== to);
  return (
    <>
      <p aria-live="polite">
        <strong>{countText(comparison.changedFlights, 'flight')}</strong> of another state, or with time of another
        state, under “
        <Said text={b.name} />” than under “<Said text={a.name} />
        ”.
      </p>
      {scenarioPeriods.map((period) => (
        <section key={period}>
          <h3>Events {scenarioPeriodWords[period]}</h3>
          <Totals totals={totals.filter((total) => total.period === period)} period={period} />
          <Changes
            cells={changing.filter((cell) => cell.period === period)}
            period={period}
            splitDay={comparison.splitDay}
          />
        </section>
      ))}
      <Flights comparison={comparison} />
      <details>
        <summary>What is counted</summary>
        <ul className="reasons">
          {definitions.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          <li>
            Authority table as of {comparison.authorityAsOf}, settings {comparison.settingsVersion}, rules{' '}
            <code>{comparison.rulesDigest.slice(0, 12)}</code>, sets <code>{a.digest.slice(0, 12)}</code> and{' '}
            <code>{b.digest.slice(0, 12)}</code>.
          </li>
        </ul>
      </details>
    </>
  );
}

const range = (least: number, most: number): string =>
  least === most ? numberText(most) : `${numberText(least)}–${numberText(most)}`;
const minutes = (seconds: number): string => numberText(seconds / 60, 1);

function Totals({
  totals,
  period,
}: {
  readonly totals: readonly ScenarioTotal[];
  readonly period: ScenarioCell['period'];
}) {
  if (totals.length === 0) return <p className="quiet">None.</p>;
  return (
    <ScrollTable label={`How many change, of how many, ${scenarioPeriodWords[period]}`}>
      <table>
        <caption className="quiet">How many change, of how many</caption>
        <thead>
          <tr>
            <th scope="col">Counted</th>
            <th scope="col" className="number">
              Incursions
            </th>
            <th scope="col" className="number">
              Flights
            </th>
            <th scope="col" className="number">
              Minutes
            </th>
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.group}>
              <th scope="row">{scenarioGroupWords[total.group].label}</th>
              <td className="number">
                {range(total.incursionsChangedAtLeast, total.incursionsChanged)} of {numberText(total.incursions)}
              </td>
              <td className="number">
                {range(total.flightsChangedAtLeast, total.flightsChanged)} of {numberText(total.flights)}
              </td>
              <td className="number">
                {minutes(total.secondsChanged)} of {minutes(total.seconds)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

/** A moment within the period, for the words and the pattern of *outside*. */
const momentOf = (period: ScenarioCell['period'], splitDay: string): number =>
  Date.parse(`${splitDay}T12:00:00Z`) + (period === 'from' ? 0 : -2 * 86_400_000);

function Changes({
  cells,
  period,
  splitDay,
}: {
  readonly cells: readonly ScenarioCell[];
  readonly period: ScenarioCell['period'];
  readonly splitDay: string;
}) {
  if (cells.length === 0) return <p className="quiet">Nothing changes state.</p>;
  const atMs = momentOf(period, splitDay);
  return (
    <ScrollTable label={`Changes by sector and month, ${scenarioPeriodWords[period]}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">Sector, month, change</th>
            <th scope="col" className="number">
              Incursions
            </th>
            <th scope="col" className="number">
              Flights
            </th>
            <th scope="col" className="number">
              Minutes
            </th>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => (
            <tr key={`${cell.sector} ${cell.month} ${cell.group} ${cell.from} ${cell.to}`}>
              <td>
                <strong className="nowrap">
                  {cell.sector ?? 'sector not known'}, {cell.month}
                </strong>
                <br />
                {scenarioGroupWords[cell.group].label}
                <br />
                <StateWord state={cell.from} atMs={atMs} /> <Icon name="right" />{' '}
                <StateWord state={cell.to} atMs={atMs} />
              </td>
              <td className="number">{numberText(cell.incursions)}</td>
              <td className="number">{numberText(cell.flights)}</td>
              <td className="number">{minutes(cell.observedS + cell.inferredS)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollTable>
  );
}

function StateWord({ state, atMs }: { readonly state: ScenarioCell['from']; readonly atMs: number }) {
  const style = styleOfState(state, atMs);
  return (
    <span className="scenario-state">
      <CoverageMark style={style} /> {style.word.label}
    </span>
  );
}

function Flights({ comparison: { flights, changedFlights } }: { readonly comparison: Comparison }) {
  const chosen = useStore(view, (state) => state.flightId);
  if (flights.length === 0) return null;
  return (
    <section>
      <h3>Flights that change</h3>
      {changedFlights > LISTED && (
        <p className="quiet">
          The {LISTED} with the longest change of {numberText(changedFlights)}.
        </p>
      )}
      <ul className="scenario-flights">
        {flights.slice(0, LISTED).map((flight) => (
          <li key={flight.flightId}>
            <button
              type="button"
              aria-pressed={flight.flightId === chosen}
              onClick={() => selectFlight(flight.flightId, 'elsewhere')}
            >
              <strong>
                <Said text={flight.objectName} />
              </strong>
              <span className="quiet">
                {utcText(flight.firstMs)}
                {flight.sector !== null && ` · ${flight.sector}`} · {minutes(flight.changedS)} min
              </span>
              <span>
                <StateWord state={flight.from} atMs={flight.firstMs} /> <Icon name="right" />{' '}
                <StateWord state={flight.to} atMs={flight.firstMs} />
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
