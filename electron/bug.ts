/**
 * Describes an exception for the log: its kind, where it was thrown, and for a value that breaks a schema which field. Its
 * message stays out, because it may quote case data; with FENCELINE_DEBUG set, which is for our own machines, it is printed too.
 */
export function describeBug(error: unknown, debug = process.env.FENCELINE_DEBUG !== undefined): string {
  if (!(error instanceof Error)) return `a thrown ${typeof error}`;
  if (debug) return error.stack ?? error.message;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  return [error.name, ...brokenFields(error), ...frames.slice(0, 8)].join('\n');
}

/** The fields that a schema found wrong, without what stood in them. */
function brokenFields(error: Error): string[] {
  if (!('issues' in error) || !Array.isArray(error.issues)) return [];
  const issues = error.issues as { path: PropertyKey[]; code: string }[];
  return issues.slice(0, 8).map(({ path, code }) => `    ${path.map(String).join('.')}: ${code}`);
}
