import { TimeReader } from '../time/time-reader.ts';
import { columnOf } from './columns.ts';
import type { DetectionBuilder } from './detection-builder.ts';
import { type ReadOptions, zoneOf } from './reader.ts';
import {
  type BasicId,
  type RemoteIdLocation,
  type RemoteIdSystem,
  setBasicId,
  setLocation,
  setSystem,
  timeInHour,
} from './remote-id/message.ts';
import { Transmitters } from './remote-id/transmitters.ts';
import { fixedTableReader } from './table/fixed-table.ts';
import type { TableRow } from './table/table-layout.ts';

/** The header up to the pages of authentication. Names come twice, so cells are read by their place. */
const HEADER = (
  'session,timestamp (nanos),transportType,macAddress,msgVersion,rssi,payload,' +
  'idType,uaType,uasId,idType,uaType,uasId,' +
  'status,heightType,EWDirection,speedMult,direction,speedHori,speedVert,droneLat,droneLon,altitudePressure,' +
  'altitudeGeodetic,height,horizontalAccuracy,verticalAccuracy,baroAccuracy,speedAccuracy,timestamp,timeAccuracy,distance,' +
  'descriptionType,operationDescription,' +
  'operatorLocationType,classificationType,operatorLatitude,operatorLongitude,areaCount,areaRadius,areaCeiling,areaFloor,' +
  'category,classValue,operatorAltitudeGeo,systemTimestamp,operatorIdType,operatorId'
).split(',');

const BASIC_IDS = [7, 10] as const;
const LOCATION = HEADER.indexOf('status');
const SELF_ID = HEADER.indexOf('operationDescription');
const SYSTEM = HEADER.indexOf('operatorLocationType');
const OPERATOR = HEADER.indexOf('operatorId');

const MAC = columnOf('macAddress', 'transmitterMac', undefined);
const RSSI = columnOf('rssi', 'rssiDbm', 'dbm');
const OBSERVED = columnOf('timestamp', 'observedAtMs', 'ms');
const TIME_BASIS = columnOf('timestamp', 'timeBasis', undefined);
const TIME_ACCURACY = columnOf('timeAccuracy', 'timeAccuracyS', 's');
const SELF_ID_TEXT = columnOf('operationDescription', 'remarks', undefined);
const OPERATOR_ID = columnOf('operatorId', 'operatorId', undefined);

/** `log_<phone>_2024-02-15_18-06-26.573.csv`: when the phone began to log, in its local time. */
const FILE_NAME = /(\d{4}-\d{2}-\d{2})_(\d{2})-(\d{2})-(\d{2}(?:\.\d{1,3})?)\.csv$/i;

/** Start of the log by its file's name; NaN when the name does not say. */
interface LogStart {
  readonly ms: number;
  readonly isZoneAssumed: boolean;
}

function logStartOf(options: ReadOptions): LogStart {
  const match = FILE_NAME.exec(options.fileName);
  if (match === null) return { ms: Number.NaN, isZoneAssumed: false };
  const time = new TimeReader(zoneOf(options), null);
  const ms = time.fromText(`${match[1]} ${match[2]}:${match[3]}:${match[4]}`, 'auto');
  return { ms, isZoneAssumed: time.status === 'assumed-zone' };
}

/** Reads rows of one log: times count from its first row, identities are remembered by address. */
class LogReader {
  private readonly start: LogStart;
  private readonly transmitters = new Transmitters();
  private firstNanos = Number.NaN;

  constructor(options: ReadOptions) {
    this.start = logStartOf(options);
  }

  read(row: TableRow, builder: DetectionBuilder): 'skip' | null {
    const atMs = this.timeOf(row);
    const address = row.cell(3);
    const ids = BASIC_IDS.flatMap((start) => basicIdOf(row, start) ?? []);
    const location = locationOf(row);
    const system = systemOf(row);
    if (ids.length > 0) this.transmitters.hearIds(address, ids, row.record, atMs);
    if (system !== null) this.transmitters.hearSystem(address, system, row.record, atMs);
    if (location === null && ids.length === 0) return 'skip';
    this.setTimes(builder, atMs, location);
    for (const id of ids) setBasicId(builder, id);
    if (system !== null) setSystem(builder, system);
    builder.setText(SELF_ID_TEXT, row.cell(SELF_ID));
    builder.setText(OPERATOR_ID, row.cell(OPERATOR));
    if (location === null) return null;
    setLocation(builder, location);
    this.join(builder, address, atMs, ids.length === 0, system === null);
    return null;
  }

