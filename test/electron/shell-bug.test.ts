import { expect, it } from 'vitest';
import { z } from 'zod';
import { describeBug } from '../../electron/bug.ts';

it('an exception is logged by its kind and place, never by what it says', () => {
  const described = describeBug(new RangeError('31.7, -106.4 of serial 3NZ'), false);
  expect(described).not.toMatch(/3NZ|106/);
  expect(described).toMatch(/^RangeError\n\s+at /);
  expect(describeBug('3NZ', false)).toBe('a thrown string');
});

it('a reply that breaks the contract is logged by its fields, never by what stood in them', () => {
  const { error } = z.object({ rows: z.array(z.object({ lat: z.number() })) }).safeParse({ rows: [{ lat: '31.7' }] });
  const described = describeBug(error, false);
  expect(described).toContain('rows.0.lat: invalid_type');
  expect(described).not.toContain('31.7');
});

it('on our own machines it may say everything', () => {
  expect(describeBug(new Error('what was wrong'), true)).toContain('what was wrong');
});
