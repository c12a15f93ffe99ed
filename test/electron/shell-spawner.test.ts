import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type ChildProgram, forkNode } from '../../electron/fork.ts';
import { type BackendConnection, type SpawnOptions, spawnBackend } from '../../electron/spawner.ts';
import { emptyStatus } from '../helpers/fake-backend.ts';

const program = join(import.meta.dirname, '../helpers/fake-backend-process.ts');
const opened: BackendConnection[] = [];

/** A connection to the fake backend in a real process, and the children it has started. */
function connect(options: Partial<SpawnOptions> = {}) {
  const children: ChildProgram[] = [];
  const fork = forkNode(process.execPath);
  const log: string[] = [];
  const connection = spawnBackend({
    program,
    workspace: 'any',
    programFolder: 'any',
    actor: 'tester',
    fork: (...args) => {
      const child = fork(...args);
      children.push(child);
      return child;
    },
    log: (line) => log.push(line),
    ...options,
  });
  opened.push(connection);
  return { connection, children, log };
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map((connection) => connection.close()));
});

const status = { ok: true, value: emptyStatus };
const trace = (code: string) => ['trace', { code }] as const;

describe('the connection to the backend process', () => {
  it('starts the process with the first question and answers questions in any order', async () => {
    const { connection, children } = connect();
    expect(children).toHaveLength(0);
    const answers = await Promise.all([
      connection.call('workspace.status', {}),
      connection.call(...trace('A1')),
      connection.offerFile('/a/b.csv', 'b.csv', true),
      connection.reportHtml('unknown'),
    ]);
    expect(children).toHaveLength(1);
    expect(answers).toEqual([
      status,
      { ok: false, failure: { code: 'not-found', message: 'There is no figure A1.' } },
      { ok: true, value: 'handle of b.csv at /a/b.csv, ours' },
      { ok: false, failure: { code: 'not-found', message: 'There is no report unknown.' } },
    ]);
  });

  it('passes on that a request is not in the contract, or that the backend made a mistake, as a failure', async () => {
    const { connection } = connect();
    expect(await connection.call('no.such', {})).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(await connection.call('workspace.status', { extra: 1 })).toMatchObject({ failure: { code: 'bad-request' } });
    expect(await connection.call(...trace('throw'))).toMatchObject({ ok: false, failure: { code: 'internal' } });
    expect(await connection.call('reports.pdf', { reportId: 'r1' })).toMatchObject({
      failure: { code: 'bad-request' },
    });
  });

  it('killed mid-call, fails every caller within two seconds and answers the next call, 20 times in 20', async () => {
    const { connection, children } = connect();
    const stops: (number | null)[] = [];
    connection.onStopped((code) => stops.push(code));
    for (let round = 0; round < 20; round++) {
      expect(await connection.call('workspace.status', {})).toEqual(status);
      const waiting = Promise.all([connection.call(...trace('never')), connection.call(...trace('never'))]);
      await new Promise((resolve) => setTimeout(resolve, (round * 7) % 30));
      const killedAt = performance.now();
      children.at(-1)!.kill();
      const [first, second] = await waiting;
      expect(performance.now() - killedAt).toBeLessThan(2000);
      expect(first).toMatchObject({ ok: false, failure: { code: 'internal' } });
      expect(second).toEqual(first);
    }
    expect(await connection.call('workspace.status', {})).toEqual(status);
    expect(stops).toHaveLength(20);
  });

  it('also when the process ends by itself', async () => {
    const { connection, log } = connect();
    expect(await connection.call(...trace('exit'))).toMatchObject({ failure: { code: 'internal' } });
    expect(await connection.call('workspace.status', {})).toEqual(status);
    expect(log).toEqual(['the data service stopped (7)']);
  });

  it('stops starting a process that ends three times in a row, and tries again after a rest', async () => {
    let nowMs = 0;
    const { connection, children } = connect({ workspace: 'dies', nowMs: () => nowMs });
    for (let call = 0; call < 5; call++) {
      expect(await connection.call('workspace.status', {})).toMatchObject({ failure: { code: 'internal' } });
    }
    expect(children).toHaveLength(3);
    nowMs = 10_001;
    await connection.call('workspace.status', {});
    expect(children).toHaveLength(4);
  });

  it('gives every question the reason when the workspace cannot be opened, and tries again later', async () => {
    let nowMs = 0;
    const { connection, children } = connect({ workspace: 'refused', nowMs: () => nowMs });
    const refused = {
      ok: false,
      failure: { code: 'workspace-newer', message: 'This workspace was made by a newer version of Fenceline.' },
    };
    expect(await Promise.all([connection.call('workspace.status', {}), connection.reportHtml('r1')])).toEqual([
      refused,
      refused,
    ]);
    expect(await connection.call('workspace.status', {})).toEqual(refused);
    expect(children).toHaveLength(1);
    nowMs = 1001;
    expect(await connection.call('workspace.status', {})).toEqual(refused);
    expect(children).toHaveLength(2);
  });

  it('fails when the program cannot be started at all', async () => {
    const { connection } = connect({ fork: forkNode('/nowhere/node') });
    expect(await connection.call('workspace.status', {})).toMatchObject({ failure: { code: 'internal' } });
  });

  it('closed, ends the process and answers nothing more', async () => {
    const { connection, children } = connect();
    await connection.call('workspace.status', {});
    const gone = new Promise((resolve) => children[0]!.onExit(resolve));
    const waiting = connection.call(...trace('never'));
    await connection.close();
    await gone;
    expect(await waiting).toMatchObject({ ok: false, failure: { code: 'cancelled' } });
    expect(await connection.call('workspace.status', {})).toMatchObject({ failure: { code: 'cancelled' } });
  });
});
