import { open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Incident, Reply } from '../../shared/contract/contract.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type EvidenceIndex, EvidenceWriter } from '../import/evidence-writer.ts';
import { EvidenceDamaged, keepEvidence, readEvidence } from '../store/evidence.ts';
import { findIncident } from '../store/queries/incidents.ts';
import { type Doer, onHold, revise } from './incidents.ts';
import type { Workspace } from './workspace.ts';

/** What crosses to a page whole; a longer file is read with the command line. */
const LARGEST_SHOWN_BYTES = 64 * 1024 * 1024;
const LARGEST_BYTES = 2 * 1024 ** 3;

/** Keeps a file beside the imported originals, by its SHA-256, and names it in the incident. */
export async function attach(
  workspace: Workspace,
  wanted: { readonly id: string; readonly path: string; readonly file: string; readonly note: string },
  doer: Doer,
): Promise<Result<Incident>> {
  const { path, file, note } = wanted;
  const kept = await keepFile(workspace.store.folder, path, file);
  if (!kept.ok) return kept;
  const { sha256, bytes } = kept.value;
  return revise(workspace, wanted.id, doer, (incident) => {
    const { attachments } = incident.content;
    if (attachments.some((one) => one.sha256 === sha256)) {
      return fail('refused', `${file} is attached already.`, { file });
    }
    const added = { sha256, file, bytes, note, addedAtMs: doer.atMs, addedBy: doer.actor };
    return ok({ content: { ...incident.content, attachments: [...attachments, added] } });
  });
}

/** Keeps a file in evidence, by its SHA-256. */
export async function keepFile(folder: string, path: string, file: string): Promise<Result<EvidenceIndex>> {
  const temporary = join(folder, 'evidence', `incoming-${process.pid}-attachment-${Date.now()}`);
  try {
    const source = await open(path, 'r');
    try {
      const stat = await source.stat();
      if (!stat.isFile()) return fail('unreadable-file', `${file} is not a file.`, { file });
      if (stat.size > LARGEST_BYTES) return fail('too-large', `${file} is larger than 2 GB.`, { file });
      const target = await open(temporary, 'wx', 0o600);
      try {
        const writer = new EvidenceWriter(target);
        for await (const chunk of source.createReadStream({ autoClose: false })) await writer.write(chunk as Buffer);
        const index = await writer.end();
        await target.close();
        await keepEvidence(folder, temporary, index);
        return ok(index);
      } finally {
        await target.close().catch(() => undefined);
      }
    } finally {
      await source.close();
    }
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === undefined) throw error;
    if (code === 'ENOSPC') return fail('disk-full', `The disk is full: ${file} was not attached.`, { file });
    return fail('unreadable-file', `${file} cannot be read (${code}).`, { file });
  }
}

/** Names it no more; the file stays in evidence, and the history says that it was attached. */
export const detach = (workspace: Workspace, id: string, sha256: string, doer: Doer) =>
  revise(workspace, id, doer, (incident) => {
    const { attachments } = incident.content;
    if (!attachments.some((one) => one.sha256 === sha256)) return fail('not-found', 'There is no such attachment.');
    if (incident.content.hold !== null) return onHold(incident);
    return ok({
      content: { ...incident.content, attachments: attachments.filter((one) => one.sha256 !== sha256) },
    });
  });

/** An attachment as it was kept, checked against its SHA-256. */
export function readAttachment(
  workspace: Workspace,
  id: string,
  sha256: string,
): Result<Reply<'incidents.attachment'>> {
  const incident = findIncident(workspace.store.read, id);
  const found = incident?.content.attachments.find((one) => one.sha256 === sha256);
  if (found === undefined) return fail('not-found', 'There is no such attachment.');
  if (found.bytes > LARGEST_SHOWN_BYTES) {
    return fail('too-large', `${found.file} is too large to be handed over here.`, { file: found.file });
  }
  try {
    const bytes = readEvidence(workspace.store.folder, sha256, 0, found.bytes);
    return ok({ name: found.file, base64: bytes.toString('base64') });
  } catch (error) {
    if (error instanceof EvidenceDamaged) return fail('workspace-damaged', error.message, { file: found.file });
    throw error;
  }
}
