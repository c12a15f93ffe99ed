import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';

/** A file of the package: its text, or where it lies on the drive. */
export interface PackageFile {
  readonly name: string;
  readonly content: { readonly text: string } | { readonly path: string };
}

export async function digestOf({ content }: PackageFile): Promise<string> {
  const hash = createHash('sha256');
  if ('text' in content) return hash.update(content.text, 'utf8').digest('hex');
  for await (const chunk of createReadStream(content.path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}

/** A line for each file, as `sha256sum --check` reads it. Names hold no line ends and no backslashes. */
export const manifestText = (digests: readonly (readonly [name: string, sha256: string])[]): string =>
  digests.map(([name, sha256]) => `${sha256}  ${name}\n`).join('');

/** @returns null when a line is not one */
export function readManifest(text: string): ReadonlyMap<string, string> | null {
  const digests = new Map<string, string>();
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const match = /^([0-9a-f]{64}) [ *]([^\\\r]{1,400})$/.exec(line);
    if (match === null) return null;
    digests.set(match[2]!, match[1]!);
  }
  return digests;
}
