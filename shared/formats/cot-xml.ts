import type { Issue } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import { TimeReader } from '../time/time-reader.ts';
import { columnOf } from './columns.ts';
import { withoutCredentials } from './cot/credentials.ts';
import { type Attributes, type CotEvent, elementOf, readEvent } from './cot/event.ts';
import { EventSplitter, type Stretch } from './cot/event-splitter.ts';
import { codeInBrackets, dragonSyncPairs, operatorIdOf } from './cot/remarks.ts';
import { type CotMeaning, isCotType, readCotType, serialInUid } from './cot-type.ts';
import { DetectionBuilder } from './detection-builder.ts';
import { isAlert } from './drone-alert.ts';
import { OWN_ELEMENT, setOwnFields } from './own-element.ts';
import {
  type ByteFeed,
  type FileHead,
  type FormatReader,
  ReadFailure,
  type ReadOptions,
  type RecordSink,
  zoneOf,
} from './reader.ts';
import { looksLikeSerial } from './serial.ts';

const column = (header: string, field: string, unit?: string) => columnOf(header, field, unit);
const TIME = column('start', 'observedAtMs');
const OBSERVED_AT = column('ObservedAt', 'observedAtMs');
const TIME_BASIS = column('ObservedAt', 'timeBasis');
const LAT = column('lat', 'lat');
const LNG = column('lon', 'lng');
const HAE = column('hae', 'altHaeM', 'm');
const CE = column('ce', 'sigmaM', 'm');
const LE = column('le', 'vertAccuracyM', 'm');
const COURSE = column('course', 'courseDeg', 'deg');
const SPEED = column('speed', 'speedMps', 'm/s');
const SPEED_KT = column('speed', 'speedMps', 'kt');
const ICAO24 = column('hex', 'icao24');
const UID = column('uid', 'sourceTrackKey');
const SERIAL = column('uid', 'uasSerial');
const CALLSIGN = column('callsign', 'callsign');
const OBJECT_CLASS = column('type', 'objectClass');
const AFFILIATION = column('type', 'affiliation');
const SENSOR_KIND = column('detail', 'sensorKind');
const ORIGIN = column('detail', 'positionOrigin');
const SENSOR_ID = column('sensor_id', 'sensorId');
const RSSI = column('rssi', 'rssiDbm', 'dbm');
const FREQUENCY = column('Freq', 'freqHz', 'hz');
const MAC = column('mac_address', 'transmitterMac');
const MAKE = column('make', 'make');
const MODEL = column('model', 'model');
const UA_TYPE = column('UA Type', 'uaType');
const OPERATOR_ID = column('Operator ID', 'operatorId');
const OPERATOR_LAT = column('operator_lat', 'operatorLat');
const OPERATOR_LNG = column('operator_lon', 'operatorLng');
const REGISTRATION = column('CAA ID', 'uasRegId');
const ABOVE_GROUND = column('AGL', 'heightAboveGroundM', 'm');
const VERTICAL_SPEED = column('Vert Speed', 'vspeedMps', 'm/s');
const REMARKS = column('remarks', 'remarks');

/** Unknown course and speed in DroneCOT, as for `hae`, `ce` and `le`. */
const UNKNOWN = 999_999;
/** Events about a person, a place or the sensor, by the uids of DragonSync and DroneCOT. */
const NO_AIRCRAFT = /^(?:pilot-|home-|op-|FEED-|SNSTAC-CUAS\.|CUAS-|DJI-.{1,60}-(?:op|home)$)/;
/** DragonSync's events of ADS-B traffic: `hae` is in feet and `speed` in knots there, against the standard. */
const ADSB_REMARKS = /^ADS-B hex=(~?[0-9A-Fa-f]{6})\b[^\r\n]{0,500}\bsrc=adsb\b/;
/** Ground equipment that is a sensor. */
const SENSOR_TYPE = /^a-.-G-E-S(?:-|$)/;

class CotFeed implements ByteFeed {
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly builder: DetectionBuilder;
  private readonly splitter: EventSplitter;
  private count = 0;
  private events = 0;
  private sawText = false;

  constructor(options: ReadOptions, sink: RecordSink) {
    this.options = options;
    this.sink = sink;
    this.builder = new DetectionBuilder({
      time: new TimeReader(zoneOf(options), null),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: {},
    });
    this.splitter = new EventSplitter((stretch) => this.takeStretch(stretch));
  }

