import { createHash } from 'node:crypto';
import { z } from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import type { Reply } from '../../../shared/contract/contract.ts';
import {
  fingerprintText,
  type Kit,
  type KitItem,
  kitFormatVersion,
  kitSchema,
  kitSigningPrefix,
} from '../../../shared/model/kit.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isSignedBy, keyFingerprint, type Signer, signatureSchema } from '../../signing.ts';
import { allObjectNos } from '../../store/groups.ts';
import { areasDigest, statementsDigest } from '../../store/import-digest.ts';
import { listKitImports, listKitSigners, storeKitImport, storeKitSigner } from '../../store/queries/kits.ts';
import { recordsDigest } from '../../store/records-digest.ts';
import { workspaceKind } from '../../store/workspace-kind.ts';
import { concludeObjects } from '../conclude-objects.ts';
import { version } from '../version.ts';
import type { Workspace } from '../workspace.ts';
import type { KitDesk } from './part.ts';
import { kitParts } from './parts.ts';

/** Largest kit that is read, bytes. */
export const LARGEST_KIT_BYTES = 100_000_000;

export interface KitOrder {
  readonly name: string;
  readonly note: string;
  readonly madeBy: string;
}

export interface MadeKit {
  readonly bytes: Uint8Array;
  readonly digest: string;
  readonly fingerprint: string;
  readonly items: readonly KitItem[];
}

const reading = ({ store, reference }: Workspace): KitDesk => ({ db: store.read, reference });
const writing = ({ store, reference }: Workspace): KitDesk => ({ db: store.write, reference });
const digestOf = (kit: unknown): string => createHash('sha256').update(canonicalJson(kit)).digest('hex');

/** A signed kit of everything the workspace holds that a kit can take along. Stores nothing but, once, the machine's key. */
export function makeKit(workspace: Workspace, order: KitOrder, signer: () => Signer): Result<MadeKit> {
  const name = order.name.trim();
  const madeBy = order.madeBy.trim();
  if (name === '') return fail('bad-request', 'Give the kit a name, such as the sector’s.', { field: 'name' });
  if (madeBy === '') return fail('bad-request', 'Say who makes the kit.', { field: 'madeBy' });
  const desk = reading(workspace);
  const parts: Record<string, unknown> = {};
  for (const part of kitParts) {
    const data = part.collect(desk);
    if (data !== null) parts[part.id] = data;
  }
  const key = keyOf(signer);
  if (!key.ok) return key;
  const kit: Kit = {
    format: 'fenceline-kit',
    formatVersion: kitFormatVersion,
    name,
    note: order.note.trim(),
    madeBy,
    madeAt: new Date().toISOString(),
    program: `Fenceline ${version}`,
    synthetic: workspaceKind(desk.db) === 'synthetic',
    parts,
  };
  const text = canonicalJson(kit);
  const signed = { kit, signature: key.value.sign(kitSigningPrefix + text) };
  const fingerprint = keyFingerprint(key.value.publicKey);
  // What is handed out is what an import would take.
  const bytes = new TextEncoder().encode(`${canonicalJson(signed)}\n`);
  const read = readKit(desk, bytes);
  if (!read.ok) return read;
  const items = kitParts.flatMap((part) => (part.id in parts ? part.compare(parts[part.id], desk) : []));
  return ok({ bytes, digest: digestOf(kit), fingerprint, items });
}

function keyOf(signer: () => Signer): Result<Signer> {
  try {
    return ok(signer());
  } catch (error) {
    return fail('refused', `The kit cannot be signed: ${error instanceof Error ? error.message : String(error)}.`);
  }
}

/** The file: the kit, and an Ed25519 signature over the prefix and its canonical JSON (RFC 8785). */
const signedKitSchema = z.strictObject({ kit: z.unknown(), signature: signatureSchema });

interface ReadKit {
  readonly kit: Kit;
  readonly digest: string;
  readonly publicKey: string;
  readonly fingerprint: string;
  readonly parts: readonly { readonly part: (typeof kitParts)[number]; readonly data: unknown }[];
}

