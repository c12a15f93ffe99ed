import { useState } from 'react';
import type { Filters, Reply } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import type { Grade } from '../../../shared/model/lists.ts';
import { grades } from '../../../shared/model/lists.ts';
import { type StatDimension, statDimensions, statWords } from '../../../shared/model/stats-words.ts';
import { gradeWords } from '../../../shared/model/words.ts';
import { keyText } from '../../../shared/stats/key-text.ts';
import { call } from '../../api.ts';
import { FilterChips } from '../../panels/Filters.tsx';
import { Icon } from '../../panels/Icon.tsx';
import { FailureNotice, Loading } from '../../panels/Notice.tsx';
import { OverviewDialog } from '../../panels/OverviewDialog.tsx';
import { Said } from '../../panels/Said.tsx';
import { useFilters } from '../../state/data.ts';
import { useAnswer } from '../../state/queries.ts';
import { useStore } from '../../state/store.ts';
import { setFilters, showView } from '../../state/view.ts';
import { workspace } from '../../state/workspace.ts';
import { StatBars } from './StatBars.tsx';
import { StatGrid } from './StatGrid.tsx';

type Row = Reply<'stats.by'>['rows'][number];

/** Rows shown in the chart and the table: more are said. */
const SHOWN = 200;

/** What a key narrows when it is chosen; null for those that no filter knows. */
function filterOf(dimension: StatDimension, key: string): Partial<Filters> | null {
  switch (dimension) {
    case 'sector':
      return key === 'not known' ? null : { sector: key };
    case 'month': {
      const [year, month] = key.split('-').map(Number) as [number, number];
      return { sinceMs: Date.UTC(year, month - 1), untilMs: Date.UTC(year, month) };
    }
    case 'review':
      return { review: key as NonNullable<Filters['review']> };
    case 'aircraft':
      return key === 'not known' ? null : { object: key.replace(/^\w+:/, '') };
    default:
      return null;
  }
}

/** Flights counted by what a person asks for: chart, table and definition together, each linked to the map. */
export default function StatisticsPage() {
  const filters = useFilters();
  const synthetic = useStore(workspace, (state) => state.status?.synthetic === true);
  const [first, setFirst] = useState<StatDimension>('sector');
  const [isPrinting, setPrinting] = useState(false);
  const span = usePeriod();
  const [second, setSecond] = useState<StatDimension | ''>('');
  const by = second === '' || second === first ? [first] : [first, second];
  const answer = useAnswer('stats.by', { by, filters, limit: 5000 });
  const { value, failure, retry } = answer;
  const choose = (dimension: StatDimension, key: string) => {
    const narrowed = filterOf(dimension, key);
    if (narrowed === null) return;
    setFilters(narrowed);
    showView('map');
  };
  return (
    <div className="statistics">
      <header className="statistics-head">
        <h2>Statistics</h2>
        {synthetic && <strong className="synthetic">SYNTHETIC</strong>}
        <Dimension label="Count by" value={first} onChange={(name) => name !== '' && setFirst(name)} />
        <Dimension label="and by" value={second} optional onChange={setSecond} />
        <button type="button" className="button" onClick={() => window.print()}>
          <Icon name="print" /> Print this
        </button>
        <button type="button" className="button" disabled={span === null} onClick={() => setPrinting(true)}>
          <Icon name="page" /> Period summary…
        </button>
        {isPrinting && span !== null && (
          <OverviewDialog
            title="Period summary"
            make={(pageSize) => call('reports.period', { ...span, pageSize })}
            onClose={() => setPrinting(false)}
          />
        )}
      </header>
      <FilterChips />
      {failure !== null && <FailureNotice failure={failure} retry={retry} />}
      {value === null && failure === null && <Loading what="the statistics" />}
      {value !== null && (
        <div aria-busy={answer.state === 'loading'}>
          {value.all.flights === 0 ? (
            <p>No flight is on record under the filters in use.</p>
          ) : (
            <>
              {value.by.length === 1 ? (
                <StatBars dimension={value.by[0]!} rows={value.rows.slice(0, SHOWN)} onChoose={choose} />
              ) : (
                <StatGrid by={[value.by[0]!, value.by[1]!]} rows={value.rows} />
              )}
              <StatTable by={value.by} rows={value.rows.slice(0, SHOWN)} all={value.all} onChoose={choose} />
              {value.rows.length > SHOWN && (
                <p className="quiet">
                  The first {numberText(SHOWN)} of {numberText(value.total)} rows. Export them with{' '}
                  <code>fenceline stats --by {value.by.join(',')} --json</code>.
                </p>
              )}
            </>
          )}
          <p className="quiet statistics-definition">{value.definition}</p>
        </div>
      )}
    </div>
  );
}

