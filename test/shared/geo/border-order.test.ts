import { expect, test } from 'vitest';
import { Random } from '../../../shared/simulate/random.ts';
import { drawFlights } from '../../bench/geometry/scene.ts';
import { builtInBorder } from './support.ts';

/** The search remembers what it found for the position before; nobody must see that in an answer. */
test('distance, km and error of the line are the same to the last bit in order of flight, mixed up, and asked one by one', () => {
  const border = builtInBorder();
  const { lng, lat } = drawFlights(border, 100, 200, 5);
  const count = lng.length;
  const fixAll = (order: readonly number[]) => {
    const columns = {
      distanceM: new Float64Array(count),
      km: new Float64Array(count),
      errorBoundM: new Float64Array(count),
    };
    border.fixAll(
      Float64Array.from(order, (i) => lng[i]!),
      Float64Array.from(order, (i) => lat[i]!),
      columns,
    );
    return columns;
  };
  const inOrder = fixAll(Array.from({ length: count }, (_, i) => i));
  const random = new Random(5, 'export');
  const order = Array.from({ length: count }, (_, i) => [random.unit(), i] as const)
    .sort(([a], [b]) => a - b)
    .map(([, i]) => i);
  const mixed = fixAll(order);
  const differing = order.filter(
    (i, place) =>
      mixed.distanceM[place] !== inOrder.distanceM[i] ||
      mixed.km[place] !== inOrder.km[i] ||
      mixed.errorBoundM[place] !== inOrder.errorBoundM[i],
  );
  expect(differing).toEqual([]);
  // Another line asked meanwhile must not matter either.
  const alone = builtInBorder();
  for (let i = 0; i < count; i += 97) {
    alone.fix(lng[(i * 31) % count]!, lat[(i * 31) % count]!);
    expect(alone.fix(lng[i]!, lat[i]!)!.errorBoundM).toBe(inOrder.errorBoundM[i]);
  }
});