  push(chunk: Uint8Array): void {
    this.sawText ||= chunk.some((byte) => byte > 32);
    this.splitter.push(chunk);
  }

  end(): void {
    if (!this.sawText) throw new ReadFailure('empty-file', 'The file is empty.');
    this.splitter.end();
    if (this.events === 0) throw new ReadFailure('wrong-format', 'The file holds no Cursor-on-Target event.');
  }

  private takeStretch(stretch: Stretch): void {
    if (stretch.kind === 'between') {
      this.readBetween(stretch);
      return;
    }
    this.events++;
    if (stretch.fault === 'too-long') {
      this.quarantine(stretch, { code: 'record-too-long', found: `${stretch.byteLength} bytes` });
    } else if (stretch.fault === 'cut-short') {
      this.quarantine(stretch, { code: 'parse-error', found: 'the event is cut short' });
    } else {
      const event = readEvent(stretch.bytes);
      if ('fault' in event) this.quarantine(stretch, { code: 'parse-error', found: event.fault });
      else this.readEvent(event, stretch);
    }
  }

  /** Declarations, comments and the tags of a wrapper are no records; anything else between events is one we cannot read. */
  private readBetween(stretch: Stretch): void {
    if (stretch.fault === 'too-long') {
      this.quarantine(stretch, { code: 'record-too-long', found: `${stretch.byteLength} bytes between events` });
      return;
    }
    const text = this.options.decode(stretch.bytes);
    if (/<!DOCTYPE/i.test(text)) {
      throw new ReadFailure(
        'wrong-format',
        'The file has a document type (<!DOCTYPE>), which is refused: it could pull in other files.',
      );
    }
    const left = withoutMarkup(text);
    if (left === '') return;
    // A stream may begin with a login; it is no detection, and its text is not kept.
    if (left.startsWith('<auth')) this.sink.skip(this.nextRef(stretch), 'not-a-detection');
    else this.quarantine(stretch, { code: 'parse-error', found: 'text between events' });
  }

  private readEvent(event: CotEvent, stretch: Stretch): void {
    const { uid = '', type = '' } = event.event;
    const meaning = isCotType(type) ? readCotType(type) : null;
    if (meaning === null) {
      this.quarantine(stretch, { code: 'parse-error', found: `type="${type.slice(0, 40)}"` });
      return;
    }
    if (!meaning.isObject || NO_AIRCRAFT.test(uid) || SENSOR_TYPE.test(type)) {
      this.sink.skip(this.nextRef(stretch), 'not-a-detection');
      return;
    }
    const { builder } = this;
    builder.begin();
    builder.setText(TIME, event.event.start ?? event.event.time ?? '');
    const own = event.elements.get(OWN_ELEMENT);
    if (own === undefined) this.setStated(event, uid, meaning);
    else this.setExported(event, own);
    const ref = this.nextRef(stretch);
    const problem = builder.finish(ref, this.sink);
    if (problem !== null) this.sink.quarantine(ref, problem, this.rawOf(stretch));
  }

  /** An export of ours: the place is the point's, all else stands in our own element. */
  private setExported(event: CotEvent, own: Attributes): void {
    const { lat = '', lon = '' } = elementOf(event, 'point');
    this.builder.setText(LAT, lat);
    this.builder.setText(LNG, lon);
    setOwnFields(this.builder, own);
  }

  private setStated(event: CotEvent, uid: string, meaning: CotMeaning): void {
    const { builder } = this;
    builder.setText(UID, uid);
    const serial = serialInUid(uid);
    if (serial !== null) builder.setText(SERIAL, serial);
    this.setPoint(event, uid);
    const { objectClass, affiliation } = meaning;
    if (objectClass !== undefined) builder.setText(OBJECT_CLASS, objectClass);
    if (affiliation !== undefined) builder.setText(AFFILIATION, affiliation);
    this.setDetail(event, uid);
  }

