import { z } from 'zod';
import { utf8Bytes } from '../../bytes.ts';
import { sha256Hex } from '../../sha256.ts';

/** First and last index into the report's `detections`, both inclusive. */
const spanSchema = z.tuple([z.number().int().nonnegative(), z.number().int().nonnegative()]);
export type Span = z.infer<typeof spanSchema>;

/** A printed figure that rests on detections, and the code by which it leads back to them. */
export const traceSchema = z.strictObject({
  /** As printed beside the figure: `K7Q-4M2X`. Unique in the page. */
  code: z.string(),
  /** Where in the data the figure stands: `crossings.1`. */
  path: z.string(),
  label: z.string(),
  /** The figure as printed; several of one row are set apart by " · ". */
  printed: z.string(),
  /** The detections it rests on. */
  rows: z.array(spanSchema),
});
export type Trace = z.infer<typeof traceSchema>;
export type Figure = Omit<Trace, 'code'>;

/** Runs of neighbouring indices as spans. @param indices ascending, without repeats */
export function spansOf(indices: readonly number[]): Span[] {
  const spans: Span[] = [];
  for (const index of indices) {
    const last = spans.at(-1);
    if (last !== undefined && last[1] === index - 1) last[1] = index;
    else spans.push([index, index]);
  }
  return spans;
}

/** Crockford's base 32: no I, L, O or U, so that a code survives being read out and typed in. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeLength = 7;

/**
 * Gives every figure its code: 35 bits of SHA-256 over the basis and the figure's path. The same data gives the same codes; a
 * repeat within the page takes the next hash.
 * @param basis canonical JSON of everything in the report but the traces
 */
export function withCodes(figures: readonly Figure[], basis: string): Trace[] {
  const seed = sha256Hex(utf8Bytes(basis));
  const used = new Set<string>();
  return figures.map((figure) => {
    for (let attempt = 0; ; attempt++) {
      const code = codeOf(sha256Hex(utf8Bytes(`${seed}\n${figure.path}\n${attempt}`)));
      if (used.has(code)) continue;
      used.add(code);
      return { code, ...figure };
    }
  });
}

/** Five bits of each of the digest's first bytes. */
function codeOf(hexDigest: string): string {
  let symbols = '';
  for (let i = 0; i < codeLength; i++) symbols += alphabet[Number.parseInt(hexDigest.slice(2 * i, 2 * i + 2), 16) & 31];
  return `${symbols.slice(0, 3)}-${symbols.slice(3)}`;
}

/** A code as typed by a person in the form it is printed: any case, with or without the dash, O for 0, I or L for 1. */
export function readTraceCode(typed: string): string | null {
  const symbols = typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1');
  const valid = symbols.length === codeLength && [...symbols].every((symbol) => alphabet.includes(symbol));
  return valid ? `${symbols.slice(0, 3)}-${symbols.slice(3)}` : null;
}
