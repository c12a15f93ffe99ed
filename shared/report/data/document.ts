import { z } from 'zod';
import { dateTimeGroup } from '../../format/times.ts';
import { withholdings } from '../../model/incident-words.ts';
import { entryOf, type ReportContext } from './context.ts';
import { instantSchema } from './instant.ts';

const personSchema = z.strictObject({ name: z.string(), account: z.string() });

/** The page as a document: number, version, marks, who and when. */
export const documentSchema = z.strictObject({
  number: z.string(),
  version: z.number().int().positive(),
  supersedes: z.strictObject({ version: z.number().int().positive(), dataDigest: z.string() }).nullable(),
  marking: z.string().nullable(),
  synthetic: z.boolean(),
  /** True until a second named person has reviewed it. */
  draft: z.boolean(),
  /** Of the event: the first entry of a main incursion, else the first detection. */
  dateTimeGroup: z.string(),
  dateTimeGroupOf: z.string(),
  eventAt: instantSchema,
  preparedBy: personSchema,
  reviewedBy: personSchema.extend({ at: instantSchema }).nullable(),
  madeAt: instantSchema,
  program: z.string(),
  localZone: z.string(),
  pageSize: z.enum(['letter', 'a4']),
  annexIncluded: z.boolean(),
  /** What is left out of this copy. */
  withheld: z.array(z.enum(withholdings)),
});
export type DocumentData = z.infer<typeof documentSchema>;

export function documentData(contexts: readonly ReportContext[]): DocumentData {
  const { input, instant } = contexts[0]!;
  const { document } = input;
  const entries = contexts.flatMap(({ flight, main }) => (main === null ? [] : (entryOf(flight, main)?.timeMs ?? [])));
  const isEntry = entries.length > 0;
  const eventMs = Math.min(...(isEntry ? entries : contexts.map(({ flight }) => flight.firstMs)));
  return {
    number: document.number,
    version: document.version,
    supersedes: document.supersedes === null ? null : { ...document.supersedes },
    marking: document.marking,
    synthetic: document.synthetic || contexts.some(({ flight }) => flight.synthetic),
    draft: document.reviewedBy === null,
    dateTimeGroup: dateTimeGroup(eventMs),
    dateTimeGroupOf: isEntry ? 'crossing northbound' : 'first detection',
    eventAt: instant(eventMs),
    preparedBy: { name: document.preparedBy.name, account: document.preparedBy.account },
    reviewedBy:
      document.reviewedBy === null
        ? null
        : {
            name: document.reviewedBy.name,
            account: document.reviewedBy.account,
            at: instant(document.reviewedBy.atMs),
          },
    madeAt: instant(document.madeAtMs),
    program: document.program,
    localZone: document.localZone,
    pageSize: document.pageSize,
    annexIncluded: document.annex,
    withheld: withholdings.filter((one) => document.withheld.includes(one)),
  };
}
