import { z } from 'zod';
import { canonicalJson } from '../../canonical-json.ts';
import type { IncidentReportInput } from '../input.ts';
import { aircraftData, aircraftSchema } from './aircraft.ts';
import { annexData, annexSchema } from './annex.ts';
import { areaRowSchema, areaRows } from './areas.ts';
import { contextsOf, type ReportContext } from './context.ts';
import { crossingRowSchema, crossingRows } from './crossings.ts';
import { definitionSchema, definitions } from './definitions.ts';
import { documentData, documentSchema } from './document.ts';
import { type Figure, type Trace, traceSchema, withCodes } from './figures.ts';
import { findingData, findingSchema } from './finding.ts';
import { incursionRowSchema, incursionRows } from './incursions.ts';
import { keyFigureSchema, keyFigures } from './key-figures.ts';
import { limitSentences } from './limits.ts';
import { inView, mapData, mapSchema } from './map.ts';
import { overallData, overallSchema } from './overall.ts';
import { placeData, placeSchema } from './place.ts';
import { profileData, profileSchema } from './profile.ts';
import { detectionSchema, recordsOf } from './records.ts';
import { referenceData, referenceSchema } from './reference.ts';
import { sensorRowSchema, sensorRows } from './sensors.ts';
import { sourceRowSchema, sourceRows } from './sources.ts';
import { textSchema } from './text.ts';
import { timelineData, timelineSchema } from './timeline.ts';
import { writtenData, writtenSchema } from './written.ts';

/** What is said of one flight. */
const flightReportSchema = z.strictObject({
  /** How the flight is called on the page; null where it is the only one. */
  tag: z.string().nullable(),
  flightId: z.string(),
  objectName: z.string(),
  settingsVersion: z.string(),
  rulesDigest: z.string(),
  finding: findingSchema,
  keyFigures: z.array(keyFigureSchema),
  aircraft: aircraftSchema,
  place: placeSchema.nullable(),
  profile: profileSchema.nullable(),
  timeline: timelineSchema,
  crossings: z.array(crossingRowSchema),
  incursions: z.array(incursionRowSchema),
  sensitivity: z.array(z.strictObject({ label: z.string(), sentence: z.string() })),
  /** Analysts' edits that the flight rests on, a sentence each. */
  edits: z.array(z.string()),
  /** How it differs from what the incident was opened with. */
  changedSince: z.array(z.string()),
  annex: annexSchema.nullable(),
});
export type FlightReport = z.infer<typeof flightReportSchema>;

/**
 * Everything an incident summary says: plain JSON, numbers already at the precision they are printed with, times UTC
 * milliseconds, positions [lng, lat]. No local row number, no machine path, nothing of a clock but `document.madeAt`. The page is
 * a pure function of it, and the digest that the page prints is taken over its canonical JSON.
 */
export const incidentReportSchema = z.strictObject({
  schema: z.literal('fenceline-incident-summary/2'),
  document: documentSchema,
  overall: overallSchema.nullable(),
  written: writtenSchema.nullable(),
  map: mapSchema.nullable(),
  areas: z.array(areaRowSchema),
  /** In order of time. */
  flights: z.array(flightReportSchema).min(1),
  sensors: z.array(sensorRowSchema),
  sources: z.array(sourceRowSchema),
  reference: referenceSchema,
  limits: z.array(textSchema),
  definitions: z.array(definitionSchema),
  /** Every detection listed, flight by flight, those of its path first; what the traces' rows point into. */
  detections: z.array(detectionSchema),
  traces: z.array(traceSchema),
});
export type IncidentReport = z.infer<typeof incidentReportSchema>;

/**
 * Puts an incident summary together.
 * @throws when the input contradicts itself (a conclusion that names a detection that was not given): our bug.
 */
export function buildIncidentReport(input: IncidentReportInput): IncidentReport {
  const figures: Figure[] = [];
  const contexts = contextsOf(input, figures);
  const [first] = contexts;
  if (first === undefined) throw new Error('A page needs at least one flight');
  const map = mapData(contexts);
  const said = {
    schema: 'fenceline-incident-summary/2' as const,
    document: documentData(contexts),
    overall: overallData(contexts, figures),
    written: writtenData(first),
    map,
    areas: areaRows(contexts, (area) => map !== null && inView(area, map.bounds)),
    flights: contexts.map(flightReport),
    sensors: sensorRows(contexts, figures),
    sources: sourceRows(contexts, figures),
    reference: referenceData(contexts),
    limits: limitSentences(contexts),
    definitions: definitions(contexts),
    detections: contexts.flatMap(({ detections }) =>
      detections.map((detection) => ({ id: detection.id, records: recordsOf(detection) })),
    ),
  };
  return { ...said, traces: withCodes(figures, canonicalJson(said)) };
}

const flightReport = (context: ReportContext): FlightReport => ({
  tag: context.tag,
  flightId: context.flight.id,
  objectName: context.flight.objectName,
  settingsVersion: context.flight.settingsVersion,
  rulesDigest: context.flight.rulesDigest,
  finding: findingData(context),
  keyFigures: keyFigures(context),
  aircraft: aircraftData(context),
  place: placeData(context),
  profile: profileData(context),
  timeline: timelineData(context),
  crossings: crossingRows(context),
  incursions: incursionRows(context),
  sensitivity: context.input.sensitivity.map(({ label, sentence }) => ({ label, sentence })),
  edits: [...context.input.edits],
  changedSince: [...context.input.changedSince],
  annex: annexData(context),
});

/** The text whose SHA-256 the page prints: canonical JSON (RFC 8785) of the whole report, traces included. */
export const reportDigestInput = (report: IncidentReport): string => canonicalJson(report);

/** Ids of the detections that a traced figure rests on, in order of time. */
export function tracedDetectionIds(report: IncidentReport, trace: Trace): string[] {
  const ids = report.detections.map(({ id }) => id);
  return trace.rows.flatMap(([first, last]) => ids.slice(first, last + 1));
}
