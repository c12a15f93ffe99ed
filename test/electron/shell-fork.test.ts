import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { forkThroughShell } from '../../electron/fork-through-shell.ts';
import { forkUtility } from '../../electron/fork-utility.ts';
import { type ElectronState, resetElectron } from '../helpers/electron-double.ts';

vi.mock('electron', async () => (await import('../helpers/electron-double.ts')).electronModule);

let electron: ElectronState;
beforeEach(() => {
  electron = resetElectron();
});

/** The end of a message channel that a utility process holds. */
class PortDouble extends EventEmitter {
  readonly posted: unknown[] = [];
  start(): void {}
  postMessage = (message: unknown) => void this.posted.push(message);
}

describe('a program started as a utility process', () => {
  it('gets its arguments and the caps of its heap, and talks in plain messages', () => {
    const child = forkUtility('/app/backend.mjs', ['--a'], { heapMb: 300, nurseryMb: 2 });
    const [utility] = electron.utilities;
    expect([utility!.program, utility!.args, utility!.options.execArgv]).toEqual([
      '/app/backend.mjs',
      ['--a'],
      ['--max-old-space-size=300', '--max-semi-space-size=2', '--single-threaded-gc', '--expose-gc'],
    ]);
    const heard: unknown[] = [];
    child.onMessage((message) => heard.push(message));
    utility!.emit('message', { kind: 'answer', id: 1 });
    child.send('question');
    expect([heard, utility!.posted[0]!.message]).toEqual([[{ kind: 'answer', id: 1 }], 'question']);
  });

  it('can have one of our programs started, which ends with it', () => {
    const child = forkUtility('/app/backend.mjs', []);
    const heard: unknown[] = [];
    child.onMessage((message) => heard.push(message));
    const [backend] = electron.utilities;
    backend!.emit('message', {
      kind: 'fork',
      key: 4,
      program: '/app/reader.mjs',
      args: ['x'],
      options: { heapMb: 512 },
    });
    const reader = electron.utilities[1]!;
    expect([reader.program, reader.args, reader.options.execArgv]).toEqual([
      '/app/reader.mjs',
      ['x'],
      ['--max-old-space-size=512'],
    ]);
    expect(reader.options.env).toMatchObject({ FENCELINE_CHANNEL: 'port' });
    expect(reader.posted[0]!.message).toEqual({ kind: 'port' });
    expect(backend!.posted[0]!.message).toEqual({ kind: 'forked', key: 4 });
    expect([reader.posted[0]!.ports.length, backend!.posted[0]!.ports.length]).toEqual([1, 1]);
    child.kill();
    expect([reader.kills, heard]).toEqual([1, []]);
  });

  it('is told when that program ends, and can have it killed', () => {
    forkUtility('/app/backend.mjs', []);
    const [backend] = electron.utilities;
    backend!.emit('message', { kind: 'fork', key: 1, program: '/app/reader.mjs', args: [], options: {} });
    backend!.emit('message', { kind: 'kill', key: 1 });
    expect(electron.utilities[1]!.kills).toBe(1);
    expect(backend!.posted.at(-1)!.message).toEqual({ kind: 'exited', key: 1, code: 0 });
  });

  it('cannot have any other program started', () => {
    forkUtility('/app/backend.mjs', []);
    const [backend] = electron.utilities;
    backend!.emit('message', { kind: 'fork', key: 1, program: '/elsewhere/reader.mjs', args: [], options: {} });
    expect(electron.utilities).toHaveLength(1);
    expect(backend!.posted[0]!.message).toEqual({ kind: 'exited', key: 1, code: null });
  });
});

describe('a program asked of the shell', () => {
  it('gets what was sent before it was there, answers over its own port, and its end is told once', () => {
    const shell = new PortDouble();
    const child = forkThroughShell(shell as never, '/app/reader.mjs', [], { heapMb: 1 });
    const { key } = shell.posted[0] as { key: number };
    const heard: unknown[] = [];
    const exits: unknown[] = [];
    child.onMessage((message) => heard.push(message));
    child.onExit((code) => exits.push(code));
    child.send('order');
    const port = new PortDouble();
    shell.emit('message', { data: { kind: 'forked', key: key + 1 }, ports: [new PortDouble()] });
    shell.emit('message', { data: { kind: 'forked', key }, ports: [port] });
    child.send('more');
    port.emit('message', { data: 'batch' });
    expect([port.posted, heard]).toEqual([['order', 'more'], ['batch']]);
    child.kill();
    expect(shell.posted.at(-1)).toEqual({ kind: 'kill', key });
    shell.emit('message', { data: { kind: 'exited', key, code: 1 }, ports: [] });
    shell.emit('message', { data: { kind: 'exited', key, code: 1 }, ports: [] });
    child.onExit((code) => exits.push(code));
    expect(exits).toEqual([1, 1]);
  });
});
