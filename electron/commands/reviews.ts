import { reviewDecisions } from '../../shared/model/review.ts';
import { ok } from '../../shared/result.ts';
import { withIsoTimes } from '../backend/export/iso-times.ts';
import { type Command, text, UsageError } from './command.ts';
import { ask } from './lists.ts';

/** What people made of flights: beside the computed grade, never instead of it. */
export const reviewCommands: readonly Command[] = [
  {
    name: 'reviews set',
    readsOnly: true,
    usage: `reviews set ${reviewDecisions.join('|')} FLIGHT… [--reason TEXT]`,
    about: 'Puts on record what a person made of flights; a rejection needs its reason.',
    options: { reason: { type: 'string' } },
    async run({ positionals: [word, ...flightIds], values, open }) {
      const state = reviewDecisions.find((decision) => decision === word);
      if (state === undefined) throw new UsageError(`say one of ${reviewDecisions.join(', ')}`);
      if (flightIds.length === 0) throw new UsageError('name the flight');
      const opened = await open();
      if (!opened.ok) return opened;
      const set = await ask(opened.value, 'reviews.set', { flightIds, state, reason: text(values, 'reason') ?? '' });
      if (!set.ok) return set;
      return ok({ json: { flights: flightIds, state }, text: `${flightIds.length} reviewed: ${state}.`, exitCode: 0 });
    },
  },
  {
    name: 'reviews history',
    readsOnly: true,
    usage: 'reviews history FLIGHT',
    about: 'Lists all reviews of a flight, newest first.',
    options: {},
    async run({ positionals: [flightId], open }) {
      if (flightId === undefined) throw new UsageError('name the flight');
      const opened = await open();
      if (!opened.ok) return opened;
      const found = await ask(opened.value, 'reviews.history', { flightId });
      if (!found.ok) return found;
      const { reviews } = found.value;
      const lines = reviews.map(({ decided, actor, atMs, reason, changes }) =>
        [new Date(atMs).toISOString(), decided, `by ${actor}`, reason, ...changes]
          .filter((part) => part !== '')
          .join('  '),
      );
      return ok({
        json: { rows: reviews.map(withIsoTimes), total: reviews.length },
        text: lines.join('\n'),
        exitCode: 0,
      });
    },
  },
];
