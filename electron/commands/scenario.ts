import { basename } from 'node:path';
import { numberText } from '../../shared/format/numbers.ts';
import { designationStatuses } from '../../shared/model/area.ts';
import type { ScenarioChange, ScenarioComparison, ScenarioGroup } from '../../shared/model/scenario.ts';
import { coverageWord, scenarioGroupWords, scenarioPeriodWords } from '../../shared/model/words.ts';
import { ok } from '../../shared/result.ts';
import { readAreasFile } from '../backend/areas.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { saveScenario } from '../backend/scenarios.ts';
import { type Command, text, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { issueAndWrite, paperOptions } from './report-overview.ts';
import { table } from './table.ts';

export const scenarioListCommand: Command = {
  name: 'scenario list',
  readsOnly: true,
  usage: 'scenario list',
  about: 'Lists the scenarios: those worked out from the record, and the saved sets.',
  options: {},
  async run({ open }) {
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'scenarios.list', {});
    if (!listed.ok) return listed;
    const { scenarios } = listed.value;
    return ok({
      json: { scenarios: scenarios.map(({ savedAtMs, ...row }) => ({ ...row, savedAt: isoTime(savedAtMs) })) },
      text: [
        table(
          ['scenario', 'name', 'version', 'areas', 'designated', 'pending', 'what is supposed'],
          scenarios.map((row) => [row.id, row.name, row.version, row.areas, row.designated, row.pending, row.meaning]),
        ),
        '',
        'Also border:KM, like border:10: the whole border to that depth. None of them is on the record.',
      ].join('\n'),
      exitCode: 0,
    });
  },
};

/** `AREA=designated,2025-01-01..2025-12-31`; an interval and its last day may be left out. */
const CHANGE = /^(.+)=(designated|pending|rescinded|none)(?:,(\d{4}-\d{2}-\d{2})(?:\.\.(\d{4}-\d{2}-\d{2})?)?)?$/;

function readChange(written: string): ScenarioChange {
  const [, areaId, status, from, to] = CHANGE.exec(written) ?? [];
  if (areaId === undefined || status === undefined) {
    throw new UsageError(
      `--set must read AREA=${[...designationStatuses, 'none'].join('|')}[,FROM[..TO]], not “${written}”`,
    );
  }
  for (const day of [from, to]) {
    if (day !== undefined && new Date(`${day}T00:00:00Z`).toISOString().slice(0, 10) !== day) {
      throw new UsageError(`--set: ${day} is not a calendar day`);
    }
  }
  return {
    areaId,
    status: status as ScenarioChange['status'],
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
  };
}

export const scenarioSaveCommand: Command = {
  name: 'scenario save',
  usage:
    'scenario save NAME [--base SCENARIO] [--set AREA=designated|pending|rescinded|none[,FROM[..TO]]]… [--areas FILE.geojson] [--complete as-stated|supposed]',
  about: 'Saves an edited set of designations to ask “what if”. It is never mixed with the record.',
  options: {
    base: { type: 'string' },
    set: { type: 'string', multiple: true },
    areas: { type: 'string' },
    complete: { type: 'string' },
  },
  async run({ positionals, values, open, actor }) {
    const [name] = positionals;
    if (name === undefined || positionals.length > 1) throw new UsageError('name the set');
    const complete = text(values, 'complete');
    if (complete !== undefined && complete !== 'as-stated' && complete !== 'supposed') {
      throw new UsageError('--complete must be as-stated or supposed');
    }
    const changes = (Array.isArray(values.set) ? (values.set as readonly string[]) : []).map(readChange);
    const path = text(values, 'areas');
    const content = path === undefined ? null : await readAreasFile(path, basename(path));
    if (content !== null && !content.ok) return content;
    const opened = await open();
    if (!opened.ok) return opened;
    const saved = await saveScenario(
      opened.value.workspace,
      {
        name,
        base: text(values, 'base') ?? 'record',
        changes,
        ...(complete === undefined ? {} : { completeness: complete }),
        file:
          content === null || path === undefined ? null : { features: content.value.features, name: basename(path) },
      },
      actor,
    );
    if (!saved.ok) return saved;
    const { scenario, alreadySo } = saved.value;
    return ok({
      json: saved.value,
      text: alreadySo
        ? `“${scenario.name}” already was saved so, version ${scenario.version}.`
        : `“${scenario.name}” is saved as ${scenario.id}, version ${scenario.version}: ${scenario.designated} designated and ${scenario.pending} pending of ${scenario.areas} areas.`,
      exitCode: 0,
    });
  },
};

