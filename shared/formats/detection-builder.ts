import { isUtf8, latin1Text, utf8Text } from '../bytes.ts';
import {
  type DetectionFields,
  flagBit,
  positionKinds,
  positionOrigins,
  type QualityFlag,
  qualityFlags,
  timeBases,
} from '../model/detection.ts';
import { decideEvidence } from '../model/evidence.ts';
import type { Issue, IssueCode } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import type { TimeReader } from '../time/time-reader.ts';
import { boundOfCode, boundOfText, mayBeCode, RADIUS_95_PER_SIGMA } from './accuracy.ts';
import { assignBySlot, emptySlots, type FieldSlots } from './assign.ts';
import { codeIndex, namedCode } from './code-words.ts';
import { accuracyKindOf, type Column } from './columns.ts';
import { DecimalReader } from './decimal-reader.ts';
import { unguardFormula } from './formula.ts';
import { hasHalfCharacter } from './half-character.ts';
import type { RecordSink } from './reader.ts';
import {
  EARLIEST_MS,
  FUTURE_MARGIN_MS,
  isLatLng,
  isWrapped,
  judge,
  OUT_OF_RANGE,
  SAME_POSITION_DEG,
  unwrap,
} from './sanitise.ts';
import { isEmptyId, isNoFix, isSentinelWord } from './sentinels.ts';
import { isCtaSerial, isDjiShortSerial, looksLikeSerial } from './serial.ts';
import { fieldCount, type NumberTarget, slotOf, type Target, targets } from './targets.ts';
import { TextPool } from './text-pool.ts';
import { readQuantity, unitScale } from './units.ts';

const OBSERVED = slotOf('observedAtMs');
const RECEIVED = slotOf('receivedAtMs');
const unreadTimes: ReadonlySet<string> = new Set(['bad-time', 'ambiguous-time']);
const TIME_BASIS = slotOf('timeBasis');
const LAT = slotOf('lat');
const LNG = slotOf('lng');
const SENSOR_LAT = slotOf('sensorLat');
const SENSOR_LNG = slotOf('sensorLng');
const POSITION_KIND = slotOf('positionKind');
const POSITION_ORIGIN = slotOf('positionOrigin');
const BEARING = slotOf('bearingDeg');
const ELEVATION = slotOf('elevationDeg');
const RANGE = slotOf('rangeM');
const ARC_FROM = slotOf('arcFromDeg');
const ARC_TO = slotOf('arcToDeg');
const HEIGHT = slotOf('heightM');
const HEIGHT_REF = slotOf('heightRef');
const ABOVE_TAKEOFF = slotOf('heightAboveTakeoffM');
const ABOVE_GROUND = slotOf('heightAboveGroundM');
const FLAGS = slotOf('flags');
const SERIAL = slotOf('uasSerial');
const TRACK_KEY = slotOf('sourceTrackKey');
const ICAO24 = slotOf('icao24');
const AFFILIATION = slotOf('affiliation');
const SENSOR_KIND = slotOf('sensorKind');
const REMARKS = slotOf('remarks');
const DATE = slotOf('observedDate');
const TIME = slotOf('observedTime');
const LAT_LNG = slotOf('latLng');
const LNG_LAT = slotOf('lngLat');
const OBJECT_ID = slotOf('objectId');

const pairs = [
  [SENSOR_LAT, SENSOR_LNG, 'sensorLat'],
  [slotOf('operatorLat'), slotOf('operatorLng'), 'operatorLat'],
  [slotOf('homeLat'), slotOf('homeLng'), 'homeLat'],
] as const;

const identitySlots = [
  SERIAL,
  TRACK_KEY,
  slotOf('uasRegId'),
  slotOf('uasSessionId'),
  slotOf('uasUtmId'),
  slotOf('transmitterMac'),
  ICAO24,
  slotOf('callsign'),
];
const altitudeSlots = [slotOf('altHaeM'), slotOf('altMslM'), slotOf('altBaroM'), slotOf('altUnknownDatumM')];
const emptyIdSlots = new Set([
  SERIAL,
  slotOf('uasRegId'),
  slotOf('uasUtmId'),
  slotOf('transmitterMac'),
  ICAO24,
  OBJECT_ID,
]);
const SERIAL_FLAG = flagBit('serial-invalid');
const ZERO_FLAG = flagBit('zero-position');
const SENSOR_FLAG = flagBit('sensor-position-suspected');
const WRAPPED_FLAG = flagBit('wrapped-altitude');
const ASSUMED_ZONE_FLAG = flagBit('assumed-zone');
const ENCODING_FLAG = flagBit('encoding-assumed');
const KNOWN_FLAGS = 2 ** qualityFlags.length - 1;

