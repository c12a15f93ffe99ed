import type { Filters, MethodName, Reply, Request } from '../../shared/contract/contract.ts';
import { filtersSchema } from '../../shared/contract/contract.ts';
import { serve } from '../../shared/contract/serve.ts';
import { nameWithMember } from '../../shared/model/container.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { type ListFormat, listFormats, writeList } from '../backend/export/concluded.ts';
import { isoTime, withIsoTimes } from '../backend/export/iso-times.ts';
import type { Service } from '../backend/service.ts';
import { type Command, numberOf, type Outcome, text, timeOf, UsageError, type Values } from './command.ts';
import { importJson } from './import.ts';
import { table } from './table.ts';

/** Calls a handler as a page would, through the contract's checks. @throws on a bug of ours. */
export async function ask<M extends Exclude<MethodName, 'reports.pdf'>>(
  service: Service,
  method: M,
  request: unknown,
): Promise<Result<Reply<M>>> {
  const unused = { 'reports.pdf': () => fail('internal', 'The command line prints by itself.') };
  return (await serve({ ...service.handlers, ...unused }, method, request, (_, error) => {
    throw error;
  })) as Result<Reply<M>>;
}

export const filterOptions = {
  since: { type: 'string' },
  until: { type: 'string' },
  sector: { type: 'string' },
  aor: { type: 'string' },
  grade: { type: 'string' },
  class: { type: 'string' },
  evidence: { type: 'string' },
  review: { type: 'string' },
  object: { type: 'string' },
  bbox: { type: 'string' },
} as const;

export const FILTER_USAGE =
  '[--since TIME] [--until TIME] [--sector CODE] [--aor ID] [--grade GRADE] [--class CLASS] [--evidence KIND] [--review STATE] [--object TEXT] [--bbox w,s,e,n]';

export function readFilters(values: Values): Filters {
  const since = text(values, 'since');
  const until = text(values, 'until');
  const bbox = text(values, 'bbox');
  const parsed = filtersSchema.safeParse({
    ...(since === undefined ? {} : { sinceMs: timeOf(since, '--since') }),
    ...(until === undefined ? {} : { untilMs: timeOf(until, '--until') }),
    ...given(values, 'sector', 'sector'),
    ...given(values, 'aor', 'areaId'),
    ...given(values, 'grade', 'grade'),
    ...given(values, 'class', 'class'),
    ...given(values, 'evidence', 'evidence'),
    ...given(values, 'review', 'review'),
    ...given(values, 'object', 'object'),
    ...(bbox === undefined ? {} : { bbox: bbox.split(',').map((part) => numberOf(part, '--bbox')) }),
  });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(`--${issue?.path.join('.')}: ${issue?.message}`);
}

const given = (values: Values, option: string, name: string): Record<string, string> => {
  const value = text(values, option);
  return value === undefined ? {} : { [name]: value };
};

type ListMethod = 'flights.list' | 'incursions.list' | 'crossings.list' | 'detections.list';

function listCommand<M extends ListMethod>(
  name: string,
  method: M,
  about: string,
  asTable: (rows: Reply<M>['rows']) => string,
): Command {
  return {
    name,
    usage: `${name} ${FILTER_USAGE} [--limit N] [--as ${listFormats.join('|')}]`,
    about,
    readsOnly: true,
    options: { ...filterOptions, limit: { type: 'string' }, as: { type: 'string' } },
    async run({ values, open, positionals, say }) {
      if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
      refuseUnknownFilters(name, values);
      const request = { filters: readFilters(values), limit: readLimit(values) } as unknown as Request<M>;
      const as = readFormat(values);
      const opened = await open();
      if (!opened.ok) return opened;
      const page = await ask(opened.value, method, request);
      if (!page.ok) return page;
      const { rows, total, truncated, definition } = page.value;
      const outcome: Outcome = {
        json: { rows: rows.map(withIsoTimes), total, truncated, definition },
        text: `${asTable(rows)}\n\n${rows.length} of ${total}. ${definition}`,
        exitCode: 0,
      };
      if (truncated && as !== null)
        say(`only the first ${rows.length} of ${total} are written; raise --limit or narrow the filters`);
      if (as === null || as === 'json')
        return ok(as === 'json' ? { ...outcome, raw: [`${JSON.stringify(outcome.json)}\n`] } : outcome);
      return ok({
        ...outcome,
        raw: writeList(as, name, rows as readonly Record<string, unknown>[], opened.value.workspace.store.read),
      });
    },
  };
}

/** Detections are facts: what is concluded about their flights does not narrow them. */
export function refuseUnknownFilters(name: string, values: Values): void {
  const concluded = ['sector', 'aor', 'grade', 'class', 'review'].find((option) => text(values, option) !== undefined);
  if (name === 'detections' && concluded !== undefined) {
    throw new UsageError(`--${concluded} narrows flights, not detections`);
  }
}

const MOST_ROWS = 100_000;

function readLimit(values: Values): number {
  const limit = text(values, 'limit');
  if (limit === undefined) return MOST_ROWS;
  const number = numberOf(limit, '--limit');
  if (!Number.isInteger(number) || number < 1 || number > MOST_ROWS) {
    throw new UsageError(`--limit must be a whole number from 1 to ${MOST_ROWS}`);
  }
  return number;
}