  private setPoint(event: CotEvent, uid: string): void {
    const { builder } = this;
    const point = elementOf(event, 'point');
    const cuas = elementOf(event, '__cuas');
    // DragonSync's alerts and DroneCOT's "Range" events stand at the sensor or nowhere: the aircraft's place is not known.
    if (isAlert(uid) || cuas.valid_geo === '0') {
      builder.addIssue('sensor-position-suspected', 'lat', `${point.lat}, ${point.lon}`);
      return;
    }
    const isHuman = event.event.how?.startsWith('h') === true;
    if (isHuman) builder.setText(SENSOR_KIND, 'human');
    builder.setText(LAT, point.lat ?? '');
    builder.setText(LNG, point.lon ?? '');
    const isAdsb = ADSB_REMARKS.test(event.remarks);
    if (!isAdsb) builder.setText(HAE, point.hae ?? '');
    builder.setText(CE, point.ce ?? '');
    builder.setText(LE, point.le ?? '');
    const { course = '', speed = '' } = elementOf(event, 'track');
    if (Number(course) < UNKNOWN) builder.setText(COURSE, course);
    if (Number(speed) < UNKNOWN) builder.setText(isAdsb ? SPEED_KT : SPEED, speed);
  }

  private setDetail(event: CotEvent, uid: string): void {
    const { builder } = this;
    const { callsign = '' } = elementOf(event, 'contact');
    if (callsign !== uid) builder.setText(CALLSIGN, callsign);
    const { remarks } = event;
    if (remarks.length <= 2000) builder.setText(REMARKS, remarks);
    const address = ADSB_REMARKS.exec(remarks)?.[1];
    if (address !== undefined) {
      builder.setText(SENSOR_KIND, 'adsb');
      if (!address.startsWith('~')) builder.setText(ICAO24, address);
    }
    const pairs = dragonSyncPairs(remarks);
    if (pairs !== null) this.setDragonSync(pairs, elementOf(event, 'rid'), uid);
    if (event.elements.has('__cuas')) this.setDroneCot(elementOf(event, '__cuas'));
    if (event.elements.has('__droneid')) this.setSparrow(elementOf(event, '__droneid'));
  }

  /** The sender's own receiver says so: a UAS, and where it says it is. */
  private setSelfReported(kind: 'remote-id' | 'droneid'): void {
    this.builder.setText(OBJECT_CLASS, 'uas');
    this.builder.setText(SENSOR_KIND, kind);
    this.builder.setText(ORIGIN, 'self-reported');
  }

  private setDragonSync(pairs: ReadonlyMap<string, string>, rid: Attributes, uid: string): void {
    const { builder } = this;
    const mac = pairs.get('MAC') ?? '';
    // DJI's own DroneID has no address.
    this.setSelfReported(mac === '' || mac === 'None' ? 'droneid' : 'remote-id');
    builder.setText(MAC, mac);
    builder.setText(RSSI, withoutUnit(pairs.get('RSSI')));
    builder.setText(UA_TYPE, codeInBrackets(pairs.get('UA Type')) ?? '');
    builder.setText(OPERATOR_ID, operatorIdOf(pairs.get('Operator ID')) ?? '');
    builder.setText(REGISTRATION, pairs.get('CAA ID') ?? '');
    if (!isAlert(uid)) {
      builder.setText(ABOVE_GROUND, zeroIsNone(pairs.get('AGL')));
      builder.setText(VERTICAL_SPEED, zeroIsNone(pairs.get('Vert Speed')));
    }
    const megahertz = Number(withoutUnit(pairs.get('Freq')?.replace('~', '')));
    if (megahertz > 0) builder.setNumber(FREQUENCY, megahertz * 1e6);
    builder.setText(SENSOR_ID, pairs.get('SeenBy') ?? '');
    builder.setText(MAKE, rid.make ?? '');
    builder.setText(MODEL, rid.model ?? '');
    // Events are sent again as long as a drone is shown: its place is as old as ObservedAt, when the kit received it.
    const observed = pairs.get('ObservedAt') ?? '';
    if (observed === '') return;
    builder.setText(OBSERVED_AT, observed);
    builder.setText(TIME_BASIS, 'received');
  }

  private setDroneCot(cuas: Attributes): void {
    const { builder } = this;
    const serial = cuas.rid_uas ?? cuas.uas_sn ?? '';
    this.setSelfReported(cuas.uas_sn === undefined ? 'remote-id' : 'droneid');
    if (looksLikeSerial(serial)) builder.setText(SERIAL, serial);
    builder.setText(SENSOR_ID, cuas.sensor_id ?? '');
    builder.setText(RSSI, cuas.rssi ?? '');
    builder.setText(MAC, cuas.mac_address ?? '');
    builder.setText(MAKE, cuas.manufacturer ?? '');
    builder.setText(MODEL, cuas.model ?? cuas.uas_type ?? '');
    if (cuas.rid_op !== serial) builder.setText(OPERATOR_ID, cuas.rid_op ?? '');
  }

