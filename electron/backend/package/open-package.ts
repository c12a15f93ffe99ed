import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type Entry, type Options, open, type ZipFile } from 'yauzl';
import { z } from 'zod';
import { canonicalJson } from '../../../shared/canonical-json.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { isSignedBy, keyName, signatureSchema } from '../../signing.ts';
import { readManifest } from './manifest.ts';

/** A package comes from outside: what it may hold. */
const MOST_FILES = 10_000;
const MOST_BYTES = 16 * 1024 ** 3;
const LARGEST_TEXT_BYTES = 256 * 1024 * 1024;
/** Names we write: folders one deep, nothing that leads out. */
const NAME = /^(?:(?:pages|originals|attachments|data)\/)?[^/\\:*?"<>|\p{Cc}]{1,200}$/u;

const contentsSchema = z.strictObject({
  schema: z.literal('fenceline-package/1'),
  number: z.string().max(100),
  origin: z.string().max(100),
  reportId: z.string(),
  dataDigest: z.string(),
  program: z.string(),
  auditHead: z.strictObject({ no: z.number(), digest: z.string() }),
  key: z.string(),
  manifestSha256: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  signature: signatureSchema,
});

export interface OpenedPackage {
  readonly contents: z.infer<typeof contentsSchema>;
  /** The key that signed it, as people compare it. */
  readonly key: string;
  /** A file of the package, written out under the scratch folder; null when it holds none of that name. */
  path(name: string): string | null;
  text(name: string): Promise<string>;
  readonly names: readonly string[];
}

const openZip = promisify<string, Options, ZipFile>(open);

/**
 * Writes out an evidence package and checks every file of it against its list and the list against its signature.
 *
 * Failures: `wrong-format` when it is no evidence package, `refused` when anything in it is not what was signed.
 */
export async function openPackage(path: string, displayName: string, scratch: string): Promise<Result<OpenedPackage>> {
  const where = { file: displayName };
  let zip: ZipFile;
  try {
    zip = await openZip(path, { lazyEntries: true, autoClose: false, validateEntrySizes: true, decodeStrings: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return fail('wrong-format', `${displayName} is not an evidence package: ${why}.`, where);
  }
  try {
    const found = await extract(zip, scratch);
    if (typeof found === 'string') return fail('refused', `${displayName} was refused: ${found}`, where);
    const { digests, places } = found;
    const textOf = (name: string): Promise<string> => readFile(places.get(name)!, 'utf8');
    if (!places.has('contents.json') || !places.has('contents.sha256'))
      return fail('wrong-format', `${displayName} is not an evidence package: it holds no contents.json.`, where);
    const contents = contentsSchema.safeParse(parse(await textOf('contents.json')));
    if (!contents.success)
      return fail('wrong-format', `${displayName} is not an evidence package of this program.`, where);
    const manifest = await textOf('contents.sha256');
    const { signature, ...signed } = contents.data;
    const { manifestSha256 } = signed;
    if (
      createHash('sha256').update(manifest).digest('hex') !== manifestSha256 ||
      !isSignedBy(canonicalJson(signed), signature)
    )
      return fail('refused', `The list of files in ${displayName} is not what was signed: it was changed.`, where);
    const listed = readManifest(manifest);
    if (listed === null) return fail('refused', `The list of files in ${displayName} cannot be read.`, where);
    for (const [name, sha256] of listed) {
      if (digests.get(name) !== sha256)
        return fail(
          'refused',
          `${name} in ${displayName} is ${digests.has(name) ? 'not what was signed' : 'missing'}.`,
          where,
        );
    }
    return ok({
      contents: contents.data,
      key: keyName(signature.publicKey),
      path: (name) => (listed.has(name) ? (places.get(name) ?? null) : null),
      text: textOf,
      names: [...listed.keys()],
    });
  } finally {
    zip.close();
  }
}

interface Extracted {
  readonly digests: Map<string, string>;
  readonly places: Map<string, string>;
}

/** @returns a sentence when the archive is not one that we would have written */
function extract(zip: ZipFile, scratch: string): Promise<Extracted | string> {
  const digests = new Map<string, string>();
  const places = new Map<string, string>();
  let bytes = 0;
  const openEntry = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<NodeJS.ReadableStream>;
  const take = async (entry: Entry): Promise<string | null> => {
    const name = entry.fileName;
    if (!NAME.test(name) || name.includes('..') || places.has(name))
      return 'it holds a file with a name that none of ours has.';
    if (places.size >= MOST_FILES) return 'it holds too many files.';
    bytes += entry.uncompressedSize;
    const isText = !/^(?:originals|attachments|pages)\//.test(name);
    if (bytes > MOST_BYTES || (isText && entry.uncompressedSize > LARGEST_TEXT_BYTES)) return 'it is too large.';
    const place = join(scratch, `p${places.size}`);
    const hash = createHash('sha256');
    const hashing = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        hash.update(chunk);
        done(null, chunk);
      },
    });
    await pipeline(await openEntry(entry), hashing, createWriteStream(place, { mode: 0o600, flags: 'wx' }));
    digests.set(name, hash.digest('hex'));
    places.set(name, place);
    return null;
  };
  return new Promise((resolve) => {
    const refuse = (error: unknown): void =>
      resolve(`it cannot be unpacked (${error instanceof Error ? error.message : error}).`);
    zip.on('error', refuse);
    zip.on('end', () => resolve({ digests, places }));
    zip.on('entry', (entry: Entry) => {
      take(entry).then((refused) => (refused === null ? zip.readEntry() : resolve(refused)), refuse);
    });
    zip.readEntry();
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
