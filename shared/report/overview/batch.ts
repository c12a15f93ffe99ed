import { canonicalJson } from '../../canonical-json.ts';
import { utcText } from '../../format/times.ts';
import type { IncidentReport } from '../data/incident.ts';
import { html, type Markup, outsideHtml } from '../page/html.ts';
import { documentHtml, incidentSections } from '../page/index.ts';
import { fixedStyle, incidentSheet, sheetRule } from '../page/style.ts';

/** One incident summary of a batch, as it was issued. */
export interface BatchMember {
  readonly report: IncidentReport;
  readonly dataDigest: string;
}

export interface BatchDocument {
  readonly title: string;
  readonly marking: string | null;
  readonly pageSize: 'letter' | 'a4';
  readonly madeAtMs: number;
  readonly preparedBy: string;
  readonly program: string;
}

/** What the digest of a batch is taken over: which summaries it holds, in order, by their own digests. */
export const batchDigestInput = (document: BatchDocument, members: readonly BatchMember[]): string =>
  canonicalJson({
    schema: 'fenceline-batch/1',
    ...document,
    members: members.map(({ report, dataDigest }) => ({
      number: report.document.number,
      version: report.document.version,
      dataDigest,
    })),
  });

/** A contents page, then every incident summary as it was issued, each with its own head and foot. */
export function renderBatch(document: BatchDocument, members: readonly BatchMember[], dataDigest: string): string {
  const { title, marking, pageSize, program } = document;
  const synthetic = members.some(({ report }) => report.document.synthetic);
  const sheets = members.map(({ report, dataDigest: own }, place) => {
    const name = `summary${place + 1}`;
    return `${sheetRule(incidentSheet(report, own), `${name} `)}.${name} { page: ${name}; break-before: page; }\n`;
  });
  const style =
    sheetRule({ pageSize, title, marking, marks: synthetic ? ['SYNTHETIC DATA'] : [], dataDigest }) +
    fixedStyle +
    sheets.join('');
  const main = html`${contents(document, members, dataDigest)}${members.map(
    ({ report, dataDigest: own }, place) =>
      html`<section class="summary${place + 1}" id="summary${place + 1}">${incidentSections(report, own)}</section>`,
  )}`;
  return documentHtml({ title, program, style, main, marking });
}

const contents = (
  { title, madeAtMs, preparedBy }: BatchDocument,
  members: readonly BatchMember[],
  dataDigest: string,
): Markup => html`<header><div class="masthead"><div><p class="kind">Fenceline, incident summaries</p><h1>${title}</h1></div></div></header>
<p>${members.length} incident summaries as issued, prepared by ${outsideHtml(preparedBy)}, put together ${utcText(madeAtMs)}.</p>
<h2>Contents</h2>
<table><thead><tr><th scope="col">Number</th><th scope="col">Version</th><th scope="col">Date-time group</th><th scope="col">Flights</th><th scope="col">Finding</th><th scope="col">Standing</th></tr></thead>
<tbody>${members.map(
  ({ report: { document, flights } }, place) =>
    html`<tr><td><a href="#summary${place + 1}">${outsideHtml(document.number)}</a></td><td>${document.version}</td><td>${document.dateTimeGroup}</td><td>${flights.length}</td><td>${flights[0]!.finding.classLabel}</td><td>${document.draft ? 'draft, not reviewed' : 'reviewed'}</td></tr>`,
)}</tbody></table>
<p class="sub">SHA-256 of this list (JSON, RFC 8785): <span class="mono">${dataDigest}</span>. Each summary prints the digest of its own data.</p>
`;
