import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { fail, ok, type Result } from '../../shared/result.ts';

export interface OfferedFile {
  readonly path: string;
  readonly displayName: string;
  /** The shell's own temporary copy: deleted once it was used. */
  readonly removeAfter: boolean;
}

/** Files a person chose, by the handles that pages know them by. */
export class OfferedFiles {
  readonly #files = new Map<string, OfferedFile>();

  offer(file: OfferedFile): string {
    const handle = randomBytes(16).toString('hex');
    this.#files.set(handle, file);
    return handle;
  }

  find(handle: string): Result<OfferedFile> {
    const file = this.#files.get(handle);
    return file === undefined ? fail('not-found', 'That file is no longer known. Choose it again.') : ok(file);
  }

  forget(handle: string): void {
    const file = this.#files.get(handle);
    if (file?.removeAfter) rmSync(file.path, { force: true });
    this.#files.delete(handle);
  }

  forgetAll(): void {
    for (const handle of [...this.#files.keys()]) this.forget(handle);
  }
}
