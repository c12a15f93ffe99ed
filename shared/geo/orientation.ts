/**
 * On which side of the directed line a→b the point p lies: +1 left, −1 right, 0 exactly on it. Never wrong: a floating-point
 * filter decides nearly always, exact integer arithmetic the rest. Coordinates in any one plane unit.
 * Source of the filter: Shewchuk, Adaptive precision floating-point arithmetic and fast robust geometric predicates (1997),
 * bound A of orient2d.
 */
export function orientation(ax: number, ay: number, bx: number, by: number, px: number, py: number): -1 | 0 | 1 {
  const left = (ax - px) * (by - py);
  const right = (ay - py) * (bx - px);
  const determinant = left - right;
  const bound = filterBound * (Math.abs(left) + Math.abs(right));
  if (determinant > bound) return 1;
  if (determinant < -bound) return -1;
  return exactOrientation(ax, ay, bx, by, px, py);
}

const epsilon = 2 ** -53;
const filterBound = (3 + 16 * epsilon) * epsilon;

function exactOrientation(ax: number, ay: number, bx: number, by: number, px: number, py: number): -1 | 0 | 1 {
  const x = wholeNumber(px);
  const y = wholeNumber(py);
  const determinant = (wholeNumber(ax) - x) * (wholeNumber(by) - y) - (wholeNumber(ay) - y) * (wholeNumber(bx) - x);
  return determinant > 0n ? 1 : determinant < 0n ? -1 : 0;
}

const double = new Float64Array(1);
const bits = new BigUint64Array(double.buffer);

/** A finite double times 2^1074, which is a whole number. */
function wholeNumber(value: number): bigint {
  double[0] = value;
  const raw = bits[0]!;
  const exponent = (raw >> 52n) & 0x7ffn;
  const fraction = raw & 0xfffffffffffffn;
  const magnitude = exponent === 0n ? fraction : (fraction | 0x10000000000000n) << (exponent - 1n);
  return raw >> 63n === 1n ? -magnitude : magnitude;
}
