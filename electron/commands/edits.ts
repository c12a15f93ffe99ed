import type { Request } from '../../shared/contract/contract.ts';
import { trackEditKinds } from '../../shared/model/lists.ts';
import { ok } from '../../shared/result.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { type Command, required, text, timeOf, UsageError, type Values } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

const [MERGE, SPLIT, REASSIGN, ...MARKS] = trackEditKinds;

const options = { reason: { type: 'string' }, from: { type: 'string' }, to: { type: 'string' } } as const;

function editCommand(
  kind: (typeof trackEditKinds)[number],
  usage: string,
  about: string,
  times: (values: Values) => Pick<Request<'edits.make'>, 'fromMs' | 'toMs'> = () => ({}),
): Command {
  return {
    name: `edits ${kind}`,
    readsOnly: true,
    usage: `edits ${kind} ${usage} --reason TEXT`,
    about,
    options,
    async run({ positionals, values, open }) {
      if (positionals.length === 0) throw new UsageError('name the flight');
      const request = { kind, flightIds: positionals, reason: required(values, 'reason'), ...times(values) };
      const opened = await open();
      if (!opened.ok) return opened;
      const made = await ask(opened.value, 'edits.make', request);
      if (!made.ok) return made;
      return ok({ json: made.value, text: `Edit ${made.value.editId} is on record.`, exitCode: 0 });
    },
  };
}

const instants = (values: Values): { fromMs?: number; toMs?: number } => {
  const [from, to] = [text(values, 'from'), text(values, 'to')];
  return {
    ...(from === undefined ? {} : { fromMs: timeOf(from, '--from') }),
    ...(to === undefined ? {} : { toMs: timeOf(to, '--to') }),
  };
};

/** An analyst's edits of tracks: events that can be withdrawn; no detection is changed. */
export const editCommands: readonly Command[] = [
  editCommand(MERGE, 'FLIGHT FLIGHT…', 'Puts on record that the flights are one; detections stay as they are.'),
  editCommand(SPLIT, 'FLIGHT --from TIME', 'Puts on record that from that instant on it is another flight.', instants),
  editCommand(
    REASSIGN,
    'FLIGHT FLIGHT [--from TIME] [--to TIME]',
    'Puts on record that detections of the first flight are of the second.',
    instants,
  ),
  ...MARKS.map((kind) =>
    editCommand(kind, 'FLIGHT…', `Puts on record that the flights were ${kind.replaceAll('-', ' ')}.`),
  ),
  {
    name: 'edits withdraw',
    readsOnly: true,
    usage: 'edits withdraw EDIT --reason TEXT',
    about: 'Takes an edit back; it stays on record as withdrawn.',
    options: { reason: { type: 'string' } },
    async run({ positionals: [editId], values, open }) {
      if (editId === undefined) throw new UsageError('name the edit');
      const reason = required(values, 'reason');
      const opened = await open();
      if (!opened.ok) return opened;
      const done = await ask(opened.value, 'edits.withdraw', { editId, reason });
      if (!done.ok) return done;
      return ok({ json: done.value, text: `Edit ${editId} is withdrawn.`, exitCode: 0 });
    },
  },
  {
    name: 'edits list',
    readsOnly: true,
    usage: 'edits list',
    about: 'Lists edits of tracks, withdrawn ones too.',
    options: {},
    async run({ open }) {
      const opened = await open();
      if (!opened.ok) return opened;
      const listed = await ask(opened.value, 'edits.list', {});
      if (!listed.ok) return listed;
      const { edits } = listed.value;
      return ok({
        json: {
          rows: edits.map(({ atMs, withdrawn, ...edit }) => ({
            ...edit,
            at: isoTime(atMs),
            withdrawn: withdrawn === null ? null : { ...withdrawn, atMs: undefined, at: isoTime(withdrawn.atMs) },
          })),
          total: edits.length,
        },
        text: table(
          ['edit', 'made (UTC)', 'by', 'kind', 'detections', 'reason', ''],
          edits.map(({ id, atMs, actor, kind, detections, reason, withdrawn }) => [
            id,
            isoTime(atMs),
            actor,
            kind,
            detections,
            reason,
            withdrawn === null ? '' : 'withdrawn',
          ]),
        ),
        exitCode: 0,
      });
    },
  },
];
