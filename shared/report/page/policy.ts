import { bytesToBase64 } from '../../base64.ts';
import { utf8Bytes } from '../../bytes.ts';
import { sha256Hex } from '../../sha256.ts';

/** Nothing but the one stylesheet, by its hash. A shell that serves the page sends the same, and more, as a header. */
export const policyFor = (style: string): string =>
  `default-src 'none'; style-src 'sha256-${sha256Base64(style)}'; base-uri 'none'; form-action 'none'`;

function sha256Base64(text: string): string {
  const hex = sha256Hex(utf8Bytes(text));
  return bytesToBase64(
    Uint8Array.from({ length: hex.length / 2 }, (_, i) => Number.parseInt(hex.slice(2 * i, 2 * i + 2), 16)),
  );
}
