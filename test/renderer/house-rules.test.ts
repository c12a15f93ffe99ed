import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('../../renderer', import.meta.url));
const sources = globSync('**/*.{ts,tsx}', { cwd: folder }).map((name) => ({
  name: name.replaceAll('\\', '/'),
  text: readFileSync(`${folder}/${name}`, 'utf8'),
}));
const filesWith = (pattern: RegExp) => sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name);

describe('the source of the window', () => {
  it('builds nothing from strings of markup', () => {
    expect(sources.length).toBeGreaterThan(60);
    expect(
      filesWith(
        /\b(innerHTML|outerHTML|insertAdjacentHTML|dangerouslySetInnerHTML|createContextualFragment|bindPopup|bindTooltip|divIcon|document\.write)\b/,
      ),
    ).toEqual([]);
  });

  it('knows Leaflet in the map folder only, and turns lat and lng round in one file', () => {
    expect(filesWith(/from 'leaflet'/).every((name) => name.startsWith('map/'))).toBe(true);
    expect(filesWith(/L\.latLng\((?!0, 0\))/)).toEqual(['map/latlng.ts']);
  });

  it('touches the bridge in one file', () => {
    expect(filesWith(/window\.fenceline/)).toEqual(['api.ts']);
  });

  it('takes only types from the contract: its schemas probe for eval as they load, which the content policy refuses', () => {
    expect(filesWith(/^import (?!type )[^;]*from '[^']*shared\/contract\/(?!client|columns)/m)).toEqual([]);
  });

  it('holds no React in the map folder', () => {
    expect(filesWith(/from 'react/).filter((name) => name.startsWith('map/'))).toEqual([]);
  });

  it('asks nothing of another place: no address but its own', () => {
    expect(filesWith(/https?:\/\//)).toEqual([]);
  });
});
