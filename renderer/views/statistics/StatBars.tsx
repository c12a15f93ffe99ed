import type { Reply } from '../../../shared/contract/contract.ts';
import { numberText } from '../../../shared/format/numbers.ts';
import { type StatDimension, statWords } from '../../../shared/model/stats-words.ts';
import { keyText } from '../../../shared/stats/key-text.ts';
import { visibleText } from '../../../shared/visible-text.ts';

const ROW = 26;
const LABEL = 190;
const WIDTH = 900;
const NUMBERS = 150;
const HEAD = 22;

/** A bar for the flights of each key, in it those with a confirmed incursion. The table below says the same in numbers. */
export function StatBars({
  dimension,
  rows,
  onChoose,
}: {
  readonly dimension: StatDimension;
  readonly rows: Reply<'stats.by'>['rows'];
  readonly onChoose: (dimension: StatDimension, key: string) => void;
}) {
  const most = Math.max(1, ...rows.map((row) => Math.max(row.flights, row.incursions.confirmed ?? 0)));
  const scale = (WIDTH - LABEL - NUMBERS) / most;
  return (
    <figure className="statistics-chart">
      <figcaption>
        Flights and confirmed (computed) incursions by {statWords[dimension].label.toLowerCase()}
        <span className="statistics-key">
          <svg width="14" height="12" aria-hidden="true">
            <rect width="14" height="12" className="bar" />
          </svg>{' '}
          flights
          <svg width="14" height="12" aria-hidden="true">
            <rect width="14" height="12" className="bar marked" />
          </svg>{' '}
          confirmed (computed)
        </span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEAD + rows.length * ROW}`}
        role="img"
        aria-label={`Bars of ${numberText(rows.length)} rows; the table below has the same numbers.`}
      >
        {rows.map((row, place) => {
          const y = HEAD + place * ROW;
          const confirmed = row.incursions.confirmed ?? 0;
          const label = visibleText(keyText(dimension, row.keys[0]!));
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the table below offers the same by keyboard.
            <g key={row.keys[0]} onClick={() => onChoose(dimension, row.keys[0]!)}>
              <text x={LABEL - 8} y={y + 15} textAnchor="end">
                {label.length > 26 ? `${label.slice(0, 25)}…` : label}
              </text>
              <rect x={LABEL} y={y + 2} width={row.flights * scale} height={11} className="bar" />
              <rect x={LABEL} y={y + 13} width={confirmed * scale} height={7} className="bar marked" />
              <text x={LABEL + Math.max(row.flights, confirmed) * scale + 6} y={y + 15}>
                {numberText(row.flights)}; {numberText(confirmed)}
              </text>
            </g>
          );
        })}
      </svg>
    </figure>
  );
}
