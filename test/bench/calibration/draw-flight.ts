import type { Border } from '../../../shared/geo/border.ts';
import { sigmaOfBoundM } from '../../../shared/geo/probability.ts';
import { positionOrigins } from '../../../shared/model/detection.ts';
import type { Position } from '../../../shared/model/position.ts';
import type { Plane } from '../../../shared/simulate/plane.ts';
import { Random } from '../../../shared/simulate/random.ts';
import { pathEnd, pathStart, type TruePath } from '../../../shared/simulate/true-path.ts';
import { type SideTruth, sideTruth } from '../../../shared/simulate/truth.ts';
import type { DetectionGroup } from '../../../shared/tracks/detections.ts';
import { LineError, type Shift } from './line-error.ts';
import { type FactorName, factorNames, factors, type Kind, kindWeights, type Stratum } from './strata.ts';
import { drawWay } from './true-way.ts';

/** A true stay in the US by an aircraft that was in Mexico before. */
export interface TrueStay {
  readonly fromMs: number;
  readonly toMs: number;
  /** Farthest from the true line, metres. */
  readonly depthM: number;
}

export interface TrueCrossing {
  readonly timeMs: number;
  readonly direction: 'northbound' | 'southbound';
  /** All errors of a position there, as far as the product states them: `lineSigmaM` of that place, and the sensor's own. */
  readonly errorM: number;
  /** Where it truly was, which is on the true line and not on the product's. */
  readonly position: Position;
}

export interface DrawnFlight {
  readonly stratum: Stratum;
  readonly group: DetectionGroup;
  readonly stays: readonly TrueStay[];
  readonly crossings: readonly TrueCrossing[];
  /** All errors of a single position against the true line, one axis: sensor, bias and line. */
  readonly errorM: number;
  /** One for each detection, in the order of the group. */
  readonly sights: readonly TrueSight[];
}

/** Where the aircraft truly was when a detection was made. */
export interface TrueSight {
  /** By the true clock. */
  readonly trueMs: number;
  /** From the true line, metres, positive into the US. */
  readonly trueM: number;
  /** Standard deviation of the line's error there as the product states it, metres: more where a worse stretch is near. */
  readonly lineSigmaM: number;
}

/** Kilometres from the ends of the land line, where flights of half an hour might leave it. */
const CLEAR_KM = 25;
const LAND = new Set(['ca-land', 'az-diagonal', 'az-parallel', 'nm-west', 'nm-parallel']);
const FEWEST = 5;

/** Flight `no` of a seed: levels, truth and what the sensors report. The same arguments give the same flight anywhere. */
export function drawFlight(border: Border, seed: number, no: number, forced: Partial<Stratum> = {}): DrawnFlight {
  const random = new Random(seed, 'flight', no);
  const stratum = drawStratum(random, forced);
  for (let attempt = 0; attempt < 400; attempt++) {
    const drawn = tryToDraw(border, stratum, random);
    if (drawn !== null) return drawn;
  }
  throw new Error(`No way to fly ${JSON.stringify(stratum)}`);
}

function drawStratum(random: Random, forced: Partial<Stratum>): Stratum {
  const drawn: Partial<Record<FactorName, unknown>> = {};
  for (const name of factorNames) {
    drawn[name] =
      name === 'kind'
        ? random.weighted(factors.kind.map((kind) => ({ kind, weight: kindWeights[kind] }))).kind
        : random.pick<unknown>(factors[name]);
  }
  return { ...(drawn as Stratum), ...forced };
}

function tryToDraw(border: Border, stratum: Stratum, random: Random): DrawnFlight | null {
  const km = random.between(border.landFromKm + CLEAR_KM, border.landToKm - CLEAR_KM);
  if (LAND.has(border.segmentAt(km).id) !== (stratum.place === 'land line')) return null;
  const line = new LineError(border, random, stratum.lineError === 'varying');
  const errorM = Math.hypot(stratum.sigmaM, stratum.sigmaM * stratum.biasShare, line.sigmaAt(km));
  const startMs = Date.UTC(2026, 2, 1) + random.whole(0, 30 * 86_400) * 1000;
  const way = drawWay(stratum.kind, border, km, errorM, startMs, random);
  if (way === null) return null;
  const truth = sideTruth(border, way.path);
  if (!isOfKind(stratum.kind, truth)) return null;
  const sights = observe(border, way.path, way.plane, truth, stratum, line, random);
  if (sights.length < FEWEST) return null;
  return {
    stratum,
    group: groupOf(sights, stratum),
    stays: staysOf(border, way.path, truth),
    crossings: truth.crossings.map(({ timeMs, direction, position, km: at }) => {
      const shift: Shift = { east: 0, north: 0 };
      const [east, north] = [way.plane.east(position[0]), way.plane.north(position[1])];
      line.at(at, east, north, shift);
      const lineSigmaM = sigmaOfBoundM(border.fix(position[0], position[1])?.errorBoundM ?? 0);
      const errorM = Math.hypot(stratum.sigmaM, stratum.sigmaM * stratum.biasShare, lineSigmaM);
      return { timeMs, direction, errorM, position: way.plane.position(east + shift.east, north + shift.north) };
    }),
    errorM,
    sights,
  };
}

/** Approaches and followers never cross; whatever comes from Mexico starts there. The geometry decides, not the plan. */
function isOfKind(kind: Kind, { startsIn, crossed }: SideTruth): boolean {
  if (kind === 'follow in US') return startsIn === 'US' && !crossed;
  if (kind === 'follow in MX' || kind === 'approach') return startsIn === 'MX' && !crossed;
  const mustCross = kind === 'deep' || kind === 'shallow' || kind === 'shuttle';
  return startsIn === 'MX' && (crossed || !mustCross);
}

