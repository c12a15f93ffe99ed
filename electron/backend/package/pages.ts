import { createHash } from 'node:crypto';
import { utcText } from '../../../shared/format/times.ts';
import type { IncidentReport } from '../../../shared/report/data/incident.ts';
import { tracedDetectionIds } from '../../../shared/report/data/incident.ts';
import { html, type Markup, outsideHtml } from '../../../shared/report/page/html.ts';
import type { CitedRow } from './rows.ts';

// Pages for somebody who has no Fenceline: one static file each, no script, nothing from elsewhere.

const style =
  'body{font:16px/1.45 Arial,"Liberation Sans",sans-serif;max-width:70rem;margin:2rem auto;padding:0 1.5rem;color:#16202a;background:#fff}' +
  'table{border-collapse:collapse;margin:.6rem 0 1.4rem}th,td{border:1px solid #77838f;padding:.25rem .6rem;text-align:left;vertical-align:top}' +
  'pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#f4f6f8;padding:.6rem;margin:.3rem 0}code{overflow-wrap:anywhere}' +
  '.blank{display:inline-block;min-width:16rem;border-bottom:1px solid #16202a}.synthetic{background:#6b2a8a;color:#fff;padding:.1em .5em}' +
  '@media print{body{margin:0;max-width:none}}';

const styleDigest = `sha256-${createHash('sha256').update(style, 'utf8').digest('base64')}`;

const page = (title: string, body: Markup): string =>
  `<!doctype html>\n${
    html`<html lang="en"><head><meta charset="utf-8"><title>${title}</title><meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src '${styleDigest}'"><style>`
      .source
  }${style}</style></head><body>${body.source}</body></html>\n`;

const synthetic = (report: IncidentReport): Markup | null =>
  report.document.synthetic
    ? html`<p><strong class="synthetic">SYNTHETIC</strong> Everything in this package is simulated.</p>`
    : null;

export interface PackageNames {
  readonly pages: readonly string[];
  readonly originals: readonly {
    readonly path: string;
    readonly file: string;
    readonly sha256: string;
    readonly bytes: number;
  }[];
}

/** From each figure of the page to its rows. */
export function indexPage(report: IncidentReport, names: PackageNames): string {
  const { document } = report;
  return page(
    `Evidence package of ${document.number}`,
    html`<h1>Evidence package of ${document.number}</h1>${synthetic(report)}
<p>Page version ${document.version}. This page leads from each figure that the incident summary prints to the rows of the original
files that it rests on. It needs no program and no network. <a href="README.txt">README.txt</a> says how to check every file here.</p>
<h2>Pages</h2><ul>${names.pages.map((name) => html`<li><a href="${name}">${name}</a></li>`)}</ul>
<h2>Original files, untouched</h2>
<table><tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr>${names.originals.map(
      ({ path, file, sha256, bytes }) =>
        html`<tr><td><a href="${encodeURI(path)}">${outsideHtml(file)}</a></td><td>${bytes}</td><td><code>${sha256}</code></td></tr>`,
    )}</table>
<h2>Figures, by the code printed beside each</h2>
<table><tr><th>Code</th><th>Figure</th><th>As printed</th><th>Rows</th></tr>${report.traces.map((trace) => {
      const ids = tracedDetectionIds(report, trace);
      const first = ids[0];
      return html`<tr id="${trace.code}"><td>${trace.code}</td><td>${outsideHtml(trace.label)}</td><td>${outsideHtml(trace.printed)}</td><td>${
        first === undefined
          ? 'none'
          : html`<a href="rows.html#d-${first}">${ids.length} ${ids.length === 1 ? 'detection' : 'detections'}</a>${
              ids.length > 1 && ids.length <= 12
                ? html`: ${ids.map((id) => html`<a href="rows.html#d-${id}"><code>${id.slice(0, 8)}</code></a> `)}`
                : null
            }`
      }</td></tr>`;
    })}</table>`,
  );
}

/** Every detection that the page lists, with each row it was read from, as it stands in the original. */
export function* rowsPage(
  report: IncidentReport,
  rows: Iterable<CitedRow>,
  originalPath: (row: CitedRow) => string | null,
  codesOf: (detectionId: string) => readonly string[],
): Generator<string> {
  const [head, foot] = page(
    `Rows behind ${report.document.number}`,
    html`<h1>Rows behind ${report.document.number}</h1>${synthetic(report)}<p><a href="index.html">To the figures</a>. Under each detection
stands the record it was read from, exactly as in the original file, with its number and the bytes it takes up there.</p>\u0000`,
  ).split('\u0000') as [string, string];
  yield head;
  let last = '';
  for (const row of rows) {
    if (row.detectionId !== last) {
      last = row.detectionId;
      const { observedAtMs, lat, lng } = row.fields;
      const codes = codesOf(row.detectionId);
      yield html`<h2 id="d-${row.detectionId}"><code>${row.detectionId}</code></h2><p>${
        typeof observedAtMs === 'number' ? utcText(observedAtMs) : 'no time'
      }, ${typeof lat === 'number' && typeof lng === 'number' ? `${lat}, ${lng} (WGS 84)` : 'no position'}. ${
        codes.length === 0
          ? 'No printed figure rests on it alone.'
          : html`Figures: ${codes.map((code) => html`<a href="index.html#${code}">${code}</a> `)}`
      }</p>`.source;
    }
    const path = originalPath(row);
    yield html`<p>Record ${row.record} of ${path === null ? outsideHtml(row.file) : html`<a href="${encodeURI(path)}">${outsideHtml(row.file)}</a>`}, bytes ${row.byteStart} to ${
      row.byteStart + row.byteLength - 1
    } (SHA-256 <code>${row.sha256}</code>), read by ${row.readerId} version ${row.readerVersion}:</p><pre>${row.raw}</pre>`
      .source;
  }
  yield foot;
}

/** A form that a custodian of records may complete; nothing in it is filled in for them but what is computed. */
export function certificationPage(
  report: IncidentReport,
  names: PackageNames,
  manifestSha256: string,
  key: string,
): string {
  const blank = html`<span class="blank">&nbsp;</span>`;
  return page(
    `Draft certification of records, ${report.document.number}`,
    html`<h1>DRAFT: certification of records</h1>${synthetic(report)}
<p>A form with blanks, for a custodian or another qualified person to complete, change or discard with counsel. It is not legal advice,
and Fenceline certifies nothing.</p>
<p>I, ${blank}, am ${blank} (title) at ${blank} (organisation). I am familiar with how the records listed below are made and kept.</p>
<ol><li>The original files listed below were made at or near the time of what they record, by a process of ${blank} (make and model of the
sensor) that is used regularly, and were received from ${blank} on ${blank}.</li>
<li>They were kept in the course of the regular activity of ${blank}, and keeping them was a regular practice of that activity.</li>
<li>The copies in this package were identified by the SHA-256 digests below, which I ${blank} (compared / did not compare) with the originals.</li>
<li>The pages in this package were made from these files by the program ${report.document.program}, as described in README.txt; whether that
process gives an accurate result I know from ${blank}.</li></ol>
<h2>Files</h2><table><tr><th>File</th><th>Bytes</th><th>SHA-256</th></tr>${names.originals.map(
      ({ file, sha256, bytes }) =>
        html`<tr><td>${outsideHtml(file)}</td><td>${bytes}</td><td><code>${sha256}</code></td></tr>`,
    )}</table>
<p>SHA-256 of this package's list of files (contents.sha256): <code>${manifestSha256}</code>. Key of the installation that made it: ${key}.</p>
<p>Signed ${blank}, at ${blank} (place), on ${blank} (date).</p>`,
  );
}
