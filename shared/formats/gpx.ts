import type { Issue } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import { TimeReader } from '../time/time-reader.ts';
import { ByteQueue } from './byte-queue.ts';
import { columnOf } from './columns.ts';
import { DetectionBuilder } from './detection-builder.ts';
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
import { XmlFeed, type XmlHandler } from './xml/xml-feed.ts';

const LAT = columnOf('lat', 'lat', undefined);
const LNG = columnOf('lon', 'lng', undefined);
const TIME = columnOf('time', 'observedAtMs', undefined);
const NAME = columnOf('name', 'sourceTrackKey', undefined);

/** Elements of a point that we use. Speed and course: GPX 1.0, and Garmin's TrackPointExtension v2, both m/s and true degrees. */
const members = new Map([
  ['time', TIME],
  ['ele', columnOf('ele', 'altUnknownDatumM', 'm')],
  ['speed', columnOf('speed', 'speedMps', 'm/s')],
  ['course', columnOf('course', 'courseDeg', 'deg')],
]);

/** The point whose element is open. */
interface OpenPoint {
  readonly kind: 'wpt' | 'trkpt' | 'rtept';
  readonly start: number;
  readonly lat: string;
  readonly lon: string;
  readonly values: Map<string, string>;
  /** Our own element, in an export of ours. */
  own: Readonly<Record<string, string>> | null;
  name: string;
  fault: string | null;
}

class GpxFeed implements ByteFeed, XmlHandler {
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly builder: DetectionBuilder;
  private readonly queue = new ByteQueue();
  private readonly xml: XmlFeed;
  private readonly stack: string[] = [];
  private point: OpenPoint | null = null;
  private trackName = '';
  private sawRoot = false;
  private sawText = false;
  private toldFault = false;
  private count = 0;

  constructor(options: ReadOptions, sink: RecordSink) {
    this.options = options;
    this.sink = sink;
    this.builder = new DetectionBuilder({
      time: new TimeReader(zoneOf(options), null),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: {},
    });
    this.xml = new XmlFeed(this);
  }

  push(chunk: Uint8Array): void {
    this.sawText ||= chunk.some((byte) => byte > 32);
    this.queue.append(chunk);
    this.xml.push(chunk);
    this.forget();
  }

  /** Keeps the bytes of the open point, and what may become one. */
  private forget(): void {
    const { queue, xml } = this;
    queue.drop(Math.min(xml.tagEnd, this.point?.start ?? xml.tagEnd) - queue.fileOffset);
  }

  end(): void {
    if (!this.sawText) throw new ReadFailure('empty-file', 'The file is empty.');
    this.xml.end();
    if (!this.sawRoot) throw new ReadFailure('wrong-format', 'The file is not GPX: it has no gpx element.');
    if (this.stack.length === 0) return;
    const end = this.queue.fileOffset + this.queue.length;
    this.quarantine(this.point?.start ?? end, end, {
      code: 'parse-error',
      found: 'the file ends before the document does',
    });
  }

  open(name: string, attributes: Readonly<Record<string, string>>, start: number): void {
    if (!this.sawRoot) {
      if (name !== 'gpx')
        throw new ReadFailure('wrong-format', `The XML is not GPX: its root element is "${name.slice(0, 40)}".`);
      this.sawRoot = true;
    }
    if (name === 'trk') this.trackName = '';
    if (this.point === null && (name === 'wpt' || name === 'trkpt' || name === 'rtept')) {
      const { lat = '', lon = '' } = attributes;
      this.point = { kind: name, start, lat, lon, values: new Map(), own: null, name: '', fault: null };
    }
    if (this.point !== null && name === OWN_ELEMENT) this.point.own = attributes;
    this.stack.push(name);
  }

