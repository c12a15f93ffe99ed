import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { countText } from '../../shared/format/numbers.ts';
import { localSpanText, localTimes, utcSpanText, utcText } from '../../shared/format/times.ts';
import { nightsBetween } from '../../shared/geo/sun.ts';
import { useFilters, useMarksOfAllTime } from '../state/data.ts';
import type { LocalPlace } from '../state/place.ts';
import { replay } from '../state/replay.ts';
import { useStore } from '../state/store.ts';
import { setFilters } from '../state/view.ts';
import { workspace } from '../state/workspace.ts';
import { Icon } from './Icon.tsx';
import { Playhead, ReplayClock, ReplayControls } from './ReplayControls.tsx';
import { moved, type Stretch, scaled } from './time-axis.ts';
import { type Bins, binStarts, ticks, tickText } from './time-bins.ts';
import { useLocalPlace } from './use-local-place.ts';
import { useWidth } from './use-width.ts';

const BARS_PX = 30;
const AXIS_PX = 16;
const HEIGHT_PX = BARS_PX + AXIS_PX;
/** Bars are about this wide. */
const BAR_PX = 7;
/** A turn of the wheel. */
const WHEEL_FACTOR = 1.25;
/** Nights narrower than this are a blur. */
const NIGHT_FROM_PX = 4;
const DAY_MS = 86_400_000;

/**
 * When flights started, and the window of time that everything else shows. Drag across it to make a window, inside the window to
 * move it; the wheel makes the window, or without one the stretch shown, longer and shorter. All of it by buttons and keys too.
 */
export function TimeBar() {
  const status = useStore(workspace, (state) => state.status);
  const [firstMs, lastMs] = [status?.firstMs ?? null, status?.lastMs ?? null];
  if (firstMs === null || lastMs === null) return null;
  return <Bar key={`${firstMs} ${lastMs}`} whole={{ fromMs: firstMs, toMs: lastMs + 1 }} />;
}

