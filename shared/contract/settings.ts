import { z } from 'zod';
import { layerNames, notations, themes } from '../model/user-settings.ts';
import { method, nothing } from './method.ts';

const paneSchema = z.strictObject({
  /** Width or height in CSS pixels while open. */
  size: z.number().min(0).max(4000),
  open: z.boolean(),
});

/** A person's own way of looking at any workspace: kept beside the workspaces, not in them. */
export const userSettingsSchema = z.strictObject({
  theme: z.enum(themes),
  panes: z.strictObject({ left: paneSchema, right: paneSchema, bottom: paneSchema }),
  layers: z.record(z.enum(layerNames), z.boolean()),
  notation: z.enum(notations),
  /** Id of the base map in use; null is the built-in one. */
  baseMap: z.string().max(100).nullable(),
  /** Seconds of flight that a replay shows in a second. */
  replaySpeed: z.number().min(1).max(10_000),
  shortcuts: z.boolean(),
});

export const settingsMethods = {
  'settings.get': method(nothing, userSettingsSchema),
  /** What is given replaces what was kept; the rest stays. */
  'settings.set': method(z.strictObject({ change: userSettingsSchema.partial() }), userSettingsSchema),
} as const;
