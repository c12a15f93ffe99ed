import { type KeyboardEvent, useMemo, useRef, useState } from 'react';
import { countText } from '../../shared/format/numbers.ts';
import { utcText } from '../../shared/format/times.ts';
import { useFilters, useMarksOfAllTime } from '../state/data.ts';
import { useStore } from '../state/store.ts';
import { setFilters } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { binStarts, ticks, tickText } from './time-bins.ts';
import { toTimeInput } from './time-input.ts';
import { useWidth } from './use-width.ts';

const BARS_PX = 30;
const AXIS_PX = 16;
const HEIGHT_PX = BARS_PX + AXIS_PX;
/** Bars are about this wide. */
const BAR_PX = 7;

/** When flights started, and the window of time that everything else shows: drag across it, or move its two ends with the keys. */
export function TimeBar() {
  const status = useStore(workspace, (state) => state.status);
  const filters = useFilters();
  const flights = useMarksOfAllTime();
  const { ref, width, left } = useWidth(800);
  const [dragged, setDragged] = useState<readonly [number, number] | null>(null);
  const origin = useRef<number | null>(null);
  const [firstMs, lastMs] = [status?.firstMs ?? null, status?.lastMs ?? null];

  const bins = useMemo(() => {
    if (firstMs === null || lastMs === null) return null;
    return binStarts(
      flights?.firstMs ?? new Float64Array(0),
      (i) => flights?.isIncursion(i) === true,
      firstMs,
      lastMs,
      Math.max(20, Math.floor(width / BAR_PX)),
    );
  }, [flights, firstMs, lastMs, width]);

  if (bins === null || firstMs === null || lastMs === null) return null;
  const fromMs = bins.fromMs;
  const spanMs = bins.all.length * bins.binMs;
  const toMs = fromMs + spanMs;
  const x = (ms: number) => ((ms - fromMs) / spanMs) * width;
  const tallest = Math.max(1, ...bins.all);
  const barWidth = width / bins.all.length;
  const [since, until] = dragged ?? [filters.sinceMs ?? fromMs, filters.untilMs ?? toMs];
  const isNarrowed = since > fromMs || until < toMs;

  /** Bin edges only: a window that cuts a bar in two would show more than it selects. */
  const snap = (ms: number) =>
    Math.max(fromMs, Math.min(toMs, fromMs + Math.round((ms - fromMs) / bins.binMs) * bins.binMs));
  const commit = (a: number, b: number) => {
    const [low, high] = a < b ? [a, b] : [b, a];
    const whole = low <= fromMs && high >= toMs;
    setFilters(
      whole || high - low < bins.binMs ? { sinceMs: undefined, untilMs: undefined } : { sinceMs: low, untilMs: high },
    );
  };
  const at = (clientX: number) => {
    return snap(fromMs + ((clientX - left()) / width) * spanMs);
  };
  const onKey = (end: 'since' | 'until') => (event: KeyboardEvent) => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const jump = { Home: fromMs, End: toMs }[event.key];
    if (steps === undefined && jump === undefined) return;
    event.preventDefault();
    const current = end === 'since' ? since : until;
    const next = snap(jump ?? current + steps! * bins.binMs);
    if (end === 'since') commit(Math.min(next, until - bins.binMs), until);
    else commit(since, Math.max(next, since + bins.binMs));
  };

  const end = (which: 'since' | 'until') => (
    <div
      role="slider"
      tabIndex={0}
      className="time-end"
      style={{ left: x(which === 'since' ? since : until) }}
      aria-label={which === 'since' ? 'Start of the time window' : 'End of the time window'}
      aria-valuemin={fromMs}
      aria-valuemax={toMs}
      aria-valuenow={which === 'since' ? since : until}
      aria-valuetext={utcText(which === 'since' ? since : until)}
      onKeyDown={onKey(which)}
    />
  );

  return (
    <section className="time-bar" aria-label="Time window">
      <div className="time-words">
        <span>
          {isNarrowed ? `${toTimeInput(since)}Z to ${toTimeInput(until)}Z` : 'All times'}
          <span className="quiet"> · UTC, by start</span>
        </span>
        <span className="time-key quiet" aria-hidden="true">
          <i /> flights <i className="marked" /> with an incursion
        </span>
        {isNarrowed && (
          <button type="button" className="button small" onClick={() => commit(fromMs, toMs)}>
            All times
          </button>
        )}
      </div>
      <div
        ref={ref}
        className="time-frame"
        style={{ height: HEIGHT_PX }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          origin.current = at(event.clientX);
        }}
        onPointerMove={(event) => {
          if (origin.current === null) return;
          const here = at(event.clientX);
          setDragged(origin.current < here ? [origin.current, here] : [here, origin.current]);
        }}
        onPointerUp={() => {
          if (dragged !== null) commit(dragged[0], dragged[1]);
          origin.current = null;
          setDragged(null);
        }}
      >
        <svg width={width} height={HEIGHT_PX} role="img" aria-label={summary(bins.all, bins.marked)}>
          {bins.all.length > 0 &&
            Array.from(bins.all, (count, i) => {
              if (count === 0) return null;
              const height = Math.max(2, (count / tallest) * BARS_PX);
              const marked = (bins.marked[i]! / tallest) * BARS_PX;
              const start = i * barWidth;
              const inside = fromMs + i * bins.binMs >= since && fromMs + i * bins.binMs < until;
              return (
                // biome-ignore lint/suspicious/noArrayIndexKey: a bin is its place in time.
                <g key={i} className={inside ? 'bar' : 'bar outside'}>
                  <rect x={start + 0.5} y={BARS_PX - height} width={Math.max(1, barWidth - 1)} height={height} />
                  {marked > 0 && (
                    <rect
                      className="marked"
                      x={start + 0.5}
                      y={BARS_PX - Math.max(2, marked)}
                      width={Math.max(1, barWidth - 1)}
                      height={Math.max(2, marked)}
                    />
                  )}
                </g>
              );
            })}
          <line className="axis" x1={0} x2={width} y1={BARS_PX + 0.5} y2={BARS_PX + 0.5} />
          {ticks(fromMs, toMs, width / 90).map((tick) => (
            <g key={tick}>
              <line className="axis" x1={x(tick)} x2={x(tick)} y1={BARS_PX} y2={BARS_PX + 4} />
              <text x={x(tick) + 3} y={HEIGHT_PX - 3}>
                {tickText(tick, spanMs)}
              </text>
            </g>
          ))}
        </svg>
        {isNarrowed && (
          <div className="time-window" style={{ left: x(since), width: Math.max(1, x(until) - x(since)) }} />
        )}
        {end('since')}
        {end('until')}
      </div>
    </section>
  );
}

const total = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);

const summary = (all: Uint32Array, marked: Uint32Array) =>
  `Flights by start: ${countText(total(all), 'flight')}, of which ${countText(total(marked), 'flight')} with an incursion of any grade (the darker part of a bar).`;
