import { useEffect, useId, useState } from 'react';
import { localText, localTimes, utcText } from '../../shared/format/times.ts';
import { useFlightMarks } from '../state/data.ts';
import { preferences } from '../state/preferences.ts';
import { replay, startReplay, stopReplay, TRAIL_MS } from '../state/replay.ts';
import { useStore } from '../state/store.ts';
import { Icon } from './Icon.tsx';
import { nextBusy, type Stretch } from './time-axis.ts';

/** Steps a second for who wants less motion; else every frame. */
const CALM_STEPS = 2;

/** Moves the instant while it plays. Quiet time is left out. */
function usePlaying({ fromMs, toMs }: Stretch): void {
  const { marks } = useFlightMarks();
  const playing = useStore(replay, (state) => state.playing);
  useEffect(() => {
    if (!playing || marks === null) return;
    const isCalm = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
    let [request, last, owed] = [0, performance.now(), 0];
    const step = (now: number) => {
      owed += now - last;
      last = now;
      if (!isCalm || owed >= 1000 / CALM_STEPS) {
        const { atMs } = replay.get();
        const start = atMs < fromMs || atMs >= toMs ? fromMs : atMs;
        const wanted = start + owed * preferences.get().replaySpeed;
        owed = 0;
        const next = nextBusy(wanted, toMs, TRAIL_MS, marks.firstMs, marks.lastMs);
        if (next === null) {
          replay.set({ playing: false, atMs: Math.min(wanted, toMs) });
          return;
        }
        replay.set({ atMs: next });
      }
      request = requestAnimationFrame(step);
    };
    request = requestAnimationFrame(step);
    return () => cancelAnimationFrame(request);
  }, [playing, marks, fromMs, toMs]);
}

/** Plays the flights of a stretch of time on the map, at so many seconds a second. */
export function ReplayControls({ stretch }: { readonly stretch: Stretch }) {
  const { on, playing } = useStore(replay, (state) => state);
  usePlaying(stretch);
  return (
    <div className="replay">
      <button
        type="button"
        className="button small"
        onClick={() => {
          if (playing) replay.set({ playing: false });
          else startReplay(on ? replay.get().atMs : stretch.fromMs);
        }}
      >
        <Icon name={playing ? 'pause' : 'play'} /> {playing ? 'Pause' : on ? 'Go on' : 'Replay'}
      </button>
      {on && (
        <button type="button" className="button small" title="End the replay" onClick={stopReplay}>
          End
        </button>
      )}
      <Speed />
    </div>
  );
}

function Speed() {
  const speed = useStore(preferences, (state) => state.replaySpeed);
  const [text, setText] = useState(String(speed));
  const id = useId();
  useEffect(() => setText(String(speed)), [speed]);
  const value = Number(text);
  const isGood = text.trim() !== '' && Number.isFinite(value) && value >= 1 && value <= 10_000;
  return (
    <span className="replay-speed">
      <label htmlFor={id} className="visually-hidden">
        Replay speed, times real time
      </label>
      <input
        id={id}
        type="text"
        inputMode="numeric"
        value={text}
        aria-invalid={!isGood}
        title="1 to 10,000 times as fast as it was"
        onChange={(event) => {
          setText(event.target.value);
          const next = Number(event.target.value);
          if (event.target.value.trim() !== '' && next >= 1 && next <= 10_000) preferences.set({ replaySpeed: next });
        }}
        onBlur={() => setText(String(preferences.get().replaySpeed))}
      />
      <span aria-hidden="true">×</span>
    </span>
  );
}

/** The instant the map shows, in both times. */
export function ReplayClock({ zone }: { readonly zone: string | null }) {
  const atMs = useStore(replay, (state) => Math.floor(state.atMs / 1000) * 1000);
  return (
    <span className="time-span replay-clock">
      <strong>{utcText(atMs)}</strong>
      {zone !== null && <span>{localText(localTimes(zone)(atMs))}</span>}
    </span>
  );
}

/** Where the replay is on the time bar; it can be moved by the keys. */
export function Playhead({ stretch, x }: { readonly stretch: Stretch; readonly x: (ms: number) => number }) {
  const { on, atMs } = useStore(replay, (state) => state);
  if (!on || atMs < stretch.fromMs || atMs > stretch.toMs) return null;
  const steps = { ArrowLeft: -10, ArrowRight: 10, ArrowDown: -10, ArrowUp: 10, PageDown: -600, PageUp: 600 };
  return (
    <div
      role="slider"
      tabIndex={0}
      className="playhead"
      style={{ left: x(atMs) }}
      aria-label="Instant of the replay"
      aria-valuemin={stretch.fromMs}
      aria-valuemax={stretch.toMs}
      aria-valuenow={Math.round(atMs)}
      aria-valuetext={utcText(atMs)}
      onKeyDown={(event) => {
        const step = steps[event.key as keyof typeof steps];
        if (step === undefined) return;
        event.preventDefault();
        event.stopPropagation();
        replay.set({
          playing: false,
          atMs: Math.max(stretch.fromMs, Math.min(stretch.toMs, replay.get().atMs + step * 1000)),
        });
      }}
    />
  );
}
