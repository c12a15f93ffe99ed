import { fail, ok, type Result } from '../../shared/result.ts';
import { readMeta, writeMeta } from './change.ts';
import type { Db } from './open.ts';

/** A workspace holds real records or synthetic ones, never both: synthetic areas must not decide a real flight. */
export type WorkspaceKind = 'real' | 'synthetic' | 'undecided';

export const workspaceKind = (db: Db): WorkspaceKind =>
  (readMeta(db, 'kind') as WorkspaceKind | undefined) ?? 'undecided';

/**
 * Admits synthetic or real records; the first ones decide what the workspace is. Call inside the change.
 * Failure `example-mixing`: it holds the other kind.
 */
export function admit(db: Db, synthetic: boolean, what: string): Result<null> {
  const wanted: WorkspaceKind = synthetic ? 'synthetic' : 'real';
  const kind = workspaceKind(db);
  if (kind === 'undecided') writeMeta(db, 'kind', wanted);
  else if (kind !== wanted) {
    return fail(
      'example-mixing',
      synthetic
        ? `${what} is synthetic and this workspace holds real records. Synthetic data never decides a real flight: use another workspace.`
        : `${what} is real and this workspace holds synthetic records. Use a workspace of its own for it.`,
    );
  }
  return ok(null);
}

const SYNTHETIC_PREFIX = 'SYNTHETIC-';

/** Sensor ids that mark an export as synthetic. Our simulator writes them; they survive every format. */
export const isSyntheticSensor = (sensorId: string | undefined): boolean =>
  sensorId?.startsWith(SYNTHETIC_PREFIX) === true;
