import { readFileSync } from 'node:fs';
import { encodeColumn } from '../../../shared/contract/columns.ts';
import { fail, ok, type Result } from '../../../shared/result.ts';
import { listLines } from '../../store/queries/lines.ts';
import { findPolygons } from '../../store/queries/sectors.ts';
import { countConcluded } from '../../store/queries/status.ts';
import type { Watched } from '../conclude-again.ts';
import { readGeometryFile } from '../geometry-file.ts';
import { loadLine, replyOf, unloadLine } from '../lines.ts';
import { importSectors, resetPolygons, sectorsOnRecord, setBreak } from '../sectors.ts';
import type { Desk, HandlersOf } from './desk.ts';

/** No .prj is longer. */
const MOST_PROJECTION_BYTES = 100_000;

const column = (values: readonly (readonly number[])[], axis: 0 | 1): string =>
  encodeColumn(Float64Array.from(values, (position) => position[axis]!));

export const referenceHandlers = (desk: Desk): HandlersOf<'reference'> => {
  /** The change that is being made: one at a time, as people make them. */
  let working: { readonly controller: AbortController; done: number; readonly total: number } | null = null;

  /** Lets a change be watched and stopped while it is made. */
  async function watched<T>(work: (by: Watched) => Promise<Result<T>>): Promise<Result<T>> {
    if (working !== null) {
      return fail('workspace-busy', 'Another change of the reference data is being made. Wait for it or stop it.');
    }
    const mine = { controller: new AbortController(), done: 0, total: countConcluded(desk.workspace.store.read) };
    working = mine;
    try {
      return await work({
        signal: mine.controller.signal,
        onPass: (done) => {
          mine.done = done;
        },
      });
    } finally {
      working = null;
    }
  }

  return {
    'reference.list': () => {
      const { workspace } = desk;
      const { geo, line } = workspace.reference;
      const { breaks, polygons } = sectorsOnRecord(workspace);
      return ok({
        builtIn: {
          name: line.name,
          source: line.source,
          vintage: line.vintage,
          notASurvey: line.notASurvey,
          lengthKm: geo.border.lengthKm,
        },
        lines: listLines(workspace.store.read).map((stored) => {
          const { line: row, vertices } = replyOf(stored);
          return { ...row, vertices };
        }),
        sectors: workspace.rules.geo.sectors.list.map(({ code, name, fromKm, toKm }) => ({ code, name, fromKm, toKm })),
        breaks: breaks.map(({ between, ...row }) => ({ ...row, between: [between[0], between[1]] })),
        outlines: polygons && { ...polygons, sectors: [...polygons.sectors] },
      });
    },
    'reference.shapes': () => {
      const db = desk.workspace.store.read;
      return ok({
        lines: listLines(db).map(({ id, name, errorM, vertices }) => ({
          id,
          name,
          errorM,
          lng: column(vertices, 0),
          lat: column(vertices, 1),
        })),
        outlines: (findPolygons(db)?.polygons ?? []).map(({ code, geometry }) => ({
          code,
          rings: geometry.flat().map((ring) => ({ lng: column(ring, 0), lat: column(ring, 1) })),
        })),
      });
    },
    'reference.loadLine': ({ file: handle, projection, name, source, errorM }) =>
      watched(async (by) => {
        const target = desk.workspace;
        const file = desk.files.find(handle);
        if (!file.ok) return file;
        const beside = projection === undefined ? null : desk.files.find(projection);
        if (beside !== null && !beside.ok) return beside;
        const label = file.value.displayName;
        const read = await readGeometryFile(file.value.path, label);
        const wkt =
          beside === null ? null : readFileSync(beside.value.path).subarray(0, MOST_PROJECTION_BYTES).toString('utf8');
        desk.files.forget(handle);
        if (projection !== undefined) desk.files.forget(projection);
        if (!read.ok) return read;
        const { bytes, projection: within } = read.value;
        const order = { file: label, bytes, projection: within ?? wkt, name, source, errorM };
        const loaded = await loadLine(target, order, desk.actor, by);
        if (!loaded.ok) return loaded;
        const { line, vertices, ...reply } = loaded.value;
        return ok({ ...reply, line: { ...line, vertices }, notes: [...reply.notes] });
      }),
    'reference.removeLine': ({ id }) =>
      watched(async (by) => {
        const removed = await unloadLine(desk.workspace, id, desk.actor, by);
        return removed.ok ? ok({ concluded: removed.value.concluded }) : removed;
      }),
    'reference.setBreak': ({ between, km, source }) =>
      watched((by) => setBreak(desk.workspace, between, { km, source }, desk.actor, by)),
    'reference.resetBreak': ({ between }) => watched((by) => setBreak(desk.workspace, between, null, desk.actor, by)),
    'reference.importOutlines': ({ file: handle, source, codeProperty }) =>
      watched(async (by) => {
        const target = desk.workspace;
        const file = desk.files.find(handle);
        if (!file.ok) return file;
        const label = file.value.displayName;
        const read = await readGeometryFile(file.value.path, label);
        desk.files.forget(handle);
        if (!read.ok) return read;
        const text = Buffer.from(read.value.bytes).toString('utf8');
        const order = { text, file: label, source, codeProperty };
        const imported = await importSectors(target, order, desk.actor, by);
        if (!imported.ok) return imported;
        const { sectors, ignored, ...reply } = imported.value;
        return ok({ ...reply, sectors: [...sectors], ignored: [...ignored] });
      }),
    'reference.resetOutlines': () => watched((by) => resetPolygons(desk.workspace, desk.actor, by)),
    'reference.progress': () => ok({ working: working && { done: working.done, total: working.total } }),
    'reference.cancel': () => {
      working?.controller.abort();
      return ok({});
    },
  };
};
