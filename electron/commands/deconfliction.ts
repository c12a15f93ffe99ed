import { ok } from '../../shared/result.ts';
import { withIsoTimes } from '../backend/export/iso-times.ts';
import { flightOfIncursion } from '../store/queries/flights.ts';
import { type Command, UsageError } from './command.ts';
import { ask } from './lists.ts';

export const deconflictionCommand: Command = {
  name: 'deconfliction',
  usage: 'deconfliction FLIGHT|INCURSION',
  about:
    'The nearest cooperative aircraft or own drone to a flight on record: distance, heights with datums, seconds apart.',
  readsOnly: true,
  options: {},
  async run({ positionals, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one flight or incursion');
    const opened = await open();
    if (!opened.ok) return opened;
    const flightId = flightOfIncursion(opened.value.workspace.store.read, id) ?? id;
    const found = await ask(opened.value, 'flights.deconfliction', { flightId });
    if (!found.ok) return found;
    return ok({ json: { flightId, ...withIsoTimes(found.value) }, text: found.value.sentence, exitCode: 0 });
  },
};
