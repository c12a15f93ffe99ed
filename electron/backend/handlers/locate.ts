import { ok } from '../../../shared/result.ts';
import { locate } from '../locate.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const locateHandlers = (desk: Desk): HandlersOf<'locate'> => ({
  locate: ({ lat, lng, sigmaM, timeMs }) =>
    ok(locate(desk.workspace, { lat, lng, sigmaM: sigmaM ?? 0, timeMs: timeMs ?? null })),
});
