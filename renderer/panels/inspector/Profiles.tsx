import { type ChangeEvent, useMemo } from 'react';
import { heightText, signedMetresText } from '../../../shared/format/distances.ts';
import { numberText, probabilityText } from '../../../shared/format/numbers.ts';
import { utcClockText, utcText } from '../../../shared/format/times.ts';
import type { Flight } from '../../../shared/model/conclusion.ts';
import { altitudeDatums } from '../../../shared/model/lists.ts';
import { sigmas95 } from '../../sigmas.ts';
import { type FlightProfile, indexAtOrBefore } from '../../state/paths.ts';
import { useStore } from '../../state/store.ts';
import { setCursor, view } from '../../state/view.ts';
import { useWidth } from '../use-width.ts';
import { axisFor, bandPath, seriesPath } from './chart-scale.ts';

const HEIGHT_PX = 116;
const LEFT_PX = 52;
const [TOP_PX, BOTTOM_PX] = [8, 16];

interface Series {
  readonly title: string;
  readonly values: Float64Array;
  readonly band: { readonly low: Float64Array; readonly high: Float64Array } | null;
  /** Drawn as a line across and named at its ends. */
  readonly zero: string | null;
  readonly note: string;
}

/** Altitude and distance to the reference line over time. One pointer for both, and on the map. */
export function Profiles({ flight, profile }: { readonly flight: Flight; readonly profile: FlightProfile }) {
  const cursorMs = useStore(view, (state) => state.cursorMs);
  const series = useMemo(() => seriesOf(flight, profile), [flight, profile]);
  const index = cursorMs === null ? null : indexAtOrBefore(profile.timeMs, cursorMs);
  if (profile.count === 0) return <p>No detection of this flight has a position.</p>;
  return (
    <div className="profiles">
      {series.map((one) => (
        <Chart key={one.title} series={one} profile={profile} index={index} />
      ))}
      {series.length === 1 && <p className="quiet">No detection states an altitude.</p>}
      <label className="cursor-slider">
        <span>Point along the flight</span>
        <input
          type="range"
          min={0}
          max={profile.count - 1}
          value={index ?? 0}
          aria-valuetext={readout(profile, index ?? 0)}
          onChange={(event: ChangeEvent<HTMLInputElement>) => setCursor(profile.timeMs[Number(event.target.value)]!)}
        />
      </label>
      <p className="readout">{index === null ? 'Move the slider or point at a profile.' : readout(profile, index)}</p>
    </div>
  );
}

function readout(profile: FlightProfile, index: number): string {
  const parts = [utcText(profile.timeMs[index]!)];
  const distance = profile.distanceM[index]!;
  if (!Number.isNaN(distance)) {
    parts.push(`${signedMetresText(distance)} from the line`, `P(US) ${probabilityText(profile.pUs[index]!)}`);
  }
  const altitude = profile.altitudeM[index]!;
  if (!Number.isNaN(altitude)) parts.push(`${heightText(altitude)} ${altitudeDatums[profile.altitudeDatum[index]!]}`);
  return parts.join(' · ');
}

function seriesOf(flight: Flight, profile: FlightProfile): Series[] {
  const band = (sign: number) => profile.distanceM.map((value, i) => value + sign * sigmas95 * profile.sigmaM[i]!);
  const assumed = flight.sigmaM.origin === 'default' ? ' (assumed)' : '';
  const distance: Series = {
    title: 'Distance to the reference line, metres; above 0 is the US',
    values: profile.distanceM,
    band: { low: band(-1), high: band(1) },
    zero: 'line',
    note: `Band: 95 % of the position error${assumed}. The line’s own error comes on top of it.`,
  };
  // Altitudes of different datums are different quantities: a chart for each.
  const datums = [...new Set(profile.altitudeDatum)].filter((code) =>
    profile.altitudeM.some((value, i) => profile.altitudeDatum[i] === code && !Number.isNaN(value)),
  );
  const altitudes = datums.map((code): Series => {
    const datum = altitudeDatums[code] ?? 'datum not stated';
    return {
      title: `Altitude, metres, ${datum}`,
      values: profile.altitudeM.map((value, i) => (profile.altitudeDatum[i] === code ? value : Number.NaN)),
      band: null,
      zero: null,
      note: '',
    };
  });
  return [distance, ...altitudes];
}

function Chart({ series, profile, index }: { series: Series; profile: FlightProfile; index: number | null }) {
  const { ref, width, left } = useWidth(320);
  const { timeMs, gapAfter } = profile;
  const [from, to] = [timeMs[0]!, timeMs[profile.count - 1]!];
  const span = Math.max(1, to - from);
  const plot = width - LEFT_PX - 4;
  const axis = useMemo(() => {
    const spread = series.band === null ? [] : [...series.band.low, ...series.band.high];
    return axisFor([...series.values, ...spread], series.zero === null ? [] : [0]);
  }, [series]);
  const x = (ms: number) => LEFT_PX + ((ms - from) / span) * plot;
  const xOf = (i: number) => x(timeMs[i]!);
  const y = (value: number) =>
    TOP_PX + (1 - (value - axis.low) / (axis.high - axis.low)) * (HEIGHT_PX - TOP_PX - BOTTOM_PX);
  const at = (clientX: number) => {
    setCursor(Math.max(from, Math.min(to, from + ((clientX - left() - LEFT_PX) / plot) * span)));
  };
  const value = index === null ? Number.NaN : series.values[index]!;
  return (
    <figure className="chart">
      <figcaption>{series.title}</figcaption>
      <div
        ref={ref}
        onPointerMove={(event) => at(event.clientX)}
        onPointerDown={(event) => at(event.clientX)}
        onPointerLeave={() => setCursor(null)}
      >
        <svg width={width} height={HEIGHT_PX} role="img" aria-label={`${series.title}: ${extremes(series.values)}`}>
          {axis.marks.map((mark) => (
            <g key={mark} className={mark === 0 && series.zero !== null ? 'mark zero' : 'mark'}>
              <line x1={LEFT_PX} x2={width - 4} y1={y(mark)} y2={y(mark)} />
              <text x={LEFT_PX - 6} y={y(mark)} dy="0.32em" textAnchor="end">
                {mark === 0 && series.zero !== null ? series.zero : numberText(mark)}
              </text>
            </g>
          ))}
          {series.band !== null && (
            <path className="band" d={bandPath(series.band.low, series.band.high, gapAfter, xOf, y)} />
          )}
          <path className="series" d={seriesPath(series.values, gapAfter, xOf, y)} />
          <text className="tick" x={LEFT_PX} y={HEIGHT_PX - 3}>
            {utcClockText(from)}
          </text>
          <text className="tick" x={width - 4} y={HEIGHT_PX - 3} textAnchor="end">
            {utcClockText(to)}
          </text>
          {index !== null && (
            <g className="pointer">
              <line x1={xOf(index)} x2={xOf(index)} y1={TOP_PX} y2={HEIGHT_PX - BOTTOM_PX} />
              {!Number.isNaN(value) && <circle cx={xOf(index)} cy={y(value)} r={4} />}
            </g>
          )}
        </svg>
      </div>
      {series.note !== '' && <p className="quiet">{series.note}</p>}
    </figure>
  );
}

function extremes(values: Float64Array): string {
  const known = values.filter((value) => !Number.isNaN(value));
  if (known.length === 0) return 'no values';
  return `from ${numberText(known.reduce((a, b) => Math.min(a, b)))} to ${numberText(known.reduce((a, b) => Math.max(a, b)))}`;
}
