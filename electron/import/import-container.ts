import { randomBytes } from 'node:crypto';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ok, type Result } from '../../shared/result.ts';
import { keepEvidence } from '../store/evidence.ts';
import { packingOf } from './containers/recognise.ts';
import { type ContainerMember, readerStopped } from './import-file.ts';
import type { ContainerList, UnwrapOrder } from './protocol.ts';
import type { ReaderSession } from './reader-client.ts';

/** Members whose beginning is told, so that profiles can be recognised: as many as a container may have. */
const MEMBERS_TOLD = 1000;

/** Whether a file may hold others, by its first bytes. What cannot be opened does not: reading it will say what is wrong. */
export async function mayHoldOthers(path: string): Promise<boolean> {
  try {
    // Before it is opened: opening a pipe waits for somebody to write.
    if (!(await stat(path)).isFile()) return false;
    const file = await open(path, 'r');
    try {
      const head = Buffer.alloc(4);
      await file.read(head, 0, head.length, 0);
      return packingOf(head) !== null;
    } finally {
      await file.close();
    }
  } catch {
    return false;
  }
}

/** A container that was opened, and what an import needs to know to read its members. */
export interface OpenedContainer {
  readonly list: ContainerList;
  memberOrder(name: string): ContainerMember;
  /** Removes whatever waits of it. */
  close(): Promise<void>;
}

/**
 * Has the reader open a container and check all of it. Nothing is stored: the container's copy waits for the first member that is.
 *
 * @param folder of the workspace
 * @returns null when the file holds no others after all
 */
export async function openContainer(
  folder: string,
  path: string,
  label: string,
  reader: ReaderSession,
  signal: AbortSignal,
): Promise<Result<OpenedContainer | null>> {
  const waiting = join(folder, 'evidence', `incoming-${process.pid}-${randomBytes(8).toString('hex')}`);
  const scratch = `${waiting}.part`;
  const close = () => removeAll(join(folder, 'evidence'), basename(waiting));
  const answer = await askReader(reader, { path, label, evidencePath: waiting, scratch, heads: MEMBERS_TOLD }, signal);
  if (!answer.ok || answer.value === null) {
    await close();
    return answer.ok ? ok(null) : answer;
  }
  const list = answer.value;
  const evidence = list.evidence;
  if (evidence === null) throw new Error('The reader kept no original.');
  let kept: Promise<void> | null = null;
  const keep = (): Promise<void> => (kept ??= keepEvidence(folder, waiting, evidence));
  return ok({ list, close, memberOrder: (name) => ({ name, kind: list.kind, evidence, scratch, keep }) });
}

/** Has the reader open a container and list it. @returns null when the file holds no others */
export function askReader(
  reader: ReaderSession,
  unwrap: UnwrapOrder,
  signal: AbortSignal,
): Promise<Result<ContainerList | null>> {
  const { label } = unwrap;
  return new Promise((resolve) => {
    const settle = (result: Result<ContainerList | null>): void => {
      signal.removeEventListener('abort', abort);
      resolve(result);
    };
    const abort = (): void => {
      reader.kill();
      settle({
        ok: false,
        failure: {
          code: 'cancelled',
          message: `The import of ${label} was cancelled. Nothing of it was kept.`,
          file: label,
        },
      });
    };
    if (signal.aborted) return abort();
    signal.addEventListener('abort', abort);
    reader.give(
      { unwrap },
      {
        message(message) {
          reader.release();
          if (message.kind === 'failed') settle({ ok: false, failure: message.failure });
          else if (message.kind === 'unwrapped') settle(ok(message.container));
        },
        exit: () => settle(readerStopped(label)),
      },
    );
  });
}

async function removeAll(folder: string, start: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith(start)) await rm(join(folder, name), { force: true });
  }
}
