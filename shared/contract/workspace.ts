import { z } from 'zod';
import { method, nothing } from './method.ts';

export const workspaceStatusSchema = z.object({
  name: z.string(),
  /** Everything in it is synthetic and says so. */
  synthetic: z.boolean(),
  /** The bundled example, in front of the person's own workspace. */
  example: z.boolean(),
  /** Raised by every stored change: a page whose number differs asks again. */
  revision: z.number(),
  counts: z.object({
    imports: z.number(),
    detections: z.number(),
    quarantined: z.number(),
    flights: z.number(),
    incursions: z.object({
      confirmed: z.number(),
      probable: z.number(),
      possible: z.number(),
      /** Confirmed, when flights that may be one aircraft seen by different sensors count once: the range's lower end. */
      confirmedAtLeast: z.number(),
    }),
    /** Distinct aircraft (by serial or registration) behind the confirmed incursions: at least. */
    aircraftAtLeast: z.number(),
    originUnknown: z.number(),
    undetermined: z.number(),
    crossings: z.number(),
    areas: z.number(),
  }),
  firstMs: z.number().nullable(),
  lastMs: z.number().nullable(),
  bbox: z.tuple([z.number(), z.number(), z.number(), z.number()]).nullable(),
  referenceLine: z.object({ name: z.string(), vintage: z.string(), attribution: z.string(), notASurvey: z.string() }),
  authorityAsOf: z.string(),
  settingsVersion: z.string(),
  actor: z.string(),
  version: z.string(),
  sectors: z.array(z.object({ code: z.string(), name: z.string() })),
});
export type WorkspaceStatus = z.infer<typeof workspaceStatusSchema>;

export const workspaceMethods = {
  'workspace.status': method(nothing, workspaceStatusSchema),
  'workspace.openExample': method(nothing, z.object({ jobId: z.string() })),
  'workspace.closeExample': method(nothing, z.object({})),
} as const;
