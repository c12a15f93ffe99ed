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
  if (!isMethodName(name)) return fail('bad-request', 'There is no such method.');
  const request = contract[name].request.safeParse(rawRequest);
  if (!request.success) {
    const [first] = request.error.issues;
    const field = first?.path.join('.') ?? '';
    return fail(
      'bad-request',
      `The request to ${name} is not valid${field === '' ? '' : ` at ${field}`}: ${first?.message ?? ''}`,
    );
  }
  try {
    const handler = handlers[name] as (request: unknown) => Promise<Result<unknown>> | Result<unknown>;
    const result = await handler(request.data);
    if (!result.ok) return result;
    const reply = contract[name].reply.safeParse(result.value);
    if (!reply.success) {
      reportBug(name, reply.error);
      return internalFailure(name);
    }
    return { ok: true, value: reply.data };
  } catch (error) {
    reportBug(name, error);
    return internalFailure(name);
  }
}

const internalFailure = (name: string): { readonly ok: false; readonly failure: Failure } =>
  fail('internal', `Fenceline made a mistake while answering ${name}. Your data was not changed. The log says more.`);
