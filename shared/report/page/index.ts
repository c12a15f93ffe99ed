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
  const { document } = report;
  const title = `Incident summary ${document.number}, version ${document.version}${document.synthetic ? ' (synthetic)' : ''}`;
  return documentHtml({
    title,
    program: document.program,
    style: incidentPageStyle(report, dataDigest),
    main: incidentSections(report, dataDigest),
    marking: document.marking,
  });
}

/** What an incident summary says, without the document around it. */
export function incidentSections(report: IncidentReport, dataDigest: string): Markup {
  const context = pageContext(report, dataDigest);
  return html`${sections.map((section) => section(context))}`;
}

export interface PaperDocument {
  readonly title: string;
  readonly program: string;
  /** The one stylesheet. */
  readonly style: string;
  readonly main: Markup;
  readonly marking: string | null;
}

/** A static HTML document that allows nothing but its stylesheet. */
export function documentHtml({ title, program, style, main, marking }: PaperDocument): string {
  const foot = marking === null ? null : html`<p class="screen-mark foot">${outsideHtml(marking)}</p>`;
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${program}">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<main>
${main}</main>
${foot}
</body>
</html>
`;
  return page.source;
}
