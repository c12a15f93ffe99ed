import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createGate } from '../../electron/ipc/gate.ts';
import { isOurPage, registerIpc } from '../../electron/ipc/register.ts';
import type { BackendConnection } from '../../electron/spawner.ts';
import { base64ToBytes } from '../../shared/base64.ts';
import { methodNames } from '../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';

const pdfBytes = new TextEncoder().encode('%PDF-1.4 … %%EOF');

/** A gate over a connection that records what reaches it and answers what it is told to. */
function setUp(answer: (method: string) => Promise<Result<unknown>> | Result<unknown> = () => ok('answered')) {
  const reached: unknown[][] = [];
  const log: string[] = [];
  const connection: BackendConnection = {
    call: async (method, request) => {
      reached.push([method, request]);
      return answer(method);
    },
    offerFile: async (...args) => {
      reached.push(['offerFile', ...args]);
      return ok('handle');
    },
    madeFile: async (handle) =>
      handle === 'm1' ? ok({ path: 'made.kml', fileName: 'flights.kml' }) : fail('not-found', 'There is no such file.'),
    reportHtml: async (id) => (id === 'r1' ? ok('<p>report</p>') : fail('not-found', 'There is no such report.')),
    recordFile: async (file) => {
      reached.push(['recordFile', file]);
      return ok({ name: 'RGV-2026-0007-v1.pdf', sidecar: '{"signed":true}' });
    },
    onStopped: () => () => {},
    close: async () => {},
  };
  const engine = { name: 'Printer 1', print: async () => ok(pdfBytes) };
  const gate = createGate({ connection, pdfEngine: async () => ok(engine), log: (line) => log.push(line) });
  return { connection, gate, reached, log };
}

const page = { url: 'app://fenceline/', parent: null };

/** The handler that `registerIpc` gives to Electron, called as Electron would. */
function register(set = setUp()) {
  const handlers = new Map<string, (event: never, message: unknown) => Promise<Result<unknown>>>();
  const saved: string[] = [];
  registerIpc({
    ipcMain: { handle: (channel, listener) => void handlers.set(channel, listener as never) },
    gate: set.gate,
    connection: set.connection,
    saveMade: async ({ fileName }) => {
      saved.push(fileName);
      return ok(null);
    },
    saveFile: async (name) => {
      saved.push(name);
      return ok(null);
    },
    log: (line) => set.log.push(line),
  });
  const [channel] = [...handlers.keys()];
  const send = (message: unknown, senderFrame: unknown = page) =>
    handlers.get(channel!)!({ senderFrame } as never, message);
  return { ...set, handlers, saved, send };
}

describe('the gate', () => {
  it('passes a request of the contract on, its defaults filled in', async () => {
    const { gate, reached } = setUp();
    expect(await gate.call('flights.list', {})).toEqual(ok('answered'));
    expect(reached).toEqual([['flights.list', { filters: {}, limit: 500, offset: 0 }]]);
  });

  it('refuses junk arguments to every method with a typed failure and lets none through', async () => {
    for (const method of methodNames) {
      const { gate, reached } = setUp();
      await fc.assert(
        fc.asyncProperty(fc.anything({ withMap: true, withSet: true, withBigInt: true }), async (junk) => {
          // Always wrong: no method of the contract takes a field of this name.
          const request = typeof junk === 'object' && junk !== null ? { ...junk, '\u0000': junk } : junk;
          const result = await gate.call(method, request);
          expect(result).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
        }),
        { numRuns: 200 },
      );
      expect(reached).toEqual([]);
    }
  });

  it('refuses a method that is not in the contract, also those that every object has', async () => {
    const { gate, reached } = setUp();
    for (const method of [
      '',
      'constructor',
      '__proto__',
      'toString',
      'offerFile',
      null,
      7,
      {},
      ['locate'],
      undefined,
    ]) {
      expect(await gate.call(method, {})).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    }
    expect(reached).toEqual([]);
  });

  it('hands a failure of the backend on as it is', async () => {
    const { gate } = setUp(() => fail('workspace-busy', 'Another program has it.'));
    expect(await gate.call('workspace.status', {})).toEqual(fail('workspace-busy', 'Another program has it.'));
  });

  it('turns a mistake into a failure that says nothing of it, and logs its kind', async () => {
    const { gate, log } = setUp(() => {
      throw new TypeError('serial 3NZ');
    });
    const result = await gate.call('workspace.status', {});
    expect(result).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify(result)).not.toContain('3NZ');
    expect(log.join()).toContain('TypeError');
  });

  it('prints a report itself: the PDF, its digest, what made it, and its signed statement', async () => {
    const { gate, reached } = setUp();
    const result = await gate.call('reports.pdf', { reportId: 'r1' });
    const { value } = result as { value: { pdf: string; pdfDigest: string; engine: string } };
    expect(base64ToBytes(value.pdf)).toEqual(pdfBytes);
    expect(value.pdfDigest).toBe(createHash('sha256').update(pdfBytes).digest('hex'));
    expect(value.engine).toBe('Printer 1');
    expect(value).toMatchObject({ name: 'RGV-2026-0007-v1.pdf', sidecar: '{"signed":true}' });
    const file = { reportId: 'r1', kind: 'pdf', sha256: value.pdfDigest, bytes: pdfBytes.length, engine: 'Printer 1' };
    expect(reached).toEqual([['recordFile', file]]);
  });

  it('says why a report cannot be printed', async () => {
    expect(await setUp().gate.call('reports.pdf', { reportId: 'other' })).toMatchObject({
      failure: { code: 'not-found' },
    });
    const { connection } = setUp();
    const noEngine = fail('no-pdf-engine', 'Nothing that prints is installed.');
    const gate = createGate({ connection, pdfEngine: async () => noEngine, log: () => {} });
    expect(await gate.call('reports.pdf', { reportId: 'r1' })).toEqual(noEngine);
  });
});

