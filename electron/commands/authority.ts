import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import type { Reply } from '../../shared/contract/contract.ts';
import { fail, ok } from '../../shared/result.ts';
import { type AuthorityChanged, importAuthority, resetAuthority } from '../backend/authority.ts';
import { isoTime, withIsoTimes } from '../backend/export/iso-times.ts';
import { type Command, numberOf, required, text, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

const again = ({ label, alreadySo, concluded }: AuthorityChanged): string =>
  alreadySo
    ? 'The same table is in use already; nothing was changed.'
    : `In use: ${label}. ${concluded} flights and tracks were concluded again.`;

export const authorityListCommand: Command = {
  name: 'authority list',
  usage: 'authority list [--version N]',
  about: 'Lists the authority table in use, or a version kept from before (0: the built-in table).',
  options: { version: { type: 'string' } },
  async run({ positionals, values, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const asked = text(values, 'version');
    const version = asked === undefined ? undefined : numberOf(asked, '--version');
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'authority.get', version === undefined ? {} : { version });
    if (!listed.ok) return listed;
    return ok({ json: listed.value, text: tableText(listed.value), exitCode: 0 });
  },
};

const mark = (verified: boolean): string => (verified ? 'verified' : 'NOT VERIFIED');

const tableText = (shown: Reply<'authority.get'>): string =>
  [
    `${shown.title} (${shown.label}${shown.inUse ? ', in use' : ''}), checked up to ${shown.asOf}. SHA-256 ${shown.digest}`,
    shown.purposeStatement,
    '',
    table(
      ['interval', 'who', 'from', 'to', 'until', 'undisputed to', 'law', '', 'sources'],
      shown.intervals.map((row) => [
        row.id,
        row.limb,
        row.from,
        row.to,
        row.effectiveTo,
        row.lastUndisputedDay ?? 'none',
        row.publicLaw,
        mark(row.verified),
        row.source.join(', '),
      ]),
    ),
    '',
    table(
      ['gap', 'from', 'to', 'kind', '', 'note'],
      shown.gaps.map((gap) => [gap.id, gap.from, gap.to, gap.kind, mark(gap.verified), gap.note]),
    ),
    '',
    table(
      ['text', 'from', 'to', 'definitions', 'purposes'],
      shown.statuteVersions.map((one) => [one.id, one.from, one.to, one.definitions, one.purposes.join('; ')]),
    ),
  ].join('\n');

export const authorityImportCommand: Command = {
  name: 'authority import',
  usage: 'authority import FILE.json --source TEXT',
  about: 'Brings an authority table into use as a new version, and concludes everything again by it.',
  options: { source: { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const source = required(values, 'source');
    const file = basename(path);
    let bytes: Uint8Array;
    try {
      bytes = readFileSync(path);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return fail('unreadable-file', `${file} cannot be read: ${message}`, { file });
    }
    const opened = await open();
    if (!opened.ok) return opened;
    const imported = await importAuthority(opened.value.workspace, { bytes, file, source }, actor);
    if (!imported.ok) {
      // A file with a fault in it was refused; the command itself was called rightly.
      const { failure } = imported;
      return { ok: false, failure: failure.code === 'bad-request' ? { ...failure, code: 'refused' } : failure };
    }
    return ok({ json: { file, source, ...imported.value }, text: again(imported.value), exitCode: 0 });
  },
};

export const authorityResetCommand: Command = {
  name: 'authority reset',
  usage: 'authority reset --source TEXT',
  about: 'Brings the table that came with the program into use again, as a new version.',
  options: { source: { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const source = required(values, 'source');
    const opened = await open();
    if (!opened.ok) return opened;
    const reset = await resetAuthority(opened.value.workspace, source, actor);
    if (!reset.ok) return reset;
    return ok({ json: { source, ...reset.value }, text: again(reset.value), exitCode: 0 });
  },
};

export const authorityHistoryCommand: Command = {
  name: 'authority history',
  usage: 'authority history',
  about: 'Lists every version of the authority table that was in use, who brought it, why, and what it changed.',
  options: {},
  async run({ positionals, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'authority.history', {});
    if (!listed.ok) return listed;
    const { builtIn, versions } = listed.value;
    return ok({
      json: { builtIn, versions: versions.map(withIsoTimes) },
      text: [
        `built in: checked up to ${builtIn.asOf}, SHA-256 ${builtIn.digest}`,
        table(
          ['version', 'checked up to', 'how', 'entered', 'by', 'changed', 'source'],
          versions.map((one) => [
            one.version,
            one.asOf,
            one.how,
            isoTime(one.enteredAtMs),
            one.actor,
            [
              ...one.added.map((id) => `+${id}`),
              ...one.changed.map((id) => `~${id}`),
              ...one.removed.map((id) => `-${id}`),
            ].join(' '),
            one.source,
          ]),
        ),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const figuresCommand: Command = {
  name: 'figures',
  usage: 'figures',
  about:
    'Counts that others published, each in its own unit, with period, place and source. Never compare them across units.',
  options: {},
  async run({ positionals, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'authority.published', {});
    if (!listed.ok) return listed;
    const { asOf, notes, figures, sources } = listed.value;
    return ok({
      json: listed.value,
      text: [
        `Published by others, as found by ${asOf}:`,
        table(
          ['figure', 'unit, as published', 'period', 'place', 'source'],
          figures.map((one) => [
            String(one.figure),
            one.unit,
            one.period,
            one.place,
            one.source.map((id) => `${sources[id]?.title ?? id} (${sources[id]?.date ?? ''})`).join('; '),
          ]),
        ),
        ...notes,
      ].join('\n'),
      exitCode: 0,
    });
  },
};
