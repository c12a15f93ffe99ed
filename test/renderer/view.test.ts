import { afterEach, describe, expect, it } from 'vitest';
import { indexAtOrBefore } from '../../renderer/state/paths.ts';
import { resetFilters, resetView, selectFlight, setCursor, setFilters, view } from '../../renderer/state/view.ts';

afterEach(resetView);

describe('filters', () => {
  it('set to nothing are gone, so that the request does not carry them', () => {
    setFilters({ sector: 'RGV', grade: 'confirmed' });
    setFilters({ sector: undefined });
    expect(view.get().filters).toEqual({ grade: 'confirmed' });
    resetFilters();
    expect(view.get().filters).toEqual({});
  });
});

describe('the selection', () => {
  it('chosen in a list is brought into sight, chosen on the map is there already', () => {
    const { reveal } = view.get();
    selectFlight('a', 'map');
    expect(view.get().reveal).toBe(reveal);
    selectFlight('b', 'elsewhere', 'b-1');
    expect(view.get()).toMatchObject({ flightId: 'b', incursionId: 'b-1', reveal: reveal + 1 });
  });

  it('of another flight forgets the instant pointed at in the one before', () => {
    selectFlight('a', 'elsewhere');
    setCursor(5);
    selectFlight('b', 'elsewhere');
    expect(view.get().cursorMs).toBeNull();
  });
});

describe('paths', () => {
  it('find the point at or before an instant', () => {
    const times = Float64Array.of(10, 20, 20, 30);
    expect([5, 10, 15, 20, 29, 99].map((instant) => indexAtOrBefore(times, instant))).toEqual([0, 0, 0, 2, 2, 3]);
  });
});
