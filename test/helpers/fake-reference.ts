import { encodeColumn } from '../../shared/contract/columns.ts';
import type { LoadedLineRow } from '../../shared/contract/contract.ts';
import type { Handlers } from '../../shared/contract/serve.ts';
import { fail, ok } from '../../shared/result.ts';
import { border, sectors } from './fake-workspace.ts';

/** Lines, breaks and outlines of the fake workspace: what is loaded or set shows in the lists, and judges nothing. */
export function fakeReference(changed: () => void) {
  let lines: LoadedLineRow[] = [];
  const set = new Map<string, { km: number; source: string }>();
  const breaks = sectors.slice(1).map((sector, i) => ({ between: [sectors[i]!.code, sector.code], km: sector.fromKm }));
  const done = { alreadySo: false, concluded: 20 };
  return {
    'reference.list': () =>
      ok({
        builtIn: {
          name: border.name,
          source: border.source,
          vintage: border.vintage,
          notASurvey: border.notASurvey,
          lengthKm: border.lengthKm,
        },
        lines,
        sectors: sectors.map(({ code, name, fromKm, toKm }) => ({ code, name, fromKm, toKm })),
        breaks: breaks.map(({ between, km }) => {
          const own = set.get(between.join('/'));
          return {
            between: between as [string, string],
            km: own?.km ?? km,
            toleranceKm: own === undefined ? 1 : 0,
            basis: own?.source ?? 'a county line',
            edited: own !== undefined,
          };
        }),
        outlines: null,
      }),
    'reference.shapes': () =>
      ok({
        lines: lines.map(({ id, name, errorM }) => ({
          id,
          name,
          errorM,
          lng: encodeColumn(border.vertexLng),
          lat: encodeColumn(border.vertexLat.map((lat) => lat + 0.01)),
        })),
        outlines: [],
      }),
    'reference.loadLine': ({ name, source, errorM }) => {
      if (errorM > 5000) return fail('bad-request', 'The error of a line must be more than 0 and at most 5000 m.');
      const line: LoadedLineRow = {
        id: name,
        version: 1,
        name,
        source,
        errorM,
        file: 'line.geojson',
        fileSha256: 'ab'.repeat(32),
        format: 'geojson',
        vertices: border.vertexLng.length,
        enteredAtMs: Date.UTC(2026, 10, 22),
        actor: 'analyst',
      };
      lines = [...lines, line];
      changed();
      return ok({ line, alreadyLoaded: false, notes: ['2 parts were joined to one line.'], concluded: 20 });
    },
    'reference.removeLine': ({ id }) => {
      lines = lines.filter((line) => line.id !== id);
      changed();
      return ok({ concluded: 20 });
    },
    'reference.setBreak': ({ between, km, source }) => {
      set.set(between, { km, source });
      changed();
      return ok(done);
    },
    'reference.resetBreak': ({ between }) => {
      set.delete(between);
      changed();
      return ok(done);
    },
    'reference.importOutlines': () => fail('wrong-format', 'sectors.geojson: no feature names a sector.'),
    'reference.resetOutlines': () => ok(done),
    'reference.progress': () => ok({ working: null }),
    'reference.cancel': () => ok({}),
  } satisfies Partial<Handlers>;
}