  private join(
    builder: DetectionBuilder,
    address: string,
    atMs: number,
    needsIds: boolean,
    needsSystem: boolean,
  ): void {
    const who = needsIds ? this.transmitters.idsOf(address, atMs) : null;
    const where = needsSystem ? this.transmitters.systemOf(address, atMs) : null;
    if (who !== null) for (const id of who.value) setBasicId(builder, id);
    if (where !== null) setSystem(builder, where.value);
    if (who === null && where === null) return;
    const sources = [who, where].flatMap((found) => (found === null ? [] : [`record ${found.record}`]));
    builder.addIssue('joined-identity', 'macAddress', [...new Set(sources)].join(', '));
    builder.mark('joined-identity');
  }

  /** Rows count nanoseconds since the phone was switched on: only the time between them means something. */
  private timeOf(row: TableRow): number {
    const nanos = numberIn(row, 1);
    if (Number.isNaN(this.firstNanos)) this.firstNanos = nanos;
    return Math.round(this.start.ms + (nanos - this.firstNanos) / 1e6);
  }

  private setTimes(builder: DetectionBuilder, atMs: number, location: RemoteIdLocation | null): void {
    if (Number.isNaN(atMs)) return;
    const positionMs = location === null ? Number.NaN : timeInHour(atMs, location.timestampS);
    builder.setNumber(OBSERVED, Number.isNaN(positionMs) ? atMs : positionMs);
    builder.setText(TIME_BASIS, this.start.isZoneAssumed ? 'assumed-zone' : 'file-name');
    if (location !== null && location.timeAccuracy >= 1) {
      builder.setNumber(TIME_ACCURACY, location.timeAccuracy / 10);
    }
    if (!this.start.isZoneAssumed) return;
    builder.mark('assumed-zone');
    builder.addIssue('assumed-zone');
  }
}

function numberIn(row: TableRow, index: number): number {
  const text = row.cell(index);
  return /^[+-]?\d{1,20}(?:\.\d{1,20})?$/.test(text) ? Number(text) : Number.NaN;
}

function basicIdOf(row: TableRow, start: number): BasicId | null {
  const id = row.cell(start + 2);
  return id === '' ? null : { idType: numberIn(row, start), uaType: numberIn(row, start + 1), id };
}

/** Raw integers of the message, decoded after F3411 (formats.md section 3); null when the row has no Location. */
function locationOf(row: TableRow): RemoteIdLocation | null {
  if (row.cell(LOCATION + 7) === '') return null;
  const raw = (offset: number): number => numberIn(row, LOCATION + offset);
  return {
    status: raw(0),
    heightType: raw(1),
    courseDeg: raw(4) + (raw(2) === 1 ? 180 : 0),
    speedMps: raw(3) === 1 ? raw(5) * 0.75 + 63.75 : raw(5) * 0.25,
    vspeedMps: raw(6) * 0.5,
    lat: raw(7) / 1e7,
    lng: raw(8) / 1e7,
    altBaroM: altitudeOf(raw(9)),
    altHaeM: altitudeOf(raw(10)),
    heightM: altitudeOf(raw(11)),
    horizontalAccuracy: raw(12),
    verticalAccuracy: raw(13),
    speedAccuracy: raw(15),
    timestampS: raw(16) / 10,
    timeAccuracy: raw(17),
  };
}

function systemOf(row: TableRow): RemoteIdSystem | null {
  if (row.cell(SYSTEM + 2) === '') return null;
  return {
    locationType: numberIn(row, SYSTEM),
    lat: numberIn(row, SYSTEM + 2) / 1e7,
    lng: numberIn(row, SYSTEM + 3) / 1e7,
    altHaeM: altitudeOf(numberIn(row, SYSTEM + 10)),
  };
}

const altitudeOf = (raw: number): number => raw / 2 - 1000;

/**
 * OpenDroneID OSM for Android, its log (`log/LogWriter.java`, `log/LogMessageEntry.java`; formats.md 4.5). A record is one
 * received message or pack, in raw integers.
 *
 * Clock: the aircraft's, in tenths of a second after the hour; the hour from the file's name, which is the phone's local time,
 * and the nanoseconds between rows. Altitudes: above the ellipsoid and at 1013.25 hPa; height above take-off or ground. Parts of
 * one transmitter's message are joined as for DroneScout.
 */
export const opendroneidAndroidCsv = fixedTableReader({
  id: 'opendroneid-android-csv',
  version: 1,
  label: 'OpenDroneID OSM log (Android, CSV)',
  extensions: ['csv'],
  unverified: true,
  what: 'an OpenDroneID OSM log',
  isHeader: (names) => names.length >= HEADER.length && HEADER.every((name, index) => names[index] === name),
  open: (names, options) => {
    const log = new LogReader(options);
    return {
      columns: names.map((_, index) => (index === 3 ? MAC : index === 5 ? RSSI : null)),
      defaults: { sensorKind: 'remote-id', positionOrigin: 'self-reported' },
      rule: (row, builder) => log.read(row, builder),
    };
  },
});
