/** Colour as seen with common kinds of colour blindness, and how far apart two colours look. For tests of palettes. */

type Rgb = readonly [number, number, number];
type Matrix = readonly [Rgb, Rgb, Rgb];

/** Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE TVCG 15 (2009), severity 1.0; on linear RGB. */
export const deficiencies: Readonly<Record<'protanopia' | 'deuteranopia' | 'tritanopia', Matrix>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

const linear = (hex: string): Rgb =>
  [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  }) as unknown as Rgb;

const times = (matrix: Matrix, [r, g, b]: Rgb): Rgb =>
  matrix.map((row) => Math.max(0, Math.min(1, row[0] * r + row[1] * g + row[2] * b))) as unknown as Rgb;

/** CIE L*a*b*, D65. */
function lab(rgb: Rgb): Rgb {
  const [x, y, z] = times(
    [
      [0.4124564, 0.3575761, 0.1804375],
      [0.2126729, 0.7151522, 0.072175],
      [0.0193339, 0.119192, 0.9503041],
    ],
    rgb,
  );
  const f = (t: number) => (t > 216 / 24_389 ? Math.cbrt(t) : ((24_389 / 27) * t + 16) / 116);
  const [fx, fy, fz] = [f(x / 0.95047), f(y), f(z / 1.08883)];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** CIE 1976 colour difference of two colours as seen with a deficiency, or with none. About 2.3 is just noticeable. */
export function differenceSeen(a: string, b: string, deficiency: keyof typeof deficiencies | null): number {
  const [one, other] = [a, b].map((hex) =>
    lab(deficiency === null ? linear(hex) : times(deficiencies[deficiency], linear(hex))),
  );
  return Math.hypot(one![0] - other![0], one![1] - other![1], one![2] - other![2]);
}
