import { z } from 'zod';
import { kitItemSchema } from '../model/kit.ts';
import { method, nothing } from './method.ts';

export const kitMethods = {
  /** What a kit holds, before anything of it is applied. The file's handle stays good for `kits.import`. */
  'kits.show': method(
    z.strictObject({ file: z.string() }),
    z.object({
      file: z.string(),
      name: z.string(),
      note: z.string(),
      madeBy: z.string(),
      madeAtMs: z.number(),
      program: z.string(),
      synthetic: z.boolean(),
      digest: z.string(),
      /** Of the signer's key, in groups of four. */
      fingerprint: z.string(),
      signer: z.enum(['known', 'unknown']),
      /** A signer of this name is known here with another key. */
      sameNameOtherKey: z.boolean(),
      alreadyImportedMs: z.number().nullable(),
      /** When a kit of this name was made that was imported here and is newer. */
      newerImportedMs: z.number().nullable(),
      /** Synthetic and real would mix: it cannot be imported here. */
      mixes: z.boolean(),
      items: z.array(kitItemSchema),
    }),
  ),
  'kits.import': method(
    z.strictObject({ file: z.string(), trust: z.string().max(200).optional() }),
    z.object({
      name: z.string(),
      digest: z.string(),
      /** Items by part and change. */
      contents: z.record(z.string(), z.number()),
      concluded: z.number(),
      signerTrusted: z.boolean(),
    }),
  ),
  /** Lets go of a file that was shown and is not imported. */
  'kits.close': method(z.strictObject({ file: z.string() }), z.object({})),
  'kits.make': method(
    z.strictObject({ name: z.string().max(200), note: z.string().max(2000), madeBy: z.string().max(200) }),
    z.object({
      /** Base64 of the file. */
      kit: z.string(),
      suggestedName: z.string(),
      digest: z.string(),
      fingerprint: z.string(),
      items: z.array(kitItemSchema),
    }),
  ),
  'kits.list': method(
    nothing,
    z.object({
      imports: z.array(
        z.object({
          digest: z.string(),
          name: z.string(),
          file: z.string(),
          fingerprint: z.string(),
          madeBy: z.string(),
          madeAtMs: z.number(),
          contents: z.record(z.string(), z.number()),
          enteredAtMs: z.number(),
          actor: z.string(),
        }),
      ),
      signers: z.array(z.object({ fingerprint: z.string(), name: z.string(), atMs: z.number(), actor: z.string() })),
      /** Fingerprint of the key that this machine signs with; null while none was made. */
      own: z.string().nullable(),
      ownFault: z.string().nullable(),
    }),
  ),
  'kits.forgetSigner': method(z.strictObject({ fingerprint: z.string() }), z.object({ fingerprint: z.string() })),
} as const;
