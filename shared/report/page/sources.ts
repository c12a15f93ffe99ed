import { countText, numberText } from '../../format/numbers.ts';
import { utcText } from '../../format/times.ts';
import { sourceTag } from '../data/records.ts';
import type { SourceRow } from '../data/sources.ts';
import { html, type Markup, orNot, outsideHtml } from './html.ts';
import type { PageContext, Section } from './page-context.ts';
import { tableClass } from './parts.ts';

/** The original files: enough to find each record in them, and to know that they are the same files. */
export const sources: Section = (context) => html`<section>
<h2>Sources</h2>
<table class="${tableClass(context.report.sources.length)} quiet">
<caption>Original files, kept unchanged.</caption>
<thead><tr><th scope="col">No.</th><th scope="col" class="most">Original file, kept unchanged; SHA-256</th><th scope="col">Records cited</th><th scope="col">Trace</th></tr></thead>
<tbody>${context.report.sources.map((source, index) => row(context, source, index))}</tbody>
</table>
</section>
`;

function row({ code }: PageContext, source: SourceRow, index: number): Markup {
  const ranges = source.ranges.map(([first, last]) =>
    first === last ? numberText(first) : `${numberText(first)}–${numberText(last)}`,
  );
  const more =
    source.moreRanges === 0 || source.lastRecord === null
      ? null
      : ` and ${countText(source.moreRanges, 'more range')} up to ${numberText(source.lastRecord)}`;
  const acquired = html`${source.profile === null ? null : html`, profile ${outsideHtml(source.profile)}`}; acquisition: ${orNot(source.acquisition)}`;
  const zone =
    source.assumedZone === null ? null : html`; times state no zone, ${outsideHtml(source.assumedZone)} assumed`;
  const member =
    source.memberSha256 === null
      ? null
      : html`<br><span class="sub">what was read of it:</span> <span class="mono">${source.memberSha256}</span>`;
  return html`<tr>
<th scope="row">${sourceTag(index)}</th>
<td>${outsideHtml(source.file)} <span class="sub">(${countText(source.bytes, 'byte')})</span><br><span class="mono">${source.sha256}</span>${member}<br><span class="sub">${outsideHtml(source.formatLabel)}, reader ${outsideHtml(source.reader)}${zone}${acquired}</span></td>
<td>${countText(source.detections, 'detection')}${ranges.length === 0 ? null : html`: ${ranges.map((range, at) => html`${at === 0 ? null : ', '}<span class="nowrap">${range}</span>`)}`}${more}<br><span class="sub">of ${countText(source.fileRecords, 'record')} in the file${source.quarantined === 0 ? null : `, ${numberText(source.quarantined)} quarantined`}${source.skipped === 0 ? null : `, ${numberText(source.skipped)} skipped`}; imported <span class="nowrap">${utcText(source.importedAt.utcMs)}</span> by ${outsideHtml(source.actor)}</span></td>
<td>${code(source.path)}</td>
</tr>`;
}
