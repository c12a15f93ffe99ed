import type { Issue } from '../model/issue.ts';
import type { RecordRef } from '../model/source.ts';
import { TimeReader } from '../time/time-reader.ts';
import { columnOf } from './columns.ts';
import { DetectionBuilder } from './detection-builder.ts';
import {
  type ByteFeed,
  type FileHead,
  type FormatReader,
  ReadFailure,
  type ReadOptions,
  type RecordSink,
  zoneOf,
} from './reader.ts';
import { type Block, BlockSplitter, LONGEST } from './srt/block-splitter.ts';
import { readSubtitle } from './srt/subtitle.ts';

const LAT = columnOf('latitude', 'lat', undefined);
const LNG = columnOf('longitude', 'lng', undefined);
const TIME = columnOf('time', 'observedAtMs', undefined);
const ABOVE_TAKEOFF = columnOf('rel_alt', 'heightAboveTakeoffM', 'm');
const ALTITUDE = columnOf('abs_alt', 'altUnknownDatumM', 'm');

class SrtFeed implements ByteFeed {
  private readonly options: ReadOptions;
  private readonly sink: RecordSink;
  private readonly builder: DetectionBuilder;
  private readonly splitter: BlockSplitter;
  private count = 0;
  private subtitles = 0;
  private sawText = false;

  constructor(options: ReadOptions, sink: RecordSink) {
    this.options = options;
    this.sink = sink;
    this.builder = new DetectionBuilder({
      time: new TimeReader(zoneOf(options), null),
      nowMs: options.nowMs,
      decode: options.decode,
      defaults: { sensorKind: 'own-log', positionOrigin: 'self-reported', make: 'DJI' },
    });
    this.splitter = new BlockSplitter((block) => this.readBlock(block));
  }

  push(chunk: Uint8Array): void {
    this.sawText ||= chunk.some((byte) => byte > 32);
    this.splitter.push(chunk);
  }

  end(): void {
    if (!this.sawText) throw new ReadFailure('empty-file', 'The file is empty.');
    this.splitter.end();
    if (this.subtitles === 0) throw new ReadFailure('wrong-format', 'The file holds no subtitle.');
  }

  private readBlock(block: Block): void {
    if (block.kind === 'subtitle') this.subtitles++;
    const text = this.options.decode(block.bytes);
    if (block.kind === 'stray') {
      const isLong = block.byteLength > LONGEST;
      this.quarantine(block, {
        code: isLong ? 'record-too-long' : 'parse-error',
        found: 'a line outside of subtitles',
      });
      return;
    }
    const subtitle = readSubtitle(text);
    if ('code' in subtitle) {
      this.quarantine(block, subtitle);
      return;
    }
    if (subtitle.lat === '' && subtitle.lng === '') {
      this.sink.skip(this.nextRef(block), 'not-a-detection');
      return;
    }
    const { builder } = this;
    builder.begin();
    builder.setText(LAT, subtitle.lat);
    builder.setText(LNG, subtitle.lng);
    builder.setText(TIME, subtitle.time);
    builder.setText(ABOVE_TAKEOFF, subtitle.relativeAltitude);
    builder.setText(ALTITUDE, subtitle.absoluteAltitude);
    const ref = this.nextRef(block);
    const problem = builder.finish(ref, this.sink);
    if (problem !== null) this.sink.quarantine(ref, problem, text);
  }

  private quarantine(block: Block, issue: Issue): void {
    this.sink.quarantine(this.nextRef(block), issue, this.options.decode(block.bytes));
  }

  private nextRef({ byteStart, byteLength }: Block): RecordRef {
    this.count++;
    return { record: this.count, byteStart, byteLength };
  }
}

const START = /^\s{0,1000}\d{1,9}\s{1,4}\d{1,3}:\d{2}:\d{2}[,.]\d{1,3} {0,4}--> /;
const DJI = /\[ ?latitude ?:|\bGPS ?\(/;

function sniff(head: FileHead) {
  const text = head.text.slice(0, 16_384);
  if (!START.test(text)) return { score: 0, reason: 'The file does not begin like subtitles.' };
  return DJI.test(text)
    ? { score: 1, reason: 'Subtitles with positions, as DJI cameras write them.' }
    : { score: 0.3, reason: 'Subtitles without positions in their beginning.' };
}

/**
 * DJI camera subtitles (`.SRT`; formats.md 4.13): `[latitude: …] [longitude: …] [rel_alt: … abs_alt: …]`, or
 * `GPS(…) BAROMETER(…) HOME(…)`. A record is a subtitle; one without a position is skipped.
 *
 * Clock: the camera's, local time without a zone; a subtitle without a date is quarantined, since its own times count from the
 * start of the film. Altitude: `abs_alt`, datum not stated, and above take-off. The third number of `GPS()` and `BAROMETER()` mean
 * different things in different models and stay in the raw record. The film is its owner's own log.
 */
export const djiSrt: FormatReader = {
  id: 'dji-srt',
  version: 1,
  label: 'DJI camera subtitles (SRT)',
  extensions: ['srt'],
  sniff,
  open: (options, sink) => new SrtFeed(options, sink),
};
