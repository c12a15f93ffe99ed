import { basename } from 'node:path';
import { parsePosition } from '../../shared/geo/parse-position.ts';
import type { Position } from '../../shared/model/position.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { AreasEdited } from '../backend/area-edits.ts';
import { readAreasFile } from '../backend/areas.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { type Command, numberOf, type Outcome, required, text, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

const said = (edited: Result<AreasEdited>, what: string): Result<Outcome> => {
  if (!edited.ok) return edited;
  const { areas, notes, flightsJudgedAgain } = edited.value;
  return ok({
    json: edited.value,
    text: [
      `${what} ${areas.map(({ id, version }) => `${id} (version ${version})`).join(', ')}`.trim(),
      ...notes,
      `${flightsJudgedAgain} flights were judged again.`,
    ].join('\n'),
    exitCode: 0,
  });
};

export const areasEditCommand: Command = {
  name: 'areas edit',
  usage: 'areas edit AREA [--geometry FILE] [--name NAME] [--source TEXT] [--edge-accuracy-m METRES]',
  about:
    'Stores an area’s next version: a geometry from GeoJSON, KML or a Shapefile (its only polygon), a name, a source.',
  options: {
    geometry: { type: 'string' },
    name: { type: 'string' },
    source: { type: 'string' },
    'edge-accuracy-m': { type: 'string' },
  },
  async run({ positionals, values, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one area');
    const path = text(values, 'geometry');
    const file = path === undefined ? null : await readAreasFile(path, basename(path));
    if (file !== null && !file.ok) return file;
    if (file !== null && file.value.features.length !== 1) throw new UsageError('--geometry must hold one area');
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'areas.list', {});
    if (!listed.ok) return listed;
    const area = listed.value.areas.find((one) => one.id === id);
    if (area === undefined) throw new UsageError(`there is no area ${id}`);
    const accuracy = text(values, 'edge-accuracy-m');
    const saved = await ask(opened.value, 'areas.save', {
      id,
      basedOn: area.version,
      name: text(values, 'name') ?? area.name,
      source: text(values, 'source') ?? area.source,
      edgeAccuracyM: accuracy === undefined ? area.edgeAccuracyM : numberOf(accuracy, '--edge-accuracy-m'),
      geometry: file === null ? area.geometry : polygonsOf(file.value.features[0]),
    });
    return said(saved, 'Stored:');
  },
};

/** Coordinates of a feature as a MultiPolygon; what is wrong with them is said when they are checked. */
function polygonsOf(feature: unknown): [number, number][][][] {
  const { geometry } = feature as { geometry?: { type?: string; coordinates?: unknown } | null };
  const coordinates = geometry?.type === 'Polygon' ? [geometry.coordinates] : geometry?.coordinates;
  return (coordinates ?? []) as [number, number][][][];
}

export const areasSplitCommand: Command = {
  name: 'areas split',
  usage: 'areas split AREA --line "LAT,LNG LAT,LNG…" --second-name NAME',
  about:
    'Divides an area by a line: the part to the left of its direction stays the area, the other is a new one, designated alike.',
  options: { line: { type: 'string' }, 'second-name': { type: 'string' } },
  async run({ positionals, values, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one area');
    const line = required(values, 'line').trim().split(/\s+/).map(readPlace);
    const opened = await open();
    if (!opened.ok) return opened;
    const secondName = required(values, 'second-name');
    return said(await ask(opened.value, 'areas.split', { id, line, secondName }), 'Divided into:');
  },
};

function readPlace(written: string): [number, number] {
  const read = parsePosition(written);
  if (!read.ok) throw new UsageError(`--line: ${read.failure.message}`);
  const [lng, lat]: Position = read.value.position;
  return [lng, lat];
}

export const areasMergeCommand: Command = {
  name: 'areas merge',
  usage: 'areas merge AREA OTHER…',
  about: 'Makes one area of several that are designated alike: the first one’s next version. The others are withdrawn.',
  options: {},
  async run({ positionals, open }) {
    if (positionals.length < 2) throw new UsageError('name two areas or more');
    const opened = await open();
    if (!opened.ok) return opened;
    return said(await ask(opened.value, 'areas.merge', { ids: [...positionals] }), 'One area now:');
  },
};

export const areasWithdrawCommand: Command = {
  name: 'areas withdraw',
  usage: 'areas withdraw AREA --reason TEXT',
  about: 'Takes an area off the record with its designations. Its versions stay in the workspace.',
  options: { reason: { type: 'string' } },
  async run({ positionals, values, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one area');
    const reason = required(values, 'reason');
    const opened = await open();
    if (!opened.ok) return opened;
    return said(await ask(opened.value, 'areas.withdraw', { id, reason }), `${id} is off the record.`);
  },
};

export const areasHistoryCommand: Command = {
  name: 'areas history',
  readsOnly: true,
  usage: 'areas history AREA',
  about: 'Every version of an area: when, by whom, from what source.',
  options: {},
  async run({ positionals, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one area');
    const opened = await open();
    if (!opened.ok) return opened;
    const found = await ask(opened.value, 'areas.history', { id });
    if (!found.ok) return found;
    const { versions } = found.value;
    return ok({
      json: {
        versions: versions.map(({ enteredAtMs, withdrawn, ...row }) => ({
          ...row,
          enteredAt: isoTime(enteredAtMs),
          withdrawn:
            withdrawn === null ? null : { at: isoTime(withdrawn.atMs), reason: withdrawn.reason, by: withdrawn.by },
        })),
      },
      text: table(
        ['version', 'name', 'edge ± m', 'vertices', 'source', 'entered', 'by', 'withdrawn'],
        versions.map((one) => [
          one.version,
          one.name,
          one.edgeAccuracyM,
          one.geometry.flat(2).length,
          one.source,
          isoTime(one.enteredAtMs),
          one.actor,
          one.withdrawn === null ? null : `${isoTime(one.withdrawn.atMs)}: ${one.withdrawn.reason}`,
        ]),
      ),
      exitCode: 0,
    });
  },
};

export const areasConflictsCommand: Command = {
  name: 'areas conflicts',
  readsOnly: true,
  usage: 'areas conflicts',
  about:
    'What stands against each other on record: overlapping areas, statuses for the same days, designations without an area.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const found = await ask(opened.value, 'areas.conflicts', {});
    if (!found.ok) return found;
    const { conflicts } = found.value;
    const lines = conflicts.map(({ sentence }) => sentence);
    return ok({ json: found.value, text: lines.length === 0 ? 'Nothing.' : lines.join('\n'), exitCode: 0 });
  },
};