function Bar({ whole }: { readonly whole: Stretch }) {
  const filters = useFilters();
  const marks = useMarksOfAllTime();
  const place = useLocalPlace();
  const isReplaying = useStore(replay, (state) => state.on);
  const { ref, width, left } = useWidth(800);
  const [shown, setShown] = useState<Stretch>(whole);
  const [dragged, setDragged] = useState<Stretch | null>(null);
  const drag = useRef<{ readonly kind: 'new' | 'move'; readonly atMs: number; readonly window: Stretch } | null>(null);

  const bins = useMemo(
    () =>
      binStarts(
        marks?.firstMs ?? new Float64Array(0),
        (i) => marks?.isIncursion(i) === true,
        shown.fromMs,
        shown.toMs - 1,
        Math.max(20, Math.floor(width / BAR_PX)),
      ),
    [marks, shown, width],
  );
  const axis: Stretch = { fromMs: bins.fromMs, toMs: bins.fromMs + bins.all.length * bins.binMs };
  const spanMs = axis.toMs - axis.fromMs;
  const x = (ms: number) => ((ms - axis.fromMs) / spanMs) * width;
  const isNarrowed = filters.sinceMs !== undefined || filters.untilMs !== undefined;
  const inUse: Stretch = dragged ?? {
    fromMs: Math.max(whole.fromMs, filters.sinceMs ?? whole.fromMs),
    toMs: Math.max(whole.fromMs, Math.min(whole.toMs, filters.untilMs ?? whole.toMs)),
  };

  /** Bin edges only: a window that cuts a bar in two would show more than it selects. */
  const snap = (ms: number) => axis.fromMs + Math.round((ms - axis.fromMs) / bins.binMs) * bins.binMs;
  const at = (clientX: number) => axis.fromMs + ((clientX - left()) / width) * spanMs;
  const commit = ({ fromMs, toMs }: Stretch) => {
    const [low, high] = [snap(Math.min(fromMs, toMs)), snap(Math.max(fromMs, toMs))];
    const all = low <= whole.fromMs && high >= whole.toMs;
    setFilters(
      all || high - low < bins.binMs ? { sinceMs: undefined, untilMs: undefined } : { sinceMs: low, untilMs: high },
    );
  };

  // React listens to the wheel passively: the page would scroll beside it.
  const frame = useRef<HTMLDivElement | null>(null);
  const attach = useCallback(
    (element: HTMLDivElement | null) => {
      frame.current = element;
      return ref(element);
    },
    [ref],
  );
  const onWheel = useRef<(event: WheelEvent) => void>(() => {});
  onWheel.current = (event) => {
    event.preventDefault();
    const factor = event.deltaY > 0 ? WHEEL_FACTOR : 1 / WHEEL_FACTOR;
    const aboutMs = at(event.clientX);
    if (isNarrowed && !event.ctrlKey) commit(scaled(inUse, aboutMs, factor, whole));
    else setShown(scaled(shown, aboutMs, factor, whole));
  };
  useEffect(() => {
    const element = frame.current;
    const listener = (event: WheelEvent) => onWheel.current(event);
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, []);

  const onDown = (event: PointerEvent<HTMLDivElement>) => {
    event.currentTarget.setPointerCapture(event.pointerId);
    const atMs = at(event.clientX);
    const inside = isNarrowed && atMs > inUse.fromMs && atMs < inUse.toMs && !event.shiftKey;
    drag.current = { kind: inside ? 'move' : 'new', atMs, window: inUse };
  };
  const onMove = (event: PointerEvent<HTMLDivElement>) => {
    const from = drag.current;
    if (from === null) return;
    const here = at(event.clientX);
    if (from.kind === 'new') {
      const [a, b] = [snap(from.atMs), snap(here)];
      setDragged({ fromMs: Math.min(a, b), toMs: Math.max(a, b) });
    } else {
      const by = snap(from.window.fromMs + here - from.atMs) - from.window.fromMs;
      setDragged({ fromMs: from.window.fromMs + by, toMs: from.window.toMs + by });
    }
  };
  const onUp = () => {
    if (dragged !== null) commit(dragged);
    drag.current = null;
    setDragged(null);
  };

  const onKey = (end: 'since' | 'until') => (event: KeyboardEvent) => {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 }[event.key];
    const jump = { Home: whole.fromMs, End: whole.toMs }[event.key];
    if (steps === undefined && jump === undefined) return;
    event.preventDefault();
    const current = end === 'since' ? inUse.fromMs : inUse.toMs;
    const next = snap(jump ?? current + steps! * bins.binMs);
    if (end === 'since') commit({ fromMs: Math.min(next, inUse.toMs - bins.binMs), toMs: inUse.toMs });
    else commit({ fromMs: inUse.fromMs, toMs: Math.max(next, inUse.fromMs + bins.binMs) });
  };
  const end = (which: 'since' | 'until') => {
    const ms = which === 'since' ? inUse.fromMs : inUse.toMs;
    return (
      <div
        role="slider"
        tabIndex={0}
        className="time-end"
        style={{ left: Math.max(0, Math.min(width, x(ms))) }}
        aria-label={which === 'since' ? 'Start of the time window' : 'End of the time window'}
        aria-valuemin={whole.fromMs}
        aria-valuemax={whole.toMs}
        aria-valuenow={ms}
        aria-valuetext={`${utcText(ms)}${place === null ? '' : `, ${localTimes(place.zone)(ms).clock} local`}`}
        onKeyDown={onKey(which)}
      />
    );
  };
  const middleMs = (shown.fromMs + shown.toMs) / 2;

  return (
    <section className="time-bar" aria-label="Time window">
      <div className="time-words">
        {isReplaying ? (
          <ReplayClock zone={place?.zone ?? null} />
        ) : (
          <Words window={inUse} all={!isNarrowed} place={place} />
        )}
        <div className="time-tools">
          <ReplayControls stretch={inUse} />
          {isNarrowed && (
            <>
              <IconButton icon="left" label="Earlier by one window" onClick={() => commit(moved(inUse, -1, whole))} />
              <IconButton icon="right" label="Later by one window" onClick={() => commit(moved(inUse, 1, whole))} />
              <button type="button" className="button small" onClick={() => commit(whole)}>
                All times
              </button>
            </>
          )}
          <IconButton
            icon="minus"
            label="Show more time"
            onClick={() => setShown(scaled(shown, middleMs, WHEEL_FACTOR ** 3, whole))}
          />
          <IconButton
            icon="plus"
            label="Show less time"
            onClick={() => {
              const about = isNarrowed ? (inUse.fromMs + inUse.toMs) / 2 : middleMs;
              setShown(scaled(shown, about, WHEEL_FACTOR ** -3, whole));
            }}
          />
        </div>
      </div>
      <div
        ref={attach}
        className="time-frame"
        style={{ height: HEIGHT_PX }}
        onPointerDown={onDown}
        onPointerMove={onMove}
        onPointerUp={onUp}
      >
        <Histogram bins={bins} axis={axis} window={inUse} width={width} place={place} />
        {isNarrowed || dragged !== null ? (
          <div
            className="time-window"
            style={{
              left: Math.max(0, x(inUse.fromMs)),
              width: Math.max(1, Math.min(width, x(inUse.toMs)) - Math.max(0, x(inUse.fromMs))),
            }}
          />
        ) : null}
        {end('since')}
        {end('until')}
        <Playhead stretch={axis} x={x} />
      </div>
    </section>
  );
}

