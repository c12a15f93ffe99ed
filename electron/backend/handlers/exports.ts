import { ok } from '../../../shared/result.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const exportHandlers = (desk: Desk): HandlersOf<'exports'> => ({
  'exports.start': (request) => ok({ jobId: desk.exports.start(desk.workspace, request) }),
  'exports.progress': ({ jobId }) => desk.exports.progress(jobId),
  'exports.cancel': ({ jobId }) => {
    desk.exports.cancel(jobId);
    return ok({});
  },
});
