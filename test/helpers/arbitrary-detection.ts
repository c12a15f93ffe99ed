import fc from 'fast-check';
import { isEmptyId, isSentinelWord } from '../../shared/formats/sentinels.ts';
import { isCtaSerial, isDjiShortSerial } from '../../shared/formats/serial.ts';
import {
  type DetectionFields,
  flagBit,
  heightRefs,
  objectClasses,
  positionOrigins,
  sensorKinds,
  timeBases,
} from '../../shared/model/detection.ts';
import { decideEvidence } from '../../shared/model/evidence.ts';
import { decodeText, NOW_MS, toBytes } from './collect.ts';

const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true }).map((value) => (value === 0 ? 0 : value));
const time = fc.integer({ min: Date.UTC(2005, 0, 1), max: NOW_MS });

/** A text as a reader leaves it: not blank, nothing to trim, no word for "unknown", storable as UTF-8. */
const text = fc
  .oneof(
    fc.string({ minLength: 1, maxLength: 30, unit: 'grapheme' }),
    fc.string({ minLength: 1, maxLength: 30, unit: 'binary' }),
    fc.stringMatching(/^['=+\-@";,\t\n\r\\<&]{1,6}[a-z]{0,3}$/),
    fc.constantFrom(
      '=1+1',
      "'=1",
      "''@x",
      '-5',
      '__proto__',
      ']]>',
      '&amp;',
      'a,b;c|d:e',
      '2024-05-01',
      '007',
      '1e5',
      'é',
    ),
  )
  .map((value) => value.replace(/^[\0-\u0020]+|[\0-\u0020]+$/g, ''))
  .filter((value) => value !== '' && decodeText(toBytes(value)) === value);
const name = text.filter((value) => !isSentinelWord(value));
const id = name.filter((value) => !isEmptyId(value));
const serial = fc.oneof(
  id,
  fc.stringMatching(/^1581F[A-HJ-NP-Z0-9]{15}$/),
  fc.stringMatching(/^3N[A-HJ-NP-Z0-9]{12}$/),
);

/** Direction of an angle that is not the sentinel, 0 ≤ x < 360. */
const angle = number(0, 359.999);
const altitude = number(-999, 49_000);
const speed = number(0, 254);

const measures = fc.record(
  {
    receivedAtMs: time,
    timeAccuracyS: number(0, 60),
    sensorAltM: altitude,
    bearingDeg: angle,
    elevationDeg: number(-90, 90),
    rangeM: number(0, 100_000),
    arcFromDeg: angle,
    arcToDeg: angle,
    sigmaM: number(0.01, 20_000),
    altHaeM: altitude,
    altMslM: altitude,
    altBaroM: altitude,
    altUnknownDatumM: altitude,
    vertAccuracyM: number(0.01, 1000),
    speedMps: speed,
    vspeedMps: number(-62, 62),
    courseDeg: angle,
    headingDeg: angle,
    speedAccuracyMps: number(0.01, 100),
    opStatus: fc.integer({ min: 0, max: 4 }),
    classConfidence: number(0, 1),
    detectionConfidence: number(0, 1),
    rssiDbm: number(-199, -1),
    freqHz: number(1e5, 1e11),
  },
  { requiredKeys: [] },
);

const identity = fc.record(
  {
    sourceTrackKey: name,
    uasSerial: serial,
    uasRegId: id,
    uasSessionId: name,
    uasUtmId: id,
    transmitterMac: id,
    icao24: fc.stringMatching(/^[0-9a-f]{6}$/).filter((value) => !isEmptyId(value)),
    callsign: name,
    make: name,
    model: name,
    uaType: fc.integer({ min: 0, max: 15 }),
    objectClass: fc.constantFrom(...objectClasses),
    affiliation: fc.constantFrom('f', 'h', 'u'),
  },
  { requiredKeys: [] },
);

const sensor = fc.record({ sensorId: name, sensorKind: fc.constantFrom(...sensorKinds) }, { requiredKeys: [] });

const personal = fc.record(
  {
    operatorAltHaeM: altitude,
    operatorLocType: fc.integer({ min: 0, max: 2 }),
    operatorId: name,
    remarks: text,
  },
  { requiredKeys: [] },
);

const lat = number(-89.9, 89.9);
const lng = number(0.001, 179.9);
const place = fc.tuple(lat, lng);
/** Never the object's own position, which would be suspicious. */
const sensorPlace = fc.tuple(number(-89.9, 89.9), number(-179.9, -0.001));

type Present = { -readonly [K in keyof DetectionFields]: DetectionFields[K] };

/** A detection at some position, as any of our readers would give it: every rule of theirs leaves it as it is. */
export const arbitraryDetection: fc.Arbitrary<DetectionFields> = fc
  .record({
    observedAtMs: time,
    basis: fc.constantFrom(...timeBases),
    origin: fc.constantFrom(...positionOrigins),
    position: place,
    sensorPosition: fc.option(sensorPlace, { nil: undefined }),
    operator: fc.option(place, { nil: undefined }),
    home: fc.option(place, { nil: undefined }),
    height: fc.option(fc.tuple(altitude, fc.constantFrom(...heightRefs, undefined)), { nil: undefined }),
    assumed: fc.boolean(),
    measures,
    identity,
    sensor,
    personal,
  })
  .map((made) => {
    const fields: Present = { ...made.measures, ...made.identity, ...made.sensor, ...made.personal };
    fields.observedAtMs = made.observedAtMs;
    fields.timeBasis = made.basis;
    [fields.lat, fields.lng] = made.position;
    fields.positionKind = 'point';
    fields.positionOrigin = made.origin;
    if (made.sensorPosition) [fields.sensorLat, fields.sensorLng] = made.sensorPosition;
    if (made.operator) [fields.operatorLat, fields.operatorLng] = made.operator;
    if (made.home) [fields.homeLat, fields.homeLng] = made.home;
    if (made.height) {
      fields.heightM = made.height[0];
      if (made.height[1] !== undefined) fields.heightRef = made.height[1];
    }
    const { uasSerial } = fields;
    let flags = made.assumed ? flagBit('assumed-zone') : 0;
    if (uasSerial !== undefined && !isCtaSerial(uasSerial) && !isDjiShortSerial(uasSerial))
      flags |= flagBit('serial-invalid');
    if (flags !== 0) fields.flags = flags;
    fields.evidence = decideEvidence(fields, fields.sensorKind);
    return fields;
  });
