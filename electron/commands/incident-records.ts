import {
  type ActionParagraph,
  actionParagraphs,
  type IncidentContent,
  type IncidentTextChange,
  type WeightUnit,
  weightUnits,
} from '../../shared/model/incident.ts';
import { type Command, numberOf, required, text, timeOf, UsageError, type Values } from './command.ts';
import { edit, named, onePositional } from './incidents.ts';

/** Commands that add one record to an incident, each naming who says so. */

const at = (values: Values): number | null => {
  const value = text(values, 'at');
  return value === undefined ? null : timeOf(value, '--at');
};

function adding(
  command: Pick<Command, 'name' | 'usage' | 'about' | 'options'>,
  read: (values: Values) => (content: IncidentContent) => IncidentTextChange,
): Command {
  return {
    ...command,
    readsOnly: true,
    async run({ positionals, values, open }) {
      const number = onePositional(positionals, 'one incident');
      const add = read(values);
      const opened = await open();
      if (!opened.ok) return opened;
      const found = named(opened.value, number);
      return found.ok ? edit(opened.value, found.value.id, add) : found;
    },
  };
}

export const incidentsActionCommand = adding(
  {
    name: 'incidents action',
    usage: 'incidents action NUMBER --what WORDS --by WHO --reported-by WHO [--paragraph A|B|C|D|E|F] [--at TIME]',
    about: 'Records an action as others reported it, by paragraph of 6 U.S.C. 124n(b)(1) where one is named.',
    options: {
      what: { type: 'string' },
      by: { type: 'string' },
      'reported-by': { type: 'string' },
      paragraph: { type: 'string' },
      at: { type: 'string' },
    },
  },
  (values) => {
    const action = {
      paragraph: paragraphOf(text(values, 'paragraph')),
      what: required(values, 'what'),
      by: required(values, 'by'),
      reportedBy: required(values, 'reported-by'),
      atMs: at(values),
    };
    return ({ actions }) => ({ actions: [...actions, action] });
  },
);

function paragraphOf(word: string | undefined): ActionParagraph | null {
  if (word === undefined) return null;
  const found = actionParagraphs.find((paragraph) => paragraph === word.toUpperCase());
  if (found === undefined) throw new UsageError(`--paragraph must be one of ${actionParagraphs.join(', ')}`);
  return found;
}

export const incidentsEffectCommand = adding(
  {
    name: 'incidents effect',
    usage: 'incidents effect NUMBER --what WORDS --reported-by WHO [--at TIME]',
    about: 'Records an effect, as reported.',
    options: { what: { type: 'string' }, 'reported-by': { type: 'string' }, at: { type: 'string' } },
  },
  (values) => {
    const effect = { what: required(values, 'what'), reportedBy: required(values, 'reported-by'), atMs: at(values) };
    return ({ effects }) => ({ effects: [...effects, effect] });
  },
);

export const incidentsFaaCommand = adding(
  {
    name: 'incidents faa',
    usage: 'incidents faa NUMBER --what WORDS --with WHOM --by WHO [--reference WORDS] [--at TIME]',
    about: 'Records coordination with the FAA.',
    options: {
      what: { type: 'string' },
      with: { type: 'string' },
      by: { type: 'string' },
      reference: { type: 'string' },
      at: { type: 'string' },
    },
  },
  (values) => {
    const one = {
      what: required(values, 'what'),
      withWhom: required(values, 'with'),
      reference: text(values, 'reference') ?? null,
      by: required(values, 'by'),
      atMs: at(values),
    };
    return ({ coordination }) => ({ coordination: [...coordination, one] });
  },
);

export const incidentsSeizureCommand = adding(
  {
    name: 'incidents seizure',
    usage:
      'incidents seizure NUMBER --what SUBSTANCE --by WHO [--amount N --unit kg|g|lb|oz|count] [--custody NUMBER] [--at TIME]',
    about: 'Records a seizure with its weight and custody number.',
    options: {
      what: { type: 'string' },
      by: { type: 'string' },
      amount: { type: 'string' },
      unit: { type: 'string' },
      custody: { type: 'string' },
      at: { type: 'string' },
    },
  },
  (values) => {
    const amount = text(values, 'amount');
    const seizure = {
      what: required(values, 'what'),
      amount: amount === undefined ? null : numberOf(amount, '--amount'),
      unit: unitOf(text(values, 'unit')),
      custodyNumber: text(values, 'custody') ?? null,
      by: required(values, 'by'),
      atMs: at(values),
    };
    return ({ seizures }) => ({ seizures: [...seizures, seizure] });
  },
);

function unitOf(word: string | undefined): WeightUnit | null {
  if (word === undefined) return null;
  const found = weightUnits.find((unit) => unit === word);
  if (found === undefined) throw new UsageError(`--unit must be one of ${weightUnits.join(', ')}`);
  return found;
}
