import { verdicts } from '../../shared/model/conclusion.ts';
import { recordableElementIds } from '../../shared/model/recorded-element.ts';
import { verdictWords } from '../../shared/model/words.ts';
import { ok } from '../../shared/result.ts';
import { isoTime, withIsoTimes } from '../backend/export/iso-times.ts';
import { type Command, required, text, UsageError, type Values } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

function oneOf<T extends string>(values: Values, name: string, known: readonly T[]): T {
  const given = required(values, name);
  const found = known.find((one) => one === given);
  if (found === undefined) throw new UsageError(`--${name} must be one of ${known.join(', ')}`);
  return found;
}

function onePositional(positionals: readonly string[], what: string): string {
  const [given] = positionals;
  if (given === undefined || positionals.length > 1) throw new UsageError(`name one ${what}`);
  return given;
}

const optional = (values: Values, name: string): Record<string, string> => {
  const given = text(values, name);
  return given === undefined ? {} : { [name]: given };
};

function readCertified(values: Values): { certified?: boolean } {
  const given = text(values, 'certified');
  if (given === undefined) return {};
  if (given !== 'yes' && given !== 'no') throw new UsageError('--certified must be yes or no');
  return { certified: given === 'yes' };
}

export const elementsRecordCommand: Command = {
  name: 'elements record',
  usage:
    'elements record INCURSION --element ELEMENT --verdict met|not-met|unknown --by NAME --made-at TIME --facts TEXT [--component NAME --limb federal|sltt [--certified yes|no]] [--purpose TEXT] [--reference TEXT] [--supersedes RECORD --reason TEXT]',
  about: `Puts a person’s determination of an element on record: ${recordableElementIds.join(', ')}. The time needs its zone.`,
  readsOnly: true,
  options: {
    element: { type: 'string' },
    verdict: { type: 'string' },
    by: { type: 'string' },
    'made-at': { type: 'string' },
    facts: { type: 'string' },
    purpose: { type: 'string' },
    limb: { type: 'string' },
    component: { type: 'string' },
    certified: { type: 'string' },
    reference: { type: 'string' },
    supersedes: { type: 'string' },
    reason: { type: 'string' },
  },
  async run({ positionals, values, open }) {
    const incursionId = onePositional(positionals, 'incursion');
    const entry = {
      element: oneOf(values, 'element', recordableElementIds),
      verdict: oneOf(values, 'verdict', verdicts),
      by: text(values, 'by') ?? '',
      madeAt: text(values, 'made-at') ?? '',
      facts: text(values, 'facts') ?? '',
      ...optional(values, 'purpose'),
      ...(text(values, 'limb') === undefined ? {} : { limb: oneOf(values, 'limb', ['federal', 'sltt']) }),
      ...optional(values, 'component'),
      ...readCertified(values),
      ...optional(values, 'reference'),
    };
    const opened = await open();
    if (!opened.ok) return opened;
    const order = { incursionId, entry, ...optional(values, 'supersedes'), ...optional(values, 'reason') };
    const recorded = await ask(opened.value, 'elements.record', order);
    if (!recorded.ok) return recorded;
    const { id, eligibility } = recorded.value;
    return ok({
      json: { id, incursion: incursionId, ...withIsoTimes({ eligibility }) },
      text: `Record ${id} is on record. ${eligibility.sentence}`,
      exitCode: 0,
    });
  },
};

export const elementsListCommand: Command = {
  name: 'elements list',
  usage: 'elements list [--flight FLIGHT]',
  about: 'Lists what persons recorded, what became of it, and which incursion it belongs to now.',
  readsOnly: true,
  options: { flight: { type: 'string' } },
  async run({ positionals, values, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const flightId = text(values, 'flight');
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'elements.list', flightId === undefined ? {} : { flightId });
    if (!listed.ok) return listed;
    const { rows } = listed.value;
    return ok({
      json: { rows: rows.map(withIsoTimes), total: rows.length },
      text: [
        table(
          ['record', 'element', 'verdict', 'by', 'made at', 'entered at', 'standing', 'incursion', ''],
          rows.map((row) => [
            row.id,
            row.element,
            verdictWords[row.verdict].label,
            row.by,
            isoTime(row.madeAtMs),
            isoTime(row.enteredAtMs),
            row.standing,
            row.attached?.incursionId ?? row.anchor.incursionId,
            attachmentWords(row.attached?.attachment ?? null),
          ]),
        ),
        ...rows.map((row) => `\n${row.id}: ${row.facts}`),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

function attachmentWords(attachment: 'same' | 'flight-changed' | 'earlier-state' | null): string {
  switch (attachment) {
    case 'same':
      return '';
    case 'flight-changed':
      return 'the flight changed, the incursion did not';
    case 'earlier-state':
      return 'recorded for an earlier state of this flight: decides nothing';
    case null:
      return 'its incursion no longer stands';
  }
}

const moveCommand = (name: 'withdraw' | 'restore', about: string, said: string): Command => ({
  name: `elements ${name}`,
  usage: `elements ${name} RECORD --reason TEXT`,
  about,
  readsOnly: true,
  options: { reason: { type: 'string' } },
  async run({ positionals, values, open }) {
    const id = onePositional(positionals, 'record');
    const reason = required(values, 'reason');
    const opened = await open();
    if (!opened.ok) return opened;
    const moved = await ask(opened.value, `elements.${name}`, { id, reason });
    if (!moved.ok) return moved;
    return ok({ json: { id, reason }, text: `Record ${id} is ${said}.`, exitCode: 0 });
  },
});

export const elementsWithdrawCommand = moveCommand(
  'withdraw',
  'Takes a determination off the record; the record itself is kept, with the reason.',
  'withdrawn',
);
export const elementsRestoreCommand = moveCommand(
  'restore',
  'Puts a withdrawn determination back on record.',
  'on record again',
);
