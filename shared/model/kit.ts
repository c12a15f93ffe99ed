import { z } from 'zod';

/** What stands before the canonical JSON of a kit when it is signed, so that no other signed text can pass for one. */
export const kitSigningPrefix = 'fenceline-kit-v1\n';

/**
 * What a sector kit holds: reference data that an analyst makes and a laptop without a network imports. Each part says for
 * itself what it holds (`electron/backend/kit/parts`); one that a program does not know makes it refuse the kit.
 */
export const kitSchema = z.strictObject({
  format: z.literal('fenceline-kit'),
  formatVersion: z.number().int().positive(),
  /** Short, of a sector or a purpose: a later kit of the same name follows it. */
  name: z.string().min(1).max(200),
  note: z.string().max(2000),
  /** As entered; no claim of authentication beyond the signature. */
  madeBy: z.string().min(1).max(200),
  /** ISO 8601, UTC. */
  madeAt: z.iso.datetime(),
  program: z.string().max(100),
  /** Everything in it is synthetic and says so. */
  synthetic: z.boolean(),
  parts: z.record(z.string(), z.unknown()),
});
export type Kit = z.infer<typeof kitSchema>;

export const kitFormatVersion = 1;

/** One thing in a kit, and what importing it would do here. */
export const kitItemSchema = z.object({
  part: z.string(),
  name: z.string(),
  /** Version, dates, source: what a person needs to recognise it. */
  detail: z.string(),
  /** `older`: what is in use here was looked at later. */
  change: z.enum(['new', 'changed', 'same', 'older']),
});
export type KitItem = z.infer<typeof kitItemSchema>;

/** SHA-256 of a public key in groups of four, as two people read it to each other. */
export const fingerprintText = (hex: string): string => (hex.match(/.{1,4}/g) ?? []).join(' ');
