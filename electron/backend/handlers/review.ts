import { fail, ok } from '../../../shared/result.ts';
import { findFlight } from '../../store/queries/flights.ts';
import { countReviews, reviewHistory, storeReview } from '../../store/queries/reviews.ts';
import { listEdits } from '../../store/queries/track-edits.ts';
import { makeEdit, withdrawEdit } from '../track-edits.ts';
import { beginVisit } from '../visits.ts';
import type { Desk, HandlersOf } from './desk.ts';

const NO_FLIGHT = 'There is no such flight. It may have been rebuilt: look it up again.';

export const reviewHandlers = (desk: Desk): HandlersOf<'reviews' | 'visits' | 'edits'> => ({
  'reviews.set': ({ flightIds, state, reason }) => {
    if (state === 'rejected' && reason === '')
      return fail('bad-request', 'Say why it is rejected.', { field: 'reason' });
    const target = desk.workspace;
    const act = { actor: desk.actor, kind: 'reviewed', atMs: Date.now() } as const;
    return target.change(act, async () => {
      const db = target.store.write;
      for (const flightId of flightIds) {
        const found = findFlight(db, flightId);
        if (found === null) return fail('not-found', NO_FLIGHT);
        storeReview(db, { flight: found.flight, state, reason, actor: act.actor, atMs: act.atMs });
      }
      return ok({ value: {}, details: { flights: flightIds, state, reason } });
    });
  },
  'reviews.counts': ({ filters }) => ok({ counts: countReviews(desk.workspace.store.read, filters) }),
  'visits.begin': () => ok({ sinceMs: beginVisit(desk.workspace.store.folder, desk.actor) }),
  'reviews.history': ({ flightId }) => {
    const found = findFlight(desk.workspace.store.read, flightId);
    if (found === null) return fail('not-found', NO_FLIGHT);
    return ok({ reviews: reviewHistory(desk.workspace.store.read, found.flight) });
  },
  'edits.make': (order) => {
    const target = desk.workspace;
    const act = { actor: desk.actor, kind: 'track-edited', atMs: Date.now() } as const;
    return target.change(act, () => makeEdit(target, order, { actor: act.actor, atMs: act.atMs }));
  },
  'edits.withdraw': ({ editId, reason }) => {
    const target = desk.workspace;
    const act = { actor: desk.actor, kind: 'track-edit-withdrawn', atMs: Date.now() } as const;
    return target.change(act, () => withdrawEdit(target, editId, reason, { actor: act.actor, atMs: act.atMs }));
  },
  'edits.list': () =>
    ok({
      edits: listEdits(desk.workspace.store.read).map(({ claimed, about: _, ...edit }) => ({
        ...edit,
        detections: claimed.length,
      })),
    }),
});
