import type { Incident } from '../../../shared/contract/contract.ts';
import {
  type ActionParagraph,
  actionParagraphs,
  type WeightUnit,
  weightUnits,
} from '../../../shared/model/incident-words.ts';
import { fromTimeInput, toTimeInputWithSeconds } from '../../panels/time-input.ts';

/** The form of an incident: what is typed is text until it is handed in, so that half a time or half a weight is no fault yet. */

export type Row = Readonly<Record<string, string>>;

export interface FormText {
  readonly title: string;
  readonly status: string;
  readonly assignedTo: string;
  readonly preparedBy: string;
  readonly narrative: string;
  readonly disposition: string;
  readonly actions: readonly Row[];
  readonly effects: readonly Row[];
  readonly coordination: readonly Row[];
  readonly seizures: readonly Row[];
}

type Content = Incident['content'];
/** What of an incident a form changes. */
export type FormContent = Pick<
  Content,
  | 'title'
  | 'status'
  | 'assignedTo'
  | 'preparedBy'
  | 'narrative'
  | 'disposition'
  | 'actions'
  | 'effects'
  | 'coordination'
  | 'seizures'
>;

const timeText = (atMs: number | null): string => (atMs === null ? '' : toTimeInputWithSeconds(atMs));

export const toForm = (content: FormContent): FormText => ({
  title: content.title,
  status: content.status,
  assignedTo: content.assignedTo ?? '',
  preparedBy: content.preparedBy ?? '',
  narrative: content.narrative,
  disposition: content.disposition,
  actions: content.actions.map(({ paragraph, what, by, reportedBy, atMs }) => ({
    paragraph: paragraph ?? '',
    what,
    by,
    reportedBy,
    at: timeText(atMs),
  })),
  effects: content.effects.map(({ what, reportedBy, atMs }) => ({ what, reportedBy, at: timeText(atMs) })),
  coordination: content.coordination.map(({ what, withWhom, reference, by, atMs }) => ({
    what,
    withWhom,
    reference: reference ?? '',
    by,
    at: timeText(atMs),
  })),
  seizures: content.seizures.map(({ what, amount, unit, custodyNumber, by, atMs }) => ({
    what,
    amount: amount === null ? '' : String(amount),
    unit: unit ?? '',
    custodyNumber: custodyNumber ?? '',
    by,
    at: timeText(atMs),
  })),
});

export interface RecordField {
  readonly name: string;
  readonly label: string;
  readonly kind: 'text' | 'area' | 'time' | 'number' | 'choice';
  readonly needed?: true;
  readonly choices?: readonly { readonly value: string; readonly words: string }[];
}

export type RecordKind = 'actions' | 'effects' | 'coordination' | 'seizures';

const at: RecordField = { name: 'at', label: 'When (UTC)', kind: 'time' };
const by = (label: string): RecordField => ({ name: 'by', label, kind: 'text', needed: true });
const what = (label: string): RecordField => ({ name: 'what', label, kind: 'area', needed: true });
const reportedBy: RecordField = { name: 'reportedBy', label: 'Reported by', kind: 'text', needed: true };

export const recordFields = (
  paragraphs: readonly { readonly value: string; readonly words: string }[],
): Readonly<Record<RecordKind, readonly RecordField[]>> => ({
  actions: [
    { name: 'paragraph', label: 'Paragraph of 6 U.S.C. 124n(b)(1)', kind: 'choice', choices: paragraphs },
    what('Action, as reported'),
    by('By whom'),
    reportedBy,
    at,
  ],
  effects: [what('Effect, as reported'), reportedBy, at],
  coordination: [
    what('What was coordinated'),
    { name: 'withWhom', label: 'With whom at the FAA', kind: 'text', needed: true },
    { name: 'reference', label: 'FAA reference', kind: 'text' },
    by('By'),
    at,
  ],
  seizures: [
    { name: 'what', label: 'Substance or thing', kind: 'text', needed: true },
    { name: 'amount', label: 'Weight or count', kind: 'number' },
    {
      name: 'unit',
      label: 'Unit',
      kind: 'choice',
      choices: [{ value: '', words: 'Not recorded' }, ...weightUnits.map((unit) => ({ value: unit, words: unit }))],
    },
    { name: 'custodyNumber', label: 'Custody number', kind: 'text' },
    by('Seized by'),
    at,
  ],
});

