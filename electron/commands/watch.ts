import { setTimeout as wait } from 'node:timers/promises';
import { ok } from '../../shared/result.ts';
import { checkFolder, FolderWatch } from '../backend/watch-folder.ts';
import { type Command, numberOf, text, UsageError } from './command.ts';
import { describeResult, type FileResult, outcomeOf, runJob } from './import.ts';
import {
  ACQUISITION_USAGE,
  acquisitionOptions,
  READING_USAGE,
  readAcquisition,
  readChoice,
  readingOptions,
  resolveChoice,
} from './reading-options.ts';

/** How often the folder is looked into, seconds. */
const EVERY_S = 5;

export const watchCommand: Command = {
  name: 'watch',
  usage: `watch FOLDER [--every SECONDS] [--once] ${READING_USAGE} ${ACQUISITION_USAGE}`,
  about:
    'Imports what comes into a folder, each file once it has stopped changing, until it is interrupted; with --once what is there now.',
  options: { ...readingOptions, ...acquisitionOptions, every: { type: 'string' }, once: { type: 'boolean' } },
  async run({ positionals, values, open, say }) {
    const [folder] = positionals;
    if (folder === undefined || positionals.length > 1) throw new UsageError('name one folder');
    const everyS = numberOf(text(values, 'every') ?? String(EVERY_S), '--every');
    if (!(everyS >= 0.1 && everyS <= 3600)) throw new UsageError('--every must be from 0.1 to 3600 seconds');
    const choice = readChoice(values);
    if (!choice.ok) return choice;
    const acquisition = readAcquisition(values);
    const there = checkFolder(folder);
    if (!there.ok) return there;
    const opened = await open();
    if (!opened.ok) return opened;
    const resolved = await resolveChoice(opened.value, choice.value);
    if (!resolved.ok) return resolved;
    const { mapping, profile } = resolved.value;
    const { format, sensorZone, provisional } = choice.value;
    const stopping = new AbortController();
    const stop = (): void => stopping.abort();
    process.on('SIGINT', stop);
    process.on('SIGTERM', stop);
    const watch = new FolderWatch(folder);
    const results: FileResult[] = [];
    let looks = 0;
    let wasGone = false;
    try {
      while (!stopping.signal.aborted) {
        const found = watch.look();
        looks++;
        // A stick that was pulled may come back.
        if (!found.ok && !wasGone) say(found.failure.message);
        wasGone = !found.ok;
        for (const { path, name } of found.ok ? found.value : []) {
          if (stopping.signal.aborted) break;
          const order = { path, fileName: name, format, mapping, sensorZone };
          const given = { ...order, ...(acquisition === null ? {} : { acquisition }) };
          const file = { order: given, wish: { profile, provisional }, release: () => undefined };
          for (const result of await runJob(opened.value, file, say)) {
            results.push(result);
            say(describeResult(result));
          }
        }
        if (values.once === true && looks > 1) break;
        await wait(everyS * 1000, undefined, { signal: stopping.signal }).catch(() => undefined);
      }
    } finally {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    }
    if (results.length > 0) return ok(outcomeOf(results));
    return ok({ json: { files: [] }, text: 'Nothing came.', exitCode: 0 });
  },
};
