import { emptyAcquisition, saysSomething } from '../../shared/model/acquisition-note.ts';
import { ok } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { isoTime } from '../backend/export/iso-times.ts';
import { type Command, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { ACQUISITION_USAGE, acquisitionOptions, readAcquisition } from './reading-options.ts';

export const importsNoteCommand: Command = {
  name: 'imports note',
  readsOnly: true,
  usage: `imports note IMPORT ${ACQUISITION_USAGE}`,
  about:
    'Notes how a file came into our hands; what is not named stays as it was last noted. Without a note it shows them all, the newest first.',
  options: acquisitionOptions,
  async run({ positionals, values, open }) {
    const [importId] = positionals;
    if (importId === undefined || positionals.length > 1) throw new UsageError('name one import');
    const said = readAcquisition(values);
    const opened = await open();
    if (!opened.ok) return opened;
    const before = await ask(opened.value, 'imports.acquisition', { importId });
    if (!before.ok) return before;
    if (said !== null) {
      const {
        enteredAtMs: _,
        actor: __,
        ...last
      } = before.value.notes[0] ?? {
        ...emptyAcquisition,
        enteredAtMs: 0,
        actor: '',
      };
      const stated = Object.fromEntries(Object.entries(said).filter(([, part]) => part !== null));
      const noted = await ask(opened.value, 'imports.noteAcquisition', { importId, note: { ...last, ...stated } });
      if (!noted.ok) return noted;
    }
    const after = await ask(opened.value, 'imports.acquisition', { importId });
    if (!after.ok) return after;
    const notes = after.value.notes.map(({ enteredAtMs, ...note }) => ({ ...note, enteredAt: isoTime(enteredAtMs) }));
    return ok({
      json: { importId, notes },
      text: after.value.notes.filter(saysSomething).map(describe).join('\n') || 'Nothing was noted.',
      exitCode: 0,
    });
  },
};

function describe(note: Parameters<typeof saysSomething>[0] & { enteredAtMs: number; actor: string }): string {
  const part = (words: string, value: string | null): string[] =>
    value === null ? [] : [`${words} ${visibleText(value)}`];
  const parts = [
    ...part('received from', note.receivedFrom),
    ...part('by', note.receivedBy),
    ...part('at', note.receivedAt),
    ...part('on', note.medium),
    ...part('serial', note.mediumSerial),
  ];
  return `${parts.join(', ')} (entered ${isoTime(note.enteredAtMs)} by ${visibleText(note.actor)})`;
}
