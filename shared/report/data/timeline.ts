import { z } from 'zod';
import { decimalText } from '../../format/coordinates.ts';
import { heightText, signedMetresText } from '../../format/distances.ts';
import { numberText, roundTo } from '../../format/numbers.ts';
import { durationText, utcText } from '../../format/times.ts';
import { altitudeDatums } from '../../model/conclusion.ts';
import type { ReportContext } from './context.ts';
import { incursionsInOrder } from './incursions.ts';
import { instantSchema } from './instant.ts';
import { printedPosition } from './place.ts';
import { recordSchema, recordsOf } from './records.ts';
import { datumLabel } from './wording.ts';

/** A longer table is cut to this many rows, and the page says how many are left out. */
const longestTable = 24;

/** One detection that marks a turn of the flight. */
export const momentSchema = z.strictObject({
  path: z.string(),
  /** What happened here: several when one detection is several things. */
  events: z.array(z.string()),
  at: instantSchema,
  /** [lng, lat], degrees to five decimals. */
  position: z.tuple([z.number(), z.number()]),
  altitude: z.strictObject({ metres: z.number(), datum: z.string() }).nullable(),
  /** Signed, whole metres, positive into the US; null outside the theatre. */
  distanceM: z.number().nullable(),
  /** 95 %, detection and reference line together. */
  errorM: z.number().nullable(),
  /** Four decimals; null outside the theatre. */
  pUs: z.number().nullable(),
  records: z.array(recordSchema),
});
export type Moment = z.infer<typeof momentSchema>;

export const timelineSchema = z.strictObject({
  moments: z.array(momentSchema),
  /** Moments left out of the table because it would be too long. */
  omitted: z.number().int().nonnegative(),
});
export type TimelineData = z.infer<typeof timelineSchema>;

export function timelineData(context: ReportContext): TimelineData {
  const events = eventsOf(context);
  const indices = [...events.keys()].sort((a, b) => a - b);
  const shown = indices.length <= longestTable ? indices : mostTelling(context, events, indices);
  return {
    moments: shown.map((index, row) => moment(context, index, events.get(index)!, row + 1)),
    omitted: indices.length - shown.length,
  };
}

/** Events by path index. */
function eventsOf(context: ReportContext): Map<number, string[]> {
  const { path, gaps } = context;
  const events = new Map<number, string[]>();
  const note = (index: number, event: string): void => {
    if (index >= path.count) return;
    const known = events.get(index);
    if (known === undefined) events.set(index, [event]);
    else known.push(event);
  };
  if (path.count > 0) {
    note(0, 'first position');
    note(path.count - 1, 'last position');
  }
  const incursions = incursionsInOrder(context);
  const several = incursions.length > 1 || context.tag !== null;
  incursions.forEach((incursion, index) => {
    const of = several ? ` of incursion ${context.earlier.incursions + index + 1}` : '';
    note(context.indexOf(incursion.detectionIds.deepest), `deepest${of}`);
  });
  for (const gap of gaps) {
    note(gap.before, `before a gap of ${durationText(gap.seconds)}`);
    note(gap.after, 'after the gap');
  }
  return events;
}

/** Keeps the ends and the main incursion, then the earliest. */
function mostTelling(
  context: ReportContext,
  events: ReadonlyMap<number, string[]>,
  indices: readonly number[],
): number[] {
  const must = new Set<number>([0, context.path.count - 1]);
  if (context.main !== null) {
    must.add(context.indexOf(context.main.detectionIds.deepest));
  }
  const kept = indices.filter((index) => must.has(index) && events.has(index));
  const rest = indices.filter((index) => !must.has(index)).slice(0, longestTable - kept.length);
  return [...kept, ...rest].sort((a, b) => a - b);
}

function moment(context: ReportContext, index: number, events: readonly string[], row: number): Moment {
  const { path } = context;
  const distance = path.distanceM[index]!;
  const altitude = path.altitudeM[index]!;
  const datum = altitudeDatums[path.altitudeDatum[index]!] ?? 'datum not stated';
  const data: Moment = {
    path: context.at(`timeline.${row}`),
    events: [...events],
    at: context.instant(path.timeMs[index]!),
    position: printedPosition([path.lng[index]!, path.lat[index]!]),
    altitude: Number.isNaN(altitude) ? null : { metres: Math.round(altitude), datum: datumLabel(datum) },
    distanceM: Number.isNaN(distance) ? null : roundTo(distance, 0),
    errorM: Number.isNaN(distance) ? null : context.distanceErrorM(index),
    pUs: Number.isNaN(path.pUs[index]!) ? null : roundTo(path.pUs[index]!, 4),
    records: recordsOf(context.detections[index]!),
  };
  const printed = [
    utcText(data.at.utcMs),
    decimalText(data.position),
    ...(data.altitude === null ? [] : [`${heightText(data.altitude.metres)} ${data.altitude.datum}`]),
    ...(data.distanceM === null || data.errorM === null
      ? []
      : [`${signedMetresText(data.distanceM)} ± ${numberText(data.errorM)}`]),
  ].join(' · ');
  context.add({ path: data.path, label: `Detection: ${events.join('; ')}`, printed, rows: [[index, index]] });
  return data;
}
