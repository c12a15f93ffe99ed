import { numberText } from '../../../format/numbers.ts';
import { html, type Markup } from '../html.ts';
import { unit } from './projection.ts';

const footM = 0.3048;
const mileM = 1609.344;
const barHeight = 3;

/** Two bars of round length, metres above and feet or miles below. @param x, y left end; @param room longest length in units */
export function scaleBar(x: number, y: number, room: number, metresPerUnit: number): Markup {
  const metric = roundDown(room * metresPerUnit);
  const inMiles = room * metresPerUnit >= mileM;
  const foreign = inMiles ? mileM : footM;
  const imperial = roundDown((room * metresPerUnit) / foreign);
  const metricWidth = metric / metresPerUnit;
  const imperialWidth = (imperial * foreign) / metresPerUnit;
  const metricLabel = metric >= 1000 ? `${numberText(metric / 1000)} km` : `${numberText(metric)} m`;
  const imperialLabel = `${numberText(imperial, imperial < 1 ? 1 : 0)} ${inMiles ? 'mi' : 'ft'}`;
  return html`<g>
${bar(x, y - barHeight, metricWidth)}${bar(x, y, imperialWidth)}
<text class="small" x="${unit(x)}" y="${unit(y - 5.5)}">${metricLabel}</text>
<text class="small" x="${unit(x)}" y="${unit(y + 11.5)}">${imperialLabel}</text>
</g>`;
}

/** Half black, half white. */
const bar = (x: number, y: number, width: number): Markup =>
  html`<rect class="bar-half" x="${unit(x)}" y="${unit(y)}" width="${unit(width)}" height="${barHeight}"/><rect class="ink" x="${unit(x)}" y="${unit(y)}" width="${unit(width / 2)}" height="${barHeight}"/>`;

/** The largest of 1, 2, 5 times a power of ten that is at most `most`. */
function roundDown(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most) + 1e-9);
  return ([5, 2].find((factor) => factor * power <= most * (1 + 1e-9)) ?? 1) * power;
}

/** @param x, y its middle, level with the scale bar */
export const northArrow = (x: number, y: number): Markup =>
  html`<path class="north" d="M${unit(x)} ${unit(y - 14)}L${unit(x + 4.5)} ${unit(y + 3)}L${unit(x)} ${unit(y - 0.5)}L${unit(x - 4.5)} ${unit(y + 3)}Z"/><text class="small bold middle" x="${unit(x)}" y="${unit(y + 11.5)}">N</text>`;
