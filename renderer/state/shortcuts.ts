import { measure } from './measure.ts';
import { preferences, setPane } from './preferences.ts';
import { replay } from './replay.ts';
import { createStore } from './store.ts';
import { selectFlight, setTab, tabs, view } from './view.ts';

/** Whether the sheet of shortcuts stands open. */
export const shortcutSheet = createStore<{ readonly open: boolean }>({ open: false });

export interface Shortcut {
  /** As on the key. */
  readonly keys: string;
  readonly words: string;
  readonly act: () => void;
}

const focusOn = (selector: string): void => document.querySelector<HTMLElement>(selector)?.focus();
const click = (selector: string): void => document.querySelector<HTMLElement>(selector)?.click();
const toggle = (name: 'left' | 'right' | 'bottom') => () =>
  setPane(name, { open: !preferences.get().panes[name].open });

/** Single keys, while nothing is being written. They can be switched off (WCAG 2.1.4). */
export const shortcuts: readonly Shortcut[] = [
  { keys: '?', words: 'This sheet', act: () => shortcutSheet.set({ open: !shortcutSheet.get().open }) },
  { keys: '/', words: 'Look for an object by its serial', act: () => focusOn('.filters input[type=search]') },
  { keys: 'm', words: 'The map', act: () => focusOn('.map') },
  { keys: 'l', words: 'The list', act: () => focusOn('.tab-panel [role=grid]') },
  { keys: 'g', words: 'Go to a place, or ask what is there', act: () => click('.locate-open') },
  { keys: 'd', words: 'Measure distances', act: () => measure.set({ open: !measure.get().open, places: [] }) },
  { keys: 'f', words: 'Show all flights', act: () => click('.map-buttons [data-key=all]') },
  { keys: 'b', words: 'Show the whole border', act: () => click('.map-buttons [data-key=border]') },
  {
    keys: 'p',
    words: 'Replay: play and pause',
    act: () => {
      if (replay.get().on) replay.set({ playing: !replay.get().playing });
      else click('.replay button');
    },
  },
  ...tabs.map((tab, i) => ({ keys: String(i + 1), words: `The list of ${tab}`, act: () => setTab(tab) })),
  { keys: '[', words: 'Hide or show the left pane', act: toggle('left') },
  { keys: ']', words: 'Hide or show the inspector', act: toggle('right') },
  { keys: '\\', words: 'Hide or show the lists', act: toggle('bottom') },
  { keys: 'x', words: 'Choose no flight', act: () => selectFlight(null, 'elsewhere') },
];

/** What takes letters itself: a field, a list that is typed into, an open dialog. */
const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.closest('input, textarea, select, dialog, [data-own-keys]') !== null);

/** Listens for the keys; gives the function that stops it. */
export function listenForShortcuts(): () => void {
  const onKey = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // On another page of the rail most of them lead nowhere, and the page may have keys of its own.
    if (!preferences.get().shortcuts || takesKeys(event.target)) return;
    if (view.get().viewId !== 'map' && event.key !== '?') return;
    const found = shortcuts.find(({ keys }) => keys === event.key);
    if (found === undefined) return;
    event.preventDefault();
    found.act();
  };
  window.addEventListener('keydown', onKey);
  return () => window.removeEventListener('keydown', onKey);
}
