import { useSyncExternalStore } from 'react';
import type { ResolvedTheme } from '../map/palette.ts';
import { preferences } from './preferences.ts';

const prefersDark = window.matchMedia('(prefers-color-scheme: dark)');
const prefersContrast = window.matchMedia('(prefers-contrast: more)');

/** The theme in use: the person's choice, else the system's. */
export function resolvedTheme(): ResolvedTheme {
  const { theme } = preferences.get();
  if (theme !== 'system') return theme;
  if (prefersContrast.matches) return 'contrast';
  return prefersDark.matches ? 'dark' : 'light';
}

const subscribe = (listener: () => void): (() => void) => {
  const stop = preferences.subscribe(listener);
  prefersDark.addEventListener('change', listener);
  prefersContrast.addEventListener('change', listener);
  return () => {
    stop();
    prefersDark.removeEventListener('change', listener);
    prefersContrast.removeEventListener('change', listener);
  };
};

export const useTheme = (): ResolvedTheme => useSyncExternalStore(subscribe, resolvedTheme);

/** Keeps `data-theme` of the page in step; the stylesheets read it. Call before the first drawing. */
export function applyTheme(): void {
  const apply = () => {
    document.documentElement.dataset.theme = resolvedTheme();
  };
  apply();
  subscribe(apply);
}
