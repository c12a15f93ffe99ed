import { fork } from 'node:child_process';
import { forkThroughShell } from './fork-through-shell.ts';
import { utilityParentPort } from './parent.ts';

/** A program of ours in a process of its own, seen from the process that started it. */
export interface ChildProgram {
  send(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** Called once, however it ended; also when it could not be started. */
  onExit(listener: (code: number | null) => void): void;
  /** Ends it at once, whatever it is doing. */
  kill(): void;
}

export interface ForkOptions {
  /** Cap of the JavaScript heap, in MiB. */
  readonly heapMb?: number;
  /**
   * Cap of half the heap's nursery, in MiB, for a program whose objects live for a moment only. What little there is to collect
   * then is collected by the thread that made it: helpers would take from a machine of two cores more than they give.
   */
  readonly nurseryMb?: number;
}

/** The same caps as arguments of a Node, an Electron utility process included. */
export const execArgvOf = ({ heapMb, nurseryMb }: ForkOptions): string[] => [
  ...(heapMb === undefined ? [] : [`--max-old-space-size=${heapMb}`]),
  ...(nurseryMb === undefined ? [] : [`--max-semi-space-size=${nurseryMb}`, '--single-threaded-gc', '--expose-gc']),
];

/**
 * Starts a built program (`backend.mjs`, `reader.mjs`) with its arguments.
 *
 * @param program absolute path
 */
export type ForkProgram = (program: string, args: readonly string[], options?: ForkOptions) => ChildProgram;

const majorVersion = Number(process.versions.node.split('.')[0]);

/** The Node that our programs need; older shells have to start them on another. */
export const runsOurPrograms = majorVersion >= 24;

/**
 * The way for a program that is not the Electron main process to start another one: a child of its own Node, or, inside an
 * Electron utility process (which cannot start processes: its Node is fused off), the shell's help.
 */
export const forkProgram: ForkProgram = (program, args, options) => {
  const shell = utilityParentPort();
  return shell === undefined
    ? forkNode(process.execPath)(program, args, options)
    : forkThroughShell(shell, program, args, options);
};

/**
 * Starts programs as children of a Node.
 *
 * @param node absolute path of a Node of at least 24
 */
export const forkNode =
  (node: string): ForkProgram =>
  (program, args, options = {}) => {
    const child = fork(program, [...args], {
      execPath: node,
      execArgv: execArgvOf(options),
      // Three times as fast as JSON for columns of megabytes, but only between equal versions.
      serialization: runsOurPrograms ? 'advanced' : 'json',
      // Standard output belongs to the command being run: what a program says goes to our stderr.
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    let exited = false;
    let code: number | null = null;
    const listeners: ((code: number | null) => void)[] = [];
    const finish = (exitCode: number | null) => {
      if (exited) return;
      exited = true;
      code = exitCode;
      for (const listener of listeners.splice(0)) listener(code);
    };
    child.on('exit', finish);
    child.on('error', () => finish(null));
    return {
      // A message to a child that has just gone is not lost silently: its exit is told to whoever waits for the answer.
      send: (message) => void (child.connected && child.send(message as object, () => {})),
      onMessage: (listener) => void child.on('message', listener),
      onExit: (listener) => (exited ? listener(code) : void listeners.push(listener)),
      kill: () => void child.kill('SIGKILL'),
    };
  };
