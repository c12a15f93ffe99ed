import { z } from 'zod';
import { canonicalJson } from '../../canonical-json.ts';
import type { IncidentReportInput } from '../input.ts';
import { aircraftData, aircraftSchema } from './aircraft.ts';
import { annexData, annexSchema } from './annex.ts';
import { areaRowSchema, areaRows } from './areas.ts';
import { contextOf } from './context.ts';
import { crossingRowSchema, crossingRows } from './crossings.ts';
import { definitionSchema, definitions } from './definitions.ts';
import { documentData, documentSchema } from './document.ts';
import { type Trace, traceSchema, withCodes } from './figures.ts';
import { findingData, findingSchema } from './finding.ts';
import { incursionRowSchema, incursionRows } from './incursions.ts';
import { keyFigureSchema, keyFigures } from './key-figures.ts';
import { limitSentences } from './limits.ts';
import { inView, mapData, mapSchema } from './map.ts';
import { placeData, placeSchema } from './place.ts';
import { profileData, profileSchema } from './profile.ts';
import { detectionSchema, recordsOf } from './records.ts';
import { referenceData, referenceSchema } from './reference.ts';
import { sensorRowSchema, sensorRows } from './sensors.ts';
import { sourceRowSchema, sourceRows } from './sources.ts';
import { textSchema } from './text.ts';
import { timelineData, timelineSchema } from './timeline.ts';

/**
 * Everything an incident summary says: plain JSON, numbers already at the precision they are printed with, times UTC
 * milliseconds, positions [lng, lat]. No local row number, no machine path, nothing of a clock but `document.madeAt`. The page is
 * a pure function of it, and the digest that the page prints is taken over its canonical JSON.
 */
export const incidentReportSchema = z.strictObject({
  schema: z.literal('fenceline-incident-summary/1'),
  flightId: z.string(),
  settingsVersion: z.string(),
  rulesDigest: z.string(),
  document: documentSchema,
  finding: findingSchema,
  keyFigures: z.array(keyFigureSchema),
  aircraft: aircraftSchema,
  place: placeSchema.nullable(),
  map: mapSchema.nullable(),
  areas: z.array(areaRowSchema),
  profile: profileSchema.nullable(),
  timeline: timelineSchema,
  crossings: z.array(crossingRowSchema),
  incursions: z.array(incursionRowSchema),
  sensors: z.array(sensorRowSchema),
  sensitivity: z.array(z.strictObject({ label: z.string(), sentence: z.string() })),
  sources: z.array(sourceRowSchema),
  reference: referenceSchema,
  limits: z.array(textSchema),
  definitions: z.array(definitionSchema),
  annex: annexSchema.nullable(),
  /** Every detection listed, those of the path first; what the traces' rows point into. */
  detections: z.array(detectionSchema),
  traces: z.array(traceSchema),
});
export type IncidentReport = z.infer<typeof incidentReportSchema>;

/**
 * Puts an incident summary together.
 * @throws when the input contradicts itself (a conclusion that names a detection that was not given): our bug.
 */
export function buildIncidentReport(input: IncidentReportInput): IncidentReport {
  const context = contextOf(input);
  const map = mapData(context);
  const said = {
    schema: 'fenceline-incident-summary/1' as const,
    flightId: input.flight.id,
    settingsVersion: input.flight.settingsVersion,
    rulesDigest: input.flight.rulesDigest,
    document: documentData(context),
    finding: findingData(context),
    keyFigures: keyFigures(context),
    aircraft: aircraftData(context),
    place: placeData(context),
    map,
    areas: areaRows(context, (area) => map !== null && inView(area, map.bounds)),
    profile: profileData(context),
    timeline: timelineData(context),
    crossings: crossingRows(context),
    incursions: incursionRows(context),
    sensors: sensorRows(context),
    sensitivity: input.sensitivity.map(({ label, sentence }) => ({ label, sentence })),
    sources: sourceRows(context),
    reference: referenceData(context),
    limits: limitSentences(context),
    definitions: definitions(context),
    annex: annexData(context),
    detections: context.detections.map((detection) => ({ id: detection.id, records: recordsOf(detection) })),
  };
  return { ...said, traces: withCodes(context.figures, canonicalJson(said)) };
}

/** The text whose SHA-256 the page prints: canonical JSON (RFC 8785) of the whole report, traces included. */
export const reportDigestInput = (report: IncidentReport): string => canonicalJson(report);

/** Ids of the detections that a traced figure rests on, in order of time. */
export function tracedDetectionIds(report: IncidentReport, trace: Trace): string[] {
  const ids = report.detections.map(({ id }) => id);
  return trace.rows === 'all' ? ids : trace.rows.flatMap(([first, last]) => ids.slice(first, last + 1));
}
