import type { Bridge } from '../shared/contract/bridge.ts';
import { type Client, clientOver } from '../shared/contract/client.ts';
import { fail, type Result } from '../shared/result.ts';
import { installBrowserBridge } from './bridge-browser.ts';

// The pages' one way out: the bridge to the shell. This file is imported before any other, because Leaflet touches HTML sinks
// as it loads and the policy below must stand by then.

declare global {
  interface Window {
    fenceline?: Bridge;
    trustedTypes?: { createPolicy(name: string, rules: { createHTML(html: string): string }): unknown };
  }
}

/** The HTML strings libraries set as they load: Leaflet asks whether inline SVG works. Nothing else may become markup. */
const allowedHtml = new Set(['', '<svg/>']);

window.trustedTypes?.createPolicy('default', {
  createHTML(html) {
    if (allowedHtml.has(html)) return html;
    throw new TypeError('Fenceline builds no page from strings.');
  },
});

const bridge: Bridge = window.fenceline ?? installBrowserBridge();

export const shell = bridge.shell;

async function reached<T>(answer: Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await answer;
  } catch {
    return fail('internal', 'Fenceline does not answer. Nothing stored is lost.');
  }
}

/** The typed contract. A backend that is gone is a failure like any other, never an exception. */
export const call: Client = clientOver((method, request) => reached(bridge.call(method, request)));

/** Gives a chosen file to the shell; the handle goes into `imports.start`. */
export const offerFile = (file: File): Promise<Result<string>> => reached(bridge.offerFile(file));

/** Gives a file the backend made to the person. */
export const saveMade = (handle: string): Promise<Result<null>> => reached(bridge.saveMade(handle));

export const saveFile = (suggestedName: string, base64: string): Promise<Result<null>> =>
  reached(bridge.saveFile(suggestedName, base64));
