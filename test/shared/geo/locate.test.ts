import { describe, expect, test } from 'vitest';
import { distanceM } from '../../../shared/geo/geodesic.ts';
import { buildReferenceData, locate } from '../../../shared/geo/locate.ts';
import { Places } from '../../../shared/geo/places.ts';
import { buildSectors } from '../../../shared/geo/sectors.ts';
import { readResource, seeded } from './support.ts';

const reference = buildReferenceData({
  border: readResource('border.json'),
  borderError: readResource('border-error.json'),
  sectors: readResource('sectors.json'),
  counties: readResource('counties.json'),
  portsOfEntry: readResource('ports-of-entry.json'),
  basemap: readResource('basemap.json'),
});
const at = (lat: number, lng: number, sigmaM = 0) => locate(reference, lng, lat, { sigmaM });

describe('locating a position', () => {
  test('in El Paso says all there is to say', () => {
    expect(at(31.7587, -106.487)).toMatchObject({
      side: 'US',
      outside: null,
      segment: 'rg-elpaso-ftquitman',
      borderErrorM: 16,
      sector: 'EPT',
      sectorName: 'El Paso Sector',
      sectorBy: 'border-km',
      sectorConfidence: 'A',
      sectorDisputed: false,
      county: 'El Paso',
      state: 'TX',
      judicialDistrict: 'Western District of Texas',
      nearest: { name: 'El Paso, TX', kind: 'town' },
      mgrs: '13RCR5917114651',
    });
    expect(at(31.7587, -106.487).distanceM).toBeCloseTo(1025.6, 0);
  });

  test('in Mexico near the border gives the sector opposite and no county', () => {
    expect(at(31.739, -106.4869)).toMatchObject({ side: 'MX', sector: 'EPT', county: null, state: null });
    expect(at(29, -102)).toMatchObject({ side: 'MX', sector: null, county: null });
  });

  test('that is not sure on which side it is says undetermined, with its probability', () => {
    const sure = at(31.3404, -110.9342);
    const close = reference.border.positionOfKm(sure.borderKm!);
    const unsure = at(close[1] + 0.0001, close[0], 50);
    expect(unsure.side).toBe('undetermined');
    expect(unsure.pUs).toBeGreaterThan(0.5);
    expect(at(close[1] + 0.0001, close[0], 0).side).toBe('US');
  });

  test('outside the theatre says why, and only what the county and the grid say', () => {
    expect(at(51.5, -0.12)).toMatchObject({
      side: 'undetermined',
      outside: 'too-far-from-the-line',
      pUs: null,
      distanceM: null,
      borderKm: null,
      segment: null,
      borderErrorM: null,
      sector: null,
      county: null,
    });
    expect(at(Number.NaN, 0)).toMatchObject({ outside: 'not-a-position', nearest: null, mgrs: null });
  });
});

describe('sectors', () => {
  test.each([
    ['Imperial Beach', 32.58, -117.11, 'SDC', 'border-km'],
    ['Calexico', 32.68, -115.5, 'ELC', 'border-km'],
    ['San Luis, Arizona', 32.5, -114.75, 'YUM', 'border-km'],
    ['Sasabe', 31.5, -111.54, 'TCA', 'border-km'],
    ['Columbus', 31.83, -107.64, 'EPT', 'border-km'],
    ['Presidio', 29.57, -104.36, 'BBT', 'border-km'],
    ['Eagle Pass', 28.71, -100.49, 'DRT', 'border-km'],
    ['Laredo', 27.53, -99.49, 'LRT', 'border-km'],
    ['McAllen', 26.2, -98.23, 'RGV', 'border-km'],
    ['Phoenix', 33.45, -112.07, 'TCA', 'county'],
    ['Albuquerque', 34.9, -106.6, 'EPT', 'county'],
  ])('%s is in its sector', (_name, lat, lng, sector, by) => {
    expect(at(lat, lng)).toMatchObject({ sector, sectorBy: by });
  });

  test('the reach that two sectors claim is marked, with what is known', () => {
    const [lng, lat] = reference.border.positionOfKm(2500);
    const answer = at(lat + 0.01, lng + 0.03);
    expect(answer).toMatchObject({ sector: 'LRT', sectorDisputed: true, sectorConfidence: 'C' });
    expect(answer.sectorNote).toMatch(/^Published sources conflict/);
  });

  test('near a break it is said how well the break is known', () => {
    const [lng, lat] = reference.border.positionOfKm(1290);
    expect(at(lat, lng)).toMatchObject({
      sector: 'EPT',
      sectorConfidence: 'C',
      sectorNote: 'Within 8 km of the break between EPT and BBT, which is known to that accuracy.',
    });
  });

  test('a county that is split is approximate', () => {
    expect(at(33.8, -116.5)).toMatchObject({ sector: 'ELC', sectorBy: 'county', sectorConfidence: 'C' });
  });

  test('every border km has one, and beside every km on the US side there is a county, save at sea', () => {
    const { border, sectors } = reference;
    for (let km = border.landFromKm + 1; km < border.landToKm - 1; km += 7) {
      const [lng, lat] = border.positionOfKm(km);
      expect(sectors.countyAt(lng, lat), `km ${km}`).not.toBeNull();
      expect(sectors.ofKm(km).fromKm <= km && km < sectors.ofKm(km).toKm).toBe(true);
    }
  });

  test('without the counties the border still gives them', () => {
    const bare = buildSectors(readResource('sectors.json'));
    const fix = reference.border.fix(-106.487, 31.7587);
    expect(bare.sectorAt(-106.487, 31.7587, fix)).toMatchObject({ sector: { code: 'EPT' }, county: null });
    expect(bare.sectorAt(-112.07, 33.45, reference.border.fix(-112.07, 33.45)).sector).toBeNull();
  });
});

describe('the nearest place', () => {
  test('is the one that asking them all gives', () => {
    const random = seeded(1);
    const places = Array.from({ length: 500 }, (_, i) => ({
      name: `${i}`,
      kind: 'town' as const,
      country: 'US' as const,
      position: [-118 + 22 * random(), 25 + 10 * random()] as const,
    }));
    const index = new Places(places);
    for (let i = 0; i < 500; i++) {
      const asked = [-119 + 24 * random(), 24 + 12 * random()] as const;
      const least = Math.min(...places.map(({ position }) => distanceM(position, asked)));
      expect(index.nearest(...asked)!.distanceM).toBe(least);
    }
  });

  test('is told by the bearing from the place', () => {
    const place = { name: 'Here', kind: 'town', country: 'US', position: [-110, 31] } as const;
    expect(new Places([place]).nearest(-110, 31.01)).toMatchObject({ name: 'Here', bearingDeg: 0, compass: 'N' });
    expect(new Places([place]).nearest(-110.01, 31)).toMatchObject({ compass: 'W' });
    expect(new Places([]).nearest(-110, 31)).toBeNull();
  });

  test('at a crossing is its port of entry', () => {
    expect(at(32.5426, -117.0288).nearest).toMatchObject({
      name: 'San Ysidro port of entry, CA',
      kind: 'port-of-entry',
    });
  });
});
