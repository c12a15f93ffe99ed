/** Undoes the delta encoding: running sums, divided by `scale`. */
export function sums(deltas: readonly number[], scale: number): Float64Array {
  const values = new Float64Array(deltas.length);
  let sum = 0;
  for (let i = 0; i < deltas.length; i++) {
    sum += deltas[i]!;
    values[i] = sum / scale;
  }
  return values;
}
