import { hash } from 'node:crypto';
import { SpeedWatch } from '../../shared/formats/speed-watch.ts';
import { contentBytes, encodeContent, subjectContent } from '../../shared/model/content.ts';
import {
  type DetectionFields,
  type Evidence,
  flagBit,
  heightRefs,
  type IdentityFields,
  type MeasureFields,
  type PersonalFields,
  positionKinds,
  positionOrigins,
  type SensorFields,
  timeBases,
} from '../../shared/model/detection.ts';
import { decideEvidence } from '../../shared/model/evidence.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from '../../shared/model/fields.ts';
import type { IssueCode } from '../../shared/model/issue.ts';
import type { RecordRef } from '../../shared/model/source.ts';

/** Who and by whom, interned: detections refer to it by its place in the import's list. */
export interface Subject {
  readonly identity: IdentityFields;
  readonly sensor: SensorFields;
  /** Hex digest over both, without what readers concluded. */
  readonly digest: string;
}

export interface QuarantinedRecord extends RecordRef {
  readonly code: IssueCode;
  readonly field: string | null;
  readonly found: string | null;
  readonly raw: string;
}

/** Numbers as they travel: in the narrowest form that holds every one of them exactly; NaN = absent. */
export type Column = Float64Array | Float32Array | Uint32Array | Uint8Array;

/** Rows as typed columns: what crosses from the reader process to the backend. */
export interface DetectionBatch {
  readonly count: number;
  /** By index in `measureColumns`: a value for each row, or the one that all rows share. A column no row has is left out. */
  readonly measures: readonly { readonly index: number; readonly values: Column | number }[];
  /** Index into all subjects sent so far, this batch's `newSubjects` included. */
  readonly subject: Uint32Array;
  readonly newSubjects: readonly Subject[];
  readonly record: Column;
  readonly byteStart: Column;
  readonly byteLength: Column;
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  readonly personal: readonly { readonly row: number; readonly fields: PersonalFields }[];
  readonly quarantined: readonly QuarantinedRecord[];
}

const ROWS = 8192;
/** Quarantined records carry raw text: a batch of them is sent before it grows large. */
const QUARANTINED = 1000;
/** Bytes of a subject's digest that enter the content ids of its detections. */
const DIGEST_BYTES = 16;
/** Longer contents, those with remarks, are not alike. */
const REMEMBERED_LENGTHS = 512;

const IMPLAUSIBLE_SPEED = flagBit('implausible-speed');
/** What flies fast by nature, or says its place itself in agreement with others. */
const unwatched: ReadonlySet<Evidence | undefined> = new Set(['manned', 'cooperative', 'not-uas']);

const places = Object.fromEntries(measureColumns.map(({ name }, index) => [name, index])) as Record<
  keyof MeasureFields,
  number
>;

/** A closed list's index by its word. Rows repeat their words, so the last one is asked first. */
class Codes {
  readonly #codes: ReadonlyMap<string, number>;
  #word = '';
  #code = Number.NaN;

  constructor(words: readonly string[]) {
    this.#codes = new Map(words.map((word, index) => [word, index]));
  }

  /** NaN for a field that is absent. */
  of(word: string | undefined): number {
    if (word === undefined) return Number.NaN;
    if (word !== this.#word) {
      this.#word = word;
      this.#code = this.#codes.get(word)!;
    }
    return this.#code;
  }
}

const timeBasisCodes = new Codes(timeBases);
const positionKindCodes = new Codes(positionKinds);
const positionOriginCodes = new Codes(positionOrigins);
const heightRefCodes = new Codes(heightRefs);

const real = (value: number | undefined): number => (value === undefined ? Number.NaN : value);
const integer = (value: number | undefined): number => (value === undefined ? Number.NaN : Math.round(value));

/**
 * The stored numbers of a detection. Written out field by field: the engine knows the place of a property that is named in the
 * code and must search for one named by a variable, and imports read every field of every row.
 */
