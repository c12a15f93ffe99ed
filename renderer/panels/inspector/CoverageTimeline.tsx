import { durationText, utcClockText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { coverageStates } from '../../../shared/model/lists.ts';
import { coverageStyles, styleColor, styleOfState } from '../../map/coverage-style.ts';
import { lineStyles } from '../../map/marks.ts';
import { palettes } from '../../map/palette.ts';
import type { FlightProfile } from '../../state/paths.ts';
import { useTheme } from '../../state/theme.ts';
import { CoverageMark } from '../Mark.tsx';
import { useWidth } from '../use-width.ts';
import { capital } from '../words.tsx';
import { stretchesOf } from './stretches.ts';

/** The states along the flight as a strip, and the seconds of each: observed between detections, inferred across gaps. */
export function CoverageTimeline({ flight, profile }: { readonly flight: Flight; readonly profile: FlightProfile }) {
  const palette = palettes[useTheme()];
  const { ref, width } = useWidth(320);
  const span = Math.max(1, flight.lastMs - flight.firstMs);
  const x = (ms: number) => ((ms - flight.firstMs) / span) * width;
  const { observed, inferred } = flight.coverage;
  const states = coverageStates.filter((state) => (observed[state] ?? 0) + (inferred[state] ?? 0) > 0);
  return (
    <>
      <div ref={ref} className="strip">
        <svg width={width} height={26} aria-hidden="true">
          {stretchesOf(profile).map(({ fromMs, toMs, style }) => {
            const [left, right] = [x(fromMs), Math.max(x(toMs), x(fromMs) + 1)];
            if (style === null) {
              return (
                <line
                  key={fromMs}
                  x1={left}
                  x2={right}
                  y1={13}
                  y2={13}
                  stroke={palette.gap}
                  strokeWidth={1.5}
                  strokeDasharray="3 5"
                />
              );
            }
            const { word } = coverageStyles[style]!;
            const color = styleColor(coverageStyles[style]!, palette);
            const { dash, widthPx } = lineStyles[word.pattern];
            return (
              <g key={fromMs}>
                <rect x={left} y={5} width={right - left} height={16} fill={color} opacity={0.22} />
                <line
                  x1={left}
                  x2={right}
                  y1={13}
                  y2={13}
                  stroke={color}
                  strokeWidth={widthPx + 1}
                  strokeDasharray={dash.join(' ')}
                />
              </g>
            );
          })}
        </svg>
        <div className="strip-ends quiet">
          <span>{utcClockText(flight.firstMs)}</span>
          <span>{utcClockText(flight.lastMs)}</span>
        </div>
      </div>
      <table className="seconds">
        <thead>
          <tr>
            <th scope="col">State</th>
            <th scope="col">Observed</th>
            <th scope="col">Inferred</th>
          </tr>
        </thead>
        <tbody>
          {states.map((state) => {
            const style = styleOfState(state, flight.firstMs);
            return (
              <tr key={state}>
                <th scope="row" title={style.word.meaning}>
                  <CoverageMark style={style} /> {capital(style.word.label)}
                </th>
                <td>{secondsText(observed[state])}</td>
                <td>{secondsText(inferred[state])}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </>
  );
}

const secondsText = (seconds: number | undefined) =>
  seconds === undefined || seconds === 0 ? '–' : durationText(seconds);
