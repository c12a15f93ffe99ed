import { numberText } from '../../../format/numbers.ts';
import { html, type Markup } from '../html.ts';
import { niceStep } from './graticule.ts';
import { unit } from './projection.ts';

const footM = 0.3048;
const mileM = 1609.344;

/** Round lengths in metres above and in feet or miles below one line. @param x, y left end; @param room longest length in units */
export function scaleBar(x: number, y: number, room: number, metresPerUnit: number): Markup {
  const metric = roundDown(room * metresPerUnit);
  const inMiles = room * metresPerUnit >= mileM;
  const foreign = inMiles ? mileM : footM;
  const imperial = roundDown((room * metresPerUnit) / foreign);
  const metricEnd = x + metric / metresPerUnit;
  const imperialEnd = x + (imperial * foreign) / metresPerUnit;
  const metricLabel = metric >= 1000 ? `${numberText(metric / 1000)} km` : `${numberText(metric)} m`;
  const imperialLabel = `${numberText(imperial, imperial < 1 ? 1 : 0)} ${inMiles ? 'mi' : 'ft'}`;
  const longest = Math.max(metricEnd, imperialEnd);
  return html`<g>
<path class="axis" d="M${unit(x)} ${unit(y)}H${unit(longest)}M${unit(x)} ${unit(y - 4)}V${unit(y + 4)}M${unit(metricEnd)} ${unit(y)}V${unit(y - 4)}M${unit(imperialEnd)} ${unit(y)}V${unit(y + 4)}"/>
<path class="scale" d="M${unit(x)} ${unit(y)}H${unit(metricEnd)}"/>
<text class="small halo" x="${unit(x + 3)}" y="${unit(y - 2.5)}">${metricLabel}</text>
<text class="small halo" x="${unit(x + 3)}" y="${unit(y + 8.5)}">${imperialLabel}</text>
</g>`;
}

/** The largest of 1, 2, 5 times a power of ten that is at most `most`. */
function roundDown(most: number): number {
  const above = niceStep(most);
  if (above <= most) return above;
  return [0.5, 0.4, 0.2].map((share) => above * share).find((length) => length <= most && isRound(length)) ?? above / 2;
}

const isRound = (length: number): boolean => ['1', '2', '5'].includes(length.toExponential(3)[0]!);
