import type { Failure, Result } from '../../shared/result.ts';
import type { WrittenFile } from './report-files.ts';

/**
 * What a shell and its backend process say to each other. Plain data, so that it crosses `utilityProcess`, a forked child's
 * channel and, for the oldest Electron we smoke-test on, JSON.
 */

export type Question =
  | { readonly kind: 'call'; readonly method: string; readonly request: unknown }
  | {
      readonly kind: 'offerFile';
      readonly path: string;
      readonly displayName: string;
      readonly removeAfter: boolean;
    }
  | { readonly kind: 'reportHtml'; readonly reportId: string }
  | { readonly kind: 'madeFile'; readonly handle: string }
  | { readonly kind: 'recordFile'; readonly file: WrittenFile }
  /** The last one: the backend closes its database and answers. */
  | { readonly kind: 'close' };

/** A question with the number its answer will carry. */
export type ShellMessage = Question & { readonly id: number };

export type BackendMessage =
  | { readonly kind: 'answer'; readonly id: number; readonly result: Result<unknown> }
  /** The workspace could not be opened: the answer to everything asked so far, and the end of this process. */
  | { readonly kind: 'refused'; readonly failure: Failure };

const hasKind = (message: unknown, kinds: readonly string[]): boolean =>
  typeof message === 'object' && message !== null && 'kind' in message && kinds.includes(message.kind as string);

/** Tells our messages from others on the same channel. Both ends are ours: the contents are not checked again. */
export const isShellMessage = (message: unknown): message is ShellMessage =>
  hasKind(message, ['call', 'offerFile', 'reportHtml', 'madeFile', 'recordFile', 'close']);

export const isBackendMessage = (message: unknown): message is BackendMessage =>
  hasKind(message, ['answer', 'refused']);
