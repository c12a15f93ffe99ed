import { ok } from '../../../shared/result.ts';
import { statistics } from '../stats.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const statHandlers = (desk: Desk): HandlersOf<'stats'> => ({
  'stats.by': (request) => ok(statistics(desk.workspace.store.read, request)),
});
