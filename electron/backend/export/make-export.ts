import { randomBytes } from 'node:crypto';
import type { ExportRequest, MadeExport } from '../../../shared/contract/contract.ts';
import { writers } from '../../../shared/formats/write/index.ts';
import type { DetectionFields } from '../../../shared/model/detection.ts';
import type { ExportFormat } from '../../../shared/model/export-choices.ts';
import { ok, type Result } from '../../../shared/result.ts';
import type { Db } from '../../store/open.ts';
import {
  detectionsOfFlights,
  type ExportedDetection,
  exportedDetections,
  importsOfFlights,
  storeExport,
} from '../../store/queries/exports.ts';
import {
  listCrossings,
  listFlights,
  listIncursions,
  type Page,
  type PageRequest,
} from '../../store/queries/flights.ts';
import type { Workspace } from '../workspace.ts';
import { writeList } from './concluded.ts';
import { writeTextFile } from './text-file.ts';

/** Formats by the id of the reader that reads their detections back. */
const readerOf: Readonly<Record<ExportFormat, string>> = {
  csv: 'generic-csv',
  geojson: 'geojson',
  ndjson: 'ndjson',
  kml: 'kml',
  kmz: 'kml',
  gpx: 'gpx',
  'cot-xml': 'cot-xml',
};

export interface ExportOrder {
  readonly path: string;
  /** As the person knows the file. */
  readonly fileName: string;
  readonly actor: string;
  readonly nowMs: number;
  readonly signal?: AbortSignal;
  readonly onRows?: (rows: number) => void;
}

/** What an export goes through, counted as it passes. */
interface Content {
  readonly text: Iterable<string>;
  readonly tally: { rows: number; leftOut: number };
  readonly importNumbers: ReadonlySet<number>;
}

/**
 * Writes what the filters leave as a file, and logs that it left: what, how much, with whose personal data, and the file's digest.
 * An import whose detections left cannot be undone any more.
 *
 * Failures: those of `writeTextFile`, and of a change.
 */
export async function makeExport(
  workspace: Workspace,
  request: ExportRequest,
  order: ExportOrder,
): Promise<Result<MadeExport>> {
  const { what, format, filters, personal } = request;
  const holdsDetections = what === 'detections' || (what === 'flights' && isPlacesOnly(format));
  const snapshot = workspace.store.snapshot();
  const content = (holdsDetections ? detectionContent : concludedContent)(snapshot, request, order);
  const written = await writeTextFile(order.path, content.text, {
    ...(format === 'kmz' ? { zippedAs: 'doc.kml' } : {}),
    ...(order.signal === undefined ? {} : { signal: order.signal }),
  }).finally(() => snapshot.close());
  if (!written.ok) return written;
  const { bytes, sha256 } = written.value;
  const { rows, leftOut } = content.tally;
  const exportId = randomBytes(8).toString('hex');
  return workspace.change({ actor: order.actor, kind: 'exported', atMs: order.nowMs }, async () => {
    const record = {
      id: exportId,
      what,
      format,
      filters,
      personal,
      rows,
      sha256,
      madeAtMs: order.nowMs,
      actor: order.actor,
    };
    storeExport(workspace.store.write, record, content.importNumbers);
    return ok({
      value: {
        exportId,
        fileName: order.fileName,
        rows,
        leftOut,
        bytes,
        sha256,
        notes: notesOn(request, holdsDetections, leftOut),
      },
      details: { export: exportId, what, format, filters, personal, rows, sha256 },
    });
  });
}

const isPlacesOnly = (format: ExportFormat): format is 'gpx' | 'cot-xml' => format === 'gpx' || format === 'cot-xml';

function detectionContent(
  db: Db,
  { what, format, filters, personal }: ExportRequest,
  { onRows }: ExportOrder,
): Content {
  const found =
    what === 'detections' ? exportedDetections(db, filters, personal) : detectionsOfFlights(db, filters, personal);
  const tally = { rows: 0, leftOut: 0 };
  const importNumbers = new Set<number>();
  const needsPlace = isPlacesOnly(format);
  function* counted(detections: Iterable<ExportedDetection>): Generator<DetectionFields> {
    for (const { fields, importNo } of detections) {
      if (needsPlace && (fields.lat === undefined || fields.lng === undefined)) {
        tally.leftOut++;
        continue;
      }
      tally.rows++;
      importNumbers.add(importNo);
      onRows?.(tally.rows);
      yield fields;
    }
  }
  return { text: writers[readerOf[format]]!(counted(found)), tally, importNumbers };
}

const PAGE = 1000;

function concludedContent(db: Db, { what, format, filters }: ExportRequest, { onRows }: ExportOrder): Content {
  const list: (db: Db, request: PageRequest) => Page<{ id: string; flightId?: string }> =
    what === 'flights' ? listFlights : what === 'incursions' ? listIncursions : listCrossings;
  const rows: { id: string; flightId?: string }[] = [];
  for (;;) {
    const page = list(db, { filters, limit: PAGE, offset: rows.length });
    rows.push(...page.rows);
    onRows?.(rows.length);
    if (!page.truncated) break;
  }
  const flightIds = rows.map((row) => row.flightId ?? row.id);
  const shape = format === 'kmz' ? 'kml' : format;
  return {
    text: writeList(shape, what, rows as unknown as readonly Record<string, unknown>[], db),
    tally: { rows: rows.length, leftOut: 0 },
    importNumbers: new Set(importsOfFlights(db, flightIds)),
  };
}

function notesOn({ what, format, personal }: ExportRequest, holdsDetections: boolean, leftOut: number): string[] {
  const notes: string[] = [];
  if (holdsDetections && !personal)
    notes.push('Operator and home positions, operator ids and remarks were left out: personal data.');
  if (leftOut > 0)
    notes.push(`${leftOut} detections without a position were left out: this format has no way to say them.`);
  if (holdsDetections && isPlacesOnly(format))
    notes.push(
      'Other programs read place, time, altitude and motion; all other fields are in elements that Fenceline reads back.',
    );
  if (!holdsDetections && isPlacesOnly(format))
    notes.push(
      'This format carries the place and the time only: not the grade, the class or what the record says about authority.',
    );
  if (!holdsDetections && (format === 'kml' || format === 'kmz'))
    notes.push('Paths are drawn on the ground: KML cannot say the datum of an altitude.');
  if (!holdsDetections)
    notes.push(
      `These are conclusions (${what}), computed from the detections: import the detections to have them elsewhere.`,
    );
  return notes;
}
