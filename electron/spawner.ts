import { fail, type Result } from '../shared/result.ts';
import type { Backend } from './backend/backend.ts';
import type { MadeFile } from './backend/export/export-jobs.ts';
import { isBackendMessage, type Question, type ShellMessage } from './backend/messages.ts';
import type { WrittenFile } from './backend/report-files.ts';
import type { ChildProgram, ForkProgram } from './fork.ts';

/** A shell's way to the backend process: starts it, watches it, starts it again. Every reply is a value; nothing throws. */
export interface BackendConnection {
  call(method: string, request: unknown): Promise<Result<unknown>>;
  /** See `Backend.offerFile`. */
  offerFile(path: string, displayName: string, removeAfter: boolean): Promise<Result<string>>;
  reportHtml(reportId: string): Promise<Result<string>>;
  /** See `Backend.madeFile`. */
  madeFile(handle: string): Promise<Result<MadeFile>>;
  /** See `Backend.recordFile`. */
  recordFile(file: WrittenFile): ReturnType<Backend['recordFile']>;
  /** Told each time the process ends without having been asked to. @returns the way to stop listening */
  onStopped(listener: (code: number | null) => void): () => void;
  /** Closes the database in order; kills the process if that takes more than five seconds. */
  close(): Promise<void>;
}

export interface SpawnOptions {
  /** The built backend program, absolute path. */
  readonly program: string;
  readonly workspace: string;
  readonly programFolder: string;
  readonly actor: string;
  readonly fork: ForkProgram;
  readonly log: (line: string) => void;
  readonly nowMs?: () => number;
}

/** As for the command line (`bin/node-arguments.cjs`). */
const BACKEND_NURSERY_MB = 4;
/** After so many ends in a row without one answer, no more starts for a while: the cause is not chance. */
const STOPS_IN_A_ROW = 3;
const REST_MS = 10_000;
/** A workspace that could not be opened is tried again by the first question after this, not by every one. */
const REFUSAL_LASTS_MS = 1000;
const CLOSE_LIMIT_MS = 5000;

const closingFailure = fail('cancelled', 'Fenceline is closing.');

interface Running {
  readonly child: ChildProgram;
  readonly waiting: Map<number, { readonly what: string; readonly settle: (result: Result<unknown>) => void }>;
}

/** Connects to the backend of one workspace; its process starts with the first question. */
export function spawnBackend(options: SpawnOptions): BackendConnection {
  const nowMs = options.nowMs ?? Date.now;
  const listeners = new Set<(code: number | null) => void>();
  let running: Running | null = null;
  let closing = false;
  let lastId = 0;
  let stopsInARow = 0;
  /** Until when questions get this answer without a new start. */
  let resting: { readonly untilMs: number; readonly answer: Result<never> } | null = null;

  const start = (): Running => {
    const child = options.fork(
      options.program,
      [`--workspace=${options.workspace}`, `--actor=${options.actor}`, `--program-folder=${options.programFolder}`],
      { nurseryMb: BACKEND_NURSERY_MB },
    );
    const started: Running = { child, waiting: new Map() };
    child.onMessage((message) => {
      if (!isBackendMessage(message)) return;
      if (message.kind === 'refused') return refused(started, { ok: false, failure: message.failure });
      stopsInARow = 0;
      started.waiting.get(message.id)?.settle(message.result);
      started.waiting.delete(message.id);
    });
    child.onExit((code) => stopped(started, code));
    return started;
  };

  const settleAll = (of: Running, answer: (what: string) => Result<never>) => {
    for (const { what, settle } of of.waiting.values()) settle(answer(what));
    of.waiting.clear();
  };

  const refused = (of: Running, answer: Result<never>) => {
    if (running === of) running = null;
    resting = { untilMs: nowMs() + REFUSAL_LASTS_MS, answer };
    settleAll(of, () => answer);
    of.child.kill();
  };

  const stopped = (of: Running, code: number | null) => {
    if (running !== of) return;
    running = null;
    settleAll(of, (what) =>
      closing
        ? closingFailure
        : fail(
            'internal',
            `The data service stopped while answering ${what}. What was stored before is safe; try again.`,
          ),
    );
    if (closing) return;
    options.log(`the data service stopped (${code ?? 'killed'})`);
    stopsInARow++;
    if (stopsInARow >= STOPS_IN_A_ROW) {
      const answer = fail(
        'internal',
        `The data service stopped ${stopsInARow} times in a row. Your data is untouched; it is tried again in a few seconds.`,
      );
      resting = { untilMs: nowMs() + REST_MS, answer };
    }
    for (const listener of listeners) listener(code);
  };

  const ask = (question: Question, what: string): Promise<Result<unknown>> => {
    if (closing) return Promise.resolve(closingFailure);
    if (running === null && resting !== null && nowMs() < resting.untilMs) return Promise.resolve(resting.answer);
    running ??= start();
    return send(running, question, what);
  };

  const send = (to: Running, question: Question, what: string): Promise<Result<unknown>> =>
    new Promise((settle) => {
      const message: ShellMessage = { ...question, id: ++lastId };
      to.waiting.set(message.id, { what, settle });
      to.child.send(message);
    });

  return {
    call: (method, request) => ask({ kind: 'call', method, request }, method),
    offerFile: (path, displayName, removeAfter) =>
      ask({ kind: 'offerFile', path, displayName, removeAfter }, 'the offer of a file') as Promise<Result<string>>,
    reportHtml: (reportId) => ask({ kind: 'reportHtml', reportId }, 'for a report page') as Promise<Result<string>>,
    madeFile: (handle) => ask({ kind: 'madeFile', handle }, 'for a file') as Promise<Result<MadeFile>>,
    recordFile: (file) =>
      ask({ kind: 'recordFile', file }, 'for the statement of a file') as ReturnType<Backend['recordFile']>,
    onStopped: (listener) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    close: async () => {
      closing = true;
      const last = running;
      if (last === null) return;
      const gone = new Promise<void>((resolve) => last.child.onExit(() => resolve()));
      const limit = setTimeout(() => last.child.kill(), CLOSE_LIMIT_MS);
      await send(last, { kind: 'close' }, 'the request to close');
      clearTimeout(limit);
      last.child.kill();
      await gone;
    },
  };
}