export const emptyRow = (fields: readonly RecordField[]): Row =>
  Object.fromEntries(fields.map(({ name }) => [name, '']));

const fieldsOf = recordFields([]);
const kinds = ['actions', 'effects', 'coordination', 'seizures'] as const;

/** What is wrong, by the name of its control, in the order of the form: `actions.0.at`. */
export function faultsOf(form: FormText): ReadonlyMap<string, string> {
  const faults = new Map<string, string>();
  for (const kind of kinds) {
    form[kind].forEach((row, index) => {
      for (const { name, label, kind: control, needed } of fieldsOf[kind]) {
        const fault = faultOf(row[name] ?? '', label, control, needed === true);
        if (fault !== null) faults.set(`${kind}.${index}.${name}`, fault);
      }
    });
  }
  return faults;
}

function faultOf(value: string, label: string, kind: RecordField['kind'], needed: boolean): string | null {
  const text = value.trim();
  if (text === '') return needed ? `${label} is needed.` : null;
  if (kind === 'time' && fromTimeInput(text) === null) return 'Write a date and time as 2026-11-22 03:30, in UTC.';
  if (kind === 'number' && (!/^\d+(\.\d+)?$/.test(text) || Number(text) > 1_000_000_000)) {
    return 'Write a number such as 2.4, with a point.';
  }
  return null;
}

const orNull = (text: string | undefined): string | null => {
  const trimmed = (text ?? '').trim();
  return trimmed === '' ? null : trimmed;
};
const atOf = ({ at }: Row): number | null => fromTimeInput(at ?? '') ?? null;
const textOf = (row: Row, name: string): string => (row[name] ?? '').trim();

/** What is handed in. Only for a form without faults. */
export function fromForm(form: FormText): FormContent {
  return {
    title: form.title.trim(),
    status: form.status as Content['status'],
    assignedTo: orNull(form.assignedTo),
    preparedBy: orNull(form.preparedBy),
    narrative: form.narrative,
    disposition: form.disposition,
    actions: form.actions.map((row) => ({
      paragraph: actionParagraphs.find((one): one is ActionParagraph => one === row.paragraph) ?? null,
      what: textOf(row, 'what'),
      by: textOf(row, 'by'),
      reportedBy: textOf(row, 'reportedBy'),
      atMs: atOf(row),
    })),
    effects: form.effects.map((row) => ({
      what: textOf(row, 'what'),
      reportedBy: textOf(row, 'reportedBy'),
      atMs: atOf(row),
    })),
    coordination: form.coordination.map((row) => ({
      what: textOf(row, 'what'),
      withWhom: textOf(row, 'withWhom'),
      reference: orNull(row.reference),
      by: textOf(row, 'by'),
      atMs: atOf(row),
    })),
    seizures: form.seizures.map((row) => ({
      what: textOf(row, 'what'),
      amount: textOf(row, 'amount') === '' ? null : Number(textOf(row, 'amount')),
      unit: weightUnits.find((one): one is WeightUnit => one === row.unit) ?? null,
      custodyNumber: orNull(row.custodyNumber),
      by: textOf(row, 'by'),
      atMs: atOf(row),
    })),
  };
}

/** The fields in which a form differs from what is stored: only they are handed in. */
export function changesOf(form: FormText, content: FormContent): Partial<FormContent> {
  const typed = fromForm(form);
  const before = fromForm(toForm(content));
  return Object.fromEntries(
    (Object.keys(typed) as (keyof FormContent)[])
      .filter((name) => JSON.stringify(typed[name]) !== JSON.stringify(before[name]))
      .map((name) => [name, typed[name]]),
  ) as Partial<FormContent>;
}
