import { bearingDeg, distanceM } from '../geo/geodesic.ts';
import type { Issue } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import { TimeReader } from '../time/time-reader.ts';
import { openZone } from '../time/zone.ts';
import { ByteQueue } from './byte-queue.ts';
import { columnOf } from './columns.ts';
import { DetectionBuilder } from './detection-builder.ts';
import { setMembers } from './json/set-members.ts';
import { Shapes } from './json/shapes.ts';
import type { AltitudeMode, Line, Located, Placemark, Point, Track } from './kml/placemark.ts';
import { PlacemarkCollector } from './kml/placemark-collector.ts';
import {
  type ByteFeed,
  type FileHead,
  type FormatReader,
  ReadFailure,
  type ReadOptions,
  type RecordSink,
} from './reader.ts';
import { XmlFeed } from './xml/xml-feed.ts';

const LAT = columnOf('coordinates', 'lat', undefined);
const LNG = columnOf('coordinates', 'lng', undefined);
const ALT_MSL = columnOf('coordinates', 'altMslM', 'm');
const ABOVE_GROUND = columnOf('coordinates', 'heightAboveGroundM', 'm');
const WHEN = columnOf('when', 'observedAtMs', undefined);
const TRACK_KEY = columnOf('name', 'sourceTrackKey', undefined);
const OBJECT_CLASS = columnOf('classification', 'objectClass', undefined);
const CONFIDENCE = columnOf('alarm_certainty', 'detectionConfidence', '%');
const SENSOR_LAT = columnOf('coordinates', 'sensorLat', undefined);
const SENSOR_LNG = columnOf('coordinates', 'sensorLng', undefined);
const SENSOR_ALT = columnOf('coordinates', 'sensorAltM', 'm');
const BEARING = columnOf('coordinates', 'bearingDeg', 'deg');
const ELEVATION = columnOf('coordinates', 'elevationDeg', 'deg');

/** Data of COURAGEOUS track2kml (CEN CWA 18150), read by their own meaning and not by their names alone. */
const COURAGEOUS = ['record_number', 'classification', 'alarm', 'alarm_certainty', 'identification', 'velocity'];

class KmlFeed implements ByteFeed {
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly builder: DetectionBuilder;
  private readonly shapes: Shapes;
  private readonly queue = new ByteQueue();
  private readonly collector: PlacemarkCollector;
  private readonly xml: XmlFeed;
  private count = 0;
  private sawText = false;

  constructor(options: ReadOptions, sink: RecordSink) {
    this.options = options;
    this.sink = sink;
    const zone = options.sensorZone === null ? null : openZone(options.sensorZone);
    if (options.sensorZone !== null && zone === null) {
      throw new ReadFailure('wrong-format', `The time zone "${options.sensorZone}" is not known.`);
    }
    this.builder = new DetectionBuilder({
      time: new TimeReader(zone, null),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: {},
    });
    this.shapes = new Shapes(options.mapping, []);
    this.collector = new PlacemarkCollector({
      placemark: (placemark) => this.readPlacemark(placemark),
      fault: (message, at) => this.quarantine({ start: at, end: at }, { code: 'parse-error', found: message }),
    });
    this.xml = new XmlFeed(this.collector);
  }

  push(chunk: Uint8Array): void {
    this.sawText ||= chunk.some((byte) => byte > 32);
    this.queue.append(chunk);
    this.xml.push(chunk);
    this.forget();
  }

  /** Keeps the bytes of the open placemark, and what may become one. */
  private forget(): void {
    const { queue, collector, xml } = this;
    queue.drop(Math.min(xml.tagEnd, collector.openPlacemark?.start ?? xml.tagEnd) - queue.fileOffset);
  }

  end(): void {
    if (!this.sawText) throw new ReadFailure('empty-file', 'The file is empty.');
    this.xml.end();
    const end = this.queue.fileOffset + this.queue.length;
    if (!this.collector.hasRoot) throw new ReadFailure('wrong-format', 'The file is not KML: it has no kml element.');
    if (!this.collector.isOpen) return;
    const start = this.collector.openPlacemark?.start ?? end;
    this.quarantine({ start, end }, { code: 'parse-error', found: 'the file ends before the document does' });
  }

