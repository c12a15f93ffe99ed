import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../shared/canonical-json.ts';

test('the order in which members were added does not change the text', () => {
  expect(canonicalJson({ b: 1, a: [true, null, 'é'] })).toBe('{"a":[true,null,"é"],"b":1}');
});

test('canonical JSON says what JSON says', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
  );
});

test('a number without a JSON form is refused', () => {
  expect(() => canonicalJson({ depthM: Number.NaN })).toThrow('NaN');
});