/** The time window in use, or all that is on record; null while nothing is. */
function usePeriod(): { sinceMs: number; untilMs: number; sector?: string } | null {
  const { sinceMs, untilMs, sector } = useFilters();
  const firstMs = useStore(workspace, (state) => state.status?.firstMs ?? null);
  const lastMs = useStore(workspace, (state) => state.status?.lastMs ?? null);
  if (firstMs === null || lastMs === null) return null;
  return { sinceMs: sinceMs ?? firstMs, untilMs: untilMs ?? lastMs + 1, ...(sector === undefined ? {} : { sector }) };
}

function Dimension({
  label,
  value,
  optional = false,
  onChange,
}: {
  readonly label: string;
  readonly value: StatDimension | '';
  readonly optional?: boolean;
  readonly onChange: (value: StatDimension | '') => void;
}) {
  return (
    <label className="field inline">
      <span>{label}</span>
      <select value={value} onChange={(event) => onChange(event.target.value as StatDimension | '')}>
        {optional && <option value="">nothing else</option>}
        {statDimensions.map((name) => (
          <option key={name} value={name}>
            {statWords[name].label}
          </option>
        ))}
      </select>
    </label>
  );
}

const confirmedText = ({ incursions, confirmedAtLeast }: Pick<Row, 'incursions' | 'confirmedAtLeast'>): string => {
  const most = incursions.confirmed ?? 0;
  return confirmedAtLeast === most ? numberText(most) : `${numberText(confirmedAtLeast)}–${numberText(most)}`;
};

const counted: readonly (readonly [label: string, of: (row: Omit<Row, 'keys'>) => string])[] = [
  ['Flights', (row) => numberText(row.flights)],
  [`${gradeWords.confirmed.label} incursions`, confirmedText],
  ...grades
    .filter((grade) => grade !== 'confirmed')
    .map((grade): [string, (row: Omit<Row, 'keys'>) => string] => [
      gradeWords[grade as Grade].label,
      (row) => numberText(row.incursions[grade] ?? 0),
    ]),
  ['Aircraft, at least', (row) => numberText(row.aircraftAtLeast)],
  ['Origin unknown', (row) => numberText(row.originUnknown)],
  ['Undetermined', (row) => numberText(row.undetermined)],
  ['Reviewed', (row) => numberText(row.reviewed)],
  ['Sensors', (row) => numberText(row.sensors)],
  ['Sensor-days', (row) => numberText(row.sensorDays)],
];

/** The chart's numbers and those it does not show: also what a screen reader reads instead of it. */
function StatTable({
  by,
  rows,
  all,
  onChoose,
}: {
  readonly by: readonly StatDimension[];
  readonly rows: readonly Row[];
  readonly all: Reply<'stats.by'>['all'];
  readonly onChoose: (dimension: StatDimension, key: string) => void;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a table that scrolls sideways must be reachable by keyboard.
    <section className="statistics-table" aria-label="The counts as a table" tabIndex={0}>
      <table>
        <thead>
          <tr>
            {by.map((dimension) => (
              <th key={dimension} scope="col">
                {statWords[dimension].label}
              </th>
            ))}
            {counted.map(([label]) => (
              <th key={label} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.keys.join(' ')}>
              {row.keys.map((key, place) => {
                const dimension = by[place]!;
                const text = keyText(dimension, key);
                return (
                  <th key={dimension} scope="row">
                    {filterOf(dimension, key) === null ? (
                      <Said text={text} />
                    ) : (
                      <button
                        type="button"
                        className="link"
                        title="Show these on the map"
                        onClick={() => onChoose(dimension, key)}
                      >
                        <Said text={text} />
                      </button>
                    )}
                  </th>
                );
              })}
              {counted.map(([label, of]) => (
                <td key={label} className="number">
                  {of(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={by.length}>
              All under the filters
            </th>
            {counted.map(([label, of]) => (
              <td key={label} className="number">
                {of(all)}
              </td>
            ))}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
