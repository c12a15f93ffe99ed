import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { fail, ok, type Result } from '../../shared/result.ts';
import { parentChannel } from '../parent.ts';
import type { Member, Unwrapped } from './containers/member.ts';
import { unwrap } from './containers/unwrap.ts';
import { type EvidenceIndex, EvidenceWriter } from './evidence-writer.ts';
import type { ContainerList, ReaderMessage, ReaderOrder, ReadOrder, UnwrapOrder } from './protocol.ts';
import { readFile, readMemberHead } from './read-file.ts';

/**
 * The reader process: untrusted files are unwrapped and parsed here and nowhere else, with a capped heap, and killing it is how an
 * import is cancelled. Takes one order at a time: `unwrap` ends with `unwrapped` or `failed`; `order` sends batches and ends with
 * `done` or `failed`.
 */

/**
 * Batches sent and not yet acknowledged: two blocks of rows (`facts.ts`), so that reading goes on while the backend stores one.
 * About 0.7 MB each.
 */
const UNANSWERED = 16;

let unanswered = 0;
let proceed: (() => void) | null = null;

/** The container whose members are being read. */
let opened: { readonly path: string; readonly container: Unwrapped } | null = null;

const backend = parentChannel();
const post = (message: ReaderMessage): void => backend.send(message);

backend.onMessage((raw) => {
  const message = raw as ReaderOrder;
  if ('order' in message) return void read(message.order);
  if ('unwrap' in message) return void list(message.unwrap);
  unanswered--;
  proceed?.();
  proceed = null;
});

// Without a parent there is nobody to read for.
backend.onClosed(() => process.exit(1));

async function read(order: ReadOrder): Promise<void> {
  const member = await memberOf(order);
  if (!member.ok) return post({ kind: 'failed', failure: member.failure });
  const result = await readFile(order, member.value, async (batch, progress) => {
    post({ kind: 'batch', batch, ...progress });
    unanswered++;
    if (unanswered >= UNANSWERED) await new Promise<void>((resolve) => (proceed = resolve));
  });
  post(result.ok ? { kind: 'done', summary: result.value } : { kind: 'failed', failure: result.failure });
}

async function memberOf({ path, member, fileName, scratch }: ReadOrder): Promise<Result<Member | null>> {
  if (member === null) return ok(null);
  if (opened?.path !== path) {
    // A reader that was stopped by another member of the same container.
    const unwrapped = await unwrap(path, fileName, scratch);
    if (!unwrapped.ok) return unwrapped;
    if (unwrapped.value !== null) opened = { path, container: unwrapped.value };
  }
  const found = opened?.container.members.find(({ name }) => name === member);
  return found === undefined ? fail('not-found', `${fileName} is no longer there.`, { file: fileName }) : ok(found);
}

async function list(order: UnwrapOrder): Promise<void> {
  const { path, label, scratch, evidencePath } = order;
  await opened?.container.close();
  opened = null;
  const unwrapped = await unwrap(path, label, scratch);
  if (!unwrapped.ok) return post({ kind: 'failed', failure: unwrapped.failure });
  const container = unwrapped.value;
  if (container === null) return post({ kind: 'unwrapped', container: null });
  opened = { path, container };
  const { kind, members, passedOver, refused } = container;
  const told: ContainerList = {
    kind,
    members: await Promise.all(
      members.map(async (member, place) => ({
        name: member.name,
        bytes: member.bytes,
        head: place < order.heads ? await headOfMember(member) : null,
      })),
    ),
    passedOver,
    refused,
    evidence: evidencePath === null ? null : await keepOriginal(path, evidencePath),
  };
  post({ kind: 'unwrapped', container: told });
}

async function headOfMember(member: Member): Promise<ContainerList['members'][number]['head']> {
  const head = await readMemberHead(member, member.name);
  return head.ok ? { bytes: head.value.bytes, complete: head.value.complete } : null;
}

/** The container as it is, compressed and hashed. */
async function keepOriginal(path: string, evidencePath: string): Promise<EvidenceIndex> {
  const file = await open(evidencePath, 'wx', 0o600);
  try {
    const evidence = new EvidenceWriter(file);
    for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }))
      await evidence.write(chunk as Buffer);
    return await evidence.end();
  } finally {
    await file.close();
  }
}
