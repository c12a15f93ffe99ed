import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { statusOn } from '../../renderer/map/layers/areas.ts';
import { toReferenceLine } from '../../renderer/map/layers/reference-line.ts';
import { toSectors } from '../../renderer/map/layers/sectors.ts';
import { worldX, worldY } from '../../renderer/map/mercator.ts';
import { bytesText } from '../../renderer/panels/bytes.ts';
import { axisFor, bandPath, seriesPath } from '../../renderer/panels/inspector/chart-scale.ts';
import { stretchesOf } from '../../renderer/panels/inspector/stretches.ts';
import { roundScale } from '../../renderer/panels/scale.ts';
import type { Reference } from '../../renderer/resources.ts';
import { Border } from '../../shared/geo/border.ts';
import { sums } from '../../shared/geo/deltas.ts';
import type { Designation } from '../../shared/model/area.ts';
import { coverageStates } from '../../shared/model/lists.ts';

const resource = (name: string) =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'));

const lineOf = (name: string) => {
  const file = resource(name);
  return {
    line: { lng: sums(file.lng, file.scale), lat: sums(file.lat, file.scale) },
    km: sums(file.stationDm, 10_000),
  };
};

describe('the reference layers', () => {
  const sectors = resource('sectors.json');
  const reference = {
    sectors: sectors.sectors,
    disputed: sectors.disputed,
    sectorLines: [],
    border: lineOf('border.json'),
    borderOverview: lineOf('border-overview.json'),
    borderErrorM: resource('border-error.json').errorBoundM,
  } as unknown as Reference;
  const border = new Border(resource('border.json'), resource('border-error.json'));

  it('mark each sector break where the line has that kilometre, on straight reaches too', () => {
    const { breaks } = toSectors(reference, reference.sectors);
    sectors.sectors.slice(1).forEach(({ fromKm }: { fromKm: number }, i: number) => {
      const [lng, lat] = border.positionOfKm(fromKm);
      // 30 m is the tolerance of the overview line; a kilometre of border is about 3e-5 of the world.
      expect(Math.hypot(breaks[i]!.x - worldX(lng), breaks[i]!.y - worldY(lat))).toBeLessThan(4e-6);
    });
  });

  it('put sector names on the US side', () => {
    for (const { x, y, normalX, normalY } of toSectors(reference, reference.sectors).labels) {
      const [lng, lat] = [(x + normalX * 1e-4 - 0.5) * 360, latitudeOf(y + normalY * 1e-4)];
      expect(border.fix(lng, lat)!.distanceM).toBeGreaterThan(0);
    }
  });

  it('draw a stretch with the largest error of the kilometres it runs through', () => {
    const short = {
      border: {
        line: { lng: Float64Array.of(-99, -98.99, -98.9, -98.89), lat: new Float64Array(4).fill(26) },
        km: Float64Array.of(0.2, 0.9, 3.4, 3.9),
      },
      borderOverview: reference.borderOverview,
      borderErrorM: [5, 9, 40, 7],
    } as unknown as Reference;
    expect(toReferenceLine(short).full.map(({ errorM }) => errorM)).toEqual([40, 7]);
    const whole = toReferenceLine(reference).full;
    expect(whole.at(0)!.x[0]).toBeCloseTo(worldX(reference.border.line.lng[0]!), 12);
    expect(whole.every((piece, i) => i === 0 || piece.x[0] === whole[i - 1]!.x.at(-1))).toBe(true);
  });
});

const latitudeOf = (y: number) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

describe('the status of an area on a day', () => {
  const record = (status: Designation['status'], from: string, to: string | null): Designation => ({
    id: `${status} ${from}`,
    areaId: 'a',
    status,
    basis: '',
    sourceDocument: '',
    from,
    to,
  });
  const records = [
    record('pending', '2022-01-01', null),
    record('designated', '2022-06-01', '2024-05-31'),
    record('rescinded', '2024-06-01', null),
  ];

  it.each([
    ['2021-12-31', 'none'],
    ['2022-03-01', 'pending'],
    ['2022-06-01', 'designated'],
    ['2024-05-31', 'designated'],
    ['2024-06-01', 'pending'],
  ])('%s: %s', (day, status) => {
    expect(statusOn(day, 'a', records)).toBe(status);
  });

  it('is none for an area without records', () => {
    expect(statusOn('2023-01-01', 'b', records)).toBe('none');
  });
});

describe('the scale bar', () => {
  it.each([
    [1200, '1 km', 83],
    [530, '500 m', 94],
    [25, '20 m', 80],
    [210_000, '200 km', 95],
  ])('%d metres in 100 pixels: %s', (metres, text, widthPx) => {
    const bar = roundScale(metres, [
      [1000, 'km'],
      [1, 'm'],
    ]);
    expect(bar).toEqual({ text, widthPx });
  });
});

describe('a chart', () => {
  it('has round marks around all its values', () => {
    expect(axisFor([-1830, 1410], [0])).toEqual({ low: -2000, high: 2000, marks: [-2000, -1000, 0, 1000, 2000] });
    expect(axisFor([Number.NaN])).toEqual({ low: 0, high: 1, marks: [] });
    const flat = axisFor([120, 120]);
    expect(flat.low).toBeLessThan(120);
    expect(flat.high).toBeGreaterThan(120);
  });

  it('breaks its line at gaps and missing values', () => {
    const path = seriesPath(
      Float64Array.of(1, 2, 3, Number.NaN, 5),
      Uint8Array.of(0, 1, 0, 0, 0),
      (i) => i,
      (v) => v,
    );
    expect(path).toBe('M0.0 1.0L1.0 2.0M2.0 3.0M4.0 5.0');
  });

  it('closes its band at gaps', () => {
    const low = Float64Array.of(0, 0, 0);
    const high = Float64Array.of(1, 1, 1);
    const path = bandPath(
      low,
      high,
      Uint8Array.of(0, 1, 0),
      (i) => i,
      (v) => v,
    );
    expect(path).toBe('M0.0 1.0L1.0 1.0L1.0 0.0L0.0 0.0ZM2.0 1.0L2.0 0.0Z');
  });
});

describe('the coverage strip', () => {
  it('is made of stretches of one state, and of gaps', () => {
    const code = (state: (typeof coverageStates)[number]) => coverageStates.indexOf(state);
    const profile = {
      count: 6,
      timeMs: Float64Array.of(0, 5, 10, 100, 105, 110),
      coverage: Uint8Array.of(
        code('not-us'),
        code('not-us'),
        code('unknown'),
        code('unknown'),
        code('unknown'),
        code('unknown'),
      ),
      gapAfter: Uint8Array.of(0, 0, 1, 0, 0, 0),
    } as Parameters<typeof stretchesOf>[0];
    expect(stretchesOf(profile)).toEqual([
      { fromMs: 0, toMs: 10, style: code('not-us') },
      { fromMs: 10, toMs: 100, style: null },
      { fromMs: 100, toMs: 110, style: code('unknown') },
    ]);
  });
});

describe('sizes of files', () => {
  it.each([
    [512, '512 B'],
    [48_213, '48.2 kB'],
    [104_857_600, '105 MB'],
    [2_500_000_000, '2.5 GB'],
  ])('%d bytes are %s', (bytes, text) => {
    expect(bytesText(bytes)).toBe(text);
  });
});
