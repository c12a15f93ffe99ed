import { createHash } from 'node:crypto';
import { readSectorPolygons } from '../../shared/geo/sector-polygons.ts';
import type { SectorBreak } from '../../shared/geo/sectors.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import {
  findPolygons,
  listBreaks,
  polygonsDigest,
  removePolygons,
  storeBreak,
  storePolygons,
} from '../store/queries/sectors.ts';
import { concludeAgain, type Watched } from './conclude-again.ts';
import type { Workspace } from './workspace.ts';

/** What a change of the sectors gives back. */
export interface SectorsChanged {
  /** Nothing was different: nothing was changed. */
  readonly alreadySo: boolean;
  /** Flights and tracks concluded again. */
  readonly concluded: number;
}

export interface SectorsOnRecord {
  /** Every break, west to east: where it lies, how well that is known, on whose word. */
  readonly breaks: readonly {
    readonly between: SectorBreak['between'];
    readonly km: number;
    readonly toleranceKm: number;
    readonly basis: string;
    readonly edited: boolean;
  }[];
  readonly polygons: {
    readonly version: number;
    readonly source: string;
    readonly file: string;
    readonly fileSha256: string;
    readonly sectors: readonly string[];
  } | null;
}

/** Where the sectors lie, as judged now. */
export function sectorsOnRecord(workspace: Workspace): SectorsOnRecord {
  const db = workspace.store.read;
  const edited = new Set(listBreaks(db).map(({ between }) => between.join('/')));
  const polygons = findPolygons(db);
  return {
    breaks: workspace.rules.geo.sectors.breaks.map(({ between, km, toleranceKm, basis }) => ({
      between,
      km,
      toleranceKm,
      basis,
      edited: edited.has(between.join('/')),
    })),
    polygons: polygons && {
      version: polygons.version,
      source: polygons.source,
      file: polygons.file,
      fileSha256: polygons.fileSha256,
      sectors: polygons.polygons.map(({ code }) => code),
    },
  };
}

/**
 * Sets a break between two neighbouring sectors, or gives it back to the built-in table. Makes its own change.
 * @param name `DRT/LRT`, west to east
 * @param set null gives it back
 */
export async function setBreak(
  workspace: Workspace,
  name: string,
  set: { readonly km: number; readonly source: string } | null,
  actor: string,
  watched: Watched = {},
): Promise<Result<SectorsChanged>> {
  const { breaks, list } = workspace.rules.geo.sectors;
  const known = breaks.find(({ between }) => between.join('/') === name);
  if (known === undefined) {
    const names = breaks.map(({ between }) => between.join('/'));
    return fail('bad-request', `There is no break ${name}. There are ${names.join(', ')}.`, { field: 'break' });
  }
  const { between } = known;
  // Given back, a break lies where the built-in table has it.
  const km = set?.km ?? workspace.reference.geo.sectors.breaks.find((at) => at.between.join('/') === name)!.km;
  const from = list.find(({ code }) => code === between[0])!.fromKm;
  const to = list.find(({ code }) => code === between[1])!.toKm;
  if (!(km > from && km < to)) {
    return fail(
      'bad-request',
      `The break ${name} must lie between its neighbours at km ${from} and ${to}, not at ${km}.`,
      {
        field: 'km',
      },
    );
  }
  const before = listBreaks(workspace.store.write).find((at) => at.between.join('/') === name);
  const isSame = set === null ? before === undefined : before?.km === set.km && before.source === set.source;
  if (isSame) return ok({ alreadySo: true, concluded: 0 });
  const atMs = Date.now();
  return workspace.change({ actor, kind: set === null ? 'sectors-reset' : 'sector-break-set', atMs }, async () => {
    storeBreak(workspace.store.write, between, set?.km ?? null, set?.source ?? 'built-in table', { actor, atMs });
    // Coverage and the sector of every crossing hang on the sectors.
    const concluded = await concludeAgain(workspace, watched);
    if (!concluded.ok) return concluded;
    return ok({
      value: { alreadySo: false, concluded: concluded.value },
      details: { between, km, source: set?.source ?? null },
    });
  });
}

/** Imports official outlines of sectors in the place of those before. Makes its own change. */
export async function importSectors(
  workspace: Workspace,
  order: { readonly text: string; readonly file: string; readonly source: string; readonly codeProperty: string },
  actor: string,
  watched: Watched = {},
): Promise<Result<SectorsChanged & { readonly sectors: readonly string[]; readonly ignored: readonly string[] }>> {
  const { text, file, source, codeProperty } = order;
  const read = readSectorPolygons(text, workspace.reference.sectors, codeProperty);
  if (!read.ok) return fail(read.failure.code, `${file}: ${read.failure.message}`, { file });
  const { polygons, ignored } = read.value;
  const sectors = polygons.map(({ code }) => code);
  const db = workspace.store.write;
  if (findPolygons(db)?.digest === polygonsDigest({ source, polygons })) {
    return ok({ alreadySo: true, concluded: 0, sectors, ignored });
  }
  const fileSha256 = createHash('sha256').update(text).digest('hex');
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'sectors-imported', atMs }, async () => {
    storePolygons(db, { source, file, fileSha256, polygons }, { actor, atMs });
    // Coverage and the sector of every crossing hang on the sectors.
    const concluded = await concludeAgain(workspace, watched);
    if (!concluded.ok) return concluded;
    return ok({
      value: { alreadySo: false, concluded: concluded.value, sectors, ignored },
      details: { source, file, sha256: fileSha256, sectors, ignored },
    });
  });
}

/** Takes the imported outlines out of use. Makes its own change. */
export async function resetPolygons(
  workspace: Workspace,
  actor: string,
  watched: Watched = {},
): Promise<Result<SectorsChanged>> {
  const db = workspace.store.write;
  const polygons = findPolygons(db);
  if (polygons === null) return ok({ alreadySo: true, concluded: 0 });
  const atMs = Date.now();
  return workspace.change({ actor, kind: 'sectors-reset', atMs }, async () => {
    removePolygons(db, polygons, { actor, atMs });
    // Coverage and the sector of every crossing hang on the sectors.
    const concluded = await concludeAgain(workspace, watched);
    if (!concluded.ok) return concluded;
    const { version, digest } = polygons;
    return ok({ value: { alreadySo: false, concluded: concluded.value }, details: { polygons: { version, digest } } });
  });
}
