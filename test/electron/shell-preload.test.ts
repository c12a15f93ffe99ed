import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Bridge } from '../../shared/contract/bridge.ts';
import { ok } from '../../shared/result.ts';

const exposed = new Map<string, Bridge>();
const sent: unknown[][] = [];
let invoke: (...args: unknown[]) => Promise<unknown>;
let webUtils: { getPathForFile(file: File): string } | undefined;

/** Loads the preload over a double of what a sandboxed preload gets. */
async function load(): Promise<Bridge> {
  vi.resetModules();
  vi.doMock('electron', () => ({
    contextBridge: { exposeInMainWorld: (name: string, api: Bridge) => void exposed.set(name, api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => {
        sent.push(args);
        return invoke(...args);
      },
    },
    webUtils,
  }));
  await import('../../electron/preload.ts');
  return exposed.get('fenceline')!;
}

beforeEach(() => {
  exposed.clear();
  sent.splice(0);
  invoke = async () => ok('answered');
  webUtils = { getPathForFile: (file) => (file.name === 'made-up.csv' ? '' : `/chosen/${file.name}`) };
});

describe('the preload', () => {
  it('gives the page one object with three functions and the name of the shell', async () => {
    const bridge = await load();
    expect([...exposed.keys()]).toEqual(['fenceline']);
    expect(Object.keys(bridge)).toEqual(['shell', 'call', 'offerFile', 'saveMade', 'saveFile']);
    expect(bridge.shell).toBe('electron');
  });

  it('sends everything over the one channel and never gives a path to the page', async () => {
    const bridge = await load();
    expect(await bridge.call('locate', { lat: 31, lng: -106 })).toEqual(ok('answered'));
    expect(await bridge.offerFile(new File(['a'], 'night.csv'))).toEqual(ok('answered'));
    expect(await bridge.saveMade('m1')).toEqual(ok('answered'));
    expect(await bridge.saveFile('a.pdf', 'AAAA')).toEqual(ok('answered'));
    expect(sent).toEqual([
      ['fenceline', { kind: 'call', method: 'locate', request: { lat: 31, lng: -106 } }],
      ['fenceline', { kind: 'offerFile', path: '/chosen/night.csv', name: 'night.csv' }],
      ['fenceline', { kind: 'saveMade', handle: 'm1' }],
      ['fenceline', { kind: 'saveFile', suggestedName: 'a.pdf', base64: 'AAAA' }],
    ]);
  });

  it('offers only a file', async () => {
    const bridge = await load();
    for (const thing of ['/etc/passwd', null, { path: '/etc/passwd', name: 'a' }, 7]) {
      expect(await bridge.offerFile(thing)).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    }
    expect(sent).toEqual([]);
  });

  it('finds the path of a file in an Electron of before webUtils', async () => {
    webUtils = undefined;
    const bridge = await load();
    const old = Object.assign(new File(['a'], 'night.csv'), { path: '/old/night.csv' });
    await bridge.offerFile(old);
    await bridge.offerFile(new File(['a'], 'made-up.csv'));
    expect(sent.map(([, message]) => message)).toEqual([
      { kind: 'offerFile', path: '/old/night.csv', name: 'night.csv' },
      { kind: 'offerFile', path: '', name: 'made-up.csv' },
    ]);
  });

  it('turns what cannot be copied between processes into a failure', async () => {
    invoke = () => Promise.reject(new Error('An object could not be cloned.'));
    const bridge = await load();
    expect(await bridge.call('locate', { go: () => 1 })).toMatchObject({ failure: { code: 'bad-request' } });
  });
});
