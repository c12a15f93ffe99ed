import { basename } from 'node:path';
import { recogniseTable } from '../../shared/formats/generic-csv.ts';
import { sniffAll } from '../../shared/formats/index.ts';
import { headAsUtf8 } from '../../shared/formats/utf16.ts';
import { fail, ok } from '../../shared/result.ts';
import { readHead } from '../import/read-file.ts';
import { type Command, UsageError } from './command.ts';
import { table } from './table.ts';

export const sniffCommand: Command = {
  name: 'sniff',
  usage: 'sniff FILE',
  about: 'Says which format a file is in, why, and which columns would be read as what.',
  options: {},
  async run({ positionals }) {
    const [path] = positionals;
    if (path === undefined || positionals.length > 1) throw new UsageError('name one file');
    const file = basename(path);
    const head = await readHead(path, file);
    if (!head.ok) return head;
    const candidates = sniffAll(head.value)
      .filter(({ score }) => score > 0)

      .map(({ reader, score, reason }) => ({
        format: reader.id,
        label: reader.label,
        score,
        reason,
        // Read from its description alone: no file of it that somebody else made was to be had.
        unverified: reader.unverified === true,
      }));
    const [best] = candidates;
    if (best === undefined) return fail('unknown-format', `${file} is in no format that Fenceline reads.`, { file });
    const recognised =
      best.format === 'generic-csv' ? recogniseTable(headAsUtf8(head.value).bytes, head.value.complete) : null;
    const columns = recognised?.recognition.columns ?? null;
    return ok({
      json: { file, format: best.format, candidates, mapping: recognised?.recognition.mapping ?? null, columns },
      text: [
        `${file}: ${best.label} (${best.format})${best.unverified ? '; unverified: never tried on a real file' : ''}`,
        table(
          ['format', 'score', 'why'],
          candidates.map(({ format, score, reason }) => [format, score.toFixed(2), reason]),
        ),
        ...(columns === null
          ? []
          : [
              '',
              table(
                ['column', 'read as', 'unit', 'confidence', 'why'],
                columns.map(({ column, field, unit, confidence, reason }) => [
                  column,
                  field,
                  unit ?? '',
                  confidence.toFixed(2),
                  reason,
                ]),
              ),
            ]),
      ].join('\n'),
      exitCode: 0,
    });
  },
};
