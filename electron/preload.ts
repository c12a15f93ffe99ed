import { contextBridge, ipcRenderer, webUtils } from 'electron';
import type { Bridge } from '../shared/contract/bridge.ts';
import { fail, type Result } from '../shared/result.ts';
import { type IpcMessage, ipcChannel } from './ipc/channel.ts';

/**
 * The whole of what the page can reach: four functions, plain data in and out. No event, no channel name and no path of this
 * computer goes to the page.
 */

async function ask<T>(message: IpcMessage): Promise<Result<T>> {
  try {
    return await ipcRenderer.invoke(ipcChannel, message);
  } catch {
    // What cannot be copied between processes (a function, a node of the page) is no request.
    return fail('bad-request', 'The request holds something that cannot be sent.');
  }
}

/** The path of a file the person chose or dropped; empty for one that the page made up. */
function pathOf(file: File): string {
  // Electron before 32 put it on the file itself.
  if (webUtils === undefined) return (file as File & { readonly path?: string }).path ?? '';
  return webUtils.getPathForFile(file);
}

const bridge: Bridge = {
  shell: 'electron',
  call: (method, request) => ask({ kind: 'call', method, request }),
  offerFile: async (file) => {
    if (!(file instanceof File)) return fail('bad-request', 'Only a file can be imported.');
    return ask({ kind: 'offerFile', path: pathOf(file), name: file.name });
  },
  saveMade: (handle) => ask({ kind: 'saveMade', handle }),
  saveFile: (suggestedName, base64) => ask({ kind: 'saveFile', suggestedName, base64 }),
};

contextBridge.exposeInMainWorld('fenceline', bridge);
