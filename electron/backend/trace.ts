import type { Reply } from '../../shared/contract/contract.ts';
import { readTraceCode } from '../../shared/report/data/figures.ts';
import { fail, ok, type Result } from '../../shared/result.ts';
import { detectionsByNo, type StoredDetection } from '../store/queries/detections.ts';
import { findTrace } from '../store/queries/reports.ts';
import { findCited, SUPERSEDED_NO } from '../store/supersede.ts';
import { rawRecordOf } from './raw-record.ts';
import type { Workspace } from './workspace.ts';

/** Raw records given with a trace; a figure that rests on more names all their ids and shows the first. */
const SHOWN_RECORDS = 100;

/** The rows behind a printed figure, down to the raw record in the kept original. */
export function traceCode(workspace: Workspace, typed: string): Result<Reply<'trace'>> {
  const db = workspace.store.read;
  const code = readTraceCode(typed);
  const found = code === null ? null : findTrace(db, code);
  if (found === null) return fail('not-found', `No issued page carries the code ${typed}.`);
  const { detectionIds, ...trace } = found;
  const detections: StoredDetection[] = [];
  for (const id of detectionIds) {
    const detection = findCited(db, id);
    if (detection === null) {
      return fail('workspace-damaged', `Detection ${id}, on which the figure rests, is no longer stored. Run verify.`);
    }
    detections.push(detection);
  }
  const shown = detections.slice(0, SHOWN_RECORDS);
  const inForce = shown.filter(({ no }) => no !== SUPERSEDED_NO).map(({ no }) => no);
  const records: Reply<'detections.raw'>[] = [];
  for (const detection of shown) {
    const record = rawRecordOf(workspace.store.folder, detection);
    if (!record.ok) return record;
    records.push(record.value);
  }
  return ok({
    ...trace,
    detections: detectionsByNo(db, inForce),
    records,
    truncated: shown.length < detections.length,
    superseded: shown.length - inForce.length,
  });
}
