/** Marks a case the types say cannot happen. @throws always: reaching it is our bug. */
export function assertNever(value: never): never {
  throw new Error(`Unhandled case: ${JSON.stringify(value)}`);
}

/** @throws when the condition is false: a bug of ours, not a fault in the data. */
export function assert(condition: boolean, message: string): asserts condition {
  if (!condition) throw new Error(message);
}