/** A kit from a file's bytes: its signature first, then everything in it as if a person had entered it. */
function readKit(desk: KitDesk, bytes: Uint8Array): Result<ReadKit> {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return fail('wrong-format', 'The file is not a sector kit: it is not JSON text.');
  }
  const isObject = typeof content === 'object' && content !== null && 'kit' in content;
  if (!isObject) return fail('wrong-format', 'The file is not a sector kit.');
  if (!('signature' in (content as object))) {
    return fail('refused', 'The kit is not signed, so nobody can say whose it is. Nothing was changed.', {
      field: 'signature',
    });
  }
  const signed = signedKitSchema.safeParse(content);
  if (!signed.success) {
    return fail('refused', 'The kit’s signature cannot be read. Nothing was changed.', { field: 'signature' });
  }
  const { kit, signature } = signed.data;
  if (!isSignedBy(kitSigningPrefix + canonicalJson(kit), signature)) {
    return fail(
      'refused',
      'The kit was changed after it was signed, or its signature is not its own. Nothing was changed.',
      {
        field: 'signature',
      },
    );
  }
  return checkKit(desk, kit, signature.publicKey);
}

function checkKit(desk: KitDesk, raw: unknown, publicKey: string): Result<ReadKit> {
  const kit = kitSchema.safeParse(raw);
  if (!kit.success) {
    const [issue] = kit.error.issues;
    const field = issue?.path.join('.') ?? '';
    return fail('wrong-format', `The kit is refused at ${field}: ${issue?.message ?? ''}`, { field });
  }
  if (kit.data.formatVersion > kitFormatVersion) {
    return fail('wrong-format', `The kit was made by a newer program (${kit.data.program}). Update this one first.`);
  }
  const unknown = Object.keys(kit.data.parts).find((id) => !kitParts.some((part) => part.id === id));
  if (unknown !== undefined) {
    return fail('wrong-format', `The kit holds “${unknown}”, which this program does not know. Update it first.`, {
      field: unknown,
    });
  }
  const parts: ReadKit['parts'][number][] = [];
  for (const part of kitParts) {
    if (!(part.id in kit.data.parts)) continue;
    const checked = part.check(kit.data.parts[part.id], kit.data, desk);
    if (!checked.ok) return checked;
    parts.push({ part, data: checked.value });
  }
  return ok({ kit: kit.data, digest: digestOf(raw), publicKey, fingerprint: keyFingerprint(publicKey), parts });
}

/** What a kit holds, whose it is, how old it is, and what importing it would change. Changes nothing. */
export function showKit(workspace: Workspace, bytes: Uint8Array, file: string): Result<Reply<'kits.show'>> {
  const desk = reading(workspace);
  const read = readKit(desk, bytes);
  return read.ok ? ok(previewOf(desk, read.value, file)) : inFile(read, file);
}

function previewOf(desk: KitDesk, { kit, digest, fingerprint, parts }: ReadKit, file: string): Reply<'kits.show'> {
  const signers = listKitSigners(desk.db);
  const imports = listKitImports(desk.db);
  const known = signers.find((one) => one.fingerprint === fingerprint);
  const madeAtMs = Date.parse(kit.madeAt);
  const kind = workspaceKind(desk.db);
  return {
    file,
    name: kit.name,
    note: kit.note,
    madeBy: kit.madeBy,
    madeAtMs,
    program: kit.program,
    synthetic: kit.synthetic,
    digest,
    fingerprint: fingerprintText(fingerprint),
    signer: known === undefined ? 'unknown' : 'known',
    // A known name with another key is how somebody else would come as them.
    sameNameOtherKey: known === undefined && signers.some(({ name }) => name === kit.madeBy),
    alreadyImportedMs: imports.find((one) => one.digest === digest)?.enteredAtMs ?? null,
    newerImportedMs: imports.find((one) => one.name === kit.name && one.madeAtMs > madeAtMs)?.madeAtMs ?? null,
    mixes: 'areas' in kit.parts && kind !== 'undecided' && (kind === 'synthetic') !== kit.synthetic,
    items: parts.flatMap(({ part, data }) => [...part.compare(data, desk)]),
  };
}

function inFile<T>(result: Result<T>, file: string): Result<T> {
  return result.ok
    ? result
    : { ok: false, failure: { ...result.failure, message: `${file}: ${result.failure.message}`, file } };
}

const withoutBlanks = (text: string): string => text.replaceAll(/\s/g, '').toLowerCase();

