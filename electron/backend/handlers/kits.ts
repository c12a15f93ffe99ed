import { readFileSync, statSync } from 'node:fs';
import { fingerprintText } from '../../../shared/model/kit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { forgetSigner, importKit, kitsOnRecord, LARGEST_KIT_BYTES, makeKit, showKit } from '../kit/kits.ts';
import type { Desk, HandlersOf } from './desk.ts';

export const kitHandlers = (desk: Desk): HandlersOf<'kits'> => ({
  'kits.show': ({ file: handle }) => {
    const read = readOffered(desk, handle);
    return read.ok ? showKit(desk.workspace, read.value.bytes, read.value.file) : read;
  },
  'kits.import': async ({ file: handle, trust }) => {
    const read = readOffered(desk, handle);
    if (!read.ok) return read;
    const imported = await importKit(desk.workspace, { ...read.value, trust }, desk.actor);
    if (imported.ok) desk.files.forget(handle);
    return imported;
  },
  'kits.close': ({ file: handle }) => {
    desk.files.forget(handle);
    return ok({});
  },
  'kits.make': (order) => {
    const made = makeKit(desk.workspace, order, desk.signer);
    if (!made.ok) return made;
    const { bytes, digest, fingerprint, items } = made.value;
    return ok({
      kit: Buffer.from(bytes).toString('base64'),
      suggestedName: `${fileNameOf(order.name)}.fkit`,
      digest,
      fingerprint: fingerprintText(fingerprint),
      items: [...items],
    });
  },
  'kits.list': () => ok(kitsOnRecord(desk.workspace, desk.hasSigner() ? desk.signer : null)),
  'kits.forgetSigner': ({ fingerprint }) => forgetSigner(desk.workspace, fingerprint, desk.actor),
});

function readOffered({ files }: Desk, handle: string): Result<{ bytes: Uint8Array; file: string }> {
  const found = files.find(handle);
  if (!found.ok) return found;
  const { path, displayName: file } = found.value;
  try {
    if (statSync(path).size > LARGEST_KIT_BYTES) return fail('too-large', `${file} is too large for a kit.`, { file });
    return ok({ bytes: readFileSync(path), file });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail('unreadable-file', `${file} cannot be read: ${message}`, { file });
  }
}

/** The kit's name as the name of a file on any system. */
const fileNameOf = (name: string): string => {
  const plain = name
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .replaceAll(/^-|-$/g, '')
    .slice(0, 60);
  return plain === '' ? 'kit' : plain;
};
