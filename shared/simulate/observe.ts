import { metresPerDegreeLat, metresPerDegreeLng } from '../geo/ellipsoid.ts';
import type { DetectionFields } from '../model/detection.ts';
import { decideEvidence } from '../model/evidence.ts';
import type { Position } from '../model/position.ts';
import { type Aircraft, droneIdSerial } from './aircraft.ts';
import { directionDeg } from './plane.ts';
import { BIAS_SHARE, type Sensor } from './post.ts';
import type { Random } from './random.ts';
import { type PathState, pathEnd, pathStart, stateAt, type TruePath } from './true-path.ts';

/** What is out there, as far as a sensor can tell it. */
export type Subject =
  | { readonly kind: 'drone'; readonly aircraft: Aircraft; readonly launch: Position }
  | { readonly kind: 'bird' | 'unnamed-object' }
  | { readonly kind: 'manned-aircraft'; readonly icao24: string; readonly callsign: string };

export interface Observation {
  readonly sensor: Sensor;
  readonly subject: Subject;
  readonly path: TruePath;
  /** Number of the object, one of its own for everything simulated: makes the sensor's track keys. */
  readonly objectNo: number;
  readonly random: Random;
  /** False: nothing is in the way and nothing masks the signal. */
  readonly masked: boolean;
}

/** Time after which the correlated part of a position error has mostly changed, seconds. */
const CORRELATION_S = 10;

/** Whether this kind of sensor can notice the subject at all. */
export function notices(sensor: Sensor, subject: Subject): boolean {
  switch (sensor.kind) {
    case 'adsb':
      return subject.kind === 'manned-aircraft';
    case 'radar':
      return subject.kind !== 'manned-aircraft';
    case 'rf':
      return subject.kind === 'drone';
    case 'remote-id':
      return subject.kind === 'drone' && subject.aircraft.broadcasts;
    case 'droneid':
      return subject.kind === 'drone' && subject.aircraft.airframe.make === 'DJI';
  }
}

/** Everything one sensor reports about one object, in time order, as a reader would give it. */
export function observe(observation: Observation): DetectionFields[] {
  const { sensor, subject, path, random } = observation;
  if (!notices(sensor, subject)) return [];
  const report = reporterFor(observation);
  const metres = { lng: metresPerDegreeLng(sensor.position[1]), lat: metresPerDegreeLat(sensor.position[1]) };
  const state: PathState = { lng: 0, lat: 0, heightM: 0, eastMps: 0, northMps: 0, upMps: 0 };
  const errors = new PositionErrors(random, sensor.kind === 'radar' ? 0.3 : 0.8, biasFor(sensor, random));
  const masking = new Masking(random, maskingOf[sensor.kind], observation.masked);
  const found: DetectionFields[] = [];
  const end = pathEnd(path);
  let timeMs = pathStart(path) + random.unit() * sensor.cadenceS * 1000;
  let lastMs = timeMs;
  while (timeMs <= end) {
    stateAt(path, timeMs, metres, state);
    errors.advance((timeMs - lastMs) / 1000);
    masking.advance((timeMs - lastMs) / 1000);
    lastMs = timeMs;
    const east = (state.lng - sensor.position[0]) * metres.lng;
    const north = (state.lat - sensor.position[1]) * metres.lat;
    const rangeM = Math.sqrt(east * east + north * north + state.heightM * state.heightM);
    const far = rangeM / sensor.rangeM;
    const seen =
      far <= 1 &&
      !masking.hides &&
      random.chance(0.97 - 0.2 * far * far) &&
      state.heightM >= lowestM[sensor.kind] &&
      !(observation.masked && isBlind(sensor, directionDeg(east, north)));
    if (seen) {
      const sigmaM = report.sigmaM(rangeM);
      const lng = decimals(state.lng + (sigmaM * errors.east) / metres.lng, 7);
      const lat = decimals(state.lat + (sigmaM * errors.north) / metres.lat, 7);
      const fields = report.fields({ timeMs, state, sigmaM, rangeM, bearingDeg: directionDeg(east, north) });
      found.push({
        ...fields,
        observedAtMs: Math.round(timeMs) + sensor.clockOffsetMs,
        lat,
        lng,
        positionKind: 'point',
        sensorId: sensor.id,
        sensorKind: sensor.kind,
        sensorLat: sensor.position[1],
        sensorLng: sensor.position[0],
        evidence: decideEvidence(fields, sensor.kind),
      });
    }
    timeMs += sensor.cadenceS * 1000 * (1 + 0.04 * Math.max(-2, Math.min(2, random.normal())));
  }
  return found;
}