/**
 * Brings everything of a kit in, in one change, and concludes everything again. Makes its own change.
 * @param trust the fingerprint as a person compared it: needed once for each signer
 */
export async function importKit(
  workspace: Workspace,
  { bytes, file, trust }: { readonly bytes: Uint8Array; readonly file: string; readonly trust: string | undefined },
  actor: string,
): Promise<Result<Reply<'kits.import'>>> {
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'kit-imported', atMs }, async () => {
    const db = workspace.store.write;
    const desk = writing(workspace);
    const read = readKit(desk, bytes);
    if (!read.ok) return inFile(read, file);
    const { kit, digest, publicKey, fingerprint, parts } = read.value;
    const preview = previewOf(desk, read.value, file);
    if (preview.mixes) {
      const message = kit.synthetic
        ? `${file} is synthetic and this workspace holds real records. Synthetic areas never decide a real flight.`
        : `${file} is real and this workspace holds synthetic records. Use a workspace of its own for it.`;
      return fail('example-mixing', message, { file });
    }
    const isFirst = preview.signer === 'unknown';
    if (isFirst && withoutBlanks(trust ?? '') !== fingerprint) {
      const message = `Nobody has yet said here that kits signed with the key ${fingerprintText(fingerprint)} are to be trusted. Compare it with ${kit.madeBy}, then say so.`;
      return fail('refused', message, { file, field: 'trust' });
    }
    const contents: Record<string, number> = {};
    for (const { part, change } of preview.items) {
      const name = `${part} ${change}`;
      contents[name] = (contents[name] ?? 0) + 1;
    }
    if (isFirst) storeKitSigner(db, { fingerprint, publicKey, name: kit.madeBy, atMs, actor }, 'trusted');
    const entry = { actor, atMs, kit };
    for (const { part, data } of parts) part.apply(data, desk, entry);
    storeKitImport(db, {
      digest,
      name: kit.name,
      file,
      fingerprint,
      madeBy: kit.madeBy,
      madeAtMs: preview.madeAtMs,
      contents,
      enteredAtMs: atMs,
      actor,
    });
    workspace.forgetRules();
    const changes = preview.items.some(({ change }) => change !== 'same');
    const concluded = changes ? await concludeObjects(workspace, allObjectNos(db)) : 0;
    return ok({
      value: { name: kit.name, digest, contents, concluded, signerTrusted: isFirst },
      details: {
        kit: { name: kit.name, madeBy: kit.madeBy, madeAt: kit.madeAt, digest, file },
        fingerprint,
        signerTrusted: isFirst,
        contents,
        areasDigest: areasDigest(db),
        statementsDigest: statementsDigest(db),
        recordsDigest: recordsDigest(db),
      },
    });
  });
}

/**
 * Kits that were imported, whose kits are taken, and the installation's own key.
 * @param own gives the key when there is one; null while none was made
 */
export function kitsOnRecord(workspace: Workspace, own: (() => Signer) | null): Reply<'kits.list'> {
  const db = workspace.store.read;
  const key = own === null ? null : keyOf(own);
  return {
    imports: listKitImports(db).map((one) => ({ ...one, fingerprint: fingerprintText(one.fingerprint) })),
    signers: listKitSigners(db).map(({ publicKey: _, ...one }) => ({
      ...one,
      fingerprint: fingerprintText(one.fingerprint),
    })),
    own: key?.ok === true ? fingerprintText(keyFingerprint(key.value.publicKey)) : null,
    ownFault: key?.ok === false ? key.failure.message : null,
  };
}

/** Takes the trust in a signer back: what came in their kits stays, the next one is asked about again. */
export function forgetSigner(
  workspace: Workspace,
  fingerprint: string,
  actor: string,
): Promise<Result<{ fingerprint: string }>> {
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'kit-signer-removed', atMs }, async () => {
    const db = workspace.store.write;
    const signer = listKitSigners(db).find((one) => one.fingerprint === withoutBlanks(fingerprint));
    if (signer === undefined) return fail('not-found', 'There is no such signer.', { field: 'fingerprint' });
    storeKitSigner(db, { ...signer, atMs, actor }, 'removed');
    return ok({
      value: { fingerprint: fingerprintText(signer.fingerprint) },
      details: { fingerprint: signer.fingerprint, name: signer.name, recordsDigest: recordsDigest(db) },
    });
  });
}
