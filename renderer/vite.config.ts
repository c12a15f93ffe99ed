import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

/**
 * Builds the window's pages. Everything is a file of its own under the app's origin, because the content policy allows nothing
 * inline: no inlined assets (data: fonts or scripts), no preload polyfill, one stylesheet. Target: the oldest Chromium we smoke-test on.
 */
export default defineConfig({
  root: decodeURIComponent(new URL('.', import.meta.url).pathname),
  base: './',
  plugins: [react()],
  build: {
    target: 'chrome114',
    assetsInlineLimit: 0,
    cssCodeSplit: false,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
});