/** A radar does not see what is on or near the ground. */
const lowestM: Readonly<Record<Sensor['kind'], number>> = { 'remote-id': 0, droneid: 0, rf: 0, radar: 12, adsb: 0 };

const isBlind = ({ blind }: Sensor, bearingDeg: number): boolean =>
  (bearingDeg - blind.fromDeg + 360) % 360 < blind.widthDeg;

/** A radar's offset is the radar's; that of a satellite fix is the flight's. */
const biasFor = (sensor: Sensor, random: Random): readonly [number, number] =>
  sensor.kind === 'radar' ? sensor.bias : [BIAS_SHARE * random.normal(), BIAS_SHARE * random.normal()];

/** Mean seconds seen and hidden, in turn. An AeroScope loses its aircraft for minutes. */
const maskingOf: Readonly<Record<Sensor['kind'], readonly [seenS: number, hiddenS: number]>> = {
  'remote-id': [240, 25],
  droneid: [300, 70],
  rf: [400, 30],
  radar: [200, 15],
  adsb: [600, 20],
};

/** Buildings, hills and antennas that come between: hidden and seen by turns, exponentially long. */
class Masking {
  private readonly random: Random;
  private readonly means: readonly [number, number];
  private readonly active: boolean;
  private leftS: number;
  hides: boolean;

  constructor(random: Random, means: readonly [number, number], active: boolean) {
    this.random = random;
    this.means = means;
    this.active = active;
    this.hides = active && random.chance(0.12);
    this.leftS = random.exponential(means[this.hides ? 1 : 0]);
  }

  advance(seconds: number): void {
    if (!this.active) return;
    this.leftS -= seconds;
    while (this.leftS < 0) {
      this.hides = !this.hides;
      this.leftS += this.random.exponential(this.means[this.hides ? 1 : 0]);
    }
  }
}

/**
 * Error of a position in units of its σ: a part that persists for seconds (first-order Gauss-Markov), a part new at every
 * report, and a constant offset on top.
 */
class PositionErrors {
  private readonly random: Random;
  private readonly persistent: number;
  private readonly fresh: number;
  private readonly bias: readonly [number, number];
  private slowEast: number;
  private slowNorth: number;
  east = 0;
  north = 0;

  /** @param persistentShare of the variance */
  constructor(random: Random, persistentShare: number, bias: readonly [number, number]) {
    this.random = random;
    this.persistent = Math.sqrt(persistentShare);
    this.fresh = Math.sqrt(1 - persistentShare);
    this.bias = bias;
    this.slowEast = random.normal();
    this.slowNorth = random.normal();
  }

  advance(seconds: number): void {
    const kept = Math.exp(-seconds / CORRELATION_S);
    const added = Math.sqrt(1 - kept * kept);
    this.slowEast = kept * this.slowEast + added * this.random.normal();
    this.slowNorth = kept * this.slowNorth + added * this.random.normal();
    this.east = this.bias[0] + this.persistent * this.slowEast + this.fresh * this.random.normal();
    this.north = this.bias[1] + this.persistent * this.slowNorth + this.fresh * this.random.normal();
  }
}

interface Glimpse {
  readonly timeMs: number;
  readonly state: PathState;
  readonly sigmaM: number;
  readonly rangeM: number;
  readonly bearingDeg: number;
}

/** One sensor's way of reporting one object. */
interface Reporter {
  /** True standard deviation of the position along one axis, at this range. */
  sigmaM(rangeM: number): number;
  fields(glimpse: Glimpse): DetectionFields;
}

function reporterFor(observation: Observation): Reporter {
  const { sensor, subject } = observation;
  if (subject.kind === 'manned-aircraft') return adsbReporter(observation, subject);
  if (sensor.kind === 'radar' || subject.kind !== 'drone') return radarReporter(observation);
  switch (sensor.kind) {
    case 'droneid':
      return droneIdReporter(observation, subject);
    case 'remote-id':
      return remoteIdReporter(observation, subject);
    default:
      return subject.aircraft.airframe.make === 'DJI'
        ? decodedRfReporter(observation, subject)
        : locatedRfReporter(observation);
  }
}

type Drone = Extract<Subject, { kind: 'drone' }>;

/** From the F3411 upper bounds that receivers pass on, as 95 % radii. */
const RADIUS_95_PER_SIGMA = 2.448;

