import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Longest pause within one visit, milliseconds: a page that is opened again this soon is the same visit. */
const PAUSE_MS = 30 * 60_000;

interface Visit {
  /** When this visit began, and when the one before it ended; UTC milliseconds. */
  readonly beganMs: number;
  readonly sinceMs: number | null;
  readonly seenMs: number;
}

/**
 * Notes in the workspace's `settings.json` that a person is here. It is no record: a file that cannot be read or written only
 * means that nothing counts as new.
 *
 * @returns the end of the visit before this one, UTC milliseconds; null when there was none
 */
export function beginVisit(folder: string, actor: string, nowMs = Date.now()): number | null {
  const file = join(folder, 'settings.json');
  const settings = readSettings(file);
  const visits = (isRecord(settings.visits) ? settings.visits : {}) as Record<string, unknown>;
  const last = asVisit(visits[actor]);
  const goesOn = last !== null && nowMs - last.seenMs < PAUSE_MS;
  const visit: Visit = goesOn
    ? { ...last, seenMs: nowMs }
    : { beganMs: nowMs, sinceMs: last?.seenMs ?? null, seenMs: nowMs };
  try {
    const unfinished = `${file}.${process.pid}.part`;
    writeFileSync(unfinished, JSON.stringify({ ...settings, visits: { ...visits, [actor]: visit } }, null, 1), {
      mode: 0o600,
    });
    renameSync(unfinished, file);
  } catch {
    // A folder that cannot be written is said where it matters: at the first change.
  }
  return visit.sinceMs;
}

function readSettings(file: string): Record<string, unknown> {
  try {
    const found: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return isRecord(found) ? found : {};
  } catch {
    return {};
  }
}

function asVisit(found: unknown): Visit | null {
  if (!isRecord(found)) return null;
  const { beganMs, sinceMs, seenMs } = found;
  if (typeof beganMs !== 'number' || typeof seenMs !== 'number') return null;
  return { beganMs, seenMs, sinceMs: typeof sinceMs === 'number' ? sinceMs : null };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
