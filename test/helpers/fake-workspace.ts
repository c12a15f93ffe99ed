import { readFileSync } from 'node:fs';
import type { FlightRow } from '../../shared/contract/contract.ts';
import { Border } from '../../shared/geo/border.ts';
import type { Area, Designation } from '../../shared/model/area.ts';
import {
  type CoverageState,
  type Crossing,
  coverageStates,
  type Eligibility,
  elementIds,
  type Flight,
  type FlightClass,
  type Grade,
  type Incursion,
} from '../../shared/model/conclusion.ts';
import type { Bbox, Position } from '../../shared/model/position.ts';

/**
 * Made-up flights along the real reference line, for looking at the window and testing it. The conclusions are as plain as will
 * do for that: they are not the product's, whose own tests are elsewhere.
 */
export interface FakeFlight {
  readonly flight: Flight;
  readonly eligibilities: readonly Eligibility[];
  readonly row: FlightRow;
  readonly points: FakePoints;
}

export interface FakePoints {
  readonly timeMs: Float64Array;
  readonly lng: Float64Array;
  readonly lat: Float64Array;
  readonly altitudeM: Float64Array;
  readonly sigmaM: Float64Array;
  readonly distanceM: Float64Array;
  readonly pUs: Float64Array;
  readonly coverage: Uint8Array;
  readonly gapAfter: Uint8Array;
}