/** What the aircraft says of its own motion. */
const motionOf = ({ state }: Glimpse, random: Random) => {
  const speed = Math.sqrt(state.eastMps * state.eastMps + state.northMps * state.northMps);
  return {
    speedMps: decimals(Math.max(0, speed + 0.15 * random.normal()), 2),
    vspeedMps: decimals(state.upMps + 0.1 * random.normal(), 2),
    ...(speed > 0.5 ? { courseDeg: decimals(directionDeg(state.eastMps, state.northMps), 1) % 360 } : {}),
  };
};

const withoutClimb = ({ vspeedMps: _, ...rest }: ReturnType<typeof motionOf>) => rest;

const operatorAt = ([lng, lat]: Position, random: Random) => ({
  operatorLat: decimals(lat + 4e-5 * random.normal(), 6),
  operatorLng: decimals(lng + 4e-5 * random.normal(), 6),
});

const homeAt = ([lng, lat]: Position) => ({ homeLat: decimals(lat, 6), homeLng: decimals(lng, 6) });

/** ASTM F3411 broadcast: everything self-reported, accuracy as an upper bound. */
function remoteIdReporter({ sensor, objectNo, random }: Observation, { aircraft, launch }: Drone): Reporter {
  const boundM = random.weighted([
    { boundM: 3, weight: 3 },
    { boundM: 10, weight: 6 },
    { boundM: 30, weight: 1 },
  ]).boundM;
  const operator = operatorAt(launch, random);
  const transmitterMac = macOf(objectNo);
  const altitudeErrorM = 4 * random.normal();
  return {
    sigmaM: () => decimals(boundM / RADIUS_95_PER_SIGMA, 3),
    fields: (glimpse) => ({
      uasSerial: aircraft.serial,
      transmitterMac,
      uaType: 2,
      timeBasis: 'measured',
      positionOrigin: 'self-reported',
      sigmaM: glimpse.sigmaM,
      altHaeM: decimals(sensor.groundMslM + sensor.geoidM + glimpse.state.heightM + altitudeErrorM, 1),
      heightM: decimals(glimpse.state.heightM + 0.3 * random.normal(), 1),
      heightRef: 'takeoff',
      vertAccuracyM: 10,
      ...motionOf(glimpse, random),
      opStatus: glimpse.state.heightM > 0.5 ? 2 : 1,
      rssiDbm: rssi(glimpse.rangeM, random),
      ...operator,
      operatorLocType: 0,
    }),
  };
}

/** A locally administered address that counts the simulated objects. */
const macOf = (objectNo: number): string =>
  `02:00:${(objectNo >>> 0).toString(16).padStart(8, '0').match(/../g)!.join(':')}`;

/** DJI's own protocol as an AeroScope server exports it: no accuracy, altitude without a datum, the server's clock. */
function droneIdReporter({ sensor, random }: Observation, { aircraft, launch }: Drone): Reporter {
  const home = homeAt(launch);
  const operator = operatorAt(launch, random);
  return {
    sigmaM: () => 5,
    fields: (glimpse) => ({
      ...withoutClimb(motionOf(glimpse, random)),
      uasSerial: droneIdSerial(aircraft.serial),
      make: aircraft.airframe.make!,
      model: aircraft.airframe.model!,
      receivedAtMs: Math.round(glimpse.timeMs) + sensor.clockOffsetMs,
      timeBasis: 'received',
      positionOrigin: 'self-reported',
      altUnknownDatumM: decimals(glimpse.state.heightM + 0.5 * random.normal(), 1),
      rangeM: decimals(glimpse.rangeM, 1),
      ...home,
      ...operator,
    }),
  };
}

/** A radio sensor that decodes what DJI aircraft send. */
function decodedRfReporter({ sensor, random }: Observation, { aircraft, launch }: Drone): Reporter {
  const freqHz = random.pick([2_414_500_000, 2_429_500_000, 2_444_500_000, 5_756_500_000, 5_776_500_000]);
  const home = homeAt(launch);
  return {
    sigmaM: () => 4.9,
    fields: (glimpse) => ({
      uasSerial: aircraft.serial,
      make: aircraft.airframe.make!,
      model: aircraft.airframe.model!,
      objectClass: 'uas',
      timeBasis: 'measured',
      positionOrigin: 'self-reported',
      sigmaM: glimpse.sigmaM,
      altMslM: decimals(sensor.groundMslM + glimpse.state.heightM + random.normal(), 1),
      ...motionOf(glimpse, random),
      detectionConfidence: decimals(random.between(0.8, 0.99), 2),
      rssiDbm: rssi(glimpse.rangeM, random),
      freqHz,
      ...home,
    }),
  };
}

