import { ok } from '../../../shared/result.ts';
import { listRetention } from '../../store/queries/retention.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const retentionHandlers = (desk: Desk): HandlersOf<'retention'> => ({
  'retention.list': ({ asOfMs }) => ok(listRetention(desk.workspace.store.read, asOfMs)),
});
