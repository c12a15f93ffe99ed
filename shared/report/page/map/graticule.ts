import { html, type Markup } from '../html.ts';
import { type Projection, unit } from './projection.ts';

/** 1, 2 or 5 times a power of ten: the smallest that is at least `least`. */
export function niceStep(least: number): number {
  const power = 10 ** Math.floor(Math.log10(least));
  const factor = [1, 2, 5, 10].find((one) => one * power >= least * (1 - 1e-9)) ?? 10;
  return factor * power;
}

/** Multiples of a step between two values, both ends included. */
export function multiples(step: number, from: number, to: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
}

/** Lines of latitude and longitude at round decimal degrees, labelled at the left and lower edge. */
export function graticule(
  bounds: readonly [number, number, number, number],
  projection: Projection,
): { lines: Markup; labels: Markup } {
  const [west, south, east, north] = bounds;
  const step = niceStep((east - west) / 6.5);
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  const { width, height, point } = projection;
  const lngs = multiples(step, west, east).map((lng) => ({ lng, x: point([lng, south])[0] }));
  const lats = multiples(step, south, north).map((lat) => ({ lat, y: point([west, lat])[1] }));
  const lines = html`<path class="grid" d="${[
    ...lngs.map(({ x }) => `M${unit(x)} 0V${unit(height)}`),
    ...lats.map(({ y }) => `M0 ${unit(y)}H${unit(width)}`),
  ].join('')}"/>`;
  const labels = html`${lngs
    .filter(({ x }) => x > 34 && x < width - 24)
    .map(
      ({ lng, x }) =>
        html`<text class="small halo middle" x="${unit(x)}" y="${unit(height - 3.5)}">${degrees(lng, decimals, 'E', 'W')}</text>`,
    )}${lats
    .filter(({ y }) => y > 14 && y < height - 16)
    .map(
      ({ lat, y }) =>
        html`<text class="small halo" x="3" y="${unit(y + 2.6)}">${degrees(lat, decimals, 'N', 'S')}</text>`,
    )}`;
  return { lines, labels };
}

const degrees = (value: number, decimals: number, positive: string, negative: string): string =>
  `${Math.abs(value).toFixed(decimals)}° ${value < 0 ? negative : positive}`;
