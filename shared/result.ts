/** What an operation that may not succeed gives back. Crosses process borders as plain data. */
export type Result<T, F extends { readonly code: string } = Failure> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly failure: F };

/** Every way an operation can fail. One sentence for a person is written where the failure is made. */
export type FailureCode =
  | 'not-found'
  | 'unreadable-file'
  | 'empty-file'
  | 'unknown-format'
  | 'wrong-format'
  | 'truncated-file'
  | 'too-large'
  | 'nothing-usable'
  | 'cancelled'
  | 'reader-stopped'
  | 'bad-request'
  | 'bad-geometry'
  | 'workspace-damaged'
  | 'workspace-newer'
  | 'workspace-busy'
  | 'example-mixing'
  | 'disk-full'
  | 'no-pdf-engine'
  | 'refused'
  | 'internal';

/** An operation that did not work, as a person should read it. */
export interface Failure {
  readonly code: FailureCode;
  /** One plain sentence, naming the file, row and field where there is one. */
  readonly message: string;
  readonly file?: string;
  /** Record number in the file, from 1. */
  readonly row?: number;
  readonly field?: string;
}

export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

export const fail = (
  code: FailureCode,
  message: string,
  where: { file?: string; row?: number; field?: string } = {},
): { readonly ok: false; readonly failure: Failure } => ({ ok: false, failure: { code, message, ...where } });
