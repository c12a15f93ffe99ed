import { basename } from 'node:path';
import { ok } from '../../shared/result.ts';
import { importPackage } from '../backend/package/import-package.ts';
import { type Command, UsageError } from './command.ts';

export const incidentsImportCommand: Command = {
  name: 'incidents import',
  usage: 'incidents import FILE.zip',
  about:
    'Brings the incident of an evidence package into this workspace, under the number it has; a changed package is refused.',
  options: {},
  async run({ positionals: [path, ...rest], open, actor }) {
    if (path === undefined || rest.length > 0) throw new UsageError('name one evidence package');
    const opened = await open();
    if (!opened.ok) return opened;
    const { workspace, jobs } = opened.value;
    const done = await importPackage(workspace, jobs, { path, displayName: basename(path), actor, nowMs: Date.now() });
    if (!done.ok) return done;
    const { number, added, originals, detections, key, notes } = done.value;
    return ok({
      json: done.value,
      text: [
        `${number}: ${added ? 'added' : 'was here already'}; ${originals} originals, ${detections} new detections. Signed by key ${key}: compare it with the sender's.`,
        ...notes,
      ].join('\n'),
      exitCode: 0,
    });
  },
};
