import { type Failure, fail, type Result } from '../result.ts';
import { contract, isMethodName, type MethodName, type Reply, type Request } from './contract.ts';

/** What the backend offers: one function per method. A failure is a value; an exception is our bug. */
export type Handlers = {
  readonly [M in MethodName]: (request: Request<M>) => Promise<Result<Reply<M>>> | Result<Reply<M>>;
};

/**
 * Answers one call: checks the name, the request and the reply against the contract. Every transport goes through here.
 *
 * @param reportBug is told of an exception or a reply that breaks the contract; the caller gets an `internal` failure without
 *   its details, because a stack may quote case data.
 */
export async function serve(
  handlers: Handlers,
  name: unknown,
  rawRequest: unknown,
  reportBug: (method: string, error: unknown) => void,
): Promise<Result<unknown>> {
  const checked = checkRequest(name, rawRequest);
  if (!checked.ok) return checked;
  const { method, request } = checked.value;
  try {
    const handler = handlers[method] as (request: unknown) => Promise<Result<unknown>> | Result<unknown>;
    const result = await handler(request);
    if (!result.ok) return result;
    const reply = contract[method].reply.safeParse(result.value);
    if (!reply.success) {
      reportBug(method, reply.error);
      return internalFailure(method);
    }
    return { ok: true, value: reply.data };
  } catch (error) {
    reportBug(method, error);
    return internalFailure(method);
  }
}

/** Checks a call's name and request: the shells' gate before it is sent on, and `serve` before it is handled. */
export function checkRequest(name: unknown, rawRequest: unknown): Result<CheckedCall> {
  if (!isMethodName(name)) return fail('bad-request', 'There is no such method.');
  const request = contract[name].request.safeParse(rawRequest);
  if (request.success) return { ok: true, value: { method: name, request: request.data } };
  const [first] = request.error.issues;
  const field = first?.path.join('.') ?? '';
  return fail(
    'bad-request',
    `The request to ${name} is not valid${field === '' ? '' : ` at ${field}`}: ${first?.message ?? ''}`,
  );
}

export interface CheckedCall {
  readonly method: MethodName;
  /** Valid for that method, defaults filled in. */
  readonly request: unknown;
}

const internalFailure = (name: string): { readonly ok: false; readonly failure: Failure } =>
  fail('internal', `Fenceline made a mistake while answering ${name}. Your data was not changed. The log says more.`);