  private readPlacemark(placemark: Placemark): void {
    if (placemark.fault !== null) {
      this.quarantine(placemark, { code: 'parse-error', found: placemark.fault });
      return;
    }
    if (placemark.geometries.length === 0) this.readUnplaced(placemark);
    for (const geometry of placemark.geometries) {
      switch (geometry.kind) {
        case 'point':
          this.readPoint(placemark, geometry);
          break;
        case 'line':
          this.readLine(placemark, geometry);
          break;
        case 'track':
          this.readTrack(placemark, geometry);
          break;
        case 'area':
          this.sink.skip(this.nextRef(placemark), 'not-a-detection');
      }
    }
  }

  private readPoint(placemark: Placemark, point: Point): void {
    if (isCourageousPlace(placemark)) {
      this.sink.skip(this.nextRef(placemark), 'not-a-detection');
      return;
    }
    if (placemark.when === null && placemark.isSpan) {
      this.quarantine(placemark, { code: 'no-time', found: 'a span of time' });
      return;
    }
    const { builder } = this;
    builder.begin();
    if (placemark.when !== null) builder.setText(WHEN, placemark.when);
    this.setData(placemark, placemark.data);
    this.setPosition(point.coordinates.split(','), point.altitudeMode);
    this.finish(placemark);
  }

  /** A line has no times of its points. COURAGEOUS draws a bearing as a line from the sensor. */
  private readLine(placemark: Placemark, line: Line): void {
    const points = line.coordinates.split(/\s+/).filter((point) => point !== '');
    if (points.length === 2 && placemark.when !== null && isCourageous(placemark.data)) {
      this.readBearing(placemark, points[0]!.split(','), points[1]!.split(','));
    } else {
      this.quarantine(placemark, { code: 'no-time', found: `a line of ${points.length} points without times` });
    }
  }

  private readBearing(placemark: Placemark, from: readonly string[], to: readonly string[]): void {
    const { builder } = this;
    const [lng, lat, alt] = from.map(Number) as [number, number, number];
    const [toLng, toLat, toAlt] = to.map(Number) as [number, number, number];
    if (![lng, lat, toLng, toLat].every(Number.isFinite)) {
      this.quarantine(placemark, { code: 'bad-number', field: 'coordinates' });
      return;
    }
    builder.begin();
    builder.setText(WHEN, placemark.when!);
    this.setData(placemark, placemark.data);
    builder.setNumber(SENSOR_LAT, lat);
    builder.setNumber(SENSOR_LNG, lng);
    builder.setNumber(BEARING, bearingDeg([lng, lat], [toLng, toLat]));
    if (Number.isFinite(alt) && Number.isFinite(toAlt)) {
      builder.setNumber(SENSOR_ALT, alt);
      const radians = Math.atan2(toAlt - alt, distanceM([lng, lat], [toLng, toLat]));
      builder.setNumber(ELEVATION, (radians * 180) / Math.PI);
    }
    this.finish(placemark);
  }

  private readTrack(placemark: Placemark, track: Track): void {
    const { whens, coordinates, arrays } = track;
    for (let index = 0; index < Math.max(whens.length, coordinates.length); index++) {
      const when = whens[index];
      const coordinate = coordinates[index];
      if (coordinate === undefined) {
        this.quarantine(when!, { code: 'no-position', found: `time ${index + 1} of the track` });
      } else if (when === undefined) {
        this.quarantine(coordinate, { code: 'no-time', found: `point ${index + 1} of the track` });
      } else {
        this.readTrackPoint(placemark, track, when, coordinate, valuesAt(placemark.data, arrays, index));
      }
    }
  }

  private readTrackPoint(
    placemark: Placemark,
    track: Track,
    when: Located,
    coordinate: Located,
    values: ReadonlyMap<string, string>,
  ): void {
    const { builder } = this;
    builder.begin();
    builder.setText(WHEN, when.text);
    this.setData(placemark, values);
    this.setPosition(coordinate.text.split(/[\s,]+/), track.altitudeMode);
    // The time usually stands right before the place; then both are the record.
    const isPair = when.end <= coordinate.start && coordinate.start - when.end < 64;
    this.finish(isPair ? { start: when.start, end: coordinate.end } : coordinate);
  }