describe('the IPC handler', () => {
  it('is the only one, and answers calls, offered files and saved files', async () => {
    const { handlers, send, reached, saved } = register();
    expect(handlers.size).toBe(1);
    expect(await send({ kind: 'call', method: 'workspace.status', request: {} })).toEqual(ok('answered'));
    expect(await send({ kind: 'offerFile', path: '/a/b.csv', name: 'b.csv' })).toEqual(ok('handle'));
    expect(await send({ kind: 'saveFile', suggestedName: 'a.pdf', base64: '' })).toEqual(ok(null));
    expect(await send({ kind: 'saveMade', handle: 'm1' })).toEqual(ok(null));
    expect(await send({ kind: 'saveMade', handle: 'other' })).toMatchObject({ failure: { code: 'not-found' } });
    expect(reached).toEqual([
      ['workspace.status', {}],
      ['offerFile', '/a/b.csv', 'b.csv', false],
    ]);
    expect(saved).toEqual(['a.pdf', 'flights.kml']);
  });

  const wrongSenders: [string, unknown][] = [
    ['a frame that is gone', null],
    ['no frame', undefined],
    ['a frame within the page', { url: 'app://fenceline/report/r1', parent: page }],
    ['a web page', { url: 'https://fenceline/', parent: null }],
    ['a file', { url: 'file:///app/fenceline/index.html', parent: null }],
    ['another host of the scheme', { url: 'app://print/1', parent: null }],
    ['a host that begins like ours', { url: 'app://fenceline.example/', parent: null }],
    ['a host with credentials', { url: 'app://fenceline@example/', parent: null }],
    ['our host with credentials', { url: 'app://user@fenceline/', parent: null }],
    ['an empty page', { url: 'about:blank', parent: null }],
    ['a made-up document', { url: 'data:text/html,app://fenceline/', parent: null }],
    ['a blob of our origin', { url: 'blob:app://fenceline/1', parent: null }],
    ['no address', { url: '', parent: null }],
    [
      'a frame that was disposed',
      {
        get url() {
          throw new Error('Render frame was disposed');
        },
        parent: null,
      },
    ],
  ];

  it.each(wrongSenders)('refuses %s, whatever it asks', async (_name, frame) => {
    const { handlers, reached, log } = register();
    const [handler] = [...handlers.values()];
    expect(isOurPage({ senderFrame: frame as never })).toBe(false);
    const messages = [
      { kind: 'call', method: 'workspace.status', request: {} },
      { kind: 'offerFile', path: '/a', name: 'a' },
      7,
    ];
    for (const message of messages) {
      expect(await handler!({ senderFrame: frame } as never, message)).toMatchObject({ failure: { code: 'refused' } });
    }
    expect(reached).toEqual([]);
    expect(log).toHaveLength(3);
  });

  it('refuses whatever is no message of ours with a typed failure', async () => {
    const { send, reached, saved } = register();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.anything(),
          fc.record({
            kind: fc.constantFrom('call', 'offerFile', 'saveFile', 'saveMade', 'close', '__proto__'),
            path: fc.anything(),
          }),
        ),
        async (message) => {
          const result = await send(message);
          expect(result.ok ? null : result.failure.code).toBe('bad-request');
        },
      ),
      { numRuns: 1000 },
    );
    expect([...reached, ...saved]).toEqual([]);
  });

  it('refuses a file that the page made up: it has no path', async () => {
    const { send, reached } = register();
    expect(await send({ kind: 'offerFile', path: '', name: 'a.csv' })).toMatchObject({ failure: { code: 'refused' } });
    expect(reached).toEqual([]);
  });

  it('turns a mistake anywhere behind it into a failure', async () => {
    const set = setUp();
    set.connection.offerFile = () => Promise.reject(new Error('3NZ'));
    const { send, log } = register(set);
    const result = await send({ kind: 'offerFile', path: '/a', name: 'a' });
    expect(result).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(JSON.stringify([result, log])).not.toContain('3NZ');
  });
});