const POINT = positionKinds.indexOf('point');
const NONE = positionKinds.indexOf('none');
const APOSTROPHE = 39;
const TAKEOFF = 0;
const GROUND = 1;

const codeLists = targets.map((target) => (target.kind === 'code' ? target.codes : null));
const isText = Uint8Array.from(targets, ({ kind }) => (kind === 'text' ? 1 : 0));

const ASSUMED_ZONE: Issue = { code: 'assumed-zone' };
const ONLY_ASSUMED_ZONE: readonly Issue[] = [ASSUMED_ZONE];
/** What a table cell can show of a value. */
const SHORT = 60;
/** yyyymmddhhmmss written together, from 1900 to 2099: not a count. */
const COMPACT_FROM = 19e12;
const COMPACT_TO = 21e12;
const DECIMAL = /^[+-]?(?:\d{1,40}\.?\d{0,40}|\.\d{1,40})(?:[eE][+-]?\d{1,3})?$/;
const LAT_LNG_TEXT = /^([+-]?\d{1,3}(?:\.\d{1,20})?)\s{0,4}[,; ]\s{0,4}([+-]?\d{1,3}(?:\.\d{1,20})?)$/;

/** Sensors whose positions come from the aircraft itself, and those that measure them. */
const selfReporting = new Set(['remote-id', 'droneid', 'adsb', 'own-log']);
const measuring = new Set(['radar', 'camera', 'acoustic', 'human']);

export interface BuilderOptions {
  readonly time: TimeReader;
  readonly nowMs: number;
  readonly decode: (bytes: Uint8Array) => string;
  /** Stated by the format or the mapping for records that do not say themselves. */
  readonly defaults: Readonly<DetectionFields>;
  /** The format's serials lack the manufacturer code by nature, so their form is not judged. */
  readonly shortSerials?: boolean;
  /** Byte of the decimal sign: `.` or `,`. */
  readonly decimalPoint?: number;
  /** Milliseconds to add to times of observation: how wrong the sensor's clock is known to be. */
  readonly clockOffsetMs?: number;
}

/**
 * Gathers the values of one record and applies every rule that does not depend on the format: sentinels, ranges, units, zero
 * positions, wrapped altitudes, times, evidence. One builder serves a whole file: `begin`, any number of setters, `finish`.
 */
export class DetectionBuilder {
  private readonly options: BuilderOptions;
  /** Made when the first text comes as bytes. */
  private pool: TextPool | null = null;
  private readonly point: number;
  private readonly decimals: DecimalReader;
  private readonly numbers = new Float64Array(targets.length).fill(Number.NaN);
  private readonly texts: string[] = new Array(targets.length).fill('');
  private readonly touched = new Int32Array(targets.length);
  private touchedCount = 0;
  private readonly isTouched = new Uint8Array(targets.length);
  private readonly defaults: readonly (readonly [Target, number | string])[];
  /** Used again for every record: a field of the last one is set back to undefined. */
  private readonly fields: FieldSlots = emptySlots();
  private readonly emitted = new Int32Array(targets.length);
  private emittedCount = 0;
  private issues: Issue[] | null = null;
  private fatal: Issue | null = null;
  private flags = 0;
  private assumedZone = false;
  /** Rows repeat their serials: the last one need not be judged again. */
  private judgedSerial = '';
  private isSerial = false;

  constructor(options: BuilderOptions) {
    this.options = options;
    this.point = options.decimalPoint ?? 46;
    this.decimals = new DecimalReader(this.point);
    this.defaults = targets.slice(0, fieldCount).flatMap((target): (readonly [Target, number | string])[] => {
      const value = options.defaults[target.name as keyof DetectionFields];
      if (value === undefined) return [];
      return [[target, target.kind === 'code' ? target.codes.indexOf(String(value)) : value]];
    });
  }

