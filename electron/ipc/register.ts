import type { IpcMain, IpcMainInvokeEvent } from 'electron';
import { fail, type Result } from '../../shared/result.ts';
import type { MadeFile } from '../backend/export/export-jobs.ts';
import { describeBug } from '../bug.ts';
import { appHost, appScheme } from '../origin.ts';
import type { BackendConnection } from '../spawner.ts';
import { ipcChannel } from './channel.ts';
import type { Gate } from './gate.ts';

export interface IpcOptions {
  readonly ipcMain: Pick<IpcMain, 'handle'>;
  readonly gate: Gate;
  readonly connection: BackendConnection;
  readonly saveMade: (made: MadeFile) => Promise<Result<null>>;
  readonly saveFile: (suggestedName: string, base64: string) => Promise<Result<null>>;
  readonly log: (line: string) => void;
}

/** Registers the only handler of IPC there is. Who calls is checked before what is asked; both are refused with a failure. */
export function registerIpc({ ipcMain, gate, connection, saveMade, saveFile, log }: IpcOptions): void {
  const giveMade = async (handle: string): Promise<Result<null>> => {
    const made = await connection.madeFile(handle);
    return made.ok ? saveMade(made.value) : made;
  };
  const answer = (message: unknown): Promise<Result<unknown>> | Result<unknown> => {
    if (typeof message !== 'object' || message === null || !('kind' in message)) return notUnderstood;
    const { kind } = message;
    if (kind === 'call') {
      const { method, request } = message as { method?: unknown; request?: unknown };
      return gate.call(method, request);
    }
    if (kind === 'offerFile') {
      const { path, name } = message as { path?: unknown; name?: unknown };
      if (!isText(path) || !isText(name)) return notUnderstood;
      if (path === '') return fail('refused', 'Only a file of this computer can be imported.');
      return connection.offerFile(path, name, false);
    }
    if (kind === 'saveMade') {
      const { handle } = message as { handle?: unknown };
      return isText(handle) ? giveMade(handle) : notUnderstood;
    }
    if (kind === 'saveFile') {
      const { suggestedName, base64 } = message as { suggestedName?: unknown; base64?: unknown };
      if (!isText(suggestedName) || typeof base64 !== 'string') return notUnderstood;
      return saveFile(suggestedName, base64);
    }
    return notUnderstood;
  };

  ipcMain.handle(ipcChannel, async (event, message: unknown): Promise<Result<unknown>> => {
    if (!isOurPage(event)) {
      log('refused a message that did not come from the window');
      return fail('refused', 'Only the Fenceline window may ask.');
    }
    try {
      return await answer(message);
    } catch (error) {
      log(`ipc: ${describeBug(error)}`);
      return fail('internal', 'Fenceline made a mistake while answering. The log says more.');
    }
  });
}

const notUnderstood = fail('bad-request', 'The message was not understood.');

/** The longest path of any system we run on, in UTF-16 units. */
const LONGEST_TEXT = 32_768;
const isText = (value: unknown): value is string => typeof value === 'string' && value.length <= LONGEST_TEXT;

/** The sender must be the top frame of a page of ours, still there: a frame that navigated away is null or throws. */
export function isOurPage(event: Pick<IpcMainInvokeEvent, 'senderFrame'>): boolean {
  try {
    const frame = event.senderFrame;
    if (frame === null || frame === undefined || frame.parent !== null) return false;
    const { protocol, host, username, password } = new URL(frame.url);
    return protocol === `${appScheme}:` && host === appHost && username === '' && password === '';
  } catch {
    return false;
  }
}
