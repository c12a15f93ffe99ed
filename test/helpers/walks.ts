import fc from 'fast-check';
import { aSensor, at, type Row } from './detection-group.ts';

const radar = { sensorId: 'RADAR-1', kind: 'radar' as const, format: 'generic-csv' };

/** Random walks near the line: steps an aircraft could fly, sometimes silent, sometimes seen by a second sensor. */
export const walks = ({ startM = 600, stepMps = 12, home = 400 } = {}): fc.Arbitrary<Row[]> =>
  fc
    .record({
      start: fc.integer({ min: -startM, max: startM }),
      steps: fc.array(
        fc.record({
          dt: fc.constantFrom(0, 1, 4, 4, 8, 8, 90),
          north: fc.integer({ min: -stepMps, max: stepMps }),
          sigmaM: fc.constantFrom(5, 15, 40, undefined),
          sensor: fc.constantFrom(aSensor, aSensor, radar),
          hasPosition: fc.constantFrom(true, true, true, false),
          home: fc.constantFrom(undefined, undefined, at(0, -home), at(0, home)),
        }),
        { minLength: 1, maxLength: 60 },
      ),
    })
    .map(({ start, steps }) => {
      let s = 0;
      let north = start;
      return steps.map(({ dt, north: rate, sigmaM, sensor, hasPosition, home: place }, i) => {
        s += dt;
        north += rate * Math.max(1, dt);
        return {
          s,
          sensor,
          note: `${i}`,
          ...(hasPosition ? { east: s * 5, north } : {}),
          ...(sigmaM === undefined ? {} : { sigmaM }),
          ...(place === undefined ? {} : { home: place }),
        };
      });
    });
