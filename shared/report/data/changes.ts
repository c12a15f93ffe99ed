import { canonicalJson } from '../../canonical-json.ts';
import { countText } from '../../format/numbers.ts';
import type { FlightReport, IncidentReport } from './incident.ts';
import { printedText } from './text.ts';

/**
 * How a page made now would differ from an issued one, a sentence each; empty when it would say the same. Number, version, time
 * and codes are no difference.
 */
export function changesBetween(issued: IncidentReport, now: IncidentReport): string[] {
  const all: string[] = [];
  const differs = (a: unknown, b: unknown): boolean => canonicalJson(a) !== canonicalJson(b);
  if (issued.flights.length !== now.flights.length) {
    all.push(`It told of ${countText(issued.flights.length, 'flight')}; now there are ${now.flights.length}.`);
  } else {
    issued.flights.forEach((before, index) => {
      all.push(...changesOfFlight(before, now.flights[index]!));
    });
  }
  const gained = newIds(issued, now);
  const lost = newIds(now, issued);
  if (gained > 0) all.push(`${countText(gained, 'detection')} more ${gained === 1 ? 'is' : 'are'} on record.`);
  if (lost > 0)
    all.push(`${countText(lost, 'detection')} of the page ${lost === 1 ? 'is' : 'are'} no longer among its flights.`);
  if (differs(writtenOf(issued), writtenOf(now))) {
    all.push(`What people wrote was edited: ${editedFields(issued, now).join(', ')}.`);
  }
  if (differs(issued.document.reviewedBy, now.document.reviewedBy)) {
    all.push(
      now.document.reviewedBy === null ? 'The review is no longer of what stands now.' : 'It was reviewed since.',
    );
  }
  if (differs(issued.areas, now.areas)) all.push('Areas or designations changed.');
  if (differs(issued.reference, now.reference)) all.push('The reference line changed.');
  if (differs(issued.sensors, now.sensors)) all.push('What is known of the sensors changed.');
  if (differs(sourcesOf(issued), sourcesOf(now))) all.push('Source files or notes about them changed.');
  if (all.length === 0 && differs(restOf(issued), restOf(now))) {
    all.push('Wording, settings or layout of the page changed with the program.');
  }
  return all;
}

function changesOfFlight(before: FlightReport, now: FlightReport): string[] {
  const name = now.tag === null ? 'The flight' : `Flight ${now.tag}`;
  const all: string[] = [];
  const [was, is] = [printedText(before.finding.sentence), printedText(now.finding.sentence)];
  if (before.finding.classLabel !== now.finding.classLabel) {
    all.push(`${name}: its class was ${before.finding.classLabel} and is ${now.finding.classLabel}.`);
  }
  if (before.finding.grade !== now.finding.grade) {
    all.push(`${name}: its grade was ${before.finding.grade ?? 'none'} and is ${now.finding.grade ?? 'none'}.`);
  } else if (was !== is) {
    all.push(`${name}: the finding reads otherwise. It was: ${was}`);
  }
  if (before.crossings.length !== now.crossings.length) {
    all.push(`${name}: ${countText(before.crossings.length, 'crossing')} before, ${now.crossings.length} now.`);
  }
  if (canonicalJson(before.annex?.determinations ?? []) !== canonicalJson(now.annex?.determinations ?? [])) {
    all.push(`${name}: a determination in the annex changed.`);
  }
  if (canonicalJson(before.edits) !== canonicalJson(now.edits)) all.push(`${name}: an analyst's edit changed.`);
  if (canonicalJson(before.sensitivity) !== canonicalJson(now.sensitivity)) {
    all.push(`${name}: the result under other settings changed.`);
  }
  return all;
}

const newIds = (before: IncidentReport, now: IncidentReport): number => {
  const known = new Set(before.detections.map(({ id }) => id));
  return now.detections.filter(({ id }) => !known.has(id)).length;
};

const writtenOf = ({ written }: IncidentReport): unknown => (written === null ? null : { ...written, revision: null });

function editedFields({ written: before }: IncidentReport, { written: now }: IncidentReport): string[] {
  if (before === null || now === null) return ['an incident was opened'];
  const fields = Object.keys(now) as (keyof typeof now)[];
  return fields
    .filter((field) => field !== 'revision' && field !== 'statusLabel')
    .filter((field) => canonicalJson(before[field]) !== canonicalJson(now[field]))
    .map((field) => (field === 'coordination' ? 'FAA coordination' : field));
}

const sourcesOf = ({ sources }: IncidentReport): unknown =>
  sources.map(
    ({ path: _path, ranges: _ranges, moreRanges: _more, lastRecord: _last, detections: _count, ...file }) => file,
  );

const restOf = ({ traces: _, document, written: _written, ...rest }: IncidentReport): unknown => {
  const { version: _version, supersedes: _supersedes, madeAt: _madeAt, preparedBy: _preparedBy, ...kept } = document;
  return { ...rest, document: kept };
};