const resource = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../resources/${name}`, import.meta.url), 'utf8'));

export const border = new Border(resource('border.json'), resource('border-error.json'));
export const sectors = (
  resource('sectors.json') as { sectors: { code: string; name: string; fromKm: number; toKm: number }[] }
).sectors;

/** Seeded chance in 0..1: the same flights on every machine. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

const METRES_PER_DEGREE = 111_320;
const STEP_S = 6;
const FIRST_DAY_MS = Date.UTC(2026, 10, 14);

type Shape = 'shuttle' | 'scout' | 'approach' | 'follow' | 'inland' | 'one-way';
const shapes: readonly Shape[] = ['shuttle', 'shuttle', 'scout', 'approach', 'follow', 'follow', 'inland', 'one-way'];

/** Northing (metres, positive into the US) and easting along a flight, by share of it flown. */
const northing: Readonly<Record<Shape, (share: number, reachM: number) => number>> = {
  shuttle: (t, reach) => -1800 + Math.sin(Math.PI * t) ** 0.8 * (1800 + reach),
  scout: (t, reach) =>
    t < 0.2 ? -900 + (t / 0.2) * (900 + reach) : t > 0.8 ? reach - ((t - 0.8) / 0.2) * (900 + reach) : reach,
  approach: (t) => -2400 + Math.sin(Math.PI * t) * 2000,
  follow: () => -260,
  inland: (t, reach) => 1500 + reach * Math.sin(2 * Math.PI * t) * 0.4,
  'one-way': (t, reach) => -1200 + t * (1200 + reach * 1.6),
};

const easting: Readonly<Record<Shape, (share: number, reachM: number) => number>> = {
  shuttle: (t, reach) => Math.sin(2 * Math.PI * t) * reach * 0.45,
  scout: (t) => (t > 0.2 && t < 0.8 ? Math.sin(t * 30) * 260 : 0),
  approach: (t) => (t - 0.5) * 1500,
  follow: (t) => (t - 0.5) * 9000,
  inland: (t, reach) => Math.sin(4 * Math.PI * t + 1) * reach * 0.6,
  'one-way': (t) => Math.sin(t * 4) * 500,
};

/** Where flights are thick: shares of the land line, as busy crossings are. */
const busy = [0.02, 0.11, 0.24, 0.31, 0.37, 0.8, 0.86, 0.91, 0.95, 0.97];

export const fakeAreas: readonly Area[] = [
  ['aor-otay', 'Synthetic AOR Tecate', 97, 12_000],
  ['aor-nogales', 'Synthetic AOR Lukeville', 383, 18_000],
  ['aor-sunland', 'Synthetic AOR Sunland Park', 1208, 14_000],
  ['aor-roma', 'Synthetic AOR Roma', 2763, 26_000],
  ['aor-hidalgo', 'Synthetic AOR Hidalgo', 2921, 16_000],
].map(([id, name, km, sizeM]) => squareArea(String(id), String(name), Number(km), Number(sizeM)));

function squareArea(id: string, name: string, km: number, sizeM: number): Area {
  const [lng, lat] = border.positionOfKm(km);
  const half = sizeM / 2;
  const dLng = half / (METRES_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  const dLat = half / METRES_PER_DEGREE;
  const ring: [number, number][] = [
    [lng - dLng, lat - dLat * 0.1],
    [lng + dLng, lat - dLat * 0.2],
    [lng + dLng * 1.1, lat + dLat * 0.9],
    [lng + dLng * 0.2, lat + dLat * 1.3],
    [lng - dLng * 0.9, lat + dLat],
    [lng - dLng, lat - dLat * 0.1],
  ];
  return { id, name, version: 1, geometry: [[ring]], edgeAccuracyM: 30, source: 'made up for a test', synthetic: true };
}

const designation = (areaId: string, status: Designation['status'], from: string, to: string | null): Designation => ({
  id: `${areaId} ${from}`,
  areaId,
  status,
  basis: '6 U.S.C. 124n(k)(3)(C)(i)(I)',
  sourceDocument: 'made up for a test',
  from,
  to,
});

export const fakeDesignations: readonly Designation[] = [
  designation('aor-otay', 'designated', '2022-06-01', null),
  designation('aor-nogales', 'designated', '2022-06-01', null),
  designation('aor-sunland', 'pending', '2025-01-01', null),
  designation('aor-roma', 'designated', '2022-06-01', null),
  designation('aor-hidalgo', 'rescinded', '2026-01-01', null),
];

function stateInUs([lng, lat]: Position, sector: string | null): CoverageState {
  for (const area of fakeAreas) {
    const ring = area.geometry[0]![0]!;
    const west = Math.min(...ring.map(([x]) => x));
    const east = Math.max(...ring.map(([x]) => x));
    const north = Math.max(...ring.map(([, y]) => y));
    if (lng < west || lng > east || lat > north) continue;
    const { status } = fakeDesignations.find(({ areaId }) => areaId === area.id)!;
    return status === 'rescinded' ? 'outside' : status;
  }
  return sector === 'RGV' || sector === 'SDC' ? 'outside' : 'unknown';
}

const mattering: readonly CoverageState[] = ['outside', 'pending', 'unknown', 'designated', 'boundary', 'not-us'];

/** Abramowitz and Stegun 26.2.17: plenty for a drawing. */
function normal(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const tail =
    0.3989423 *
    Math.exp((-z * z) / 2) *
    t *
    (0.3193815 + t * (-0.3565638 + t * (1.781478 + t * (-1.821256 + t * 1.330274))));
  return z > 0 ? 1 - tail : tail;
}

/** @param names given to the first flights in place of their own */
export function fakeFlights(count: number, names: readonly string[] = [], seed = 7): FakeFlight[] {
  const random = seeded(seed);
  return Array.from({ length: count }, (_, n) => fakeFlight(n, random, names[n] ?? null));
}

const places = [
  'San Ysidro',
  'Calexico',
  'Nogales',
  'Sunland Park',
  'El Paso',
  'Del Rio',
  'Eagle Pass',
  'Laredo',
  'Roma',
  'Hidalgo',
];

function fakeFlight(n: number, random: () => number, name: string | null): FakeFlight {
  const shape = shapes[Math.floor(random() * shapes.length)]!;
  const spot = Math.floor(random() * busy.length);
  const km = border.landFromKm + (border.landToKm - border.landFromKm) * busy[spot]! + (random() - 0.5) * 34;
  const reachM = 300 + random() ** 2 * 3200;
  const sigmaM = [6, 12, 30][Math.floor(random() * 3)]!;
  const isAssumed = sigmaM === 30;
  const count = 120 + Math.floor(random() * 160);
  const start = FIRST_DAY_MS + Math.floor(random() * 8) * 86_400_000 + Math.floor((1 + random() * 10) * 3_600_000);
  const gapAt = random() < 0.3 ? Math.floor(count * (0.25 + random() * 0.5)) : -1;
  const [lng0, lat0] = border.positionOfKm(km);
  const [lngW] = border.positionOfKm(km - 3);
  const [lngE] = border.positionOfKm(km + 3);
  const angle = Math.atan2(
    (border.positionOfKm(km + 3)[1] - border.positionOfKm(km - 3)[1]) * METRES_PER_DEGREE,
    (lngE - lngW) * METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180),
  );
  const points = allocate(count);
  let clock = start;
  for (let i = 0; i < count; i++) {
    const share = i / (count - 1);
    const noise = () => (random() + random() + random() - 1.5) * sigmaM * 0.5;
    const across = northing[shape](share, reachM) + noise();
    const along = easting[shape](share, reachM) + noise();
    const [east, north] = [
      along * Math.cos(angle) - across * Math.sin(angle),
      along * Math.sin(angle) + across * Math.cos(angle),
    ];
    points.lng[i] = lng0 + east / (METRES_PER_DEGREE * Math.cos((lat0 * Math.PI) / 180));
    points.lat[i] = lat0 + north / METRES_PER_DEGREE;
    points.timeMs[i] = clock;
    points.sigmaM[i] = sigmaM * (0.8 + 0.4 * random());
    points.altitudeM[i] = Math.round(60 + 55 * Math.sin(Math.PI * share) + noise());
    points.gapAfter[i] = i === gapAt ? 1 : 0;
    clock += i === gapAt ? 95_000 : STEP_S * 1000;
  }
  const kms = new Float64Array(count);
  const errors = new Float64Array(count);
  border.fixAll(points.lng, points.lat, { distanceM: points.distanceM, km: kms, errorBoundM: errors });
  const sector = sectors.find(({ fromKm, toKm }) => km >= fromKm && km < toKm)?.code ?? null;
  for (let i = 0; i < count; i++) {
    const p = normal(points.distanceM[i]! / Math.hypot(points.sigmaM[i]!, errors[i]! / 1.645));
    points.pUs[i] = p;
    const state: CoverageState =
      p <= 0.05 ? 'not-us' : p < 0.95 ? 'boundary' : stateInUs([points.lng[i]!, points.lat[i]!], sector);
    points.coverage[i] = coverageStates.indexOf(state);
  }
  return conclude(n, shape, points, { sector, km, isAssumed, place: places[spot]!, name });
}

const allocate = (count: number): FakePoints => ({
  timeMs: new Float64Array(count),
  lng: new Float64Array(count),
  lat: new Float64Array(count),
  altitudeM: new Float64Array(count),
  sigmaM: new Float64Array(count),
  distanceM: new Float64Array(count),
  pUs: new Float64Array(count),
  coverage: new Uint8Array(count),
  gapAfter: new Uint8Array(count),
});

interface Setting {
  readonly sector: string | null;
  readonly km: number;
  readonly isAssumed: boolean;
  readonly place: string;
  readonly name: string | null;
}

/** The one aircraft whose name tries everything: markup, an override of direction, a control character, a lone surrogate. */
export const hostileName = '<img src=x onerror="window.pwned=1">\u202Egnp\u0007.\uD800';

function conclude(
  n: number,
  shape: Shape,
  points: FakePoints,
  { sector, km, isAssumed, place, name }: Setting,
): FakeFlight {
  const count = points.timeMs.length;
  const id = n.toString(16).padStart(4, '0').repeat(6);
  const [first, last] = [points.timeMs[0]!, points.timeMs[count - 1]!];
  const serial = `1581F5FH${(n % 83).toString(36).toUpperCase().padStart(4, '0')}00A${n % 10}`;
  const crossings = crossingsOf(id, points, sector);
  const inUs = [...points.pUs.keys()].filter((i) => points.pUs[i]! >= 0.95);
  const deepest = inUs.reduce((best, i) => (points.distanceM[i]! > points.distanceM[best]! ? i : best), inUs[0] ?? 0);
  const depthM = points.distanceM[deepest]!;
  const cameNorth = crossings.some(({ direction }) => direction === 'northbound');
  const gradeOf = (): Grade => (isAssumed ? 'probable' : depthM > 60 ? 'confirmed' : 'possible');
  const flightClass: FlightClass =
    inUs.length > 0
      ? cameNorth
        ? 'incursion'
        : 'us-origin-unknown'
      : shape === 'approach' || shape === 'follow'
        ? points.pUs.some((p) => p > 0.05)
          ? 'undetermined'
          : 'border-approach'
        : 'mexico-only';
  const grade = flightClass === 'incursion' ? gradeOf() : null;
  const seconds: Partial<Record<CoverageState, number>> = {};
  for (let i = 0; i < count - 1; i++) {
    const state = coverageStates[points.coverage[i]!]!;
    seconds[state] = (seconds[state] ?? 0) + (points.gapAfter[i] === 1 ? 0 : STEP_S);
  }
  const present = new Set([...points.coverage].map((code) => coverageStates[code]!));
  const coverageState = mattering.find((state) => present.has(state)) ?? 'not-us';
  const coverage = { observed: seconds, inferred: points.gapAfter.includes(1) ? { 'not-us': 95 } : {} };
  const incursions: Incursion[] =
    grade === null
      ? []
      : [
          {
            id: `${id}-i0`,
            flightId: id,
            grade,
            presence: {
              probability: isAssumed ? 0.9312 : 0.9971,
              grade,
              reasons: [
                `${inUs.length} positions lie in the United States with a probability of at least 0.95.`,
                isAssumed
                  ? 'No record states the accuracy of its position; 30 m is assumed, so the grade is at most probable.'
                  : 'At least two of them are independent of each other.',
              ],
            },
            origin: {
              probability: 0.9834,
              grade: 'confirmed',
              reasons: ['The flight crossed the reference line northbound, observed between two detections.'],
            },
            firstMs: points.timeMs[inUs[0]!]!,
            lastMs: points.timeMs[inUs.at(-1)!]!,
            observedS: inUs.length * STEP_S,
            inferredS: points.gapAfter.includes(1) ? 95 : 0,
            depthM,
            depthSigmaM: points.sigmaM[deepest]!,
            sector,
            borderKm: km,
            position: [points.lng[deepest]!, points.lat[deepest]!],
            nearestPlace: { name: place, distanceM: 1800 + (n % 17) * 431, bearingDeg: (n * 37) % 360 },
            areaIds: coverageState === 'designated' ? ['aor-roma'] : [],
            coverage,
            detectionIds: {
              first: `${id}-${inUs[0]}`,
              last: `${id}-${inUs.at(-1)}`,
              deepest: `${id}-${deepest}`,
            },
            detections: inUs.length,
          },
        ];
  const bbox: Bbox = [
    points.lng.reduce((a, b) => Math.min(a, b)),
    points.lat.reduce((a, b) => Math.min(a, b)),
    points.lng.reduce((a, b) => Math.max(a, b)),
    points.lat.reduce((a, b) => Math.max(a, b)),
  ];
  const flight: Flight = {
    id,
    settingsVersion: '2026-11-22.1',
    edits: [],
    rulesDigest: 'f'.repeat(64),
    objectKey: `serial:${serial}`,
    evidence: n % 9 === 4 ? 'uas-by-class' : 'uas-identified',
    objectName: name ?? (n === 3 ? hostileName : serial),
    makeModel: n % 9 === 4 ? null : ['DJI Mavic 3', 'DJI Matrice 30', 'Autel EVO II'][n % 3]!,
    positionOrigin: n % 9 === 4 ? 'measured' : 'self-reported',
    class: flightClass,
    grade,
    reasons: [
      grade === null
        ? 'No position lies in the United States with a probability of at least 0.95 after a northbound crossing.'
        : 'The flight was present in the United States and came from Mexico.',
      'The weaker of the two elements gives the grade. Computed, not reviewed by a person.',
    ],
    firstMs: first,
    lastMs: last,
    detections: count + 4,
    positions: count,
    bbox: bbox as [number, number, number, number],
    sector,
    borderKm: km,
    minDistanceM: points.distanceM.reduce((a, b) => Math.min(a, b)),
    maxDistanceM: points.distanceM.reduce((a, b) => Math.max(a, b)),
    sigmaM: { origin: isAssumed ? 'default' : 'record', median: points.sigmaM[0]! },
    tracks: [
      {
        id: `${id}-t0`,
        sensorId: n % 2 === 0 ? 'AeroScope RGV-04' : 'RID receiver Roma bluff',
        sensorKind: n % 2 === 0 ? 'droneid' : 'remote-id',
        firstMs: first,
        lastMs: last,
        detections: count + 4,
        gapLimitS: 60,
      },
    ],
    crossings,
    incursions,
    coverage,
    coverageState,
    areaIds: [],
    mayBeSameAs: n % 23 === 5 ? [((n + 1) % 300).toString(16).padStart(4, '0').repeat(6)] : [],
    synthetic: true,
  };
  const { crossings: _c, incursions: _i, tracks, coverage: _v, rulesDigest: _d, ...rest } = flight;
  const row: FlightRow = {
    ...rest,
    crossings: crossings.length,
    incursions: incursions.length,
    sensors: tracks.map(({ sensorId }) => sensorId),
    review: null,
    usSeconds: inUs.length * STEP_S,
  };
  return { flight, row, points, eligibilities: incursions.map((incursion) => eligibilityOf(incursion, coverageState)) };
}

function crossingsOf(id: string, points: FakePoints, sector: string | null): Crossing[] {
  const found: Crossing[] = [];
  for (let i = 0; i + 1 < points.timeMs.length; i++) {
    if (points.distanceM[i]! < 0 === points.distanceM[i + 1]! < 0) continue;
    const position: Position = [points.lng[i]!, points.lat[i]!];
    // Noise beside the line is no crossing: only the last of a flurry is kept.
    const previous = found.at(-1);
    if (previous !== undefined && points.timeMs[i]! - previous.timeMs < 120_000) found.pop();
    found.push({
      id: `${id}-c${found.length}`,
      direction: points.distanceM[i + 1]! > 0 ? 'northbound' : 'southbound',
      timeMs: points.timeMs[i]! + 2000,
      fromMs: points.timeMs[Math.max(0, i - 4)]!,
      toMs: points.timeMs[Math.min(points.timeMs.length - 1, i + 5)]!,
      position: [...position],
      borderKm: border.fix(position[0], position[1])?.km ?? 0,
      sector,
      how: points.gapAfter[i] === 1 ? 'inferred' : 'observed',
      detectionIds: [`${id}-${i}`, `${id}-${i + 1}`],
    });
  }
  return found;
}

const titles: Readonly<Record<(typeof elementIds)[number], string>> = {
  'authority-in-force': 'Authority in force',
  'acting-component': 'Acting component',
  'place-in-us': 'Place in the United States',
  'covered-asset-basis': 'Covered-asset basis',
  'credible-threat': 'Credible threat determined',
  'positive-identification': 'Positive identification and deconfliction',
  'faa-coordination': 'FAA coordination',
};

function eligibilityOf(incursion: Incursion, state: CoverageState): Eligibility {
  const verdictOf = (id: (typeof elementIds)[number]) => {
    if (id === 'authority-in-force' || id === 'place-in-us') return 'met' as const;
    if (id === 'covered-asset-basis') {
      return state === 'designated'
        ? ('met' as const)
        : state === 'outside'
          ? ('not-met' as const)
          : ('unknown' as const);
    }
    return 'unknown' as const;
  };
  return {
    incursionId: incursion.id,
    atMs: incursion.firstMs,
    day: '2026-11-16',
    statuteVersion: 'v2025',
    authorityTableAsOf: '2026-11-22',
    authorityTable: { label: 'built in', digest: 'e3b0c442'.repeat(8) },
    result: state === 'outside' ? 'not-eligible' : 'undetermined',
    sentence:
      state === 'outside'
        ? 'Not eligible on the record: no 124n covered-asset basis on record; other law not assessed.'
        : 'Undetermined: the record does not name the acting component or a credible-threat determination.',
    elements: elementIds.map((id) => ({
      id,
      title: titles[id],
      verdict: verdictOf(id),
      sentence:
        verdictOf(id) === 'met'
          ? 'The record shows it for the moment judged.'
          : verdictOf(id) === 'not-met'
            ? 'The place is outside every area designated on that day.'
            : 'Nothing about it was recorded before the moment judged.',
      qualifier: id === 'authority-in-force' ? 'met, source unverified' : null,
      citations: ['6 U.S.C. 124n(a)', 'Pub. L. 119-60'],
      evidence: [],
    })),
  };
}
