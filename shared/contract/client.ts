import type { Result } from '../result.ts';
import type { MethodName, Reply, RequestInput } from './contract.ts';

/** What carries a call to the backend: Electron IPC, loopback HTTP, or a direct function in tests. */
export type Transport = (method: MethodName, request: unknown) => Promise<Result<unknown>>;

/** The typed calling side of the contract. */
export type Client = <M extends MethodName>(method: M, request: RequestInput<M>) => Promise<Result<Reply<M>>>;

/** The backend checks both ends (`serve`), so the reply needs no second check here. */
export const clientOver =
  (transport: Transport): Client =>
  <M extends MethodName>(method: M, request: RequestInput<M>) =>
    transport(method, request) as Promise<Result<Reply<M>>>;
