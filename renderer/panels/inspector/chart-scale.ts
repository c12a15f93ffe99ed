/** A linear axis with round marks. */
export interface Axis {
  readonly low: number;
  readonly high: number;
  readonly marks: readonly number[];
}

/** An axis that holds all values, with 2 to 5 round marks; `include` is always on it. */
export function axisFor(values: Iterable<number>, include: readonly number[] = []): Axis {
  let low = Infinity;
  let high = -Infinity;
  for (const value of [...include, ...values]) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  if (low > high) return { low: 0, high: 1, marks: [] };
  if (high - low < 1) [low, high] = [low - 1, high + 1];
  const rough = (high - low) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = ([1, 2, 5].find((digit) => digit * power >= rough) ?? 10) * power;
  [low, high] = [Math.floor(low / step) * step, Math.ceil(high / step) * step];
  const marks: number[] = [];
  for (let k = Math.round(low / step); k * step <= high + step / 2; k++) marks.push(k * step);
  return { low, high, marks };
}

/** SVG path of a series, broken where a value is missing or a gap follows. */
export function seriesPath(
  values: Float64Array,
  gapAfter: Uint8Array,
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let isOpen = false;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (Number.isNaN(value)) {
      isOpen = false;
      continue;
    }
    path += `${isOpen ? 'L' : 'M'}${x(i).toFixed(1)} ${y(value).toFixed(1)}`;
    isOpen = gapAfter[i] !== 1;
  }
  return path;
}

/** SVG path of the band between two series, one closed piece for each stretch without gap or missing value. */
export function bandPath(
  low: Float64Array,
  high: Float64Array,
  gapAfter: Uint8Array,
  x: (index: number) => number,
  y: (value: number) => number,
): string {
  let path = '';
  let from = -1;
  const close = (to: number) => {
    if (from < 0) return;
    const upper = [];
    const lower = [];
    for (let i = from; i <= to; i++) {
      upper.push(`${x(i).toFixed(1)} ${y(high[i]!).toFixed(1)}`);
      lower.unshift(`${x(i).toFixed(1)} ${y(low[i]!).toFixed(1)}`);
    }
    path += `M${upper.join('L')}L${lower.join('L')}Z`;
    from = -1;
  };
  for (let i = 0; i < low.length; i++) {
    if (Number.isNaN(low[i]!) || Number.isNaN(high[i]!)) {
      close(i - 1);
      continue;
    }
    if (from < 0) from = i;
    if (gapAfter[i] === 1) close(i);
  }
  close(low.length - 1);
  return path;
}
