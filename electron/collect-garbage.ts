/**
 * Frees what is no longer used, now, where the program was started with `--expose-gc` (`ForkOptions` in `fork.ts`). The engine does
 * so by itself when it runs short of what it may use, which on a machine with much memory is later than a person who watches it
 * would like: after a large import the columns of a million rows stand there unused for as long as nothing else is asked for.
 * Takes some hundredths of a second; to be called between large pieces of work.
 */
export function collectGarbage(): void {
  globalThis.gc?.();
}
