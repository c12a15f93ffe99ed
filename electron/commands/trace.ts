import { ok } from '../../shared/result.ts';
import { visibleText } from '../../shared/visible-text.ts';
import { withIsoTimes } from '../backend/export/iso-times.ts';
import { type Command, UsageError } from './command.ts';
import { ask } from './lists.ts';

export const traceCommand: Command = {
  name: 'trace',
  readsOnly: true,
  usage: 'trace CODE',
  about: 'Shows the raw rows behind a figure printed on an issued page.',
  options: {},
  async run({ positionals, open }) {
    const [code] = positionals;
    if (code === undefined || positionals.length > 1)
      throw new UsageError('give one code, as printed beside the figure');
    const opened = await open();
    if (!opened.ok) return opened;
    const traced = await ask(opened.value, 'trace', { code });
    if (!traced.ok) return traced;
    const { label, printed, reportId, records, truncated, superseded } = traced.value;
    const raw = records.flatMap(({ detectionId, sources }) =>
      sources.map(
        (source) =>
          `  ${detectionId}  ${visibleText(source.file)} record ${source.record}, bytes ${source.byteStart}+${source.byteLength}, sha256 ${source.sha256}${source.containerSha256 === null ? '' : ` of container ${source.containerSha256}`}\n    ${visibleText(source.text)}`,
      ),
    );
    return ok({
      json: withIsoTimes(traced.value),
      text: [
        `${traced.value.code}: ${label} = ${printed} (page ${reportId})`,
        `rests on ${records.length}${truncated ? ' and more' : ''} detections:`,
        ...(superseded === 0
          ? []
          : [`  ${superseded} of them as an earlier reading had them; the file was read again since`]),
        ...raw,
      ].join('\n'),
      exitCode: 0,
    });
  },
};