function readFormat(values: Values): ListFormat | null {
  const as = text(values, 'as');
  if (as === undefined) return null;
  if (!(listFormats as readonly string[]).includes(as))
    throw new UsageError(`--as must be one of ${listFormats.join(', ')}`);
  return as as ListFormat;
}

const metres = (value: number | null): string | null => (value === null ? null : Math.round(value).toString());

export const flightsCommand = listCommand(
  'flights',
  'flights.list',
  'Lists flights with their class, grade and coverage state.',
  (rows) =>
    table(
      ['flight', 'first (UTC)', 'object', 'class', 'grade', 'sector', 'coverage', 'detections'],
      rows.map((row) => [
        row.id,
        isoTime(row.firstMs),
        row.objectName,
        row.class,
        row.grade,
        row.sector,
        row.coverageState,
        row.detections,
      ]),
    ),
);

export const incursionsCommand = listCommand(
  'incursions',
  'incursions.list',
  'Lists incursions with both graded elements, coverage seconds and eligibility.',
  (rows) =>
    table(
      [
        'incursion',
        'first (UTC)',
        'object',
        'grade',
        'P presence',
        'P origin',
        'sector',
        'depth m',
        'seconds',
        'result',
      ],
      rows.map((row) => [
        row.id,
        isoTime(row.firstMs),
        row.objectName,
        row.grade,
        row.presence.probability,
        row.origin.probability,
        row.sector,
        metres(row.depthM),
        `${Math.round(row.observedS)}+${Math.round(row.inferredS)}`,
        row.result,
      ]),
    ),
);

export const crossingsCommand = listCommand('crossings', 'crossings.list', 'Lists changes of side.', (rows) =>
  table(
    ['crossing', 'time (UTC)', 'direction', 'object', 'border km', 'sector', 'how'],
    rows.map((row) => [
      row.id,
      isoTime(row.timeMs),
      row.direction,
      row.objectName,
      row.borderKm.toFixed(1),
      row.sector,
      row.how,
    ]),
  ),
);

export const detectionsCommand = listCommand('detections', 'detections.list', 'Lists stored detections.', (rows) =>
  table(
    ['detection', 'observed (UTC)', 'object', 'lat', 'lng', 'sensor', 'file', 'record'],
    rows.map((row) => [
      row.id,
      isoTime(row.observedAtMs),
      row.objectName,
      row.lat,
      row.lng,
      row.sensorId,
      row.file,
      row.record,
    ]),
  ),
);

export const importsListCommand: Command = {
  name: 'imports list',
  readsOnly: true,
  usage: 'imports list',
  about: 'Lists imported files with their counts.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const page = await ask(opened.value, 'imports.list', {});
    if (!page.ok) return page;
    const { rows, total, definition } = page.value;
    return ok({
      json: { rows: rows.map((row) => importJson(row, false)), total, truncated: false, definition },
      text: table(
        [
          'import',
          'file',
          'format',
          'imported (UTC)',
          'records',
          'detections',
          'duplicates',
          'quarantined',
          'skipped',
          '',
        ],
        rows.map((row) => [
          row.importId,
          nameWithMember(row.file, row.member),
          row.format,
          isoTime(row.importedAtMs),
          row.records,
          row.detections,
          row.duplicates,
          row.quarantined,
          row.skipped,
          row.supersededBy !== null
            ? 'superseded'
            : row.undone
              ? 'undone'
              : row.assumptions.length > 0
                ? 'provisional'
                : '',
        ]),
      ),
      exitCode: 0,
    });
  },
};

export const importsUndoCommand: Command = {
  name: 'imports undo',
  readsOnly: true,
  usage: 'imports undo IMPORT',
  about: 'Takes an import back; one that an issued page cites is kept.',
  options: {},
  async run({ open, positionals }) {
    const [importId] = positionals;
    if (importId === undefined) throw new UsageError('name the import');
    const opened = await open();
    if (!opened.ok) return opened;
    const undone = await ask(opened.value, 'imports.undo', { importId });
    if (!undone.ok) return undone;
    const { removedDetections } = undone.value;
    return ok({
      json: { importId, removedDetections },
      text: `Import ${importId} was undone; ${removedDetections} detections were removed.`,
      exitCode: 0,
    });
  },
};

export const quarantineListCommand: Command = {
  name: 'quarantine list',
  readsOnly: true,
  usage: 'quarantine list [--import IMPORT] [--limit N]',
  about: 'Lists records that were not used, with their raw text and the reason.',
  options: { import: { type: 'string' }, limit: { type: 'string' } },
  async run({ open, values }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const importId = text(values, 'import');
    const page = await ask(opened.value, 'quarantine.list', {
      ...(importId === undefined ? {} : { importId }),
      limit: readLimit(values),
    });
    if (!page.ok) return page;
    return ok({
      json: page.value,
      text: table(
        ['file', 'record', 'reason', 'field', 'found', 'raw'],
        page.value.rows.map((row) => [row.file, row.record, row.sentence, row.field, row.found, row.raw.slice(0, 80)]),
      ),
      exitCode: 0,
    });
  },
};
