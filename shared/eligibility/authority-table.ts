import { z } from 'zod';
import { daySchema } from '../model/area.ts';

/**
 * The dated table of statutory authority (`resources/authority.json`): data with provenance, edited in place, never code.
 * Every date is a US Eastern calendar day and both ends of every range are inclusive. Parts of the file that no rule reads
 * (retention, reporting, notes on actions) pass through unread.
 */

/** Who acts: DHS and DOJ components, or certified State, local, Tribal and territorial agencies. */
export const limbs = ['federal', 'sltt'] as const;
export type Limb = (typeof limbs)[number];

const intervalSchema = z
  .object({
    id: z.string().min(1),
    authority: z.string().min(1),
    agencyLimb: z.string(),
    from: daySchema,
    /** The termination date named in the Act. The texts name no hour, so this day itself is disputed. */
    to: daySchema,
    /** Earlier of `to` and the day before the next Act took over: what look-up uses. */
    effectiveTo: daySchema,
    /** Last day covered on any reading of the text; null when no day is beyond dispute. */
    lastUndisputedDay: daySchema.nullable(),
    act: z.string().min(1),
    publicLaw: z.string().min(1),
    enacted: daySchema,
    source: z.array(z.string()).min(1),
    verified: z.boolean(),
    /** Who set the mark here, when and by which of the sources; absent for marks that the table came with. */
    verification: z.object({ by: z.string().min(1), on: daySchema, source: z.string().min(1) }).optional(),
    note: z.string(),
  })
  .refine((row) => row.from <= row.to, { error: 'The interval ends before it begins.', path: ['to'] })
  .refine((row) => row.from <= row.effectiveTo && row.effectiveTo <= row.to, {
    error: 'An interval runs from, effectiveTo, to: in that order.',
    path: ['effectiveTo'],
  })
  .refine((row) => row.lastUndisputedDay === null || row.lastUndisputedDay <= row.to, {
    error: 'The last undisputed day cannot lie after the termination date.',
    path: ['lastUndisputedDay'],
  })
  .transform((row, context) => {
    const limb = limbOf(row.agencyLimb);
    if (limb !== null) return { ...row, limb };
    context.addIssue({
      code: 'custom',
      path: ['agencyLimb'],
      message: `Whose authority is this: “${row.agencyLimb}”?`,
    });
    return z.NEVER;
  });

/** Gaps concern the federal limb, the only one that ever lapsed. */
const gapSchema = z
  .object({
    id: z.string().min(1),
    from: daySchema,
    to: daySchema,
    kind: z.enum(['possible gap', 'boundary', 'lapse']),
    verified: z.boolean(),
    source: z.array(z.string()).min(1),
    note: z.string().min(1),
  })
  .refine((row) => row.from <= row.to, { error: 'A gap ends before it begins.', path: ['to'] });

const statuteVersionSchema = z
  .object({
    id: z.string().min(1),
    from: daySchema,
    to: daySchema,
    /** A text says which part is verified; only `true` is the whole. */
    verified: z.union([z.boolean(), z.string()]),
    purposes: z.array(z.string().min(1)).min(1),
    /** Letter of each subsection in this version: `definitions` is (k) before 2025-12-18 and (l) after. */
    subsections: z.looseObject({ definitions: z.string().min(1) }),
    eligibilityMeaning: z.string(),
  })
  .refine((row) => row.from <= row.to, { error: 'A statute version ends before it begins.', path: ['to'] });

export const authorityTableSchema = z
  .object({
    schemaVersion: z.literal(1),
    title: z.string(),
    /** Nothing after this day was looked at. */
    asOf: daySchema,
    purposeStatement: z.string(),
    notes: z.array(z.string()),
    intervals: z.array(intervalSchema).min(1),
    gaps: z.array(gapSchema),
    statuteVersions: z.array(statuteVersionSchema).min(1),
    sources: z.record(z.string(), z.looseObject({ title: z.string(), url: z.string().nullable(), date: z.string() })),
  })
  .superRefine((table, context) => {
    const report = (path: (string | number)[], message: string) => context.addIssue({ code: 'custom', path, message });
    const ids = new Set<string>();
    for (const list of ['intervals', 'gaps', 'statuteVersions'] as const) {
      for (const [index, { id }] of table[list].entries()) {
        if (ids.has(id)) report([list, index, 'id'], `The id ${id} is used twice.`);
        ids.add(id);
      }
    }
    for (const list of ['intervals', 'gaps'] as const) {
      for (const [index, row] of table[list].entries()) {
        for (const source of row.source) {
          if (!Object.hasOwn(table.sources, source)) report([list, index, 'source'], `No source named ${source}.`);
        }
      }
    }
    for (const [index, { verification }] of table.intervals.entries()) {
      if (verification !== undefined && !Object.hasOwn(table.sources, verification.source)) {
        report(['intervals', index, 'verification', 'source'], `No source named ${verification.source}.`);
      }
    }
    const lapses = table.gaps.filter((gap) => gap.kind === 'lapse');
    for (const [index, row] of table.intervals.entries()) {
      const spans = { from: row.from, to: row.effectiveTo };
      const other = table.intervals
        .slice(0, index)
        .find((it) => it.limb === row.limb && overlap(spans, { from: it.from, to: it.effectiveTo }));
      if (other !== undefined) report(['intervals', index, 'from'], `${row.id} overlaps ${other.id}.`);
      const lapse = row.limb === 'federal' ? lapses.find((gap) => overlap(spans, gap)) : undefined;
      if (lapse !== undefined) report(['intervals', index, 'from'], `${row.id} overlaps the lapse ${lapse.id}.`);
    }
    for (const [index, row] of table.gaps.entries()) {
      const other = table.gaps.slice(0, index).find((it) => overlap(row, it));
      if (other !== undefined) report(['gaps', index, 'from'], `${row.id} overlaps ${other.id}.`);
    }
    for (const [index, row] of table.statuteVersions.entries()) {
      const other = table.statuteVersions.slice(0, index).find((it) => overlap(row, it));
      if (other !== undefined) report(['statuteVersions', index, 'from'], `${row.id} overlaps ${other.id}.`);
    }
  });

export type AuthorityTable = z.infer<typeof authorityTableSchema>;
export type AuthorityInterval = AuthorityTable['intervals'][number];
export type AuthorityGap = AuthorityTable['gaps'][number];
export type StatuteVersion = AuthorityTable['statuteVersions'][number];

/** The table writes the limb in words; each names itself by one of these. */
function limbOf(agencyLimb: string): Limb | null {
  if (agencyLimb.includes('(SLTT)')) return 'sltt';
  if (agencyLimb.startsWith('Department of Homeland Security')) return 'federal';
  return null;
}

interface Days {
  readonly from: string;
  readonly to: string;
}

const overlap = (a: Days, b: Days): boolean => a.from <= b.to && b.from <= a.to;