function readMeasures(fields: DetectionFields, into: Float64Array): void {
  into[places.observedAtMs] = integer(fields.observedAtMs);
  into[places.receivedAtMs] = integer(fields.receivedAtMs);
  into[places.timeBasis] = timeBasisCodes.of(fields.timeBasis);
  into[places.timeAccuracyS] = real(fields.timeAccuracyS);
  into[places.sensorLat] = real(fields.sensorLat);
  into[places.sensorLng] = real(fields.sensorLng);
  into[places.sensorAltM] = real(fields.sensorAltM);
  into[places.lat] = real(fields.lat);
  into[places.lng] = real(fields.lng);
  into[places.positionKind] = positionKindCodes.of(fields.positionKind);
  into[places.positionOrigin] = positionOriginCodes.of(fields.positionOrigin);
  into[places.bearingDeg] = real(fields.bearingDeg);
  into[places.elevationDeg] = real(fields.elevationDeg);
  into[places.rangeM] = real(fields.rangeM);
  into[places.arcFromDeg] = real(fields.arcFromDeg);
  into[places.arcToDeg] = real(fields.arcToDeg);
  into[places.sigmaM] = real(fields.sigmaM);
  into[places.altHaeM] = real(fields.altHaeM);
  into[places.altMslM] = real(fields.altMslM);
  into[places.altBaroM] = real(fields.altBaroM);
  into[places.heightM] = real(fields.heightM);
  into[places.heightRef] = heightRefCodes.of(fields.heightRef);
  into[places.altUnknownDatumM] = real(fields.altUnknownDatumM);
  into[places.vertAccuracyM] = real(fields.vertAccuracyM);
  into[places.speedMps] = real(fields.speedMps);
  into[places.vspeedMps] = real(fields.vspeedMps);
  into[places.courseDeg] = real(fields.courseDeg);
  into[places.headingDeg] = real(fields.headingDeg);
  into[places.speedAccuracyMps] = real(fields.speedAccuracyMps);
  into[places.opStatus] = integer(fields.opStatus);
  into[places.classConfidence] = real(fields.classConfidence);
  into[places.detectionConfidence] = real(fields.detectionConfidence);
  into[places.rssiDbm] = real(fields.rssiDbm);
  into[places.freqHz] = real(fields.freqHz);
  into[places.flags] = integer(fields.flags);
}

type Who = Pick<DetectionFields, keyof IdentityFields | keyof SensorFields>;

/** Whether two detections are about the same object, seen by the same sensor: field by field, as in `readMeasures`. */
const isSameWho = (one: Who, other: Who): boolean =>
  one.sensorId === other.sensorId &&
  one.sensorKind === other.sensorKind &&
  one.uasSerial === other.uasSerial &&
  one.sourceTrackKey === other.sourceTrackKey &&
  one.uasRegId === other.uasRegId &&
  one.uasSessionId === other.uasSessionId &&
  one.uasUtmId === other.uasUtmId &&
  one.transmitterMac === other.transmitterMac &&
  one.icao24 === other.icao24 &&
  one.callsign === other.callsign &&
  one.make === other.make &&
  one.model === other.model &&
  one.uaType === other.uaType &&
  one.objectClass === other.objectClass &&
  one.evidence === other.evidence &&
  one.affiliation === other.affiliation;

function whoOf(fields: DetectionFields): Who {
  const {
    sensorId,
    sensorKind,
    uasSerial,
    sourceTrackKey,
    uasRegId,
    uasSessionId,
    uasUtmId,
    transmitterMac,
    icao24,
    callsign,
    make,
    model,
    uaType,
    objectClass,
    evidence,
    affiliation,
  } = fields;
  // Every field stands in it, absent ones as undefined: of one shape, they are compared fastest.
  return {
    sensorId,
    sensorKind,
    uasSerial,
    sourceTrackKey,
    uasRegId,
    uasSessionId,
    uasUtmId,
    transmitterMac,
    icao24,
    callsign,
    make,
    model,
    uaType,
    objectClass,
    evidence,
    affiliation,
  } as Who;
}

