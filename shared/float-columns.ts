/**
 * Columns of doubles in one piece of memory: an allocation each would cost more than the work on a short flight.
 * @returns for every name `length` zeros
 */
export function floatColumns<const Names extends readonly string[]>(
  names: Names,
  length: number,
): Record<Names[number], Float64Array> {
  const buffer = new ArrayBuffer(names.length * length * Float64Array.BYTES_PER_ELEMENT);
  return Object.fromEntries(
    names.map((name, i) => [name, new Float64Array(buffer, i * length * Float64Array.BYTES_PER_ELEMENT, length)]),
  ) as Record<Names[number], Float64Array>;
}
