import type { RecordedElement, StoredElement } from '../../../shared/model/recorded-element.ts';
import type { Db } from '../open.ts';

interface Row {
  readonly id: string;
  readonly element: StoredElement['element'];
  readonly verdict: StoredElement['verdict'];
  readonly made_by: string;
  readonly made_at_ms: number;
  readonly entered_at_ms: number;
  readonly actor: string;
  readonly facts: string;
  readonly purpose: string | null;
  readonly limb: 'federal' | 'sltt' | null;
  readonly component: string | null;
  readonly certified: number | null;
  readonly reference: string | null;
  readonly supersedes: string | null;
  readonly reason: string | null;
  readonly object_key: string;
  readonly object_name: string;
  readonly flight_id: string;
  readonly incursion_id: string;
  readonly first_ms: number;
  readonly last_ms: number;
  readonly first_detection: string;
  readonly last_detection: string;
  readonly detections: number;
}

interface EventRow {
  readonly element_id: string;
  readonly kind: 'withdrawn' | 'restored';
  readonly reason: string;
  readonly at_ms: number;
  readonly actor: string;
}

/**
 * Every determination that persons recorded, in order of entry, each with what became of it.
 * @param objectKey only those about this object
 */
export function listElements(db: Db, objectKey?: string): StoredElement[] {
  const where = objectKey === undefined ? '' : 'WHERE object_key = ?';
  const given = objectKey === undefined ? [] : [objectKey];
  const rows = db.prepare(`SELECT * FROM recorded_element ${where} ORDER BY entered_at_ms, id`).all(...given) as Row[];
  if (rows.length === 0) return [];
  const events = new Map<string, EventRow[]>();
  const eventRows = db.prepare('SELECT element_id, kind, reason, at_ms, actor FROM recorded_element_event ORDER BY no');
  for (const event of eventRows.iterate() as IterableIterator<EventRow>) {
    events.set(event.element_id, [...(events.get(event.element_id) ?? []), event]);
  }
  const isWithdrawn = ({ id }: Row): boolean => events.get(id)?.at(-1)?.kind === 'withdrawn';
  const heir = new Map<string, Row>();
  for (const row of rows) if (row.supersedes !== null && !isWithdrawn(row)) heir.set(row.supersedes, row);
  return rows.map((row) => elementOf(row, events.get(row.id) ?? [], isWithdrawn(row), heir.get(row.id)));
}

function elementOf(row: Row, own: readonly EventRow[], withdrawn: boolean, heir: Row | undefined): StoredElement {
  const events: StoredElement['events'] = own.map(({ kind, at_ms, actor, reason }) => ({
    kind,
    atMs: at_ms,
    by: actor,
    reason,
  }));
  if (heir !== undefined) {
    events.push({ kind: 'superseded', atMs: heir.entered_at_ms, by: heir.actor, reason: heir.reason ?? '' });
  }
  return {
    id: row.id,
    element: row.element,
    verdict: row.verdict,
    by: row.made_by,
    madeAtMs: row.made_at_ms,
    enteredAtMs: row.entered_at_ms,
    facts: row.facts,
    ...(row.purpose === null ? {} : { purpose: row.purpose }),
    ...(row.limb === null ? {} : { limb: row.limb }),
    ...(row.component === null ? {} : { component: row.component }),
    ...(row.certified === null ? {} : { certified: row.certified === 1 }),
    ...(row.reference === null ? {} : { reference: row.reference }),
    anchor: {
      objectKey: row.object_key,
      objectName: row.object_name,
      flightId: row.flight_id,
      incursionId: row.incursion_id,
      firstMs: row.first_ms,
      lastMs: row.last_ms,
      firstDetection: row.first_detection,
      lastDetection: row.last_detection,
      detections: row.detections,
    },
    enteredBy: row.actor,
    supersedes: row.supersedes,
    reason: row.reason,
    standing: withdrawn ? 'withdrawn' : heir === undefined ? 'on-record' : 'superseded',
    events: events.toSorted((one, other) => one.atMs - other.atMs),
  };
}

/** A determination to be kept. */
export interface NewElement extends Omit<RecordedElement, 'attachment'> {
  readonly anchor: StoredElement['anchor'];
  readonly enteredBy: string;
  readonly supersedes: string | null;
  readonly reason: string | null;
}

/** Call inside a change. */
export function storeElement(db: Db, element: NewElement): void {
  const { anchor } = element;
  db.prepare(
    `INSERT INTO recorded_element (id, element, verdict, made_by, made_at_ms, entered_at_ms, actor, facts, purpose, limb, component,
       certified, reference, supersedes, reason, object_key, object_name, flight_id, incursion_id, first_ms, last_ms,
       first_detection, last_detection, detections)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    element.id,
    element.element,
    element.verdict,
    element.by,
    element.madeAtMs,
    element.enteredAtMs,
    element.enteredBy,
    element.facts,
    element.purpose ?? null,
    element.limb ?? null,
    element.component ?? null,
    element.certified === undefined ? null : element.certified ? 1 : 0,
    element.reference ?? null,
    element.supersedes,
    element.reason,
    anchor.objectKey,
    anchor.objectName,
    anchor.flightId,
    anchor.incursionId,
    anchor.firstMs,
    anchor.lastMs,
    anchor.firstDetection,
    anchor.lastDetection,
    anchor.detections,
  );
}

/** Withdraws a determination or puts it back on record. Call inside a change. */
export function storeElementEvent(
  db: Db,
  event: { elementId: string; kind: 'withdrawn' | 'restored'; reason: string; atMs: number; actor: string },
): void {
  db.prepare('INSERT INTO recorded_element_event (element_id, kind, reason, at_ms, actor) VALUES (?, ?, ?, ?, ?)').run(
    event.elementId,
    event.kind,
    event.reason,
    event.atMs,
    event.actor,
  );
}