const IconButton = ({
  icon,
  label,
  onClick,
}: {
  readonly icon: 'left' | 'right' | 'plus' | 'minus';
  readonly label: string;
  readonly onClick: () => void;
}) => (
  <button type="button" className="button small icon-only" aria-label={label} title={label} onClick={onClick}>
    <Icon name={icon} />
  </button>
);

/** The window in UTC and in the local time of the place, each with its zone. */
function Words({
  window: { fromMs, toMs },
  all,
  place,
}: {
  readonly window: Stretch;
  readonly all: boolean;
  readonly place: LocalPlace | null;
}) {
  const local = place === null ? null : localTimes(place.zone);
  return (
    <span className="time-span">
      <span>
        <b>{all ? 'All times' : 'Started'}</b> {utcSpanText(fromMs, toMs)}
      </span>
      {local !== null && (
        <span className="quiet">
          {localSpanText(local(fromMs), local(toMs))}
          {place?.name !== null && ` in ${place?.name}`}
        </span>
      )}
    </span>
  );
}

function Histogram({
  bins,
  axis,
  window: { fromMs, toMs },
  width,
  place,
}: {
  readonly bins: Bins;
  readonly axis: Stretch;
  readonly window: Stretch;
  readonly width: number;
  readonly place: LocalPlace | null;
}) {
  const spanMs = axis.toMs - axis.fromMs;
  const x = (ms: number) => ((ms - axis.fromMs) / spanMs) * width;
  const nights = useMemo(() => {
    if (place === null || ((DAY_MS / 2) * width) / (axis.toMs - axis.fromMs) < NIGHT_FROM_PX) return [];
    return nightsBetween(axis.fromMs, axis.toMs, place.position);
  }, [place, axis.fromMs, axis.toMs, width]);
  const tallest = bins.all.reduce((most, count) => Math.max(most, count), 1);
  const barWidth = width / bins.all.length;
  return (
    <svg width={width} height={HEIGHT_PX} role="img" aria-label={summary(bins, nights.length > 0)}>
      {nights.map((night) => (
        <rect
          key={night.fromMs}
          className="night"
          x={x(night.fromMs)}
          y={0}
          width={Math.max(0, x(night.toMs) - x(night.fromMs))}
          height={BARS_PX}
        />
      ))}
      {Array.from(bins.all, (count, i) => {
        if (count === 0) return null;
        const height = Math.max(2, (count / tallest) * BARS_PX);
        const marked = (bins.marked[i]! / tallest) * BARS_PX;
        const startMs = bins.fromMs + i * bins.binMs;
        return (
          <g key={startMs} className={startMs >= fromMs - bins.binMs + 1 && startMs < toMs ? 'bar' : 'bar outside'}>
            <rect x={i * barWidth + 0.5} y={BARS_PX - height} width={Math.max(1, barWidth - 1)} height={height} />
            {marked > 0 && (
              <rect
                className="marked"
                x={i * barWidth + 0.5}
                y={BARS_PX - Math.max(2, marked)}
                width={Math.max(1, barWidth - 1)}
                height={Math.max(2, marked)}
              />
            )}
          </g>
        );
      })}
      <line className="axis" x1={0} x2={width} y1={BARS_PX + 0.5} y2={BARS_PX + 0.5} />
      {ticks(axis.fromMs, axis.toMs, width / 90).map((tick) => (
        <g key={tick}>
          <line className="axis" x1={x(tick)} x2={x(tick)} y1={BARS_PX} y2={BARS_PX + 4} />
          <text x={x(tick) + 3} y={HEIGHT_PX - 3}>
            {tickText(tick, spanMs)}
          </text>
        </g>
      ))}
    </svg>
  );
}

const total = (counts: Uint32Array) => counts.reduce((sum, count) => sum + count, 0);

const summary = ({ all, marked }: Bins, hasNights: boolean) =>
  `Flights by start, UTC: ${countText(total(all), 'flight')}, of which ${countText(total(marked), 'flight')} with an incursion of any grade (the darker part of a bar).${hasNights ? ' Nights, sunset to sunrise at the place, are shaded.' : ''}`;
