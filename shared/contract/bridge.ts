import type { Result } from '../result.ts';

/**
 * What a shell puts on `window.fenceline` for the pages. The same in Electron (preload) and in the browser (loopback client):
 * named functions, plain data in and out, no event objects.
 */
export interface Bridge {
  /** Which shell this is, for the words on screen only. */
  readonly shell: 'electron' | 'browser';
  call(method: string, request: unknown): Promise<Result<unknown>>;
  /** Gives a file the person chose to the shell and gets a handle for `imports.start`; the page never sees a path. */
  offerFile(file: unknown): Promise<Result<string>>;
  /** Saves a file that the backend made (`exports.progress`) where the person says. */
  saveMade(handle: string): Promise<Result<null>>;
  /** Saves bytes under a suggested name where the person says. */
  saveFile(suggestedName: string, base64: string): Promise<Result<null>>;
}
