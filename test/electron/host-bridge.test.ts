import { readFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Host, startHost } from '../../electron/host/host.ts';
import { createGate } from '../../electron/ipc/gate.ts';
import { loadPages } from '../../electron/pages.ts';
import type { BackendConnection } from '../../electron/spawner.ts';
import { installBrowserBridge } from '../../renderer/bridge-browser.ts';
import { fail, ok } from '../../shared/result.ts';
import { buildPages } from '../helpers/built-pages.ts';
import { emptyStatus } from '../helpers/fake-backend.ts';

let host: Host;
const offered: [string, string][] = [];

const connection: BackendConnection = {
  call: async () => ok(emptyStatus),
  recordFile: async () => ok({ name: 'page.pdf', sidecar: '{}' }),
  offerFile: async (path, name) => {
    offered.push([await readFile(path, 'utf8'), name]);
    return ok('handle');
  },
  madeFile: async () => fail('not-found', 'None.'),
  reportHtml: async () => fail('not-found', 'None.'),
  onStopped: () => () => {},
  close: async () => {},
};

/** Fetches as the page would: from the host's origin, with the cookie that its address set. */
beforeEach(async () => {
  const gate = createGate({ connection, pdfEngine: async () => fail('no-pdf-engine', 'None.'), log: () => {} });
  host = await startHost({ gate, connection, pages: await loadPages((await buildPages()).folder), log: () => {} });
  const { origin } = new URL(host.url);
  const real = fetch;
  const opened = await real(host.url, { redirect: 'manual' });
  const cookie = opened.headers.get('set-cookie')!.split(';')[0]!;
  vi.stubGlobal('fetch', (path: string, init: RequestInit) =>
    real(origin + path, { ...init, headers: { ...init.headers, cookie, origin } }),
  );
});

afterEach(async () => {
  vi.unstubAllGlobals();
  await host.close();
});

describe('the bridge of a page in the browser', () => {
  it('calls, and hands failures on', async () => {
    const bridge = installBrowserBridge();
    expect(bridge.shell).toBe('browser');
    expect(await bridge.call('workspace.status', {})).toEqual(ok(emptyStatus));
    expect(await bridge.call('workspace.status', { extra: 1 })).toMatchObject({ failure: { code: 'bad-request' } });
  });

  it('sends a chosen file whole, under its own name', async () => {
    const bridge = installBrowserBridge();
    expect(await bridge.offerFile(new File(['a,b\n1,2\n'], 'Vuelo nº 3 & más.csv'))).toEqual(ok('handle'));
    expect(offered).toEqual([['a,b\n1,2\n', 'Vuelo nº 3 & más.csv']]);
  });

  it('does not begin to send what is no file or too large a one', async () => {
    const bridge = installBrowserBridge();
    const large = Object.defineProperty(new File([], 'large.csv'), 'size', { value: 2 * 1024 ** 3 + 1 });
    expect(await bridge.offerFile(large)).toMatchObject({ failure: { code: 'too-large', file: 'large.csv' } });
    expect(await bridge.offerFile('large.csv')).toMatchObject({ failure: { code: 'bad-request' } });
  });

  it('throws when the host is gone, so that the page can say so and ask again', async () => {
    const bridge = installBrowserBridge();
    await host.close();
    await expect(bridge.call('workspace.status', {})).rejects.toThrow();
    host = { ...host, close: async () => {} };
  });

  it('saves through a link to the bytes', async () => {
    const link = { href: '', download: '', click: vi.fn() };
    vi.stubGlobal('document', { createElement: () => link });
    const bridge = installBrowserBridge();
    expect(await bridge.saveFile('a.pdf', 'AAAA')).toEqual(ok(null));
    expect([link.download, link.click.mock.calls.length, link.href.startsWith('blob:')]).toEqual(['a.pdf', 1, true]);
  });
});
