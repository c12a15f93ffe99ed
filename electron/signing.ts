import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { defaultWorkspaceFolder } from './workspace-folder.ts';

/**
 * One Ed25519 key per installation (RFC 8032): who has it can sign, anyone can check. It says from which installation a file
 * came, not who sat there.
 */

export const signatureSchema = z.strictObject({
  algorithm: z.literal('Ed25519'),
  /** SubjectPublicKeyInfo, DER, base64. */
  publicKey: z.string().max(200),
  /** base64. */
  value: z.string().max(200),
});
export type Signature = z.infer<typeof signatureSchema>;

export interface Signer {
  readonly publicKey: string;
  /** @param text signed as UTF-8 */
  sign(text: string): Signature;
}

/** Beside the default workspace, in the person's own data folder: it belongs to the installation, not to a workspace. */
export const defaultKeyFolder = (
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
  home: string = homedir(),
): string => env.FENCELINE_KEYS ?? join(dirname(defaultWorkspaceFolder(platform, env, home)), 'keys');

const FILE = 'signing-ed25519.pem';

/**
 * The installation's key, made on first use, readable by this account only.
 * @throws when the folder cannot be written, the file is no key, or others than its owner can read it: nothing can be signed then
 */
export function openSigner(folder: string): Signer {
  const path = join(folder, FILE);
  if (!existsSync(path)) makeKey(folder, path);
  if (process.platform !== 'win32' && (statSync(path).mode & 0o077) !== 0) {
    throw new Error(`The signing key ${FILE} can be read by others than its owner: set its mode to 0600`);
  }
  const key = createPrivateKey(readFileSync(path, 'utf8'));
  if (key.asymmetricKeyType !== 'ed25519') throw new Error(`${path} holds no Ed25519 key`);
  const publicKey = spki(createPublicKey(key));
  return {
    publicKey,
    sign: (text) => ({
      algorithm: 'Ed25519',
      publicKey,
      value: sign(null, Buffer.from(text, 'utf8'), key).toString('base64'),
    }),
  };
}

/** Whether the installation has its key already. */
export const hasSigner = (folder: string): boolean => existsSync(join(folder, FILE));

function makeKey(folder: string, path: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600, flush: true });
  // Whoever was first keeps its key: two processes may start at once.
  if (!existsSync(path)) renameSync(temporary, path);
}

const spki = (key: KeyObject): string => key.export({ type: 'spki', format: 'der' }).toString('base64');

/** Whether the signature is of this text by the key it names. Never throws: what is checked came from outside. */
export function isSignedBy(text: string, { publicKey, value }: Signature): boolean {
  try {
    // Another spelling of the same bytes is not what was written.
    if (!isPlainBase64(publicKey) || !isPlainBase64(value)) return false;
    const key = createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' });
    return (
      key.asymmetricKeyType === 'ed25519' && verify(null, Buffer.from(text, 'utf8'), key, Buffer.from(value, 'base64'))
    );
  } catch {
    return false;
  }
}

const isPlainBase64 = (text: string): boolean => Buffer.from(text, 'base64').toString('base64') === text;

/** A key as people compare it: `3F9A-1C7B-E20D-4485`, the first 64 bits of its SHA-256. */
export function keyName(publicKey: string): string {
  const hex = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16).toUpperCase();
  return hex.match(/.{4}/g)!.join('-');
}

/** The whole SHA-256 of a public key, hex: what two people compare before one trusts the other's files. */
export const keyFingerprint = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex');
