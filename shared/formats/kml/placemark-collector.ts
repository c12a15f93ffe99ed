import { ReadFailure } from '../reader.ts';
import type { XmlHandler } from '../xml/xml-feed.ts';
import { fromJsonData } from './json-data.ts';
import { type Geometry, type Placemark, type Track, toAltitudeMode } from './placemark.ts';

/** Points of one track beyond which it is not read. */
const MOST_POINTS = 5_000_000;
/** Data of one placemark beyond which the rest is left out. */
const MOST_DATA = 500;

export interface PlacemarkSink {
  placemark(placemark: Placemark): void;
  /** Something outside of placemarks is not well-formed. Told once. */
  fault(message: string, at: number): void;
}

interface OpenElement {
  readonly name: string;
  readonly start: number;
  /** The geometry this element began, if any. */
  readonly geometry: Geometry | null;
}

/** Gathers the elements of a KML document into placemarks. Folders, styles, network links and the rest are passed over. */
export class PlacemarkCollector implements XmlHandler {
  private readonly sink: PlacemarkSink;
  private readonly stack: OpenElement[] = [];
  private current: Placemark | null = null;
  private dataName: string | null = null;
  private arrayName: string | null = null;
  private multiTrackMode: string | null = null;
  private spanBegin: string | null = null;
  private toldFault = false;
  private sawRoot = false;

  constructor(sink: PlacemarkSink) {
    this.sink = sink;
  }

  /** The placemark still open, for a file that ends in it. */
  get openPlacemark(): Placemark | null {
    return this.current;
  }

  get isOpen(): boolean {
    return this.stack.length > 0;
  }

  get hasRoot(): boolean {
    return this.sawRoot;
  }

  open(name: string, attributes: Readonly<Record<string, string>>, start: number): void {
    if (this.stack.length === 0) {
      if (name !== 'kml')
        throw new ReadFailure('wrong-format', `The XML is not KML: its root element is "${name.slice(0, 40)}".`);
      this.sawRoot = true;
    }
    let geometry: Geometry | null = null;
    if (name === 'Placemark' && this.current === null) {
      this.current = emptyPlacemark(start);
      this.multiTrackMode = null;
    } else if (this.current !== null) {
      geometry = this.openInPlacemark(name, attributes);
      if (geometry !== null) this.current.geometries.push(geometry);
    }
    this.stack.push({ name, start, geometry });
  }

  close(name: string, text: string, end: number): void {
    const closed = this.stack.pop();
    if (closed === undefined || this.current === null) return;
    if (name === 'Placemark' && closed.start === this.current.start) {
      const done = this.current;
      done.end = end;
      this.current = null;
      this.sink.placemark(done);
      return;
    }
    this.closeInPlacemark(this.current, name, text, closed.start, end);
  }

  fault(message: string, at: number): void {
    // An entity that HTML has and XML has not: its text stays as it is.
    if (message.includes('entity')) return;
    if (!this.sawRoot) throw new ReadFailure('wrong-format', `The file is not well-formed XML: ${message}`);
    if (this.current !== null) this.current.fault ??= message;
    else if (!this.toldFault) {
      this.toldFault = true;
      this.sink.fault(message, at);
    }
  }

  private openInPlacemark(name: string, attributes: Readonly<Record<string, string>>): Geometry | null {
    switch (name) {
      case 'Data':
      case 'SimpleData':
        this.dataName = attributes.name ?? null;
        return null;
      case 'SimpleArrayData':
        this.arrayName = attributes.name ?? null;
        return null;
      case 'Point':
      case 'LineString':
        if (this.geometry !== null) return null;
        return { kind: name === 'Point' ? 'point' : 'line', altitudeMode: 'none', coordinates: '' };
      case 'Track':
        return {
          kind: 'track',
          altitudeMode: toAltitudeMode(this.multiTrackMode ?? ''),
          whens: [],
          coordinates: [],
          arrays: new Map(),
        };
      case 'Polygon':
      case 'LinearRing':
      case 'Model':
        return this.geometry === null ? { kind: 'area', altitudeMode: 'none' } : null;
      default:
        return null;
    }
  }

  private closeInPlacemark(placemark: Placemark, name: string, text: string, start: number, end: number): void {
    const { geometry } = this;
    const parent = this.stack.at(-1)?.name;
    switch (name) {
      case 'name':
        if (parent === 'Placemark') placemark.name = text.trim();
        return;
      case 'when':
        if (geometry?.kind === 'track') geometry.whens.push(this.within(geometry, text, start, end));
        else if (this.isTimeOfPlacemark(parent)) placemark.when = text.trim();
        return;
      case 'begin':
        this.spanBegin = text.trim();
        return;
      case 'end':
        if (!this.isTimeOfPlacemark(parent)) return;
        if (this.spanBegin === text.trim()) placemark.when = this.spanBegin;
        else placemark.isSpan = true;
        return;
      case 'TimeSpan':
        if (placemark.when === null && parent === 'Placemark') placemark.isSpan = true;
        return;
      case 'coord':
        if (geometry?.kind === 'track') geometry.coordinates.push(this.within(geometry, text, start, end));
        return;
      case 'coordinates':
        if (geometry?.kind === 'point' || geometry?.kind === 'line') geometry.coordinates = text.trim();
        return;
      case 'altitudeMode':
        if (geometry !== null) geometry.altitudeMode = toAltitudeMode(text);
        else if (parent === 'MultiTrack') this.multiTrackMode = text;
        return;
      case 'SimpleData':
        this.setData(placemark, text);
        return;
      case 'value':
        if (parent === 'Data') this.setData(placemark, text);
        else if (parent === 'SimpleArrayData' && geometry?.kind === 'track') this.addArrayValue(geometry, text);
        return;
    }
  }

  /** The geometry inside which we are. */
  private get geometry(): Geometry | null {
    for (let at = this.stack.length - 1; at >= 0; at--) {
      const { geometry } = this.stack[at]!;
      if (geometry !== null) return geometry;
    }
    return null;
  }

  /** A view (LookAt, Camera) may have a time of its own, which is not the placemark's. */
  private isTimeOfPlacemark(parent: string | undefined): boolean {
    return (parent === 'TimeStamp' || parent === 'TimeSpan') && this.stack.at(-2)?.name === 'Placemark';
  }

  private within(track: Track, text: string, start: number, end: number) {
    if (track.coordinates.length > MOST_POINTS || track.whens.length > MOST_POINTS) {
      throw new ReadFailure('too-large', `A track has more than ${MOST_POINTS} points.`);
    }
    return { text: text.trim(), start, end };
  }

  private setData(placemark: Placemark, text: string): void {
    if (this.dataName !== null && placemark.data.size < MOST_DATA)
      placemark.data.set(...fromJsonData(this.dataName, text));
    this.dataName = null;
  }

  private addArrayValue(track: Track, text: string): void {
    if (this.arrayName === null) return;
    const values = track.arrays.get(this.arrayName);
    if (values !== undefined) values.push(text);
    else if (track.arrays.size < MOST_DATA) track.arrays.set(this.arrayName, [text]);
  }
}

const emptyPlacemark = (start: number): Placemark => ({
  start,
  end: start,
  name: '',
  when: null,
  isSpan: false,
  data: new Map(),
  geometries: [],
  fault: null,
});
