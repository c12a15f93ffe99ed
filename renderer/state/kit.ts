import { createStore } from './store.ts';

/** A sector kit that was dropped or chosen, and is looked at before it is imported. */
export const offeredKit = createStore<{ readonly file: File | null }>({ file: null });

export const isKit = (name: string): boolean => name.toLowerCase().endsWith('.fkit');

export const openKit = (file: File): void => offeredKit.set({ file });
export const closeKit = (): void => offeredKit.set({ file: null });
