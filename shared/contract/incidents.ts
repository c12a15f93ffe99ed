import { z } from 'zod';
import { flightClasses, grades } from '../model/conclusion.ts';
import { incidentContentSchema, incidentTextChangeSchema, numberPrefixSchema } from '../model/incident.ts';
import { incidentStatuses } from '../model/incident-words.ts';
import { method, nothing, pageOf } from './method.ts';
import { freshnessSchema } from './reports.ts';

/** A form as it is typed: half a time or an empty name is no fault yet. */
const typedFormSchema = z.record(
  z.string(),
  z.union([z.string().max(300_000), z.array(z.record(z.string(), z.string().max(20_000))).max(200)]),
);

/** A flight of an incident, and what became of it since it was added. */
export const incidentFlightSchema = z.object({
  /** Its id when it was added. */
  flightId: z.string(),
  /** Its id now; null when no flight holds any of its detections. */
  currentFlightId: z.string().nullable(),
  objectName: z.string(),
  class: z.enum(flightClasses).nullable(),
  grade: z.enum(grades).nullable(),
  firstMs: z.number(),
  lastMs: z.number(),
  incursions: z.number(),
  crossings: z.number(),
  detections: z.number(),
  /** What changed since, a sentence each. */
  changedSince: z.array(z.string()),
  addedAtMs: z.number(),
  addedBy: z.string(),
});

export const incidentRowSchema = z.object({
  id: z.string(),
  number: z.string(),
  /** The workspace that gave the number. */
  origin: z.string(),
  provisional: z.boolean(),
  sector: z.string(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  assignedTo: z.string().nullable(),
  openedAtMs: z.number(),
  openedBy: z.string(),
  changedAtMs: z.number(),
  revision: z.number(),
  flights: z.number(),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  onHold: z.boolean(),
  /** A second named person reviewed what stands now. */
  reviewed: z.boolean(),
  /** Ready for review, or reviewed and changed since. */
  needsReview: z.boolean(),
  /** Opened by or assigned to the person who asks. */
  mine: z.boolean(),
  hasDraft: z.boolean(),
});
export type IncidentRow = z.infer<typeof incidentRowSchema>;

export const incidentSchema = incidentRowSchema
  .omit({ title: true, status: true, assignedTo: true, flights: true })
  .extend({
    content: incidentContentSchema,
    flights: z.array(incidentFlightSchema),
    reviews: z.array(
      z.object({
        reviewer: z.string(),
        account: z.string(),
        note: z.string(),
        atMs: z.number(),
        /** Whether what was reviewed is what stands now. */
        current: z.boolean(),
      }),
    ),
    history: z.array(
      z.object({
        revision: z.number(),
        atMs: z.number(),
        actor: z.string(),
        changes: z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() })),
      }),
    ),
    /** What this person was typing when the window closed, and the revision they began from. */
    draft: z.object({ revision: z.number(), savedAtMs: z.number(), form: typedFormSchema }).nullable(),
    /** Issued pages, the newest first. */
    reports: z.array(
      z.object({
        reportId: z.string(),
        version: z.number(),
        madeAtMs: z.number(),
        actor: z.string(),
        path: z.string(),
      }),
    ),
    /** Of the newest page. */
    freshness: freshnessSchema.nullable(),
  });
export type Incident = z.infer<typeof incidentSchema>;

const named = { id: z.string() };
/** Who changes a form says which revision they saw: another's edit in between is not overwritten. */
const seen = { ...named, revision: z.number().int().nonnegative() };

export const incidentMethods = {
  'incidents.list': method(
    z.strictObject({
      status: z.enum(incidentStatuses).optional(),
      sector: z.string().optional(),
      mine: z.boolean().optional(),
      needsReview: z.boolean().optional(),
      flightId: z.string().optional(),
    }),
    pageOf(incidentRowSchema),
  ),
  'incidents.get': method(z.strictObject(named), incidentSchema),
  'incidents.create': method(
    z.strictObject({
      flightIds: z.array(z.string()).min(1).max(500),
      /** Taken from the flights where it is not given. */
      sector: z.string().optional(),
      title: z.string().max(500).optional(),
    }),
    incidentSchema,
  ),
  'incidents.edit': method(z.strictObject({ ...seen, text: incidentTextChangeSchema }), incidentSchema),
  'incidents.addFlights': method(
    z.strictObject({ ...named, flightIds: z.array(z.string()).min(1).max(500) }),
    incidentSchema,
  ),
  'incidents.removeFlight': method(z.strictObject({ ...named, flightId: z.string() }), incidentSchema),
  'incidents.attach': method(
    z.strictObject({
      ...named,
      /** Handle of an offered file. */
      file: z.string(),
      note: z.string().max(20_000).default(''),
    }),
    incidentSchema,
  ),
  'incidents.removeAttachment': method(z.strictObject({ ...named, sha256: z.string() }), incidentSchema),
  'incidents.attachment': method(
    z.strictObject({ ...named, sha256: z.string() }),
    z.object({ name: z.string(), base64: z.string() }),
  ),
  'incidents.hold': method(
    z.strictObject({
      ...named,
      ground: z.string().trim().min(1).max(20_000),
      setBy: z.string().trim().min(1).max(500),
    }),
    incidentSchema,
  ),
  'incidents.release': method(
    z.strictObject({ ...named, releasedBy: z.string().trim().min(1).max(500) }),
    incidentSchema,
  ),
  'incidents.link': method(
    z.strictObject({ ...named, to: z.string(), note: z.string().max(20_000).default('') }),
    incidentSchema,
  ),
  'incidents.merge': method(z.strictObject({ ...named, into: z.string() }), incidentSchema),
  'incidents.review': method(
    z.strictObject({
      ...named,
      reviewer: z.string().trim().min(1).max(500),
      note: z.string().max(20_000).default(''),
    }),
    incidentSchema,
  ),
  'incidents.saveDraft': method(z.strictObject({ ...seen, form: typedFormSchema }), nothing),
  'incidents.dropDraft': method(z.strictObject(named), nothing),
  /** How numbers are given here; a prefix makes them provisional. */
  'incidents.numbering': method(nothing, z.object({ prefix: z.string().nullable(), origin: z.string() })),
  'incidents.setNumbering': method(
    z.strictObject({ prefix: numberPrefixSchema.nullable() }),
    z.object({ prefix: z.string().nullable(), origin: z.string() }),
  ),
} as const;
