import fc from 'fast-check';
import { expect, test } from 'vitest';
import { base64ToBytes, bytesToBase64 } from '../../shared/base64.ts';

test("base64 is Node's, both ways", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
      const text = bytesToBase64(bytes);
      expect(text).toBe(Buffer.from(bytes).toString('base64'));
      expect(Buffer.from(base64ToBytes(text)).equals(Buffer.from(bytes))).toBe(true);
    }),
  );
});

test.each(['abc', 'ab=c', '====', 'a b=', 'é===', 'ab\u0000='])('%j is refused', (text) => {
  expect(() => base64ToBytes(text)).toThrow('Not base64');
});
