import { createStore } from './store.ts';

export const themes = ['system', 'light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** What the map can show, in the order of the list people read. */
export const layerNames = [
  'flights',
  'crossings',
  'referenceLine',
  'sectors',
  'areas',
  'ports',
  'counties',
  'places',
] as const;
export type LayerName = (typeof layerNames)[number];

export type PaneName = 'left' | 'right' | 'bottom';
export interface Pane {
  /** Width or height in CSS pixels while open. */
  readonly size: number;
  readonly open: boolean;
}

interface Preferences {
  readonly theme: Theme;
  readonly panes: Readonly<Record<PaneName, Pane>>;
  readonly layers: Readonly<Record<LayerName, boolean>>;
}

const KEY = 'fenceline.preferences';

const initial: Preferences = {
  theme: 'system',
  panes: {
    left: { size: 248, open: true },
    right: { size: 372, open: true },
    bottom: { size: 268, open: true },
  },
  layers: {
    flights: true,
    crossings: true,
    referenceLine: true,
    sectors: true,
    areas: true,
    ports: true,
    counties: false,
    places: true,
  },
};

/** Keeps what is known and well-formed of the remembered text; anything else falls back to the first setting. */
export function readPreferences(text: string | null): Preferences {
  let found: unknown;
  try {
    found = JSON.parse(text ?? 'null');
  } catch {
    return initial;
  }
  if (typeof found !== 'object' || found === null) return initial;
  const { theme, panes, layers } = found as Record<string, unknown>;
  const pane = (name: PaneName): Pane => {
    const { size, open } = ((panes as Record<string, unknown> | undefined)?.[name] ?? {}) as Record<string, unknown>;
    return {
      size: typeof size === 'number' && Number.isFinite(size) ? size : initial.panes[name].size,
      open: typeof open === 'boolean' ? open : initial.panes[name].open,
    };
  };
  const shown = (name: LayerName): boolean => {
    const value = (layers as Record<string, unknown> | undefined)?.[name];
    return typeof value === 'boolean' ? value : initial.layers[name];
  };
  return {
    theme: themes.includes(theme as Theme) ? (theme as Theme) : initial.theme,
    panes: { left: pane('left'), right: pane('right'), bottom: pane('bottom') },
    layers: Object.fromEntries(layerNames.map((name) => [name, shown(name)])) as Record<LayerName, boolean>,
  };
}

/** Storage may be absent (a hardened profile): then the view starts fresh each time. */
const storage = (): Storage | null => {
  try {
    return globalThis.localStorage ?? null;
  } catch {
    return null;
  }
};

export const preferences = createStore<Preferences>(readPreferences(storage()?.getItem(KEY) ?? null));

preferences.subscribe(() => {
  storage()?.setItem(KEY, JSON.stringify(preferences.get()));
});

export const setTheme = (theme: Theme): void => preferences.set({ theme });

export function setPane(name: PaneName, change: Partial<Pane>): void {
  const { panes } = preferences.get();
  preferences.set({ panes: { ...panes, [name]: { ...panes[name], ...change } } });
}

export function showLayer(name: LayerName, visible: boolean): void {
  preferences.set({ layers: { ...preferences.get().layers, [name]: visible } });
}
