import { basename } from 'node:path';
import { designationStatuses, isCalendarDay } from '../../shared/model/area.ts';
import { ok } from '../../shared/result.ts';
import { designateArea, importAreas, readAreasFile, stateCompleteness } from '../backend/areas.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { type Command, required, text, UsageError, type Values } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

export const areasImportCommand: Command = {
  name: 'areas import',
  usage: 'areas import FILE.geojson',
  about: 'Imports areas of responsibility, and designations where the file states them.',
  options: {},
  async run({ positionals, open, actor }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const file = basename(path);
    const content = await readAreasFile(path, file);
    if (!content.ok) return content;
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    const act = { actor, kind: 'areas-imported', atMs: Date.now() } as const;
    const imported = await workspace.change(act, () => importAreas(workspace, content.value, file, actor));
    if (!imported.ok) return imported;
    const { imported: areas, designations, refused, assumed } = imported.value;
    const note =
      (verb: string) =>
      ({ index, name, reason }: (typeof refused)[number]): string =>
        `  feature ${index}${name === null ? '' : ` (${name})`} ${verb}: ${reason}`;
    return ok({
      json: { file, ...imported.value },
      text: [
        `${file}: ${areas} areas and ${designations} designations stored.`,
        ...refused.map(note('refused')),
        ...assumed.map(note('taken with an assumption')),
      ].join('\n'),
      exitCode: refused.length > 0 ? 4 : 0,
    });
  },
};

export const areasListCommand: Command = {
  name: 'areas list',
  usage: 'areas list [--as-of DAY]',
  about: 'Lists areas, designations and statements of completeness, now or as of a day.',
  options: { 'as-of': { type: 'string' } },
  async run({ values, open }) {
    const asOf = text(values, 'as-of') === undefined ? undefined : readDay(values, 'as-of');
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'areas.list', asOf === undefined ? {} : { asOf });
    if (!listed.ok) return listed;
    const { areas, designations, completeness } = listed.value;
    return ok({
      json: {
        ...(asOf === undefined ? {} : { asOf }),
        ...listed.value,
        completeness: completeness.map(({ enteredAtMs, ...rest }) => ({ ...rest, enteredAt: isoTime(enteredAtMs) })),
      },
      text: [
        ...(asOf === undefined
          ? []
          : [
              `Areas as entered by the end of ${asOf} (US Eastern); designations and statements that hold on that day.`,
              '',
            ]),
        table(
          ['area', 'name', 'version', 'edge ± m', 'source', ''],
          areas.map((area) => [
            area.id,
            area.name,
            area.version,
            area.edgeAccuracyM,
            area.source,
            area.synthetic ? 'SYNTHETIC' : '',
          ]),
        ),
        '',
        table(
          ['designation', 'area', 'status', 'from', 'to', 'basis', 'source'],
          designations.map((one) => [one.id, one.areaId, one.status, one.from, one.to, one.basis, one.sourceDocument]),
        ),
        '',
        table(
          ['complete for', 'from', 'to', 'stated by'],
          completeness.map((one) => [one.sector, one.from, one.to, one.statedBy]),
        ),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const areasDesignateCommand: Command = {
  name: 'areas designate',
  usage:
    'areas designate AREA --status designated|pending|rescinded --from DAY [--to DAY] --source DOCUMENT [--basis LIMB]',
  about: 'Records that an area is, or is proposed as, a covered asset.',
  options: {
    status: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    source: { type: 'string' },
    basis: { type: 'string' },
  },
  async run({ positionals, values, open, actor }) {
    const [areaId] = positionals;
    if (areaId === undefined) throw new UsageError('name the area');
    const status = designationStatuses.find((one) => one === required(values, 'status'));
    if (status === undefined) throw new UsageError(`--status must be one of ${designationStatuses.join(', ')}`);
    const designation = {
      areaId,
      status,
      basis: text(values, 'basis') ?? 'limb not stated',
      sourceDocument: required(values, 'source'),
      from: readDay(values, 'from'),
      to: text(values, 'to') === undefined ? null : readDay(values, 'to'),
    };
    if (designation.to !== null && designation.to < designation.from) throw new UsageError('--to lies before --from');
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    const act = { actor, kind: 'area-designated', atMs: Date.now() } as const;
    const stored = await workspace.change(act, () => designateArea(workspace, designation, actor));
    if (!stored.ok) return stored;
    return ok({
      json: stored.value,
      text: `Area ${areaId} is on record as ${status} from ${designation.from}${designation.to === null ? '' : ` to ${designation.to}`}.`,
      exitCode: 0,
    });
  },
};

export const areasCompleteCommand: Command = {
  name: 'areas complete',
  usage: 'areas complete --sector CODE --from DAY --to DAY --stated-by NAME',
  about: 'Records a named person’s statement that the designations of a sector and period are complete.',
  options: {
    sector: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    'stated-by': { type: 'string' },
  },
  async run({ values, open, actor }) {
    const statement = {
      sector: required(values, 'sector'),
      from: readDay(values, 'from'),
      to: readDay(values, 'to'),
      statedBy: required(values, 'stated-by'),
      enteredAtMs: Date.now(),
    };
    if (statement.to < statement.from) throw new UsageError('--to lies before --from');
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace } = opened.value;
    const act = { actor, kind: 'completeness-stated', atMs: statement.enteredAtMs } as const;
    const stored = await workspace.change(act, () => stateCompleteness(workspace, statement, actor));
    if (!stored.ok) return stored;
    const { enteredAtMs, ...rest } = stored.value;
    return ok({
      json: { ...rest, enteredAt: isoTime(enteredAtMs) },
      text: `On record: ${statement.statedBy} states that the designations of ${statement.sector} from ${statement.from} to ${statement.to} are complete.`,
      exitCode: 0,
    });
  },
};

function readDay(values: Values, name: string): string {
  const day = required(values, name);
  if (!isCalendarDay(day)) {
    throw new UsageError(`--${name} must be a day like 2025-12-18, not “${day}”`);
  }
  return day;
}
