import type { Trace } from '../data/figures.ts';
import type { FlightReport, IncidentReport } from '../data/incident.ts';
import { html, type Markup } from './html.ts';

/** What a section of the page draws from. */
export interface PageContext {
  readonly report: IncidentReport;
  /** SHA-256 of the report's canonical data, hex. */
  readonly dataDigest: string;
  /** The trace of a figure. @throws when the data has none: every figure drawn with a code has its trace. */
  readonly trace: (path: string) => Trace;
  /** The code of a figure, as it stands beside it. */
  readonly code: (path: string) => Markup;
}

/** A section of the page; null where it has nothing to say. */
export type Section = (context: PageContext) => Markup | null;

/** A part of the page that tells of one flight. */
export type FlightSection = (context: PageContext, flight: FlightReport) => Markup | null;

export function pageContext(report: IncidentReport, dataDigest: string): PageContext {
  const traces = new Map(report.traces.map((trace) => [trace.path, trace]));
  const trace = (path: string): Trace => {
    const found = traces.get(path);
    if (found === undefined) throw new Error(`The report has no trace for ${path}`);
    return found;
  };
  return { report, dataDigest, trace, code: (path) => html`<span class="code">${trace(path).code}</span>` };
}