export const scenarioRemoveCommand: Command = {
  name: 'scenario remove',
  usage: 'scenario remove SCENARIO',
  about: 'Takes a saved set out of use. Its versions stay in the workspace.',
  options: {},
  async run({ positionals, open }) {
    const [id] = positionals;
    if (id === undefined || positionals.length > 1) throw new UsageError('name one saved set');
    const opened = await open();
    if (!opened.ok) return opened;
    const removed = await ask(opened.value, 'scenarios.remove', { id });
    if (!removed.ok) return removed;
    return ok({ json: removed.value, text: `${removed.value.id} is out of use.`, exitCode: 0 });
  },
};

export const scenarioCompareCommand: Command = {
  name: 'scenario compare',
  readsOnly: true,
  usage: 'scenario compare A B [--out FILE.html|FILE.pdf [--page letter|a4] [--marking WORDS]]',
  about:
    'Incursions, flights and minutes whose coverage state differs between two scenarios, by sector and month; also as a page.',
  options: paperOptions,
  async run(invocation) {
    const { positionals, values, open } = invocation;
    const [a, b] = positionals;
    if (a === undefined || b === undefined || positionals.length > 2) throw new UsageError('name two scenarios');
    const out = text(values, 'out');
    const opened = await open();
    if (!opened.ok) return opened;
    const compared = await ask(opened.value, 'scenarios.compare', { a, b });
    if (!compared.ok) return compared;
    const { flights, ...rest } = compared.value;
    const written =
      out === undefined
        ? ok(null)
        : await issueAndWrite({ ...invocation, open: async () => opened }, 'reports.scenario', { a, b });
    if (!written.ok) return written;
    const page = written.value;
    return ok({
      json: {
        ...rest,
        flights: flights.map(({ firstMs, ...flight }) => ({ ...flight, firstAt: isoTime(firstMs) })),
        ...(page === null ? {} : { page: page.json }),
      },
      text: page === null ? asText(compared.value) : page.text,
      exitCode: page === null ? 0 : page.exitCode,
    });
  },
};

const minutes = (seconds: number): string => numberText(seconds / 60, 1);
const atLeast = (count: number, least: number): string => (least === count ? `${count}` : `${least} to ${count}`);

function asText(comparison: ScenarioComparison): string {
  const { a, b, totals, cells, splitDay } = comparison;
  const changing = cells.filter(({ from, to }) => from !== to);
  const word = (state: (typeof cells)[number]['from'], period: (typeof cells)[number]['period']): string =>
    coverageWord(state, period === 'from' ? splitDay : null).label;
  const group = (name: ScenarioGroup): string => scenarioGroupWords[name].label;
  return [
    `A: ${a.name}. ${a.meaning}`,
    `B: ${b.name}. ${b.meaning}`,
    '',
    table(
      ['events', 'counted', 'incursions', 'change', 'flights', 'change', 'minutes', 'change'],
      totals.map((total) => [
        scenarioPeriodWords[total.period],
        group(total.group),
        total.incursions,
        atLeast(total.incursionsChanged, total.incursionsChangedAtLeast),
        total.flights,
        atLeast(total.flightsChanged, total.flightsChangedAtLeast),
        minutes(total.seconds),
        minutes(total.secondsChanged),
      ]),
    ),
    '',
    changing.length === 0
      ? 'Nothing changes state.'
      : table(
          ['events', 'sector', 'month', 'counted', 'in A', 'in B', 'incursions', 'flights', 'minutes'],
          changing.map((cell) => [
            scenarioPeriodWords[cell.period],
            cell.sector,
            cell.month,
            group(cell.group),
            word(cell.from, cell.period),
            word(cell.to, cell.period),
            cell.incursions,
            cell.flights,
            minutes(cell.observedS + cell.inferredS),
          ]),
        ),
    '',
    `${comparison.changedFlights} flights change, in a state or in seconds.`,
    ...comparison.definitions.map((sentence) => `- ${sentence}`),
    `Authority table as of ${comparison.authorityAsOf}; settings ${comparison.settingsVersion}; rules ${comparison.rulesDigest.slice(0, 12)}; sets ${a.digest.slice(0, 12)} and ${b.digest.slice(0, 12)}.`,
  ].join('\n');
}
