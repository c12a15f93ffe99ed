import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { basename } from 'node:path';
import { utcText } from '../../shared/format/times.ts';
import { fingerprintText, type KitItem } from '../../shared/model/kit.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { isoTime, withIsoTimes } from '../backend/export/iso-times.ts';
import { forgetSigner, importKit, LARGEST_KIT_BYTES, makeKit, showKit } from '../backend/kit/kits.ts';
import { type Command, required, text, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

function readFile(positionals: readonly string[]): Result<{ bytes: Uint8Array; file: string }> {
  const [path] = positionals;
  if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
  const file = basename(path);
  try {
    if (statSync(path).size > LARGEST_KIT_BYTES) return fail('too-large', `${file} is too large for a kit.`, { file });
    return ok({ bytes: readFileSync(path), file });
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return fail('unreadable-file', `${file} cannot be read: ${message}`, { file });
  }
}

const itemsTable = (items: readonly KitItem[]): string =>
  table(
    ['part', 'name', '', 'what it is'],
    items.map(({ part, name, change, detail }) => [part, name, change, detail]),
  );

export const kitMakeCommand: Command = {
  name: 'kit make',
  usage: 'kit make --out FILE.fkit --name NAME [--note TEXT] [--by NAME]',
  about:
    'Writes a signed kit of areas, designations, completeness statements, sensor profiles and the authority table in use.',
  readsOnly: true,
  options: { out: { type: 'string' }, name: { type: 'string' }, note: { type: 'string' }, by: { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const out = required(values, 'out');
    const order = {
      name: required(values, 'name'),
      note: text(values, 'note') ?? '',
      madeBy: text(values, 'by') ?? actor,
    };
    const opened = await open();
    if (!opened.ok) return opened;
    const made = makeKit(opened.value.workspace, order, opened.value.signer);
    if (!made.ok) return made;
    const { bytes, digest, items } = made.value;
    try {
      writeFileSync(out, bytes, { flag: 'wx' });
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      return fail('refused', `${basename(out)} cannot be written: ${message}`, { file: basename(out) });
    }
    const fingerprint = fingerprintText(made.value.fingerprint);
    return ok({
      json: { out: basename(out), name: order.name, digest, fingerprint, bytes: bytes.length, items },
      text: [
        `${basename(out)}: ${items.length} items, ${bytes.length} bytes, SHA-256 ${digest}.`,
        `Signed with the key of this machine: ${fingerprint}`,
        itemsTable(items),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const kitShowCommand: Command = {
  name: 'kit show',
  usage: 'kit show FILE.fkit',
  about: 'What a kit holds, whose it is, how old it is, and what importing it would change. Changes nothing.',
  options: {},
  async run({ positionals, open }) {
    const read = readFile(positionals);
    if (!read.ok) return read;
    const opened = await open();
    if (!opened.ok) return opened;
    const shown = showKit(opened.value.workspace, read.value.bytes, read.value.file);
    if (!shown.ok) return shown;
    const { name, note, madeBy, madeAtMs, fingerprint, signer, items, newerImportedMs, sameNameOtherKey } = shown.value;
    return ok({
      json: withIsoTimes(shown.value),
      text: [
        `${name}, made ${utcText(madeAtMs)} by ${madeBy}, signer ${signer} here: ${fingerprint}`,
        ...(note === '' ? [] : [note]),
        ...(sameNameOtherKey ? [`WARNING: ${madeBy} is known here with another key.`] : []),
        ...(newerImportedMs === null
          ? []
          : [`A newer kit of this name, made ${utcText(newerImportedMs)}, was imported here.`]),
        itemsTable(items),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const kitImportCommand: Command = {
  name: 'kit import',
  usage: 'kit import FILE.fkit [--trust FINGERPRINT]',
  about:
    'Brings a signed kit in, all of it or nothing. The first kit of a signer needs their fingerprint, compared by a person.',
  options: { trust: { type: 'string' } },
  async run({ positionals, values, open, actor }) {
    const read = readFile(positionals);
    if (!read.ok) return read;
    const opened = await open();
    if (!opened.ok) return opened;
    const imported = await importKit(opened.value.workspace, { ...read.value, trust: text(values, 'trust') }, actor);
    if (!imported.ok) return imported;
    const { name, contents, concluded } = imported.value;
    const counts = Object.entries(contents).map(([what, count]) => `${what}: ${count}`);
    return ok({
      json: imported.value,
      text: `Kit ${name} is in use. ${counts.join('; ')}. ${concluded} flights and tracks were concluded again.`,
      exitCode: 0,
    });
  },
};

export const kitListCommand: Command = {
  name: 'kit list',
  usage: 'kit list',
  about: 'Kits that were imported, whose kits are taken, and the fingerprint of this machine’s key.',
  options: {},
  async run({ positionals, open }) {
    if (positionals.length > 0) throw new UsageError(`“${positionals[0]}” is not an option`);
    const opened = await open();
    if (!opened.ok) return opened;
    const listed = await ask(opened.value, 'kits.list', {});
    if (!listed.ok) return listed;
    const { imports, signers, own } = listed.value;
    return ok({
      json: { ...listed.value, imports: imports.map(withIsoTimes), signers: signers.map(withIsoTimes) },
      text: [
        `This machine signs with: ${own ?? 'no key yet; the first kit makes one'}`,
        '',
        table(
          ['kit', 'made', 'by', 'imported', 'SHA-256'],
          imports.map((one) => [one.name, isoTime(one.madeAtMs), one.madeBy, isoTime(one.enteredAtMs), one.digest]),
        ),
        '',
        table(
          ['signer', 'trusted since', 'by', 'fingerprint'],
          signers.map((one) => [one.name, isoTime(one.atMs), one.actor, one.fingerprint]),
        ),
      ].join('\n'),
      exitCode: 0,
    });
  },
};

export const kitForgetCommand: Command = {
  name: 'kit forget',
  usage: 'kit forget FINGERPRINT',
  about: 'Takes the trust in a signer back; what came in their kits stays.',
  options: {},
  async run({ positionals, open, actor }) {
    const fingerprint = positionals.join('');
    if (fingerprint === '') throw new UsageError('give the fingerprint');
    const opened = await open();
    if (!opened.ok) return opened;
    const forgotten = await forgetSigner(opened.value.workspace, fingerprint, actor);
    if (!forgotten.ok) return forgotten;
    return ok({ json: forgotten.value, text: 'The signer is not trusted any more.', exitCode: 0 });
  },
};
