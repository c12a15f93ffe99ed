import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readerById, sniffAll } from '../../../shared/formats/index.ts';
import { writers } from '../../../shared/formats/write/index.ts';
import { arbitraryDetection } from '../../helpers/arbitrary-detection.ts';
import { collect, headOf } from '../../helpers/collect.ts';

function utf16(text: string, order: 'little' | 'big'): Uint8Array {
  const bytes = new DataView(new ArrayBuffer(2 + text.length * 2));
  bytes.setUint16(0, 0xfeff, order === 'little');
  for (let at = 0; at < text.length; at++) bytes.setUint16(2 + at * 2, text.charCodeAt(at), order === 'little');
  return new Uint8Array(bytes.buffer);
}

test.each(Object.keys(writers))('%s in UTF-16 says the same, with the byte ranges of the file itself', (id) => {
  const reader = readerById(id)!;
  fc.assert(
    fc.property(
      fc.array(arbitraryDetection, { minLength: 1, maxLength: 3 }),
      fc.constantFrom('little' as const, 'big' as const),
      fc.integer({ min: 1, max: 50 }),
      (detections, order, chunk) => {
        const text = [...writers[id]!(detections)].join('');
        const bytes = utf16(text, order);
        expect(sniffAll(headOf(bytes))[0]!.reader.id).toBe(id);
        const inUtf8 = collect(reader, text);
        const inUtf16 = collect(reader, bytes, {}, [chunk]);
        expect(inUtf16.detections.map(({ fields }) => fields)).toEqual(inUtf8.detections.map(({ fields }) => fields));
        const utf8Bytes = new TextEncoder().encode(text);
        for (const [index, { ref }] of inUtf16.detections.entries()) {
          const there = inUtf8.detections[index]!.ref;
          const decoder = new TextDecoder(order === 'little' ? 'utf-16le' : 'utf-16be', { ignoreBOM: true });
          expect(decoder.decode(bytes.subarray(ref.byteStart, ref.byteStart + ref.byteLength))).toBe(
            new TextDecoder('utf-8', { ignoreBOM: true }).decode(
              utf8Bytes.subarray(there.byteStart, there.byteStart + there.byteLength),
            ),
          );
        }
      },
    ),
    { numRuns: 25 },
  );
});
