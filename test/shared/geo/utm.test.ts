import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toMgrs } from '../../../shared/geo/mgrs.ts';
import { fromUtm, toUtm, utmZone } from '../../../shared/geo/utm.ts';

const theatre = fc.tuple(fc.double({ min: -120, max: -94, noNaN: true }), fc.double({ min: 23, max: 37, noNaN: true }));

describe('the UTM grid', () => {
  it('comes back to where it started, to a tenth of a millimetre', () => {
    fc.assert(
      fc.property(theatre, ([lng, lat]) => {
        const [backLng, backLat] = fromUtm(toUtm([lng, lat], utmZone(lng)), utmZone(lng));
        expect(Math.abs(backLng - lng)).toBeLessThan(1e-9);
        expect(Math.abs(backLat - lat)).toBeLessThan(1e-9);
      }),
    );
  });

  it('has the digits that MGRS has, by code we did not write', () => {
    fc.assert(
      fc.property(theatre, ([lng, lat]) => {
        const { eastingM, northingM } = toUtm([lng, lat], utmZone(lng));
        const reference = toMgrs(lng, lat)!;
        const difference = (metres: number, digits: string) => {
          const apart = Math.abs((metres % 100_000) - Number(digits));
          return Math.min(apart, 100_000 - apart);
        };
        // Truncated to the metre, by a series of lower order.
        expect(difference(eastingM, reference.slice(-10, -5))).toBeLessThan(1.5);
        expect(difference(northingM, reference.slice(-5))).toBeLessThan(1.5);
      }),
    );
  });
});
