import type { Reference } from '../../shared/classify/reference.ts';
import type { BorderFix, LineCrossing } from '../../shared/geo/border.ts';
import { metresPerDegreeLat, metresPerDegreeLng } from '../../shared/geo/ellipsoid.ts';
import type { CoverageJudge } from '../../shared/model/coverage.ts';
import type { Position } from '../../shared/model/position.ts';
import { originLat, originLng } from './detection-group.ts';

const kx = metresPerDegreeLng(originLat);
const ky = metresPerDegreeLat(originLat);
const theatreM = 400_000;

/**
 * A reference line due east through the origin of `at`, the United States north of it: what is true about a position can be
 * read off its northing. Border km 0 is 500 km west of the origin.
 */
export function straightBorder(errorBoundM = 5): Reference {
  const distanceOf = (lat: number): number => (lat - originLat) * ky;
  const kmOf = (lng: number): number => 500 + ((lng - originLng) * kx) / 1000;
  const isOutside = (lat: number): boolean => !(Math.abs(distanceOf(lat)) <= theatreM);
  return {
    border: {
      fix(lng, lat): BorderFix | null {
        if (isOutside(lat)) return null;
        return {
          distanceM: distanceOf(lat),
          km: kmOf(lng),
          position: [lng, originLat],
          errorBoundM,
          segment: { id: 'test', name: 'Test', fromKm: 0, toKm: 1000, defaultErrorM: errorBoundM },
        };
      },
      fixAll(lng, lat, out): void {
        for (let i = 0; i < lng.length; i++) {
          const outside = isOutside(lat[i]!);
          out.distanceM[i] = outside ? Number.NaN : distanceOf(lat[i]!);
          out.km[i] = outside ? Number.NaN : kmOf(lng[i]!);
          out.errorBoundM[i] = outside ? Number.NaN : errorBoundM;
        }
      },
      crossingOf(a: Position, b: Position): readonly LineCrossing[] {
        const [from, to] = [distanceOf(a[1]), distanceOf(b[1])];
        // As the real line: a position exactly on it counts as on the US side.
        if (from >= 0 === to >= 0) return [];
        const fraction = from / (from - to);
        const lng = a[0] + fraction * (b[0] - a[0]);
        return [
          { fraction, position: [lng, originLat], km: kmOf(lng), direction: to > from ? 'northbound' : 'southbound' },
        ];
      },
    },
    lines: [],
    sectors: {
      codeAt: () => 'TST',
    },
    places: { nearest: () => null },
  };
}

/** Surely in the US is *outside* (6) everywhere; what the tests say of coverage is about seconds, not about areas. */
export const plainJudge: CoverageJudge = {
  digest: 'test',
  state: (_lng, _lat, _timeMs, pUs) => (pUs <= 0.05 ? 0 : pUs < 0.95 ? 1 : 6),
  areasAt: () => [],
};
