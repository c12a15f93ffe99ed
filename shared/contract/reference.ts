import { z } from 'zod';
import { method, nothing } from './method.ts';

/** A person's own words, trimmed. */
const words = (most: number) => z.string().trim().min(1).max(most);

export const loadedLineSchema = z.object({
  id: z.string(),
  version: z.number(),
  name: z.string(),
  source: z.string(),
  /** 95 % bound on its error, metres. */
  errorM: z.number(),
  file: z.string(),
  fileSha256: z.string(),
  format: z.string(),
  vertices: z.number(),
  enteredAtMs: z.number(),
  actor: z.string(),
});
export type LoadedLineRow = z.infer<typeof loadedLineSchema>;

const changed = z.object({
  /** Nothing was different: nothing was changed. */
  alreadySo: z.boolean(),
  /** Flights and tracks concluded again. */
  concluded: z.number(),
});

/** West/east codes of two neighbouring sectors: `DRT/LRT`. */
const breakName = z.string().regex(/^[A-Z]{3}\/[A-Z]{3}$/);

/** The reference line and the lines beside it, and where the sectors lie: what every side and sector is judged by. */
export const referenceMethods = {
  'reference.list': method(
    nothing,
    z.object({
      builtIn: z.object({
        name: z.string(),
        source: z.string(),
        vintage: z.string(),
        notASurvey: z.string(),
        lengthKm: z.number(),
      }),
      lines: z.array(loadedLineSchema),
      /** West to east, as judged now. */
      sectors: z.array(z.object({ code: z.string(), name: z.string(), fromKm: z.number(), toKm: z.number() })),
      breaks: z.array(
        z.object({
          between: z.tuple([z.string(), z.string()]),
          km: z.number(),
          toleranceKm: z.number(),
          basis: z.string(),
          /** Set by a person in place of the built-in table. */
          edited: z.boolean(),
        }),
      ),
      outlines: z
        .object({
          version: z.number(),
          source: z.string(),
          file: z.string(),
          fileSha256: z.string(),
          sectors: z.array(z.string()),
        })
        .nullable(),
    }),
  ),
  /** What the map draws of it. Columns of degrees, see `columns.ts`. */
  'reference.shapes': method(
    nothing,
    z.object({
      lines: z.array(
        z.object({ id: z.string(), name: z.string(), errorM: z.number(), lng: z.string(), lat: z.string() }),
      ),
      outlines: z.array(z.object({ code: z.string(), rings: z.array(z.object({ lng: z.string(), lat: z.string() })) })),
    }),
  ),
  'reference.loadLine': method(
    z.strictObject({
      file: z.string(),
      /** The .prj beside a Shapefile. */
      projection: z.string().optional(),
      name: words(120),
      source: words(500),
      errorM: z.number(),
    }),
    z.object({
      line: loadedLineSchema,
      /** The same line is in use already: nothing was changed. */
      alreadyLoaded: z.boolean(),
      /** What was done to make one line of the file, in sentences. */
      notes: z.array(z.string()),
      concluded: z.number(),
    }),
  ),
  'reference.removeLine': method(z.strictObject({ id: z.string() }), z.object({ concluded: z.number() })),
  'reference.setBreak': method(z.strictObject({ between: breakName, km: z.number(), source: words(500) }), changed),
  'reference.resetBreak': method(z.strictObject({ between: breakName }), changed),
  'reference.importOutlines': method(
    z.strictObject({ file: z.string(), source: words(500), codeProperty: words(100).default('code') }),
    changed.extend({ sectors: z.array(z.string()), ignored: z.array(z.string()) }),
  ),
  'reference.resetOutlines': method(nothing, changed),
  /** How far the change that is being made has come; null when none is. */
  'reference.progress': method(
    nothing,
    z.object({ working: z.object({ done: z.number(), total: z.number() }).nullable() }),
  ),
  /** Takes back the change that is being made. */
  'reference.cancel': method(nothing, z.object({})),
} as const;
