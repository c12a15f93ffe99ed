import type { ParseArgsOptionsConfig } from 'node:util';
import type { Result } from '../../shared/result.ts';
import type { Service } from '../backend/service.ts';

/** What a command did: the object `--json` prints, and the words a person reads. */
export interface Outcome {
  readonly json: unknown;
  readonly text: string;
  /** 0 done; 3 refused or damage found; 4 done, with something refused or quarantined. Asked when all is printed. */
  readonly exitCode: 0 | 1 | 3 | 4;
  /** Printed as it is instead of `text`, for outputs that are a document of their own (NDJSON, CSV). */
  readonly raw?: Iterable<string>;
}

export type Values = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

export interface Invocation {
  readonly positionals: readonly string[];
  readonly values: Values;
  /** Opens the workspace on first use: not every command needs one. */
  readonly open: () => Promise<Result<Service>>;
  readonly workspaceFolder: string;
  readonly actor: string;
  /** A line of progress on stderr. */
  readonly say: (line: string) => void;
}

export interface Command {
  /** First word, or first two: "imports list". */
  readonly name: string;
  readonly usage: string;
  readonly about: string;
  readonly options: ParseArgsOptionsConfig;
  /** Reads what is there: a workspace that is not there is then a mistyped name, and is not made. */
  readonly readsOnly?: true;
  /** Failures become exit code 3, usage errors 2, exceptions 1. */
  run(invocation: Invocation): Promise<Result<Outcome>>;
}

/** The command was called wrongly: exit code 2. */
export class UsageError extends Error {}

export const text = (values: Values, name: string): string | undefined => {
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
};

/** An option that may be given several times. */
export const list = (values: Values, name: string): readonly string[] => {
  const value = values[name];
  return typeof value === 'object' ? value : typeof value === 'string' ? [value] : [];
};

export function required(values: Values, name: string): string {
  const value = text(values, name);
  if (value === undefined || value === '') throw new UsageError(`--${name} is needed`);
  return value;
}

export function numberOf(value: string, what: string): number {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) throw new UsageError(`${what} must be a number, not “${value}”`);
  return number;
}

const ISO_TIME = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2}))?$/;

/** ISO 8601 with a zone, or a date, which is its UTC midnight. @returns UTC milliseconds */
export function timeOf(value: string, what: string): number {
  const time = ISO_TIME.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(time))
    throw new UsageError(`${what} must be a date or an ISO 8601 time with a zone, not “${value}”`);
  return time;
}