interface Sight extends TrueSight {
  readonly reportedMs: number;
  readonly lng: number;
  readonly lat: number;
  readonly sensor: number;
}

/** What the sensors report, in order of the times they report. */
function observe(
  border: Border,
  path: TruePath,
  plane: Plane,
  { crossings }: SideTruth,
  stratum: Stratum,
  line: LineError,
  random: Random,
): Sight[] {
  const { sigmaM, biasShare, correlationS, everyS } = stratum;
  const silences = drawSilences(path, crossings[0]?.timeMs, stratum, random);
  const shift: Shift = { east: 0, north: 0 };
  const sights: Sight[] = [];
  for (let sensor = 0; sensor < stratum.sensors; sensor++) {
    const clockMs = Math.max(-2000, Math.min(2000, 1000 * random.normal()));
    const biasE = biasShare * sigmaM * random.normal();
    const biasN = biasShare * sigmaM * random.normal();
    let errorE = random.normal();
    let errorN = random.normal();
    const fade = Math.exp(-everyS / correlationS);
    const fresh = Math.sqrt(1 - fade * fade);
    for (let ms = pathStart(path) + random.between(0, everyS * 1000); ms <= pathEnd(path); ms += everyS * 1000) {
      errorE = fade * errorE + fresh * random.normal();
      errorN = fade * errorN + fresh * random.normal();
      if (silences.some(([fromMs, toMs]) => ms >= fromMs && ms < toMs)) continue;
      const [lng, lat] = positionAt(path, ms);
      const fix = border.fix(lng, lat);
      if (fix === null) continue;
      const [east, north] = [plane.east(lng), plane.north(lat)];
      line.at(fix.km, east, north, shift);
      sights.push({
        trueMs: ms,
        trueM: fix.distanceM,
        lineSigmaM: sigmaOfBoundM(fix.errorBoundM),
        reportedMs: Math.round(ms + clockMs),
        lng: plane.lng(east + shift.east + biasE + sigmaM * errorE),
        lat: plane.lat(north + shift.north + biasN + sigmaM * errorN),
        sensor,
      });
    }
  }
  return sights.sort((a, b) => a.reportedMs - b.reportedMs || a.sensor - b.sensor);
}

/** Dropouts of all sensors at once, some longer than the gap limit; or nothing seen before it is well on its way. */
function drawSilences(
  path: TruePath,
  firstCrossingMs: number | undefined,
  { silence }: Stratum,
  random: Random,
): readonly (readonly [fromMs: number, toMs: number])[] {
  const [start, end] = [pathStart(path), pathEnd(path)];
  switch (silence) {
    case 'none':
      return [];
    case 'dropouts':
      return Array.from({ length: random.whole(1, 3) }, () => {
        const fromMs = random.between(start, end);
        return [fromMs, fromMs + 1000 * random.between(15, 120)] as const;
      });
    case 'late': {
      const about = firstCrossingMs ?? random.between(start, end);
      return [[start, about + 1000 * random.between(-30, 15)]];
    }
  }
}

function positionAt(path: TruePath, ms: number): Position {
  const seconds = (ms - pathStart(path)) / 1000;
  const i = Math.min(path.lng.length - 2, Math.floor(seconds));
  const t = seconds - i;
  return [path.lng[i]! + t * (path.lng[i + 1]! - path.lng[i]!), path.lat[i]! + t * (path.lat[i + 1]! - path.lat[i]!)];
}

/** Stays that began with a crossing from Mexico, with their depth to the second. */
function staysOf(border: Border, path: TruePath, { usIntervals, crossings }: SideTruth): TrueStay[] {
  const entries = new Set(crossings.filter(({ direction }) => direction === 'northbound').map(({ timeMs }) => timeMs));
  return usIntervals
    .filter(({ fromMs }) => entries.has(fromMs))
    .map(({ fromMs, toMs }) => {
      let depthM = 0;
      for (let ms = fromMs; ms <= toMs; ms += 1000) {
        const [lng, lat] = positionAt(path, ms);
        const fix = border.fix(lng, lat);
        if (fix === null) continue;
        depthM = Math.max(depthM, fix.distanceM);
      }
      return { fromMs, toMs, depthM };
    });
}

function groupOf(sights: readonly Sight[], { sigmaM, accuracy, sensors }: Stratum): DetectionGroup {
  const count = sights.length;
  const none = () => new Float64Array(count).fill(Number.NaN);
  return {
    key: 'serial:BENCH',
    synthetic: true,
    identities: [{ uasSerial: 'BENCH', evidence: 'uas-identified' }],
    sensors: Array.from({ length: sensors }, (_, i) => ({
      sensorId: `BENCH-${i + 1}`,
      kind: 'remote-id',
      format: 'generic-csv',
    })),
    columns: {
      count,
      detectionNo: Float64Array.from(sights, (_, i) => i),
      idHi: Float64Array.from(sights, (_, i) => i),
      idLo: Float64Array.from(sights, (_, i) => i),
      observedAtMs: Float64Array.from(sights, ({ reportedMs }) => reportedMs),
      lng: Float64Array.from(sights, ({ lng }) => lng),
      lat: Float64Array.from(sights, ({ lat }) => lat),
      sigmaM: new Float64Array(count).fill(accuracy === 'stated' ? sigmaM : Number.NaN),
      altitudeM: none(),
      altitudeDatum: new Uint8Array(count),
      positionOrigin: new Uint8Array(count).fill(positionOrigins.indexOf('self-reported')),
      homeLng: none(),
      homeLat: none(),
      operatorLng: none(),
      operatorLat: none(),
      identity: new Uint32Array(count),
      sensor: Uint32Array.from(sights, ({ sensor }) => sensor),
    },
  };
}
