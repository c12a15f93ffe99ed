import type { IncidentReport } from '../data/incident.ts';
import { annex } from './annex.ts';
import { definitions } from './definitions.ts';
import { finding } from './finding.ts';
import { crossingsOfOnly, flights } from './flights.ts';
import { html, Markup, outsideHtml } from './html.ts';
import { limits } from './limits.ts';
import { mapAndFigures } from './map-and-figures.ts';
import { masthead } from './masthead.ts';
import { pageContext, type Section } from './page-context.ts';
import { policyFor } from './policy.ts';
import { signing } from './signing.ts';
import { sources } from './sources.ts';
import { incidentPageStyle } from './style.ts';
import { longNarrative, written } from './written.ts';

/** The page in reading order: the facts, complete alone, then the annex. */
const sections: readonly Section[] = [
  masthead,
  finding,
  mapAndFigures,
  crossingsOfOnly,
  written,
  flights,
  sources,
  limits,
  definitions,
  signing,
  longNarrative,
  annex,
];

/**
 * The incident summary as one static HTML file: no script, no address, no style but its one stylesheet, and a policy that says
 * so wherever the file is opened. The same data gives the same bytes.
 * @param dataDigest SHA-256 of `reportDigestInput(report)`, 64 lower-case hex digits
 */
export function renderIncidentPage(report: IncidentReport, dataDigest: string): string {
  const context = pageContext(report, dataDigest);
  const style = incidentPageStyle(report, dataDigest);
  const { document } = report;
  const foot =
    document.marking === null ? null : html`<p class="screen-mark foot">${outsideHtml(document.marking)}</p>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${document.program}">
<title>Incident summary ${document.number}, version ${document.version}${document.synthetic ? ' (synthetic)' : ''}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
${sections.map((section) => section(context))}</main>
${foot}
</body>
</html>
`;
  return page.source;
}
