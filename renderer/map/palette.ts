import type { CoverageState } from '../../shared/model/conclusion.ts';

export type ResolvedTheme = 'light' | 'dark' | 'contrast' | 'field';

/** Colours of the map in one theme. Canvases cannot read the stylesheet, so the legend reads these too. */
export interface Palette {
  /** Beyond the base map. */
  readonly outside: string;
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly river: string;
  readonly stateLine: string;
  readonly countyLine: string;
  readonly sectorLine: string;
  readonly placeLabel: string;
  readonly regionLabel: string;
  readonly sectorLabel: string;
  readonly labelHalo: string;
  readonly border: string;
  readonly borderHalo: string;
  /** Fill of the reference line's error band; drawn half transparent. */
  readonly borderError: string;
  /** Lines loaded beside the reference line. */
  readonly loadedLine: string;
  readonly port: string;
  readonly gap: string;
  /** Around the selected flight, outside its halo. */
  readonly selectionGlow: string;
  readonly selectionHalo: string;
  readonly selectionError: string;
  readonly cursor: string;
  readonly areaDesignated: string;
  readonly areaPending: string;
  readonly areaOther: string;
  readonly crossing: string;
  readonly coverage: Readonly<Record<CoverageState, string>>;
  readonly noTime: string;
}

/**
 * State colours started from Okabe and Ito's set and were moved, as little as possible, until any two of them differ by 15 or more
 * (CIE 1976) as seen with full colour vision and with each kind of colour blindness, at 3:1 or better on the land they are drawn on;
 * a test simulates it. Pattern and shape come from `shared/model/words.ts`; colour is never alone.
 */
const drawn: Readonly<Record<Exclude<ResolvedTheme, 'field'>, Palette>> = {
  light: {
    outside: '#e4e6e8',
    water: '#cddfe9',
    land: '#f7f5f0',
    coast: '#9db8c7',
    river: '#9dc1d6',
    stateLine: '#bdb5a4',
    countyLine: '#dcd6c9',
    sectorLine: '#8a7d66',
    placeLabel: '#4a4a48',
    regionLabel: '#a39a88',
    sectorLabel: '#6b5f49',
    labelHalo: 'rgba(247, 245, 240, 0.9)',
    border: '#23282d',
    borderHalo: 'rgba(255, 255, 255, 0.85)',
    borderError: '#8d6f2f',
    loadedLine: '#1f6b3a',
    port: '#3b4650',
    gap: '#6d7680',
    selectionGlow: '#f2b600',
    selectionHalo: '#ffffff',
    selectionError: '#0b5cad',
    cursor: '#111111',
    areaDesignated: '#005a9c',
    areaPending: '#0b7d86',
    areaOther: '#6d7680',
    crossing: '#23282d',
    coverage: {
      'not-us': '#6f7579',
      boundary: '#312d83',
      'no-authority': '#a658c7',
      designated: '#215c99',
      pending: '#00859d',
      unknown: '#be6244',
      outside: '#c20a19',
    },
    noTime: '#3b4650',
  },
  dark: {
    outside: '#11181e',
    water: '#0c151d',
    land: '#1b242c',
    coast: '#31424f',
    river: '#28465a',
    stateLine: '#3d4a55',
    countyLine: '#28333c',
    sectorLine: '#7f7660',
    placeLabel: '#b4c0ca',
    regionLabel: '#596873',
    sectorLabel: '#b8ab8c',
    labelHalo: 'rgba(20, 28, 35, 0.9)',
    border: '#f0f3f5',
    borderHalo: 'rgba(9, 14, 19, 0.85)',
    borderError: '#c9a75a',
    loadedLine: '#7fd49a',
    port: '#c3ced8',
    gap: '#8b98a4',
    selectionGlow: '#ffd84d',
    selectionHalo: '#0a0f14',
    selectionError: '#7ab8ff',
    cursor: '#ffffff',
    areaDesignated: '#5db0ff',
    areaPending: '#3fd0d4',
    areaOther: '#8b98a4',
    crossing: '#f0f3f5',
    coverage: {
      'not-us': '#8b98a4',
      boundary: '#bda7ff',
      'no-authority': '#cd71c6',
      designated: '#2991ee',
      pending: '#44d6db',
      unknown: '#ffb454',
      outside: '#ff6e65',
    },
    noTime: '#c3ced8',
  },
  contrast: {
    outside: '#eeeeee',
    water: '#dceefa',
    land: '#ffffff',
    coast: '#5c7f93',
    river: '#6fa8c7',
    stateLine: '#8f8f8f',
    countyLine: '#cccccc',
    sectorLine: '#5c4a1f',
    placeLabel: '#000000',
    regionLabel: '#6f6f6f',
    sectorLabel: '#4a3a10',
    labelHalo: '#ffffff',
    border: '#000000',
    borderHalo: '#ffffff',
    borderError: '#6b4d00',
    loadedLine: '#0b4f26',
    port: '#000000',
    gap: '#404040',
    selectionGlow: '#ffc800',
    selectionHalo: '#ffffff',
    selectionError: '#003f7d',
    cursor: '#000000',
    areaDesignated: '#003f7d',
    areaPending: '#005a60',
    areaOther: '#404040',
    crossing: '#000000',
    coverage: {
      'not-us': '#51575f',
      boundary: '#311f97',
      'no-authority': '#720262',
      designated: '#005093',
      pending: '#043837',
      unknown: '#a35408',
      outside: '#940000',
    },
    noTime: '#000000',
  },
};

/** In sunlight the map is that of high contrast. */
export const palettes: Readonly<Record<ResolvedTheme, Palette>> = { ...drawn, field: drawn.contrast };