  /** Sparrow's own numbers for aircraft types are not F3411's, and are not used. */
  private setSparrow(droneid: Attributes): void {
    const { builder } = this;
    this.setSelfReported(droneid.protocol?.startsWith('dji') === true ? 'droneid' : 'remote-id');
    builder.setText(SERIAL, droneid.serial ?? '');
    builder.setText(ABOVE_GROUND, droneid.height_agl ?? '');
    builder.setText(OPERATOR_LAT, droneid.operator_lat ?? '');
    builder.setText(OPERATOR_LNG, droneid.operator_lon ?? '');
    builder.setText(OPERATOR_ID, droneid.operator_id ?? '');
    builder.setText(RSSI, droneid.rssi ?? '');
  }

  private quarantine(stretch: Stretch, issue: Issue): void {
    this.sink.quarantine(this.nextRef(stretch), issue, this.rawOf(stretch));
  }

  private nextRef({ byteStart, byteLength }: Stretch): RecordRef {
    this.count++;
    return { record: this.count, byteStart, byteLength };
  }

  private rawOf({ bytes }: Stretch): string {
    return withoutCredentials(this.options.decode(bytes));
  }
}

const withoutUnit = (text: string | undefined): string => (text ?? '').replace(/[^0-9.+-]{1,12}$/, '');

/** DragonSync writes 0.0 for what it does not know. */
const zeroIsNone = (text: string | undefined): string => {
  const number = withoutUnit(text);
  return Number(number) === 0 ? '' : number;
};

/** Text between events without XML declarations, comments, byte-order marks and the tags of a wrapper. */
function withoutMarkup(text: string): string {
  let left = '';
  let at = 0;
  while (at < text.length) {
    const open = text.indexOf('<', at);
    left += text.slice(at, open < 0 ? text.length : open);
    if (open < 0) break;
    const close = markupEnd(text, open);
    if (close < 0) return `${left}${text.slice(open)}`.trim();
    at = close;
  }
  return left.replaceAll('\ufeff', '').replaceAll('\0', '').trim();
}

/** Offset behind the declaration, comment or wrapper tag that begins at `open`; -1 when it is none of them. */
function markupEnd(text: string, open: number): number {
  for (const [start, end] of [
    ['<?', '?>'],
    ['<!--', '-->'],
    ['<events', '>'],
    ['</events', '>'],
  ] as const) {
    if (!text.startsWith(start, open)) continue;
    const close = text.indexOf(end, open);
    return close < 0 ? -1 : close + end.length;
  }
  return -1;
}

function sniff(head: FileHead) {
  const text = head.text.slice(0, 16_384);
  if (!/^[\s\0]{0,1000}</.test(text)) return { score: 0, reason: 'The file does not begin like XML.' };
  const start = /<event[\s>]/.exec(text);
  if (start === null) return { score: 0, reason: 'XML without a Cursor-on-Target event in its beginning.' };
  const tag = text.slice(start.index, start.index + 4096);
  return /\suid\s{0,4}=/.test(tag) && /\stype\s{0,4}=/.test(tag)
    ? { score: 0.95, reason: 'XML with Cursor-on-Target events.' }
    : { score: 0.1, reason: 'XML with an event element that has no uid and type.' };
}

/**
 * Cursor on Target (MITRE CoT base schema 2.0), as XML: one event, a log of many documents one after another, or an `events`
 * wrapper. A record is an event. Operators, homes, sensors, markers and drawings are skipped: an operator's own event is not put
 * into the aircraft's, which it may not belong to.
 *
 * Clock: `start`, the sender's, UTC; DragonSync's `ObservedAt` where there is one. Altitude: `hae`, above the ellipsoid.
 * `ce` is taken as one σ (`accuracy.ts`). The letter of affiliation is the sender's claim. Logins in `__video` are never kept.
 */
export const cotXml: FormatReader = {
  id: 'cot-xml',
  version: 1,
  label: 'Cursor on Target (XML)',
  extensions: ['cot', 'xml'],
  sniff,
  open: (options, sink) => new CotFeed(options, sink),
};
