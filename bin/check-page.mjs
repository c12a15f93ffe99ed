#!/usr/bin/env node
// Checks a page that Fenceline wrote against the signed statement beside it. Needs Node 20 or later and nothing else: not Fenceline,
// not its workspace, no network.
//
//   node check-page.mjs FILE.pdf [FILE.pdf.json]
//
// It says whether the statement was signed by the key it names, and whether the file is the one it is of. Whose key that is, it
// cannot know: compare it with the key of who sent the page. Exit code 0: both hold; 3: not; 2: called wrongly.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** RFC 8785 for what a statement holds: strings, whole numbers, true, false, null, lists and objects. */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const names = Object.keys(value).sort();
  return `{${names.map((name) => `${JSON.stringify(name)}:${canonical(value[name])}`).join(',')}}`;
}

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const isPlainBase64 = (text) => Buffer.from(text, 'base64').toString('base64') === text;

function isSigned(text, { signature, ...statement }) {
  try {
    if (text !== `${JSON.stringify({ ...statement, signature }, null, 2)}\n`) return false;
    if (!isPlainBase64(signature.publicKey) || !isPlainBase64(signature.value)) return false;
    const key = createPublicKey({ key: Buffer.from(signature.publicKey, 'base64'), format: 'der', type: 'spki' });
    const signed = Buffer.from(canonical(statement), 'utf8');
    return key.asymmetricKeyType === 'ed25519' && verify(null, signed, key, Buffer.from(signature.value, 'base64'));
  } catch {
    return false;
  }
}

const [file, sidecar = `${file}.json`] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('usage: node check-page.mjs FILE [STATEMENT.json]\n');
  process.exit(2);
}
const read = (path) => {
  try {
    return readFileSync(path);
  } catch {
    process.stderr.write(`${path} cannot be read.\n`);
    process.exit(2);
  }
};
const bytes = read(file);
const text = read(sidecar).toString('utf8');
let statement = null;
try {
  statement = JSON.parse(text);
} catch {
  // Told below: it is then not signed.
}
const signed = statement !== null && isSigned(text, statement);
const fits = statement?.file?.sha256 === sha256(bytes);
const key = signed ? sha256(Buffer.from(statement.signature.publicKey, 'base64')).slice(0, 16).toUpperCase() : '';
process.stdout.write(
  [
    signed
      ? `The statement is signed by key ${key.match(/.{4}/g).join('-')}: ${statement.number}, version ${statement.version}, data SHA-256 ${statement.dataDigest}.`
      : 'The statement was changed after it was signed, or was never signed.',
    fits ? 'The file is the one that the statement names.' : 'The file is NOT the one that the statement names.',
    '',
  ].join('\n'),
);
process.exit(signed && fits ? 0 : 3);
