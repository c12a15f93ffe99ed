import { useRef } from 'react';
import { type PaneName, preferences, setPane } from '../state/preferences.ts';
import { useStore } from '../state/store.ts';

interface SplitterProps {
  readonly pane: PaneName;
  /** Names the pane for a screen reader. */
  readonly label: string;
  readonly min: number;
  readonly max: number;
}

const STEP_PX = 16;

/** The edge of a pane: drag it, or move it with the arrow keys; Enter or a double click closes and opens the pane. */
export function Splitter({ pane, label, min, max }: SplitterProps) {
  const { size, open } = useStore(preferences, (state) => state.panes[pane]);
  const drag = useRef<{ from: number; size: number } | null>(null);
  const horizontal = pane === 'bottom';
  // The bottom and right panes grow when their edge moves towards the start of the page.
  const sign = pane === 'left' ? 1 : -1;
  const along = (event: { clientX: number; clientY: number }) => (horizontal ? event.clientY : event.clientX);
  const resize = (next: number) => setPane(pane, { size: Math.round(Math.max(min, Math.min(max, next))), open: true });
  const grow = horizontal ? 'ArrowUp' : sign > 0 ? 'ArrowRight' : 'ArrowLeft';
  const shrink = horizontal ? 'ArrowDown' : sign > 0 ? 'ArrowLeft' : 'ArrowRight';
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> takes no focus; a movable separator is this role (ARIA window splitter).
    <div
      role="separator"
      tabIndex={0}
      className={`splitter ${horizontal ? 'horizontal' : 'vertical'}`}
      aria-label={label}
      aria-orientation={horizontal ? 'horizontal' : 'vertical'}
      aria-valuenow={open ? size : 0}
      aria-valuemin={0}
      aria-valuemax={max}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        drag.current = { from: along(event), size: open ? size : min };
      }}
      onPointerMove={(event) => {
        const { current } = drag;
        if (current !== null) resize(current.size + sign * (along(event) - current.from));
      }}
      onPointerUp={() => {
        drag.current = null;
      }}
      onDoubleClick={() => setPane(pane, { open: !open })}
      onKeyDown={(event) => {
        if (event.key === grow) resize((open ? size : min) + STEP_PX);
        else if (event.key === shrink) resize(size - STEP_PX);
        else if (event.key === 'Home') resize(min);
        else if (event.key === 'End') resize(max);
        else if (event.key === 'Enter') setPane(pane, { open: !open });
        else return;
        event.preventDefault();
      }}
    />
  );
}
