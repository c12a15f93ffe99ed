/** How the window looks. `field`: for sunlight, gloves and one hand. */
export const themes = ['system', 'light', 'dark', 'contrast', 'field'] as const;
export type Theme = (typeof themes)[number];

/** What the map can show, in the order of the list people read. */
export const layerNames = [
  'flights',
  'crossings',
  'referenceLine',
  'loadedLines',
  'sectors',
  'sectorOutlines',
  'areas',
  'sensors',
  'ports',
  'counties',
  'grid',
  'places',
] as const;
export type LayerName = (typeof layerNames)[number];

export const paneNames = ['left', 'right', 'bottom'] as const;
export type PaneName = (typeof paneNames)[number];

export interface Pane {
  /** Width or height in CSS pixels while open. */
  readonly size: number;
  readonly open: boolean;
}

/** Notations of a place under the pointer. */
export const notations = ['decimal', 'dms', 'mgrs'] as const;
export type Notation = (typeof notations)[number];

/** A person's own way of looking at any workspace. */
export interface UserSettings {
  readonly theme: Theme;
  readonly panes: Readonly<Record<PaneName, Pane>>;
  readonly layers: Readonly<Record<LayerName, boolean>>;
  readonly notation: Notation;
  /** Id of the base map in use; null is the built-in one. */
  readonly baseMap: string | null;
  /** Seconds of flight that a replay shows in a second. */
  readonly replaySpeed: number;
  /** Single keys do something. */
  readonly shortcuts: boolean;
}

export const firstSettings: UserSettings = {
  theme: 'system',
  panes: { left: { size: 248, open: true }, right: { size: 372, open: true }, bottom: { size: 268, open: true } },
  layers: {
    flights: true,
    crossings: true,
    referenceLine: true,
    loadedLines: true,
    sectors: true,
    sectorOutlines: true,
    areas: true,
    sensors: false,
    ports: true,
    counties: false,
    grid: false,
    places: true,
  },
  notation: 'decimal',
  baseMap: null,
  replaySpeed: 60,
  shortcuts: true,
};
