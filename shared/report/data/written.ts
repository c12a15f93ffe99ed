import { z } from 'zod';
import { numberText, roundTo } from '../../format/numbers.ts';
import {
  type ActionParagraph,
  actionParagraphs,
  actionWords,
  incidentStatuses,
  linkWords,
  type Seizure,
  statusWords,
} from '../../model/incident.ts';
import type { ReportContext } from './context.ts';
import { instantSchema } from './instant.ts';

const whenSchema = instantSchema.nullable();

/** What people wrote about the incident: their words, as entered. Null members are printed "not recorded". */
export const writtenSchema = z.strictObject({
  incidentId: z.string(),
  revision: z.number().int(),
  provisional: z.boolean(),
  title: z.string(),
  status: z.enum(incidentStatuses),
  statusLabel: z.string(),
  openedAt: instantSchema,
  openedBy: z.string(),
  assignedTo: z.string().nullable(),
  /** Paragraphs, none empty. */
  narrative: z.array(z.string()),
  disposition: z.string().nullable(),
  actions: z.array(
    z.strictObject({
      /** `(C) disrupt control`; null when no paragraph is named. */
      paragraph: z.enum(actionParagraphs).nullable(),
      cite: z.string().nullable(),
      what: z.string(),
      by: z.string(),
      reportedBy: z.string(),
      at: whenSchema,
    }),
  ),
  effects: z.array(z.strictObject({ what: z.string(), reportedBy: z.string(), at: whenSchema })),
  coordination: z.array(
    z.strictObject({
      what: z.string(),
      withWhom: z.string(),
      reference: z.string().nullable(),
      by: z.string(),
      at: whenSchema,
    }),
  ),
  seizures: z.array(
    z.strictObject({
      what: z.string(),
      /** As printed: `2.4 kg (5.29 lb)`. */
      amount: z.string().nullable(),
      custodyNumber: z.string().nullable(),
      custodyWithheld: z.boolean(),
      by: z.string(),
      at: whenSchema,
    }),
  ),
  attachments: z.array(
    z.strictObject({ file: z.string(), sha256: z.string(), bytes: z.number().int(), note: z.string() }),
  ),
  hold: z.strictObject({ ground: z.string(), setBy: z.string(), account: z.string(), setAt: instantSchema }).nullable(),
  links: z.array(z.strictObject({ number: z.string(), words: z.string(), note: z.string() })),
});
export type WrittenData = z.infer<typeof writtenSchema>;

/** Null for the page of a flight for which no incident was opened. */
export function writtenData({ input, instant }: ReportContext): WrittenData | null {
  const { incident, document } = input;
  if (incident === null) return null;
  const { content } = incident;
  const when = (atMs: number | null) => (atMs === null ? null : instant(atMs));
  const withheld = document.withheld.includes('custody-numbers');
  return {
    incidentId: incident.id,
    revision: incident.revision,
    provisional: incident.provisional,
    title: content.title,
    status: content.status,
    statusLabel: statusWords[content.status].label,
    openedAt: instant(incident.openedAtMs),
    openedBy: incident.openedBy,
    assignedTo: content.assignedTo,
    narrative: paragraphsOf(content.narrative),
    disposition: content.disposition.trim() === '' ? null : content.disposition.trim(),
    actions: content.actions.map(({ atMs, paragraph, ...action }) => ({
      ...action,
      paragraph,
      cite: paragraph === null ? null : citeOf(paragraph),
      at: when(atMs),
    })),
    effects: content.effects.map(({ atMs, ...effect }) => ({ ...effect, at: when(atMs) })),
    coordination: content.coordination.map(({ atMs, ...one }) => ({ ...one, at: when(atMs) })),
    seizures: content.seizures.map(({ what, custodyNumber, by, atMs, ...weight }) => ({
      what,
      amount: amountText(weight),
      custodyNumber: withheld ? null : custodyNumber,
      custodyWithheld: withheld && custodyNumber !== null,
      by,
      at: when(atMs),
    })),
    attachments: content.attachments.map(({ file, sha256, bytes, note }) => ({ file, sha256, bytes, note })),
    hold:
      content.hold === null
        ? null
        : {
            ground: content.hold.ground,
            setBy: content.hold.setBy,
            account: content.hold.account,
            setAt: instant(content.hold.setAtMs),
          },
    links: content.links.map(({ number, kind, note }) => ({ number, words: linkWords[kind], note })),
  };
}

const citeOf = (paragraph: ActionParagraph): string => `(${paragraph}) ${actionWords[paragraph].label}`;

/** A blank line parts paragraphs; a single line break stays in one. */
const paragraphsOf = (narrative: string): string[] =>
  narrative
    .split(/\r?\n[ \t]*(?:\r?\n[ \t]*)+/)
    .map((paragraph) => paragraph.trim())
    .filter((paragraph) => paragraph !== '');

/** Avoirdupois pound and ounce, grams, exact. */
const gramsIn = { kg: 1000, g: 1, lb: 453.59237, oz: 28.349523125 } as const;

/** As entered, and in the other system: `2.4 kg (5.29 lb)`, `7 lb (3.18 kg)`, `12 (count)`. Null when nothing was weighed. */
function amountText({ amount, unit }: Pick<Seizure, 'amount' | 'unit'>): string | null {
  if (amount === null) return null;
  const entered = plain(amount);
  if (unit === null) return `${entered} (unit not recorded)`;
  if (unit === 'count') return `${entered} (count)`;
  const other = { kg: 'lb', g: 'oz', lb: 'kg', oz: 'g' } as const;
  const converted = (amount * gramsIn[unit]) / gramsIn[other[unit]];
  return `${entered} ${unit} (${plain(roundTo(converted, 2))} ${other[unit]})`;
}

/** With the decimals it was entered with, six at most. */
function plain(value: number): string {
  const decimals = Math.min(6, (String(value).split('.')[1] ?? '').length);
  return numberText(value, decimals);
}