  begin(): void {
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = this.touched[i]!;
      this.isTouched[slot] = 0;
      this.numbers[slot] = Number.NaN;
    }
    this.touchedCount = 0;
    this.issues = null;
    this.fatal = null;
    this.flags = 0;
    this.assumedZone = false;
  }

  /** Whether no value has been set since `begin`. */
  get isEmpty(): boolean {
    return this.touchedCount === 0 && this.fatal === null && this.issues === null;
  }

  /** Whether something names the object. */
  get hasIdentity(): boolean {
    return this.has(OBJECT_ID) || identitySlots.some((slot) => this.has(slot));
  }

  get hasAltitude(): boolean {
    return altitudeSlots.some((slot) => this.has(slot));
  }

  get hasHeight(): boolean {
    return this.has(HEIGHT) || this.has(ABOVE_GROUND) || this.has(ABOVE_TAKEOFF);
  }

  /** Whether there is a time, readable or not. */
  get hasTime(): boolean {
    return this.has(OBSERVED) || this.has(RECEIVED) || this.has(DATE) || this.fatal !== null;
  }

  /** A value from the bytes of a table cell, blanks and NULs around it allowed. */
  setBytes(column: Column, bytes: Uint8Array, from: number, to: number): void {
    let start = from;
    let end = to;
    while (start < end && bytes[start]! <= 32) start++;
    while (start < end && bytes[end - 1]! <= 32) end--;
    if (start === end) return;
    const { target } = column;
    switch (target.kind) {
      case 'number': {
        const value = this.decimals.read(bytes, start, end);
        if (this.decimals.at !== end || Number.isNaN(value)) this.setText(column, this.textOf(bytes, start, end));
        else this.setQuantity(column, target, value);
        return;
      }
      case 'time': {
        const count = this.decimals.read(bytes, start, end);
        const isCount =
          this.decimals.at === end && !(count >= COMPACT_FROM && count < COMPACT_TO) && !Number.isNaN(count);
        const { time } = this.options;
        const ms = isCount ? time.fromNumber(count, column.time) : time.fromBytes(bytes, start, end, column.time);
        this.setInstant(target.slot, ms, column, bytes, start, end);
        return;
      }
      default: {
        const text = this.textOf(bytes, start, end);
        this.setText(column, bytes[start] === APOSTROPHE ? unguardFormula(text) : text);
      }
    }
  }

  /** A value given as text: a JSON string, an XML value, an odd table cell. */
  setText(column: Column, given: string): void {
    const text = trimBlanks(given);
    if (text === '') return;
    const { target } = column;
    switch (target.kind) {
      case 'text':
        if (target.slot !== REMARKS && isSentinelWord(text)) return;
        if (emptyIdSlots.has(target.slot) && isEmptyId(text)) return;
        if (column.onlySerial && !looksLikeSerial(text)) return;
        // No database holds it: two identities that differ by it alone would become one.
        if (hasHalfCharacter(text)) this.fail('half-character', column.header, text);
        else this.putText(target.slot, text);
        return;
      case 'code': {
        const index = codeIndex(target, text, column.codeList);
        if (index >= 0) this.put(target.slot, index);
        return;
      }
      case 'time': {
        if (isSentinelWord(text)) return;
        const ms = this.options.time.fromText(text, column.time);
        if (Number.isNaN(ms)) this.failTime(column, text);
        else this.putTime(target.slot, ms);
        return;
      }
      case 'number':
        this.setNumberText(column, target, text);
    }
  }

  /** A value that holds only where the record states none. */
  setDefault(column: Column, value: string): void {
    if (!this.has(column.target.slot)) this.setText(column, value);
  }

  /** The record's text was not UTF-8. */
  markEncoding(): void {
    this.flags |= ENCODING_FLAG;
    this.addIssue('encoding-assumed');
  }

  /** A doubt that the format itself has about the record. */
  mark(flag: QualityFlag): void {
    this.flags |= flagBit(flag);
  }

  setNumber(column: Column, value: number): void {
    const { target } = column;
    if (target.kind === 'number') {
      this.setQuantity(column, target, value);
    } else if (target.kind === 'time') {
      if (value === 0) return;
      const ms = this.options.time.fromNumber(value, column.time);
      if (Number.isNaN(ms)) this.failTime(column, String(value));
      else this.putTime(target.slot, ms);
    } else {
      this.setText(column, String(value));
    }
  }

  /** A record that the format itself finds fault with. */
  fail(code: IssueCode, field: string, found: string): void {
    this.fatal ??= { code, field, found: shorten(found) };
  }

  addIssue(code: IssueCode, field?: string, found?: string): void {
    this.issues ??= [];
    this.issues.push({
      code,
      ...(field === undefined ? {} : { field }),
      ...(found === undefined ? {} : { found: shorten(found) }),
    });
  }

  /** Gives the record to the sink as a detection, or says why it cannot be one. */
  finish(ref: RecordRef, sink: RecordSink): Issue | null {
    const problem = this.settle();
    if (problem !== null) return problem;
    this.emit();
    let issues: readonly Issue[] | undefined = this.issues ?? undefined;
    if (this.assumedZone) issues = issues === undefined ? ONLY_ASSUMED_ZONE : [...issues, ASSUMED_ZONE];
    sink.detection(ref, this.fields as DetectionFields, issues);
    return null;
  }

  private settle(): Issue | null {
    if (this.fatal !== null) return this.fatal;
    for (const [target, value] of this.defaults) {
      if (this.has(target.slot)) continue;
      if (typeof value === 'number') this.put(target.slot, value);
      else this.putText(target.slot, value);
    }
    this.settleIdentity();
    const problem = this.settleTime() ?? this.settlePosition();
    if (problem !== null) return problem;
    for (const [lat, lng, field] of pairs) this.settlePair(lat, lng, field);
    this.suspectSensorPosition();
    this.settleHeight();
    if (this.has(FLAGS)) this.flags |= this.numbers[FLAGS]! & KNOWN_FLAGS;
    if (this.flags !== 0) this.put(FLAGS, this.flags);
    else if (this.has(FLAGS)) this.drop(FLAGS);
    return null;
  }

  private settleTime(): Issue | null {
    if (!this.has(OBSERVED) && this.has(DATE) && this.has(TIME)) {
      const text = `${this.texts[DATE]} ${this.texts[TIME]}`;
      const ms = this.options.time.fromText(text, 'auto');
      if (Number.isNaN(ms)) {
        const code = this.options.time.status === 'ambiguous' ? 'ambiguous-time' : 'bad-time';
        return { code, field: 'observedAtMs', found: shorten(text) };
      }
      this.putTime(OBSERVED, ms);
    }
    let basis = 'measured';
    if (!this.has(OBSERVED)) {
      // A time that cannot be read is not a missing one: whoever looks for the row must see which field it was.
      if (!this.has(RECEIVED)) return this.issues?.find(({ code }) => unreadTimes.has(code)) ?? { code: 'no-time' };
      this.put(OBSERVED, this.numbers[RECEIVED]!);
      basis = 'received';
    }
    if (this.options.clockOffsetMs !== undefined) {
      this.put(OBSERVED, Math.round(this.numbers[OBSERVED]! + this.options.clockOffsetMs));
    }
    const observed = this.numbers[OBSERVED]!;
    if (observed < EARLIEST_MS) return { code: 'bad-time', found: String(observed) };
    const latest = this.options.nowMs + FUTURE_MARGIN_MS;
    if (observed > latest) return { code: 'future-time', found: isoOrNumber(observed) };
    if (this.has(RECEIVED) && !(this.numbers[RECEIVED]! >= EARLIEST_MS && this.numbers[RECEIVED]! <= latest)) {
      this.addIssue('out-of-range', 'receivedAtMs', isoOrNumber(this.numbers[RECEIVED]!));
      this.drop(RECEIVED);
    }
    if (this.assumedZone) {
      basis = 'assumed-zone';
      this.flags |= ASSUMED_ZONE_FLAG;
    }
    if (!this.has(TIME_BASIS)) this.put(TIME_BASIS, timeBases.indexOf(basis as (typeof timeBases)[number]));
    return null;
  }

  private settlePosition(): Issue | null {
    const pair = this.has(LAT_LNG) ? LAT_LNG : LNG_LAT;
    if (this.has(pair) && !this.has(LAT) && !this.has(LNG)) {
      const match = LAT_LNG_TEXT.exec(this.texts[pair]!);
      if (match === null) return { code: 'bad-number', field: 'lat', found: shorten(this.texts[pair]!) };
      this.put(LAT, Number(match[pair === LAT_LNG ? 1 : 2]));
      this.put(LNG, Number(match[pair === LAT_LNG ? 2 : 1]));
    }
    const lat = this.numbers[LAT]!;
    const lng = this.numbers[LNG]!;
    const stated = this.has(LAT) && this.has(LNG);
    if (stated && !isNoFix(lat, lng)) {
      if (!isLatLng(lat, lng)) {
        const isLat = !isLatLng(lat, 0);
        return { code: 'out-of-range', field: isLat ? 'lat' : 'lng', found: String(isLat ? lat : lng) };
      }
      if (lat !== 0 || lng !== 0) {
        this.put(POSITION_KIND, POINT);
        if (!this.has(POSITION_ORIGIN)) this.deriveOrigin();
        return null;
      }
    }
    if (this.has(LAT) !== this.has(LNG)) return { code: 'no-position', field: this.has(LAT) ? 'lng' : 'lat' };
    this.drop(LAT);
    this.drop(LNG);
    const zero = stated && lat === 0;
    const kind = this.directionKind();
    if (kind === NONE && !identitySlots.some((slot) => this.has(slot))) {
      return { code: zero ? 'zero-position' : 'no-position' };
    }
    if (zero) {
      this.flags |= ZERO_FLAG;
      this.addIssue('zero-position');
    }
    this.put(POSITION_KIND, kind);
    if (kind === NONE) this.drop(POSITION_ORIGIN);
    return null;
  }

  /** What is known of the direction when the position is not. */
  private directionKind(): number {
    if (this.has(ARC_FROM) && this.has(ARC_TO)) return positionKinds.indexOf('arc');
    if (!this.has(BEARING)) return NONE;
    if (this.has(RANGE)) return positionKinds.indexOf('range-bearing');
    return positionKinds.indexOf(this.has(ELEVATION) ? 'bearing-elevation' : 'bearing');
  }

  private deriveOrigin(): void {
    if (!this.has(SENSOR_KIND)) return;
    const sensorKind = targets[SENSOR_KIND] as Extract<Target, { kind: 'code' }>;
    const kind = sensorKind.codes[this.numbers[SENSOR_KIND]!]!;
    if (selfReporting.has(kind)) this.put(POSITION_ORIGIN, positionOrigins.indexOf('self-reported'));
    else if (measuring.has(kind)) this.put(POSITION_ORIGIN, positionOrigins.indexOf('measured'));
  }

  /** Positions beside the object's own: 0/0, 91/181 and halves mean none. */
  private settlePair(latSlot: number, lngSlot: number, field: string): void {
    if (!this.has(latSlot) && !this.has(lngSlot)) return;
    const lat = this.numbers[latSlot]!;
    const lng = this.numbers[lngSlot]!;
    const known = (lat !== 0 || lng !== 0) && !isNoFix(lat, lng);
    if (this.has(latSlot) && this.has(lngSlot) && known) {
      if (isLatLng(lat, lng)) return;
      this.addIssue('out-of-range', field, `${lat}, ${lng}`);
    }
    this.drop(latSlot);
    this.drop(lngSlot);
  }

  private suspectSensorPosition(): void {
    if (!this.has(SENSOR_LAT) || !this.has(LAT)) return;
    const north = Math.abs(this.numbers[LAT]! - this.numbers[SENSOR_LAT]!);
    const east = Math.abs(this.numbers[LNG]! - this.numbers[SENSOR_LNG]!);
    if (north < SAME_POSITION_DEG && east < SAME_POSITION_DEG) {
      this.flags |= SENSOR_FLAG;
      this.addIssue('sensor-position-suspected');
    }
  }

  private settleHeight(): void {
    if (!this.has(HEIGHT)) {
      if (this.has(ABOVE_GROUND)) {
        this.put(HEIGHT, this.numbers[ABOVE_GROUND]!);
        this.put(HEIGHT_REF, GROUND);
      } else if (this.has(ABOVE_TAKEOFF)) {
        this.put(HEIGHT, this.numbers[ABOVE_TAKEOFF]!);
        this.put(HEIGHT_REF, TAKEOFF);
      }
    }
    if (!this.has(HEIGHT)) this.drop(HEIGHT_REF);
  }

  private settleIdentity(): void {
    if (this.has(OBJECT_ID)) {
      const id = this.texts[OBJECT_ID]!;
      if (!this.has(SERIAL) && looksLikeSerial(id)) this.putText(SERIAL, id);
      else if (!this.has(TRACK_KEY) && id !== this.texts[SERIAL]) this.putText(TRACK_KEY, id);
    }
    if (this.has(SERIAL) && this.options.shortSerials !== true) {
      const serial = this.texts[SERIAL]!;
      if (serial !== this.judgedSerial) {
        this.judgedSerial = serial;
        this.isSerial = isCtaSerial(serial) || isDjiShortSerial(serial);
      }
      if (!this.isSerial) this.flags |= SERIAL_FLAG;
    }
    if (this.has(ICAO24)) {
      const address = this.texts[ICAO24]!.toLowerCase();
      if (/^[0-9a-f]{6}$/.test(address)) {
        this.putText(ICAO24, address);
      } else {
        this.addIssue('out-of-range', 'icao24', address);
        this.drop(ICAO24);
      }
    }
    if (this.has(AFFILIATION)) this.putText(AFFILIATION, this.texts[AFFILIATION]!.toLowerCase());
  }

  private emit(): void {
    const { fields, isTouched, numbers, touched, emitted } = this;
    for (let i = 0; i < this.emittedCount; i++) {
      const slot = emitted[i]!;
      if (isTouched[slot] !== 1) assignBySlot[slot]!(fields, undefined);
    }
    let count = 0;
    for (let i = 0; i < this.touchedCount; i++) {
      const slot = touched[i]!;
      if (slot >= fieldCount) continue;
      const codes = codeLists[slot];
      const assign = assignBySlot[slot]!;
      if (isText[slot] === 1) assign(fields, this.texts[slot]);
      else if (codes !== null) assign(fields, codes![numbers[slot]!]);
      else assign(fields, numbers[slot]);
      emitted[count++] = slot;
    }
    this.emittedCount = count;
    fields.evidence = decideEvidence(fields as DetectionFields, fields.sensorKind);
  }

  /** A number in the column's own unit. */
  setQuantity(column: Column, target: NumberTarget, given: number): void {
    let raw = given;
    if (isWrapped(target, raw)) {
      raw = unwrap(raw);
      this.flags |= WRAPPED_FLAG;
      this.addIssue('wrapped-altitude', column.header, String(given));
    }
    const accuracy = column.codes === 'never' ? null : accuracyKindOf(target);
    if (accuracy !== null && (column.codes === 'always' || mayBeCode(accuracy, raw))) {
      if (column.codes === 'always') this.putBound(column, target, boundOfCode(accuracy, raw));
      return;
    }
    const value = judge(target, raw, column);
    if (value === OUT_OF_RANGE) this.addIssue('out-of-range', column.header, String(given));
    else if (column.divisor !== 1) this.putBound(column, target, value);
    else if (!Number.isNaN(value)) this.put(target.slot, value);
  }

  /** Only σ is a share of the stated radius; vertical and speed accuracies are kept as the bounds they are. */
  private putBound(column: Column, target: NumberTarget, bound: number): void {
    if (Number.isNaN(bound)) return;
    this.put(target.slot, target.rule === 'horizontal-accuracy' ? bound / column.divisor : bound);
  }

  private setNumberText(column: Column, target: NumberTarget, text: string): void {
    if (isSentinelWord(text)) return;
    const plain = this.point === 44 ? text.replace(',', '.') : text;
    if (DECIMAL.test(plain)) {
      this.setQuantity(column, target, Number(plain));
      return;
    }
    const accuracy = accuracyKindOf(target);
    const bound = accuracy === null ? null : boundOfText(text);
    if (bound !== null) {
      const divisor = column.divisor === 1 ? RADIUS_95_PER_SIGMA : column.divisor;
      this.putBound({ ...column, divisor }, target, bound);
      return;
    }
    const quantity = readQuantity(plain);
    const scale = quantity === null ? null : unitScale(quantity.unit, target.dimension);
    if (quantity !== null && scale !== null) {
      this.setQuantity({ ...column, times: scale.times, over: scale.over, codes: 'never' }, target, quantity.value);
      return;
    }
    const code = target.rule === 'small-code' ? namedCode(target.name, text) : Number.NaN;
    if (!Number.isNaN(code)) this.put(target.slot, code);
    else if (target.slot === LAT || target.slot === LNG) this.fail('bad-number', column.header, text);
    else this.addIssue('bad-number', column.header, text);
  }

  private setInstant(slot: number, ms: number, column: Column, bytes: Uint8Array, start: number, end: number): void {
    if (!Number.isNaN(ms)) {
      this.putTime(slot, ms);
      return;
    }
    const text = this.textOf(bytes, start, end);
    if (!isSentinelWord(text)) this.failTime(column, text);
  }

  private putTime(slot: number, ms: number): void {
    // A count of zero is a clock that was never set.
    if (ms === 0) return;
    if (this.options.time.status === 'assumed-zone') this.assumedZone = true;
    this.put(slot, ms);
  }

  private failTime(column: Column, text: string): void {
    const code = this.options.time.status === 'ambiguous' ? 'ambiguous-time' : 'bad-time';
    if (column.target.slot === OBSERVED) this.fail(code, column.header, text);
    else this.addIssue(code, column.header, text);
  }

  private textOf(bytes: Uint8Array, start: number, end: number): string {
    this.pool ??= new TextPool();
    const pooled = this.pool.ascii(bytes, start, end);
    if (pooled !== null) return pooled;
    if (isUtf8(bytes, start, end)) return utf8Text(bytes, start, end) ?? latin1Text(bytes, start, end);
    this.markEncoding();
    return this.options.decode(bytes.subarray(start, end));
  }

  private has(slot: number): boolean {
    return this.isTouched[slot] === 1;
  }

  private put(slot: number, value: number): void {
    if (this.isTouched[slot] !== 1) {
      this.isTouched[slot] = 1;
      this.touched[this.touchedCount++] = slot;
    }
    this.numbers[slot] = value;
  }

  private putText(slot: number, text: string): void {
    if (this.isTouched[slot] !== 1) {
      this.isTouched[slot] = 1;
      this.touched[this.touchedCount++] = slot;
    }
    this.texts[slot] = text;
  }

  private drop(slot: number): void {
    if (this.isTouched[slot] !== 1) return;
    this.isTouched[slot] = 0;
    this.numbers[slot] = Number.NaN;
    let at = 0;
    while (this.touched[at] !== slot) at++;
    this.touched[at] = this.touched[--this.touchedCount]!;
  }
}

/** Without blanks, NULs and other control characters around it. */
export function trimBlanks(text: string): string {
  let start = 0;
  let end = text.length;
  while (start < end && text.charCodeAt(start) <= 32) start++;
  while (start < end && text.charCodeAt(end - 1) <= 32) end--;
  return start === 0 && end === text.length ? text : text.slice(start, end);
}

const shorten = (text: string): string => {
  const short = text.length <= SHORT ? text : `${text.slice(0, SHORT - 1)}…`;
  return hasHalfCharacter(short) ? short.replace(/\p{Cs}/gu, escapeUnit) : short;
};

const escapeUnit = (unit: string): string => `\\u{${unit.charCodeAt(0).toString(16).toUpperCase()}}`;

const isoOrNumber = (ms: number): string => (Math.abs(ms) < 8.64e15 ? new Date(ms).toISOString() : String(ms));
