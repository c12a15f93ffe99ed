import { ok } from '../../../shared/result.ts';
import { summariseNight } from '../nights.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const nightHandlers = (desk: Desk): HandlersOf<'nights'> => ({
  'nights.get': ({ aroundMs }) => ok({ night: summariseNight(desk.workspace, aroundMs, Date.now()) }),
});