  close(name: string, text: string, end: number): void {
    if (this.stack.pop() === undefined) return;
    const parent = this.stack.at(-1);
    const { point } = this;
    if (point === null) {
      if (name === 'name' && parent === 'trk') this.trackName = text;
    } else if (name === point.kind) {
      this.point = null;
      this.readPoint(point, end);
    } else if (parent === point.kind) {
      if (name === 'name') point.name = text;
      else point.values.set(name, text);
    } else if (parent === 'TrackPointExtension' && (name === 'speed' || name === 'course')) {
      point.values.set(name, text);
    }
  }

  fault(message: string, at: number): void {
    // An entity that HTML has and XML has not: its text stays as it is.
    if (message.includes('entity')) return;
    if (!this.sawRoot) throw new ReadFailure('wrong-format', `The file is not well-formed XML: ${message}`);
    if (this.point !== null) {
      this.point.fault ??= message;
    } else if (!this.toldFault) {
      this.toldFault = true;
      this.quarantine(at, at, { code: 'parse-error', found: message });
    }
  }

  private readPoint(point: OpenPoint, end: number): void {
    const { start } = point;
    if (point.fault !== null) {
      this.quarantine(start, end, { code: 'parse-error', found: point.fault });
      return;
    }
    if (point.kind === 'rtept') {
      this.sink.skip(this.nextRef(start, end), 'not-a-detection');
      return;
    }
    const { builder } = this;
    builder.begin();
    builder.setText(LAT, point.lat);
    builder.setText(LNG, point.lon);
    if (point.own === null) {
      builder.setText(NAME, point.kind === 'trkpt' ? this.trackName : point.name);
      for (const [name, text] of point.values) {
        const column = members.get(name);
        if (column !== undefined) builder.setText(column, text);
      }
    } else {
      builder.setText(TIME, point.values.get('time') ?? '');
      setOwnFields(builder, point.own);
    }
    const ref = this.nextRef(start, end);
    const problem = withoutPlace(point) ?? builder.finish(ref, this.sink);
    if (problem !== null) this.sink.quarantine(ref, problem, this.rawOf(start, end));
  }

  private quarantine(start: number, end: number, issue: Issue): void {
    this.sink.quarantine(this.nextRef(start, end), issue, this.rawOf(start, end));
  }

  private nextRef(start: number, end: number): RecordRef {
    this.count++;
    return { record: this.count, byteStart: start, byteLength: end - start };
  }

  private rawOf(start: number, end: number): string {
    const { queue, options } = this;
    const from = Math.max(0, start - queue.fileOffset);
    return options.decode(queue.bytes.slice(from, Math.max(from, end - queue.fileOffset)));
  }
}

/** A point is nothing but its place: without one, its track's name makes it no sighting of that name. */
const withoutPlace = ({ lat, lon }: OpenPoint): Issue | null =>
  Number.isFinite(Number.parseFloat(lat)) && Number.isFinite(Number.parseFloat(lon))
    ? null
    : { code: 'no-position', found: `lat="${lat.slice(0, 20)}" lon="${lon.slice(0, 20)}"` };

function sniff(head: FileHead) {
  const text = head.text.slice(0, 16_384);
  if (!/^\s{0,1000}</.test(text)) return { score: 0, reason: 'The file does not begin like XML.' };
  return /<(?:[A-Za-z]{1,20}:)?gpx[\s>]/.test(text)
    ? { score: 0.95, reason: 'XML with a gpx element.' }
    : { score: 0, reason: 'XML without a gpx element in its beginning.' };
}

/**
 * GPX 1.0 and 1.1 (topografix.com/GPX). A record is a track point, waypoint or route point. Points of a route are a plan and not
 * where anything was: they are skipped.
 *
 * Clock: `time`, UTC by definition; a waypoint's is when it was made. A point without one is quarantined. Altitude: `ele`, datum
 * not stated (receivers differ). The track's or waypoint's name is only the source's own track key. In an export of ours all but
 * place and time is read from our own element.
 */
export const gpx: FormatReader = {
  id: 'gpx',
  version: 1,
  label: 'GPX',
  extensions: ['gpx'],
  sniff,
  open: (options, sink) => new GpxFeed(options, sink),
};
