/** Thrown out of work that was told to stop. Whoever told it knows why, and takes back what was half done. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
}

/** Longest stretch without letting the process's other requests in, milliseconds. */
const STRETCH_MS = 30;

/** Lets a long piece of work rest now and then, so that the process answers meanwhile. */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  get isDue(): boolean {
    return performance.now() - this.#since > STRETCH_MS;
  }

  /** To be awaited where the work may pause. @throws Interrupted when the signal was given */
  async rest(): Promise<void> {
    if (!this.isDue) return;
    await new Promise((resolve) => setImmediate(resolve));
    if (this.#signal?.aborted) throw new Interrupted();
    this.#since = performance.now();
  }
}