/** A radio sensor that only hears the aircraft: located from the times of arrival, named by the sensor's own number. */
function locatedRfReporter({ objectNo, random }: Observation): Reporter {
  const sigmaM = decimals(random.between(18, 45), 1);
  const freqHz = random.pick([915_000_000, 2_437_000_000, 5_800_000_000]);
  return {
    sigmaM: () => sigmaM,
    fields: (glimpse) => ({
      sourceTrackKey: `E${objectNo}`,
      objectClass: 'uas',
      timeBasis: 'measured',
      positionOrigin: 'measured',
      sigmaM,
      classConfidence: decimals(random.between(0.7, 0.95), 2),
      bearingDeg: decimals((glimpse.bearingDeg + 2 * random.normal() + 360) % 360, 1) % 360,
      rssiDbm: rssi(glimpse.rangeM, random),
      freqHz,
    }),
  };
}

/** A track lost for longer gets a new number. */
const RADAR_KEEPS_S = 30;
/** Track numbers set aside for one object. */
const NUMBERS_PER_OBJECT = 100;

/** A radar: measured, no identity, a class with a confidence, and a new number after every loss. */
function radarReporter({ sensor, subject, objectNo, random }: Observation): Reporter {
  const classified = radarClass(subject, random);
  let lastMs = Number.NaN;
  let number = objectNo * NUMBERS_PER_OBJECT;
  return {
    sigmaM: (rangeM) => decimals(Math.sqrt(36 + (0.0035 * rangeM) ** 2), 1),
    fields: (glimpse) => {
      if (glimpse.timeMs - lastMs > RADAR_KEEPS_S * 1000) number++;
      lastMs = glimpse.timeMs;
      const mslM = sensor.groundMslM + glimpse.state.heightM;
      return {
        sourceTrackKey: `T${number}`,
        objectClass: classified.objectClass,
        timeBasis: 'measured',
        positionOrigin: 'measured',
        bearingDeg: decimals(glimpse.bearingDeg, 2) % 360,
        rangeM: decimals(glimpse.rangeM, 1),
        sigmaM: glimpse.sigmaM,
        altMslM: decimals(mslM + 0.4 * glimpse.sigmaM * random.normal(), 1),
        ...motionOf(glimpse, random),
        ...(classified.confidence === null
          ? {}
          : {
              classConfidence: decimals(
                Math.max(0.3, Math.min(0.98, classified.confidence + 0.05 * random.normal())),
                2,
              ),
            }),
      };
    },
  };
}

function radarClass(
  subject: Subject,
  random: Random,
): { readonly objectClass: 'uas' | 'bird' | 'unknown'; readonly confidence: number | null } {
  const unknown = { objectClass: 'unknown', confidence: null } as const;
  if (subject.kind === 'unnamed-object') return unknown;
  if (subject.kind === 'bird') return { objectClass: 'bird', confidence: random.between(0.55, 0.9) };
  return random.chance(0.08) ? unknown : { objectClass: 'uas', confidence: random.between(0.6, 0.95) };
}

/** ADS-B: NACp 8, a 95 % radius of 92.6 m. */
function adsbReporter(
  { sensor, random }: Observation,
  { icao24, callsign }: Extract<Subject, { kind: 'manned-aircraft' }>,
): Reporter {
  return {
    sigmaM: () => decimals(92.6 / RADIUS_95_PER_SIGMA, 3),
    fields: (glimpse) => ({
      icao24,
      callsign,
      objectClass: 'manned',
      timeBasis: 'measured',
      positionOrigin: 'self-reported',
      sigmaM: glimpse.sigmaM,
      altHaeM: decimals(sensor.groundMslM + sensor.geoidM + glimpse.state.heightM + 3 * random.normal(), 0),
      ...motionOf(glimpse, random),
    }),
  };
}

/** Free-space loss at 2.4 GHz for 20 dBm, with fading. */
const rssi = (rangeM: number, random: Random): number =>
  Math.round(-20 - 20 * Math.log10(Math.max(10, rangeM)) + 3 * random.normal());

/** Rounded, as a sensor writes it; never minus zero. */
function decimals(value: number, places: number): number {
  const scale = 10 ** places;
  return Math.round(value * scale) / scale + 0;
}
