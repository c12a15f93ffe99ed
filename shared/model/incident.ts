import { z } from 'zod';
import { actionParagraphs, incidentStatuses, linkKinds, weightUnits } from './incident-words.ts';

export * from './incident-words.ts';

/**
 * What people write about one or several flights. Words of persons, kept as entered; nothing here is computed, and nothing in it
 * changes what is computed. Times are UTC milliseconds and null where the record does not say when. Kept as JSON in the store
 * and drawn on the page, so the schemas are the one definition of the shape.
 */

const longestLine = 500;
const longestText = 20_000;
/** Some 30,000 words. */
const longestNarrative = 240_000;

const line = z.string().trim().max(longestLine);
const said = line.min(1);
const text = z.string().max(longestText);
const whenMs = z.number().int().nullable();

/** An action as others reported it: Fenceline neither took it nor judges it. */
export const reportedActionSchema = z.strictObject({
  /** Of 6 U.S.C. 124n(b)(1), as the reporter or the person who enters it names it; null when nobody does. */
  paragraph: z.enum(actionParagraphs).nullable(),
  what: text.trim().min(1),
  /** Who acted, as reported. */
  by: said,
  /** Who reported it. */
  reportedBy: said,
  atMs: whenMs,
});
export type ReportedAction = z.infer<typeof reportedActionSchema>;

/** What followed, as reported: for the aircraft, people, property, other traffic or communications. */
export const reportedEffectSchema = z.strictObject({ what: text.trim().min(1), reportedBy: said, atMs: whenMs });
export type ReportedEffect = z.infer<typeof reportedEffectSchema>;

/** Coordination with the Federal Aviation Administration, as recorded. */
export const faaCoordinationSchema = z.strictObject({
  what: text.trim().min(1),
  /** Office or person at the FAA. */
  withWhom: said,
  /** Number or name under which the FAA keeps it. */
  reference: line.nullable(),
  by: said,
  atMs: whenMs,
});
export type FaaCoordination = z.infer<typeof faaCoordinationSchema>;

export const seizureSchema = z.strictObject({
  /** Substance or thing, as written in the receipt. */
  what: said,
  /** Null when it was not weighed or counted. */
  amount: z.number().nonnegative().max(1_000_000_000).nullable(),
  unit: z.enum(weightUnits).nullable(),
  /** Of the custody receipt. */
  custodyNumber: line.nullable(),
  by: said,
  atMs: whenMs,
});
export type Seizure = z.infer<typeof seizureSchema>;

export const holdSchema = z.strictObject({
  ground: text.trim().min(1),
  /** As entered. */
  setBy: said,
  /** The operating system's account. */
  account: z.string(),
  setAtMs: z.number().int(),
});
export type Hold = z.infer<typeof holdSchema>;

export const linkSchema = z.strictObject({
  incidentId: z.string(),
  number: z.string(),
  kind: z.enum(linkKinds),
  note: text,
});
export type IncidentLink = z.infer<typeof linkSchema>;

/** A file kept beside the imported originals, named by its SHA-256. */
export const attachmentSchema = z.strictObject({
  sha256: z.string(),
  file: z.string(),
  bytes: z.number().int().nonnegative(),
  note: text,
  addedAtMs: z.number().int(),
  addedBy: z.string(),
});
export type Attachment = z.infer<typeof attachmentSchema>;

/** What a person edits as one form. */
export const incidentTextSchema = z.strictObject({
  title: line,
  status: z.enum(incidentStatuses),
  /** Whose work it is, as entered; null is nobody's. */
  assignedTo: said.nullable(),
  /** Named on the page as who prepared it; null takes the account. */
  preparedBy: said.nullable(),
  narrative: z.string().max(longestNarrative),
  disposition: text,
  actions: z.array(reportedActionSchema).max(200),
  effects: z.array(reportedEffectSchema).max(200),
  coordination: z.array(faaCoordinationSchema).max(200),
  seizures: z.array(seizureSchema).max(200),
});
export type IncidentText = z.infer<typeof incidentTextSchema>;

/** Some fields of the form; those left out stay as they are. */
export const incidentTextChangeSchema = incidentTextSchema.partial();
export type IncidentTextChange = z.infer<typeof incidentTextChangeSchema>;

/** All that is kept of an incident besides its number and its flights. */
export const incidentContentSchema = incidentTextSchema.extend({
  hold: holdSchema.nullable(),
  links: z.array(linkSchema),
  attachments: z.array(attachmentSchema),
});
export type IncidentContent = z.infer<typeof incidentContentSchema>;

export const emptyContent: IncidentContent = {
  title: '',
  status: 'open',
  assignedTo: null,
  preparedBy: null,
  narrative: '',
  disposition: '',
  actions: [],
  effects: [],
  coordination: [],
  seizures: [],
  hold: null,
  links: [],
  attachments: [],
};

/**
 * A number as printed: `RGV-2026-0007`, and `L07-RGV-2026-0001` where a laptop that is away from the others gives its own.
 * Once given it is never changed and never given again.
 * @param prefix null on a workstation that numbers for its sector
 */
export const incidentNumber = (prefix: string | null, sector: string, year: number, sequence: number): string =>
  `${prefix === null ? '' : `${prefix}-`}${sector}-${year}-${String(sequence).padStart(4, '0')}`;

/** Letters and digits: what can be read out, typed and stand in a file name. */
export const numberPrefixSchema = z.string().regex(/^[A-Z][A-Z0-9]{0,7}$/);

/** One changed field, as the history keeps it. */
export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** The fields in which two versions differ, each whole. */
export function changedFields(before: IncidentContent, after: IncidentContent): FieldChange[] {
  return (Object.keys(before) as (keyof IncidentContent)[]).flatMap((field) =>
    JSON.stringify(before[field]) === JSON.stringify(after[field])
      ? []
      : [{ field, before: before[field], after: after[field] }],
  );
}
