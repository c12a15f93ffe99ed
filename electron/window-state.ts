import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { z } from 'zod';

const stateSchema = z.strictObject({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(900).max(20_000),
  height: z.number().int().min(600).max(20_000),
  maximized: z.boolean(),
});
/** Where the window stood when it was last closed, in the screen's own pixels. */
export type WindowState = z.infer<typeof stateSchema>;

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** So much of the window's upper edge must be on a screen that a hand can take it. */
const REACHABLE_PX = 120;

/** The state that was kept; null when there is none, it is damaged, or its screen is gone. */
export function readWindowState(file: string, screens: readonly Area[]): WindowState | null {
  let found: unknown;
  try {
    found = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return null;
  }
  const parsed = stateSchema.safeParse(found);
  if (!parsed.success) return null;
  const { x, y, width } = parsed.data;
  const isReachable = screens.some(
    (screen) =>
      x + width >= screen.x + REACHABLE_PX &&
      x <= screen.x + screen.width - REACHABLE_PX &&
      y >= screen.y - 10 &&
      y <= screen.y + screen.height - REACHABLE_PX,
  );
  return isReachable ? parsed.data : null;
}

/** Keeps it. A window that opens where it likes is no reason to fail. */
export function keepWindowState(file: string, state: WindowState): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(`${file}.tmp`, JSON.stringify(state));
    renameSync(`${file}.tmp`, file);
  } catch {
    // Nothing of a case is in it.
  }
}
