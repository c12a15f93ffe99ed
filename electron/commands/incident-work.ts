import { basename, resolve } from 'node:path';
import type { Incident } from '../../shared/contract/contract.ts';
import { numberPrefixSchema } from '../../shared/model/incident.ts';
import { ok, type Result } from '../../shared/result.ts';
import type { Service } from '../backend/service.ts';
import { type Command, required, text, UsageError } from './command.ts';
import { changed, named } from './incidents.ts';
import { ask } from './lists.ts';

/** Commands that move an incident on: hold, review, merge, link, attach, number. */

function working(
  command: Pick<Command, 'name' | 'usage' | 'about' | 'options'>,
  work: (
    service: Service,
    id: string,
    invocation: Parameters<Command['run']>[0],
  ) => Promise<Result<{ readonly incident: Incident; readonly words: string }>>,
  positionals = 1,
): Command {
  return {
    ...command,
    readsOnly: true,
    async run(invocation) {
      if (invocation.positionals.length !== positionals) throw new UsageError(`usage: fenceline ${command.usage}`);
      const opened = await invocation.open();
      if (!opened.ok) return opened;
      const found = named(opened.value, invocation.positionals[0]!);
      if (!found.ok) return found;
      const worked = await work(opened.value, found.value.id, invocation);
      return worked.ok ? changed(worked.value.incident, worked.value.words) : worked;
    },
  };
}

const said = (answer: Result<Incident>, words: string) => (answer.ok ? ok({ incident: answer.value, words }) : answer);

export const incidentsHoldCommand = working(
  {
    name: 'incidents hold',
    usage: 'incidents hold NUMBER --ground WORDS --by NAME',
    about: 'Puts an incident on hold: it is not closed or merged, and nothing is taken out of it.',
    options: { ground: { type: 'string' }, by: { type: 'string' } },
  },
  async (service, id, { values }) => {
    const [ground, setBy] = [required(values, 'ground'), required(values, 'by')];
    return said(await ask(service, 'incidents.hold', { id, ground, setBy }), `on hold, set by ${setBy}`);
  },
);

export const incidentsReleaseCommand = working(
  {
    name: 'incidents release',
    usage: 'incidents release NUMBER --by NAME',
    about: 'Releases the hold; that it stood stays in the history.',
    options: { by: { type: 'string' } },
  },
  async (service, id, { values }) => {
    const releasedBy = required(values, 'by');
    return said(await ask(service, 'incidents.release', { id, releasedBy }), `hold released by ${releasedBy}`);
  },
);

export const incidentsReviewCommand = working(
  {
    name: 'incidents review',
    usage: 'incidents review NUMBER --by NAME [--note WORDS]',
    about: 'Records that a second named person reviewed what stands now; until then pages are drafts.',
    options: { by: { type: 'string' }, note: { type: 'string' } },
  },
  async (service, id, { values }) => {
    const reviewer = required(values, 'by');
    const note = text(values, 'note') ?? '';
    return said(await ask(service, 'incidents.review', { id, reviewer, note }), `reviewed by ${reviewer}`);
  },
);

export const incidentsAttachCommand = working(
  {
    name: 'incidents attach',
    usage: 'incidents attach NUMBER FILE [--note WORDS]',
    about: 'Keeps a file with the originals, by its SHA-256, and names it in the incident.',
    options: { note: { type: 'string' } },
  },
  async (service, id, { positionals, values }) => {
    const path = resolve(positionals[1]!);
    const file = service.offerFile(path, basename(path), false);
    const note = text(values, 'note') ?? '';
    return said(await ask(service, 'incidents.attach', { id, file, note }), `${basename(path)} attached`);
  },
  2,
);

export const incidentsLinkCommand = working(
  {
    name: 'incidents link',
    usage: 'incidents link NUMBER OTHER [--note WORDS]',
    about: 'Links two incidents, each to the other.',
    options: { note: { type: 'string' } },
  },
  async (service, id, { positionals, values }) => {
    const other = named(service, positionals[1]!);
    if (!other.ok) return other;
    const note = text(values, 'note') ?? '';
    return said(
      await ask(service, 'incidents.link', { id, to: other.value.id, note }),
      `linked to ${other.value.number}`,
    );
  },
  2,
);

export const incidentsMergeCommand = working(
  {
    name: 'incidents merge',
    usage: 'incidents merge NUMBER INTO',
    about: 'Continues an incident under another number; both keep theirs.',
    options: {},
  },
  async (service, id, { positionals }) => {
    const into = named(service, positionals[1]!);
    if (!into.ok) return into;
    return said(await ask(service, 'incidents.merge', { id, into: into.value.id }), `took over ${positionals[0]}`);
  },
  2,
);

export const incidentsNumberingCommand: Command = {
  name: 'incidents numbering',
  usage: 'incidents numbering [--prefix LETTERS | --no-prefix]',
  about:
    'Shows or sets how numbers are given here. A laptop away from the others gives provisional ones under a prefix of its own: L07-RGV-2026-0001.',
  options: { prefix: { type: 'string' }, 'no-prefix': { type: 'boolean' } },
  async run({ positionals, values, open }) {
    if (positionals.length > 0) throw new UsageError('incidents numbering takes no names');
    const prefix = text(values, 'prefix');
    if (prefix !== undefined && !numberPrefixSchema.safeParse(prefix).success) {
      throw new UsageError('--prefix must be a capital letter and up to seven letters or digits');
    }
    const opened = await open();
    if (!opened.ok) return opened;
    const isSet = prefix !== undefined || values['no-prefix'] === true;
    const answer = isSet
      ? await ask(opened.value, 'incidents.setNumbering', { prefix: prefix ?? null })
      : await ask(opened.value, 'incidents.numbering', {});
    if (!answer.ok) return answer;
    const given = answer.value.prefix;
    return ok({
      json: answer.value,
      text:
        given === null
          ? 'Numbers are given for the sector: RGV-2026-0001.'
          : `Numbers are provisional, under the prefix ${given}: ${given}-RGV-2026-0001.`,
      exitCode: 0,
    });
  },
};
