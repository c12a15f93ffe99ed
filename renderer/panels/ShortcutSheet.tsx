import { useEffect } from 'react';
import { preferences } from '../state/preferences.ts';
import { listenForShortcuts, shortcutSheet, shortcuts } from '../state/shortcuts.ts';
import { useStore } from '../state/store.ts';
import { Dialog } from './Dialog.tsx';
import { Icon } from './Icon.tsx';

/** Everything that a single key does, and the switch that turns it off. */
export function ShortcutSheet() {
  const open = useStore(shortcutSheet, (state) => state.open);
  const enabled = useStore(preferences, (state) => state.shortcuts);
  useEffect(listenForShortcuts, []);
  if (!open) return null;
  return (
    <Dialog title="Keyboard" onClose={() => shortcutSheet.set({ open: false })}>
      <label className="check">
        <input
          type="checkbox"
          checked={enabled}
          onChange={(event) => preferences.set({ shortcuts: event.target.checked })}
        />
        Single keys do something, while nothing is being written
      </label>
      <table className="shortcuts">
        <caption className="visually-hidden">Single keys on the map view</caption>
        <thead>
          <tr>
            <th scope="col">Key</th>
            <th scope="col">Does</th>
          </tr>
        </thead>
        <tbody>
          {shortcuts.map(({ keys, words }) => (
            <tr key={keys}>
              <td>
                <kbd>{keys}</kbd>
              </td>
              <td>{words}</td>
            </tr>
          ))}
          <tr>
            <td>
              <kbd>Tab</kbd>
            </td>
            <td>From part to part; inside a list, the time bar and an edge of a pane the arrow keys move</td>
          </tr>
          <tr>
            <td>
              <kbd>+</kbd> <kbd>−</kbd> <kbd>←</kbd> <kbd>↑</kbd>
            </td>
            <td>On the map: zoom and move</td>
          </tr>
        </tbody>
      </table>
    </Dialog>
  );
}

export const ShortcutButton = () => (
  <button
    type="button"
    className="theme-choice shortcut-button"
    aria-label="Keyboard shortcuts"
    title="Keyboard shortcuts (?)"
    onClick={() => shortcutSheet.set({ open: true })}
  >
    <Icon name="keys" />
  </button>
);
