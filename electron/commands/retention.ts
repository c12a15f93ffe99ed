import { ok } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { isoTime, withIsoTimes } from '../backend/export/iso-times.ts';
import { type Command, text, timeOf, UsageError } from './command.ts';
import { ask } from './lists.ts';
import { table } from './table.ts';

export const retentionListCommand: Command = {
  name: 'retention list',
  readsOnly: true,
  usage: 'retention list [--as-of TIME]',
  about: 'Lists records of communications by when they are due under the 180-day rule. Nothing is deleted.',
  options: { 'as-of': { type: 'string' } },
  async run({ positionals, values, open }) {
    if (positionals.length > 0) throw new UsageError('nothing but options is taken');
    const asked = text(values, 'as-of');
    const asOfMs = asked === undefined ? Date.now() : timeOf(asked, '--as-of');
    const opened = await open();
    if (!opened.ok) return opened;
    const page = await ask(opened.value, 'retention.list', { asOfMs });
    if (!page.ok) return page;
    const { rows, total, definition } = page.value;
    return ok({
      json: { rows: rows.map(withIsoTimes), total, truncated: false, definition, asOf: isoTime(asOfMs) },
      text: [
        table(
          ['file', 'sensor', 'class', 'records', 'first acquired (UTC)', 'first due', 'last due', 'due now'],
          rows.map((row) => [
            visibleText(row.file),
            row.sensorKind,
            row.recordClass,
            row.detections,
            isoTime(row.firstAcquiredMs),
            isoTime(row.firstDueMs),
            isoTime(row.lastDueMs),
            row.due,
          ]),
        ),
        definition,
      ].join('\n'),
      exitCode: 0,
    });
  },
};
