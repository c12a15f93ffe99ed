import { existsSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { type ParseArgsOptionsConfig, parseArgs } from 'node:util';
import { type Failure, fail, type Result } from '../shared/result.ts';
import { osAccount } from './actor.ts';
import { openService, type Service } from './backend/service.ts';
import { appCommand } from './commands/app.ts';
import {
  areasConflictsCommand,
  areasEditCommand,
  areasHistoryCommand,
  areasMergeCommand,
  areasSplitCommand,
  areasWithdrawCommand,
} from './commands/area-edits.ts';
import { areasCompleteCommand, areasDesignateCommand, areasImportCommand, areasListCommand } from './commands/areas.ts';
import {
  authorityHistoryCommand,
  authorityImportCommand,
  authorityListCommand,
  authorityResetCommand,
  figuresCommand,
} from './commands/authority.ts';
import { type Command, type Outcome, UsageError } from './commands/command.ts';
import { deconflictionCommand } from './commands/deconfliction.ts';
import { editCommands } from './commands/edits.ts';
import {
  elementsListCommand,
  elementsRecordCommand,
  elementsRestoreCommand,
  elementsWithdrawCommand,
} from './commands/elements.ts';
import { exportCommand } from './commands/export.ts';
import { importCommand } from './commands/import.ts';
import { importsNoteCommand } from './commands/imports-note.ts';
import {
  incidentsActionCommand,
  incidentsEffectCommand,
  incidentsFaaCommand,
  incidentsSeizureCommand,
} from './commands/incident-records.ts';
import {
  incidentsAttachCommand,
  incidentsHoldCommand,
  incidentsLinkCommand,
  incidentsMergeCommand,
  incidentsNumberingCommand,
  incidentsReleaseCommand,
  incidentsReviewCommand,
} from './commands/incident-work.ts';
import {
  incidentsCreateCommand,
  incidentsEditCommand,
  incidentsListCommand,
  incidentsShowCommand,
} from './commands/incidents.ts';
import { incidentsImportCommand } from './commands/incidents-import.ts';
import { kitForgetCommand, kitImportCommand, kitListCommand, kitMakeCommand, kitShowCommand } from './commands/kit.ts';
import { linesImportCommand, linesListCommand, linesRemoveCommand } from './commands/lines.ts';
import {
  crossingsCommand,
  detectionsCommand,
  flightsCommand,
  importsListCommand,
  importsUndoCommand,
  incursionsCommand,
  quarantineListCommand,
} from './commands/lists.ts';
import { locateCommand } from './commands/locate.ts';
import { rebuildCommand, verifyCommand } from './commands/maintenance.ts';
import {
  profilesExportCommand,
  profilesImportCommand,
  profilesListCommand,
  profilesRemoveCommand,
} from './commands/profiles.ts';
import { quarantineCommands } from './commands/quarantine.ts';
import { reportIncidentCommand, reportListCommand } from './commands/report.ts';
import { reportCheckCommand } from './commands/report-check.ts';
import { overviewCommands } from './commands/report-overview.ts';
import { retentionListCommand } from './commands/retention.ts';
import { reviewCommands } from './commands/reviews.ts';
import {
  scenarioCompareCommand,
  scenarioListCommand,
  scenarioRemoveCommand,
  scenarioSaveCommand,
} from './commands/scenario.ts';
import {
  sectorsImportCommand,
  sectorsListCommand,
  sectorsResetCommand,
  sectorsSetBreakCommand,
} from './commands/sectors.ts';
import { simulateCommand } from './commands/simulate.ts';
import { sniffCommand } from './commands/sniff.ts';
import { statsCommand } from './commands/stats.ts';
import { traceCommand } from './commands/trace.ts';
import { watchCommand } from './commands/watch.ts';
import { defaultWorkspaceFolder } from './workspace-folder.ts';

/** The command line: one of the three shells of the same core. Contract: `docs/command-line.md`. */

const commands: readonly Command[] = [
  importCommand,
  watchCommand,
  sniffCommand,
  importsListCommand,
  importsUndoCommand,
  importsNoteCommand,
  retentionListCommand,
  quarantineListCommand,
  ...quarantineCommands,
  profilesListCommand,
  profilesImportCommand,
  profilesExportCommand,
  profilesRemoveCommand,
  locateCommand,
  flightsCommand,
  incursionsCommand,
  crossingsCommand,
  detectionsCommand,
  areasImportCommand,
  areasListCommand,
  areasDesignateCommand,
  areasCompleteCommand,
  deconflictionCommand,
  areasEditCommand,
  areasSplitCommand,
  areasMergeCommand,
  areasWithdrawCommand,
  areasHistoryCommand,
  areasConflictsCommand,
  elementsRecordCommand,
  elementsListCommand,
  elementsWithdrawCommand,
  elementsRestoreCommand,
  authorityListCommand,
  authorityImportCommand,
  authorityResetCommand,
  authorityHistoryCommand,
  figuresCommand,
  kitMakeCommand,
  kitShowCommand,
  kitImportCommand,
  kitListCommand,
  kitForgetCommand,
  linesImportCommand,
  linesListCommand,
  linesRemoveCommand,
  sectorsListCommand,
  sectorsSetBreakCommand,
  sectorsResetCommand,
  sectorsImportCommand,
  ...overviewCommands,
  ...editCommands,
  ...reviewCommands,
  statsCommand,
  incidentsImportCommand,
  exportCommand,
  scenarioListCommand,
  scenarioSaveCommand,
  scenarioRemoveCommand,
  scenarioCompareCommand,
  incidentsCreateCommand,
  incidentsListCommand,
  incidentsShowCommand,
  incidentsEditCommand,
  incidentsActionCommand,
  incidentsEffectCommand,
  incidentsFaaCommand,
  incidentsSeizureCommand,
  incidentsAttachCommand,
  incidentsHoldCommand,
  incidentsReleaseCommand,
  incidentsReviewCommand,
  incidentsLinkCommand,
  incidentsMergeCommand,
  incidentsNumberingCommand,
  reportIncidentCommand,
  reportListCommand,
  reportCheckCommand,
  traceCommand,
  simulateCommand,
  rebuildCommand,
  verifyCommand,
  appCommand,
];

const globalOptions = {
  workspace: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
} as const satisfies ParseArgsOptionsConfig;

const EXIT_OUR_FAULT = 1;
const EXIT_USAGE = 2;
const EXIT_REFUSED = 3;

const args = process.argv.slice(2);
// Asked before anything is parsed: a usage error must be JSON too.
const asJson = args.includes('--json');

async function run(): Promise<number> {
  let service: Service | null = null;
  try {
    const found = findCommand(args);
    if (found === null) return help(args);
    const { command, rest } = found;
    const { values, positionals } = parseArgs({
      args: rest.map(shieldNegativeNumber),
      options: { ...globalOptions, ...command.options },
      allowPositionals: true,
      strict: true,
    });
    const plain = Object.fromEntries(
      Object.entries(values).map(([name, value]) => [name, typeof value === 'string' ? unshield(value) : value]),
    ) as Parameters<Command['run']>[0]['values'];
    if (plain.help === true) {
      print(`fenceline ${command.usage}\n\n${command.about}\n`);
      return 0;
    }
    const workspaceFolder = typeof plain.workspace === 'string' ? plain.workspace : defaultWorkspaceFolder();
    const actor = osAccount();
    const result = await command.run({
      positionals: positionals.map(unshield),
      values: plain,
      workspaceFolder,
      actor,
      say: (line) => writeSync(2, `${line}\n`),
      open: async () => {
        if (command.readsOnly === true && !existsSync(join(workspaceFolder, 'fenceline.db'))) {
          return fail(
            'not-found',
            `There is no workspace in ${workspaceFolder}. Import a file first, or name another.`,
          );
        }
        const opened = await openService({
          workspace: workspaceFolder,
          programFolder: import.meta.dirname,
          actor,
          log: (line) => writeSync(2, `${line}\n`),
        });
        if (opened.ok) service = opened.value;
        return opened;
      },
    });
    return finish(result);
  } catch (error) {
    if (error instanceof UsageError || isParseError(error)) {
      return complain({ code: 'usage', message: `${(error as Error).message}. See fenceline --help.` }, EXIT_USAGE);
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return complain({ code: 'internal', message: `Fenceline made a mistake. ${message}` }, EXIT_OUR_FAULT);
  } finally {
    await (service as Service | null)?.close();
  }
}

function findCommand(words: readonly string[]): { command: Command; rest: string[] } | null {
  // Options may stand before the command: fenceline --workspace W import FILE
  const before: string[] = [];
  let at = 0;
  while (at < words.length && words[at]!.startsWith('--')) {
    const word = words[at++]!;
    before.push(word);
    if (word === '--workspace' && at < words.length) before.push(words[at++]!);
  }
  const [first, second] = words.slice(at);
  if (first === undefined) return null;
  const two = commands.find(({ name }) => name === `${first} ${second ?? ''}`);
  if (two !== undefined) return { command: two, rest: [...before, ...words.slice(at + 2)] };
  const one = commands.find(({ name }) => name === first);
  if (one !== undefined) return { command: one, rest: [...before, ...words.slice(at + 1)] };
  throw new UsageError(
    `There is no command “${commands.some(({ name }) => name.startsWith(`${first} `)) ? `${first} ${second ?? ''}`.trim() : first}”`,
  );
}

function help(words: readonly string[]): number {
  const lines = commands.map(({ usage, about }) => `  ${usage}\n      ${about}`);
  const shown = `fenceline [--workspace DIR] [--json] COMMAND\n\n${lines.join('\n')}\n`;
  if (words.includes('--help')) {
    print(shown);
    return 0;
  }
  if (asJson) return complain({ code: 'usage', message: 'Name a command. See fenceline --help.' }, EXIT_USAGE);
  writeSync(2, shown);
  return EXIT_USAGE;
}

function finish(result: Result<Outcome>): number {
  if (!result.ok) {
    const { code } = result.failure;
    return complain(
      result.failure,
      code === 'internal' ? EXIT_OUR_FAULT : code === 'bad-request' ? EXIT_USAGE : EXIT_REFUSED,
    );
  }
  const { json, text, raw } = result.value;
  if (raw !== undefined) for (const part of raw) print(part);
  else if (asJson) print(`${JSON.stringify(json)}\n`);
  else if (text !== '') print(`${text}\n`);
  return result.value.exitCode;
}

function complain(failure: Failure | { code: string; message: string }, exitCode: number): number {
  if (asJson) print(`${JSON.stringify({ error: failure })}\n`);
  else writeSync(2, `fenceline: ${failure.message}\n`);
  return exitCode;
}

/** Synchronous, so that nothing is lost when the process ends; a full pipe is waited for. */
function print(text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; ) {
    try {
      at += writeSync(1, bytes, at);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : '';
      if (code === 'EPIPE') return;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

/** A negative number is a value, never an option; the parser only lets it be one in disguise. */
const SHIELD = '\u0001';
const shieldNegativeNumber = (word: string): string => (/^-[\d.]/.test(word) ? SHIELD + word : word);
const unshield = (word: string): string => (word.startsWith(SHIELD) ? word.slice(SHIELD.length) : word);

const isParseError = (error: unknown): boolean =>
  error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');

process.exitCode = await run();
