/** The longest bar of a scale, CSS pixels. */
const LONGEST_PX = 96;

/**
 * A round length of 1, 2 or 5 times a power of ten that fits the bar.
 * @param units metres of each unit and its name, largest first; the first that gives at least one is taken
 */
export function roundScale(
  metresPer100Px: number,
  units: readonly (readonly [metres: number, name: string])[],
): { readonly text: string; readonly widthPx: number } {
  const longestM = (metresPer100Px * LONGEST_PX) / 100;
  const [unitM, name] = units.find(([metres]) => longestM / metres >= 1) ?? units.at(-1)!;
  const most = longestM / unitM;
  const power = 10 ** Math.floor(Math.log10(most));
  const value = ([5, 2, 1].find((digit) => digit * power <= most) ?? 1) * power;
  return {
    text: `${value >= 1 ? value.toFixed(0) : String(value)} ${name}`,
    widthPx: Math.round((value * unitM * 100) / metresPer100Px),
  };
}
