import {
  firstSettings,
  type LayerName,
  type Pane,
  type PaneName,
  type Theme,
  type UserSettings,
} from '../../shared/model/user-settings.ts';
import { call } from '../api.ts';
import { createStore } from './store.ts';

export type { LayerName, Pane, PaneName, Theme } from '../../shared/model/user-settings.ts';

/** A person's own way of looking, kept by the shell beside the workspaces. Until it is read, the first settings. */
export const preferences = createStore<UserSettings>(firstSettings);

/** Dragging an edge changes a setting at every step: kept once it rests. */
const REST_MS = 400;

let kept: UserSettings | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Reads what was kept, then keeps every change. A setting that cannot be read or kept is no reason to stop a person: the window
 * works with what it has.
 */
export async function startPreferences(): Promise<void> {
  const before = preferences.get();
  const read = await call('settings.get', {});
  // What was changed while it was being read counts more.
  if (read.ok && preferences.get() === before) preferences.set(read.value);
  kept = preferences.get();
  preferences.subscribe(() => {
    clearTimeout(timer);
    timer = setTimeout(keep, REST_MS);
  });
}

function keep(): void {
  const now = preferences.get();
  const names = (Object.keys(now) as (keyof UserSettings)[]).filter((name) => !Object.is(now[name], kept?.[name]));
  if (names.length === 0) return;
  kept = now;
  void call('settings.set', { change: structuredClone(Object.fromEntries(names.map((name) => [name, now[name]]))) });
}

/** Keeps at once what waits: the window may be about to go. */
export function keepPreferences(): void {
  if (timer === undefined) return;
  clearTimeout(timer);
  keep();
}

export const setTheme = (theme: Theme): void => preferences.set({ theme });

export function setPane(name: PaneName, change: Partial<Pane>): void {
  const { panes } = preferences.get();
  preferences.set({ panes: { ...panes, [name]: { ...panes[name], ...change } } });
}

export function showLayer(name: LayerName, visible: boolean): void {
  preferences.set({ layers: { ...preferences.get().layers, [name]: visible } });
}
