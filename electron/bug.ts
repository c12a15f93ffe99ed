/**
 * Describes an exception for the log: its kind and where it was thrown. Its message stays out, because it may quote case data;
 * with FENCELINE_DEBUG set, which is for our own machines, it is printed too.
 */
export function describeBug(error: unknown, debug = process.env.FENCELINE_DEBUG !== undefined): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  if (debug) return error.stack ?? error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...frames.slice(0, 8)].join('\n');
}