/** Gathers what a reader emits into batches, interning subjects and giving every detection its content id. */
export class BatchBuilder {
  readonly #send: (batch: DetectionBatch) => void;
  #measures: (Float64Array | null)[] = [];
  #subject!: Uint32Array;
  #record!: Float64Array;
  #byteStart!: Float64Array;
  #byteLength!: Float64Array;
  #idHi!: Float64Array;
  #idLo!: Float64Array;
  #personal: { row: number; fields: PersonalFields }[] = [];
  #quarantined: QuarantinedRecord[] = [];
  #count = 0;
  /** Measures of the detection that is being added. */
  readonly #row = new Float64Array(measureColumns.length);
  /** By the name the object goes by: rows of different objects interleave, and one look-up finds the few candidates. */
  readonly #subjects = new Map<string, { readonly who: Who; readonly subject: number }[]>();
  #subjectCount = 0;
  readonly #speeds = new SpeedWatch();
  /** By subject: 1 where fixes are of one object that is no manned aircraft. */
  readonly #isWatched: number[] = [];
  /** The leading bytes of every subject's digest, one behind the other. */
  #subjectDigests = new Uint8Array(DIGEST_BYTES * 1024);
  #newSubjects: Subject[] = [];
  #content = Buffer.alloc(4096);
  #contentView = new DataView(this.#content.buffer, this.#content.byteOffset);
  /** The beginning of `#content` by its length: most rows of a file are as long as others before them. */
  #beginnings: Buffer[] = [];

  constructor(send: (batch: DetectionBatch) => void) {
    this.#send = send;
    this.#clear();
  }

  /** @returns whether the object could not have come there from its fix before, which the stored flags then say */
  add(ref: RecordRef, fields: DetectionFields): boolean {
    const row = this.#count;
    const measures = this.#row;
    readMeasures(fields, measures);
    const subject = this.#intern(fields);
    const isImplausible =
      this.#isWatched[subject] === 1 &&
      this.#speeds.isImplausible(subject, measures[places.lat]!, measures[places.lng]!, measures[places.observedAtMs]!);
    if (isImplausible) measures[places.flags] = (measures[places.flags]! || 0) | IMPLAUSIBLE_SPEED;
    for (let index = 0; index < measures.length; index++) {
      const value = measures[index]!;
      if (Number.isNaN(value)) continue;
      const column = this.#measures[index] ?? this.#openColumn(index);
      column[row] = value;
    }
    const personal = personalOf(fields);
    if (personal !== undefined) this.#personal.push({ row, fields: personal });
    this.#subject[row] = subject;
    this.#record[row] = ref.record;
    this.#byteStart[row] = ref.byteStart;
    this.#byteLength[row] = ref.byteLength;
    this.#identify(row, subject, personal);
    if (++this.#count === ROWS) this.flush();
    return isImplausible;
  }

  quarantine(record: QuarantinedRecord): void {
    this.#quarantined.push(record);
    if (this.#quarantined.length === QUARANTINED) this.flush();
  }

  flush(): void {
    if (this.#count === 0 && this.#quarantined.length === 0) return;
    const count = this.#count;
    this.#send({
      count,
      measures: this.#measures.flatMap((values, index) =>
        values == null ? [] : [{ index, values: narrowed(values.subarray(0, count)) }],
      ),
      subject: this.#subject.subarray(0, count),
      newSubjects: this.#newSubjects,
      record: asColumn(this.#record.subarray(0, count)),
      byteStart: asColumn(this.#byteStart.subarray(0, count)),
      byteLength: asColumn(this.#byteLength.subarray(0, count)),
      idHi: this.#idHi.subarray(0, count),
      idLo: this.#idLo.subarray(0, count),
      personal: this.#personal,
      quarantined: this.#quarantined,
    });
    this.#clear();
  }

  #openColumn(index: number): Float64Array {
    const column = new Float64Array(ROWS).fill(Number.NaN);
    this.#measures[index] = column;
    return column;
  }

  /** A batch keeps its arrays: it may wait to be sent while the next one fills. */
  #clear(): void {
    this.#subject = new Uint32Array(ROWS);
    this.#record = new Float64Array(ROWS);
    this.#byteStart = new Float64Array(ROWS);
    this.#byteLength = new Float64Array(ROWS);
    this.#idHi = new Float64Array(ROWS);
    this.#idLo = new Float64Array(ROWS);
    this.#measures = new Array<Float64Array | null>(measureColumns.length).fill(null);
    this.#personal = [];
    this.#quarantined = [];
    this.#newSubjects = [];
    this.#count = 0;
  }

  #intern(fields: DetectionFields): number {
    const name =
      fields.uasSerial ??
      fields.uasRegId ??
      fields.uasSessionId ??
      fields.uasUtmId ??
      fields.icao24 ??
      fields.transmitterMac ??
      fields.sourceTrackKey ??
      fields.callsign ??
      '';
    let known = this.#subjects.get(name);
    if (known === undefined) {
      known = [];
      this.#subjects.set(name, known);
    }
    for (let at = 0; at < known.length; at++) {
      const { who, subject } = known[at]!;
      if (isSameWho(fields, who)) return subject;
    }
    const subject = this.#subjectCount++;
    known.push({ who: whoOf(fields), subject });
    const identity = pick(fields, identityColumns) as IdentityFields;
    const sensor = pick(fields, sensorColumns) as SensorFields;
    identity.evidence ??= decideEvidence(identity, sensor.sensorKind);
    const digest = hash('sha256', subjectContent(identity, sensor), 'hex');
    this.#keepDigest(subject, digest);
    this.#isWatched.push(name === '' || unwatched.has(identity.evidence) ? 0 : 1);
    this.#newSubjects.push({ identity, sensor, digest });
    return subject;
  }

