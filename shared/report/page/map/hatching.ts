import { html, type Markup } from '../html.ts';
import { unit } from './projection.ts';

export type Hatch = 'blank' | 'rising' | 'rising-dense' | 'falling' | 'crossed' | 'level' | 'dots' | 'grey' | 'solid';

/**
 * Hatching drawn as lines in a rectangle, to be clipped by whatever it fills: printers turn SVG patterns into coarse images.
 * Told apart in black and white.
 */
export function hatching(hatch: Hatch, x: number, y: number, width: number, height: number): Markup | null {
  const lines = (d: string): Markup => html`<path class="hatch" d="${d}"/>`;
  const area = (style: string): Markup =>
    html`<rect class="${style}" x="${unit(x)}" y="${unit(y)}" width="${unit(width)}" height="${unit(height)}"/>`;
  switch (hatch) {
    case 'blank':
      return null;
    case 'rising':
      return lines(diagonals(x, y, width, height, 5, 1));
    case 'rising-dense':
      return lines(diagonals(x, y, width, height, 3, 1));
    case 'falling':
      return lines(diagonals(x, y, width, height, 9, -1));
    case 'crossed':
      return lines(diagonals(x, y, width, height, 4, 1) + diagonals(x, y, width, height, 4, -1));
    case 'level':
      return lines(levels(x, y, width, height, 3));
    case 'dots':
      return html`<path class="hatch dots" d="${dots(x, y, width, height, 5)}"/>`;
    case 'grey':
      return area('fill-grey');
    case 'solid':
      return area('fill-solid');
  }
}

/** Lines at 45 degrees, rising (1) or falling (-1), starting on multiples of the spacing so that neighbours meet. */
function diagonals(x: number, y: number, width: number, height: number, apart: number, slope: 1 | -1): string {
  let d = '';
  for (let start = Math.floor((x - height) / apart) * apart; start < x + width; start += apart) {
    const [from, to] = slope === 1 ? [y + height, y] : [y, y + height];
    d += `M${unit(start)} ${unit(from)}L${unit(start + height)} ${unit(to)}`;
  }
  return d;
}

function levels(x: number, y: number, width: number, height: number, apart: number): string {
  let d = '';
  for (let at = y + apart / 2; at < y + height; at += apart) d += `M${unit(x)} ${unit(at)}h${unit(width)}`;
  return d;
}

/** Points as strokes of no length with round ends. */
function dots(x: number, y: number, width: number, height: number, apart: number): string {
  let d = '';
  for (let cy = y + apart / 2; cy < y + height; cy += apart) {
    for (let cx = Math.ceil(x / apart) * apart; cx < x + width; cx += apart) d += `M${unit(cx)} ${unit(cy)}h0`;
  }
  return d;
}

/** A rectangle filled with a hatching, and its edge. @param id unique in the page */
export function hatchedBox(
  id: string,
  hatch: Hatch,
  x: number,
  y: number,
  width: number,
  height: number,
  edge: string,
): Markup {
  const at = html`x="${unit(x)}" y="${unit(y)}" width="${unit(width)}" height="${unit(height)}"`;
  return html`<clipPath id="${id}"><rect ${at}/></clipPath><g clip-path="url(#${id})">${hatching(hatch, x, y, width, height)}</g><rect class="${edge}" ${at}/>`;
}
