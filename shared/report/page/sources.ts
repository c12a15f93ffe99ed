import { countText, numberText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import { sourceTag } from '../data/records.ts';
import type { SourceRow } from '../data/sources.ts';
import { html, type Markup, outsideHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';

/** The original files: enough to find each record in them, and to know that they are the same files. */
export const sources: Section = (context) => html`<section>
<h2>Sources</h2>
<table>
<caption>Original files, kept unchanged. A record such as S1 #12 is record 12 of file S1, counted from 1.</caption>
<thead><tr><th scope="col">No.</th><th scope="col">File, bytes, SHA-256</th><th scope="col">Records of this flight</th><th scope="col">Read by, imported</th><th scope="col">Trace</th></tr></thead>
<tbody>${context.report.sources.map((source, index) => row(context, source, index))}</tbody>
</table>
</section>
`;

function row({ code }: PageContext, source: SourceRow, index: number): Markup {
  const ranges = source.ranges.map(([first, last]) =>
    first === last ? numberText(first) : `${numberText(first)}–${numberText(last)}`,
  );
  const more =
    source.moreRanges === 0
      ? null
      : ` and ${countText(source.moreRanges, 'more range')} up to ${numberText(source.lastRecord)}`;
  const zone =
    source.assumedZone === null
      ? 'times state their zone'
      : html`times state no zone, ${outsideHtml(source.assumedZone)} assumed`;
  return html`<tr>
<th scope="row">${sourceTag(index)}</th>
<td>${outsideHtml(source.file)} <span class="sub">(${countText(source.bytes, 'byte')})</span><br><span class="mono">${source.sha256}</span></td>
<td>${countText(source.detections, 'detection')}: records ${ranges.join(', ')}${more}<br><span class="sub">of ${numberText(source.fileRecords)} in the file; ${numberText(source.quarantined)} quarantined, ${numberText(source.skipped)} skipped</span></td>
<td>${outsideHtml(source.formatLabel)} <span class="sub">(${outsideHtml(source.reader)}; ${zone})</span><br><span class="sub">${utcText(source.importedAt.utcMs)} by ${outsideHtml(source.actor)}</span></td>
<td>${code(source.path)}</td>
</tr>`;
}