  /** Without a geometry, the data may still say who was seen, or in which direction. */
  private readUnplaced(placemark: Placemark): void {
    const { builder } = this;
    builder.begin();
    if (placemark.when !== null) builder.setText(WHEN, placemark.when);
    this.setData(placemark, placemark.data);
    const { hasPosition } = this.shapes.planOf([...placemark.data.keys()]);
    if (hasPosition || (builder.hasIdentity && builder.hasTime)) this.finish(placemark);
    else this.sink.skip(this.nextRef(placemark), 'not-a-detection');
  }

  private setData(placemark: Placemark, data: ReadonlyMap<string, string>): void {
    const { builder } = this;
    if (isCourageous(data)) {
      builder.setText(OBJECT_CLASS, data.get('classification') ?? '');
      builder.setText(CONFIDENCE, data.get('alarm_certainty') ?? '');
      // A detection outside of tracks is named by its number.
      if (placemark.name !== data.get('record_number')) builder.setText(TRACK_KEY, placemark.name);
      return;
    }
    setMembers(builder, { names: [...data.keys()], values: [...data.values()] }, this.shapes.planOf([...data.keys()]));
    // A name is whatever a person or a program thought fit to show: it tells objects apart, but identifies nothing.
    if (!builder.hasIdentity) builder.setText(TRACK_KEY, placemark.name);
  }

  private setPosition(parts: readonly string[], altitudeMode: AltitudeMode): void {
    const { builder } = this;
    builder.setText(LNG, parts[0] ?? '');
    builder.setText(LAT, parts[1] ?? '');
    const altitude = parts[2] ?? '';
    if (altitudeMode === 'absolute' && !builder.hasAltitude) builder.setText(ALT_MSL, altitude);
    else if (altitudeMode === 'relativeToGround' && !builder.hasHeight) builder.setText(ABOVE_GROUND, altitude);
  }

  private finish(range: Range): void {
    const ref = this.nextRef(range);
    const problem = this.builder.finish(ref, this.sink);
    if (problem !== null) this.sink.quarantine(ref, problem, this.rawOf(range));
  }

  private quarantine(range: Range, issue: Issue): void {
    this.sink.quarantine(this.nextRef(range), issue, this.rawOf(range));
  }

  private nextRef({ start, end }: Range): RecordRef {
    this.count++;
    return { record: this.count, byteStart: start, byteLength: end - start };
  }

  private rawOf({ start, end }: Range): string {
    const { queue, options } = this;
    return options.decode(
      queue.bytes.slice(Math.max(0, start - queue.fileOffset), Math.max(0, end - queue.fileOffset)),
    );
  }
}

interface Range {
  readonly start: number;
  readonly end: number;
}

const isCourageous = (data: ReadonlyMap<string, string>): boolean => COURAGEOUS.every((name) => data.has(name));

/** The places that track2kml adds beside what was detected. */
const isCourageousPlace = (placemark: Placemark): boolean =>
  placemark.when === null &&
  placemark.data.size === 0 &&
  /^(?:Static CUAS Location|UAV Home Location)$/i.test(placemark.name);

/** The data of a placemark with those of one point of its track, which win. */
function valuesAt(
  data: ReadonlyMap<string, string>,
  arrays: ReadonlyMap<string, readonly string[]>,
  index: number,
): ReadonlyMap<string, string> {
  const values = new Map(data);
  for (const [name, list] of arrays) values.set(name, list[index] ?? '');
  return values;
}

function sniff(head: FileHead) {
  const text = head.text.slice(0, 16_384);
  if (!/^\s{0,1000}</.test(text)) return { score: 0, reason: 'The file does not begin like XML.' };
  return /<(?:[A-Za-z]{1,20}:)?kml[\s>]/.test(text)
    ? { score: 0.95, reason: 'XML with a kml element.' }
    : { score: 0, reason: 'XML without a kml element in its beginning.' };
}

/**
 * KML (OGC 12-007r2) with Google's tracks. A record is a `gx:coord` with its `when`, or a Placemark with another geometry.
 *
 * Clock: `when` (a date alone is no instant). Altitude: above EGM96 sea level where `absolute`, above ground
 * where `relativeToGround`, else none. Data of a Placemark are read like columns; its name only as the source's own track key.
 * Nothing is ever fetched: network links are passed over.
 */
export const kml: FormatReader = {
  id: 'kml',
  version: 1,
  label: 'KML',
  extensions: ['kml'],
  sniff,
  open: (options, sink) => new KmlFeed(options, sink),
};