  #keepDigest(subject: number, digest: string): void {
    if ((subject + 1) * DIGEST_BYTES > this.#subjectDigests.length) {
      const larger = new Uint8Array(this.#subjectDigests.length * 2);
      larger.set(this.#subjectDigests);
      this.#subjectDigests = larger;
    }
    this.#subjectDigests.set(Buffer.from(digest, 'hex').subarray(0, DIGEST_BYTES), subject * DIGEST_BYTES);
  }

  #identify(row: number, subject: number, personal: PersonalFields | undefined): void {
    const needed = contentBytes(personal);
    if (needed > this.#content.length) {
      this.#content = Buffer.alloc(needed * 2);
      this.#contentView = new DataView(this.#content.buffer, this.#content.byteOffset);
      this.#beginnings = [];
    }
    const length = encodeContent(this.#contentView, this.#subjectDigests, subject * DIGEST_BYTES, this.#row, personal);
    let content: Buffer;
    if (length < REMEMBERED_LENGTHS) {
      content = this.#beginnings[length] ?? this.#content.subarray(0, length);
      this.#beginnings[length] = content;
    } else {
      content = this.#content.subarray(0, length);
    }
    // One character a byte: the runtime makes that string three times faster than a buffer.
    const digest = hash('sha256', content, 'binary');
    this.#idHi[row] = sixBytes(digest, 0);
    this.#idLo[row] = sixBytes(digest, 6);
  }
}

/** The one value of all rows, or the column in its narrowest form. */
function narrowed(values: Float64Array): Column | number {
  const [first] = values;
  let same = 1;
  while (same < values.length && values[same] === first) same++;
  return same === values.length && first !== undefined ? first : asColumn(values);
}

function asColumn(values: Float64Array): Column {
  let isWhole = true;
  let isSingle = true;
  let largest = 0;
  for (let at = 0; (isWhole || isSingle) && at < values.length; at++) {
    const value = values[at]!;
    // Also false for NaN and for a negative zero, which whole numbers cannot hold.
    if (isWhole && !Object.is(value, value >>> 0)) isWhole = false;
    if (isSingle && !Object.is(value, Math.fround(value))) isSingle = false;
    if (value > largest) largest = value;
  }
  if (isWhole) return largest < 256 ? Uint8Array.from(values) : Uint32Array.from(values);
  return isSingle ? Float32Array.from(values) : values;
}

/** Big-endian. */
function sixBytes(bytes: string, at: number): number {
  let value = 0;
  for (let i = at; i < at + 6; i++) value = value * 256 + bytes.charCodeAt(i);
  return value;
}

function personalOf(fields: DetectionFields): PersonalFields | undefined {
  if (
    fields.operatorLat === undefined &&
    fields.operatorLng === undefined &&
    fields.operatorAltHaeM === undefined &&
    fields.operatorLocType === undefined &&
    fields.operatorId === undefined &&
    fields.homeLat === undefined &&
    fields.homeLng === undefined &&
    fields.remarks === undefined
  ) {
    return undefined;
  }
  return pick(fields, personalColumns);
}

const pick = (fields: DetectionFields, columns: readonly { readonly name: keyof DetectionFields }[]): object =>
  Object.fromEntries(columns.flatMap(({ name }) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
