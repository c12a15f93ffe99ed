import { base64ToBytes } from '../shared/base64.ts';
import type { Bridge } from '../shared/contract/bridge.ts';
import { fail, ok, type Result } from '../shared/result.ts';

/** The largest file the loopback host takes. */
const LARGEST_FILE_BYTES = 2 * 1024 ** 3;

/** The bridge of a page served by the loopback host: the same four functions, over HTTP to where the page came from. */
export function installBrowserBridge(): Bridge {
  return {
    shell: 'browser',
    call: (method, request) => ask(`/api/${method}`, 'POST', JSON.stringify(request), 'application/json'),
    offerFile: async (file) => {
      if (!(file instanceof File)) return fail('bad-request', 'Only a file can be imported.');
      if (file.size > LARGEST_FILE_BYTES) {
        return fail('too-large', `${file.name} is larger than 2 GB.`, { file: file.name });
      }
      const name = encodeURIComponent(file.name);
      return ask(`/api/files?name=${name}`, 'PUT', file, 'application/octet-stream');
    },
    saveMade: async (handle) => {
      download(`/made/${handle}`, '');
      return ok(null);
    },
    saveFile: async (suggestedName, base64) => {
      const address = URL.createObjectURL(new Blob([base64ToBytes(base64)]));
      download(address, suggestedName);
      // The browser has taken the contents once the click was handled; a moment more does no harm.
      setTimeout(() => URL.revokeObjectURL(address), 60_000);
      return ok(null);
    },
  };
}

/** @throws when the host is gone: closed, or its computer asleep */
async function ask<T>(path: string, method: string, body: BodyInit, type: string): Promise<Result<T>> {
  // A setting may be kept as the page goes.
  const keepalive = path === '/api/settings.set';
  const response = await fetch(path, { method, body, keepalive, headers: { 'Content-Type': type } });
  return (await response.json()) as Result<T>;
}

/** @param name empty: as the answer's own header says */
function download(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
