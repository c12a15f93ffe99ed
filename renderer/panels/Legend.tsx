import { useMemo } from 'react';
import { numberText } from '../../shared/format/numbers.ts';
import { type CoverageStyle, coverageStyles } from '../map/coverage-style.ts';
import { gapStyle } from '../map/marks.ts';
import { palettes } from '../map/palette.ts';
import { useFilters, useFlightMarks } from '../state/data.ts';
import { useTheme } from '../state/theme.ts';
import { setFilters } from '../state/view.ts';
import { CoverageMark } from './Mark.tsx';
import { capital } from './words.tsx';

/** Styles that only some data needs; shown when something has them. */
const seldom = new Set(['no time', 'outside', 'outside; another purpose may apply']);

/** What lines and marks mean, and how many of the flights listed have each coverage state as the one that matters most. */
export function Legend() {
  const { marks } = useFlightMarks();
  const palette = palettes[useTheme()];
  const filters = useFilters();
  const counts = useMemo(() => marks?.countsByCode() ?? null, [marks]);
  const shown = coverageStyles
    .map((style, code) => ({ style, count: counts === null ? null : counts[code]! }))
    .filter(({ style, count }) => !seldom.has(style.word.label) || (count ?? 0) > 0);
  return (
    <div className="legend">
      <ul>
        {shown.map(({ style, count }) => (
          <li key={style.word.label} title={style.word.meaning}>
            {style.state === null ? (
              <LegendWords style={style} count={count} />
            ) : (
              <button
                type="button"
                className="legend-choice"
                aria-pressed={filters.coverage === style.state}
                onClick={() =>
                  setFilters({ coverage: filters.coverage === style.state ? undefined : (style.state ?? undefined) })
                }
              >
                <LegendWords style={style} count={count} />
              </button>
            )}
          </li>
        ))}
      </ul>
      <p className="quiet">
        Flights with a position, by the coverage state that matters most along them. Choose one to see it alone.
      </p>
      <ul className="legend-signs">
        <li>
          <svg viewBox="0 0 34 10" width={34} height={10} aria-hidden="true">
            <line
              x1={0}
              x2={34}
              y1={5}
              y2={5}
              stroke={palette.gap}
              strokeDasharray={gapStyle.dash.join(' ')}
              strokeWidth={1.5}
            />
          </svg>
          Gap: nothing was seen
        </li>
        <li>
          <svg viewBox="0 0 34 14" width={34} height={14} aria-hidden="true">
            <path d="M9 2L15 12H3Z" fill={palette.crossing} />
            <path d="M25 12L31 2H19Z" fill="none" stroke={palette.crossing} strokeWidth={1.75} />
          </svg>
          Crossing north, south; open: inferred
        </li>
        <li>
          <svg viewBox="0 0 34 14" width={34} height={14} aria-hidden="true">
            <circle cx={9} cy={7} r={5} fill="none" stroke={palette.cursor} strokeWidth={1.75} />
            <rect x={20} y={2} width={10} height={10} fill="none" stroke={palette.cursor} strokeWidth={1.75} />
          </svg>
          Start and end of the selected flight
        </li>
        <li>
          <svg viewBox="0 0 34 12" width={34} height={12} aria-hidden="true">
            <rect x={0} y={1} width={34} height={10} fill={palette.borderError} opacity={0.3} />
            <line x1={0} x2={34} y1={6} y2={6} stroke={palette.border} strokeWidth={2.25} />
          </svg>
          Reference line, 95 % error band
        </li>
      </ul>
    </div>
  );
}

const LegendWords = ({ style, count }: { readonly style: CoverageStyle; readonly count: number | null }) => (
  <>
    <CoverageMark style={style} line />
    <span>{capital(style.word.label)}</span>
    <span className="count">{count === null ? '–' : numberText(count)}</span>
  </>
);
