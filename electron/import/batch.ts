import { createHash, hash } from 'node:crypto';
import { contentBytes, encodeContent, subjectContent } from '../../shared/model/content.ts';
import type { DetectionFields, IdentityFields, PersonalFields, SensorFields } from '../../shared/model/detection.ts';
import { decideEvidence } from '../../shared/model/evidence.ts';
import { identityColumns, measureColumns, personalColumns, sensorColumns } from '../../shared/model/fields.ts';
import type { IssueCode } from '../../shared/model/issue.ts';
import type { RecordRef } from '../../shared/model/source.ts';

/** Who and by whom, interned: detections refer to it by its place in the import's list. */
export interface Subject {
  readonly identity: IdentityFields;
  readonly sensor: SensorFields;
  /** Hex digest over both, without what readers concluded. */
  readonly digest: string;
}

export interface QuarantinedRecord extends RecordRef {
  readonly code: IssueCode;
  readonly field: string | null;
  readonly found: string | null;
  readonly raw: string;
}

/** Rows as typed columns: what crosses from the reader process to the backend. */
export interface DetectionBatch {
  readonly count: number;
  /** By index in `measureColumns`; NaN = absent. A column no row of the batch has is left out. */
  readonly measures: readonly { readonly index: number; readonly values: Float64Array }[];
  /** Index into all subjects sent so far, this batch's `newSubjects` included. */
  readonly subject: Uint32Array;
  readonly newSubjects: readonly Subject[];
  readonly record: Float64Array;
  readonly byteStart: Float64Array;
  readonly byteLength: Float64Array;
  readonly idHi: Float64Array;
  readonly idLo: Float64Array;
  readonly personal: readonly { readonly row: number; readonly fields: PersonalFields }[];
  readonly quarantined: readonly QuarantinedRecord[];
}

const ROWS = 8192;
/** Quarantined records carry raw text: a batch of them is sent before it grows large. */
const QUARANTINED = 1000;

type CodeTable = ReadonlyMap<string, number> | null;
const codeTables: readonly CodeTable[] = measureColumns.map(({ codes }) =>
  codes === undefined ? null : new Map(codes.map((code, index) => [code, index])),
);
const isInteger = measureColumns.map(({ type }) => type === 'integer');
const measureReaders = measureColumns.map(({ of }) => of);
const personalReaders = personalColumns.map(({ name, of }) => ({ name, of }));
const subjectReaders: readonly ((fields: DetectionFields) => unknown)[] = [...identityColumns, ...sensorColumns].map(
  ({ of }) => of,
);

/** Gathers what a reader emits into batches, interning subjects and giving every detection its content id. */
export class BatchBuilder {
  readonly #send: (batch: DetectionBatch) => void;
  #measures: (Float64Array | null)[] = [];
  #subject!: Uint32Array;
  #record!: Float64Array;
  #byteStart!: Float64Array;
  #byteLength!: Float64Array;
  #idHi!: Float64Array;
  #idLo!: Float64Array;
  #personal: { row: number; fields: PersonalFields }[] = [];
  #quarantined: QuarantinedRecord[] = [];
  #count = 0;
  #row = 0;
  /** By the name the object goes by: rows of different objects interleave, and one look-up finds the few candidates. */
  readonly #subjects = new Map<string, { readonly values: readonly unknown[]; readonly subject: number }[]>();
  #subjectCount = 0;
  readonly #subjectDigests: Uint8Array[] = [];
  #newSubjects: Subject[] = [];
  #content = Buffer.alloc(4096);
  #contentView = new DataView(this.#content.buffer, this.#content.byteOffset);

  constructor(send: (batch: DetectionBatch) => void) {
    this.#send = send;
    this.#clear();
  }

  add(ref: RecordRef, fields: DetectionFields): void {
    const row = this.#count;
    for (let index = 0; index < measureReaders.length; index++) {
      const value = measureReaders[index]!(fields);
      if (value === undefined) continue;
      let column = this.#measures[index];
      if (column == null) {
        column = new Float64Array(ROWS).fill(Number.NaN);
        this.#measures[index] = column;
      }
      if (typeof value === 'string') column[row] = codeTables[index]!.get(value)!;
      else column[row] = isInteger[index] ? Math.round(value) : value;
    }
    const personal = personalOf(fields);
    if (personal !== undefined) this.#personal.push({ row, fields: personal });
    const subject = this.#intern(fields);
    this.#subject[row] = subject;
    this.#record[row] = ref.record;
    this.#byteStart[row] = ref.byteStart;
    this.#byteLength[row] = ref.byteLength;
    this.#identify(row, subject, personal);
    if (++this.#count === ROWS) this.flush();
  }

  quarantine(record: QuarantinedRecord): void {
    this.#quarantined.push(record);
    if (this.#quarantined.length === QUARANTINED) this.flush();
  }

  flush(): void {
    if (this.#count === 0 && this.#quarantined.length === 0) return;
    const count = this.#count;
    this.#send({
      count,
      measures: this.#measures.flatMap((values, index) =>
        values == null ? [] : [{ index, values: values.subarray(0, count) }],
      ),
      subject: this.#subject.subarray(0, count),
      newSubjects: this.#newSubjects,
      record: this.#record.subarray(0, count),
      byteStart: this.#byteStart.subarray(0, count),
      byteLength: this.#byteLength.subarray(0, count),
      idHi: this.#idHi.subarray(0, count),
      idLo: this.#idLo.subarray(0, count),
      personal: this.#personal,
      quarantined: this.#quarantined,
    });
    this.#clear();
  }

  /** A batch keeps its arrays: it may wait to be sent while the next one fills. */
  #clear(): void {
    this.#subject = new Uint32Array(ROWS);
    this.#record = new Float64Array(ROWS);
    this.#byteStart = new Float64Array(ROWS);
    this.#byteLength = new Float64Array(ROWS);
    this.#idHi = new Float64Array(ROWS);
    this.#idLo = new Float64Array(ROWS);
    this.#measures = new Array<Float64Array | null>(measureColumns.length).fill(null);
    this.#personal = [];
    this.#quarantined = [];
    this.#newSubjects = [];
    this.#count = 0;
  }

  #intern(fields: DetectionFields): number {
    const name =
      fields.uasSerial ??
      fields.uasRegId ??
      fields.uasSessionId ??
      fields.uasUtmId ??
      fields.icao24 ??
      fields.transmitterMac ??
      fields.sourceTrackKey ??
      fields.callsign ??
      '';
    let known = this.#subjects.get(name);
    if (known === undefined) {
      known = [];
      this.#subjects.set(name, known);
    }
    for (const { values, subject } of known) {
      let same = true;
      for (let i = 0; same && i < subjectReaders.length; i++) same = subjectReaders[i]!(fields) === values[i];
      if (same) return subject;
    }
    const subject = this.#subjectCount++;
    known.push({ values: subjectReaders.map((read) => read(fields)), subject });
    const identity = pick(fields, identityColumns) as IdentityFields;
    const sensor = pick(fields, sensorColumns) as SensorFields;
    identity.evidence ??= decideEvidence(identity, sensor.sensorKind);
    const digest = createHash('sha256').update(subjectContent(identity, sensor)).digest();
    this.#subjectDigests.push(digest.subarray(0, 16));
    this.#newSubjects.push({ identity, sensor, digest: digest.toString('hex') });
    return subject;
  }

  #identify(row: number, subject: number, personal: PersonalFields | undefined): void {
    const needed = contentBytes(personal);
    if (needed > this.#content.length) {
      this.#content = Buffer.alloc(needed * 2);
      this.#contentView = new DataView(this.#content.buffer, this.#content.byteOffset);
    }
    this.#row = row;
    const length = encodeContent(this.#contentView, this.#subjectDigests[subject]!, this.#measure, personal);
    // One character a byte: the runtime makes that string three times faster than a buffer.
    const digest = hash('sha256', this.#content.subarray(0, length), 'binary');
    this.#idHi[row] = sixBytes(digest, 0);
    this.#idLo[row] = sixBytes(digest, 6);
  }

  readonly #measure = (index: number): number => {
    const column = this.#measures[index];
    return column == null ? Number.NaN : column[this.#row]!;
  };
}

/** Big-endian. */
function sixBytes(bytes: string, at: number): number {
  let value = 0;
  for (let i = at; i < at + 6; i++) value = value * 256 + bytes.charCodeAt(i);
  return value;
}

function personalOf(fields: DetectionFields): PersonalFields | undefined {
  let found: Record<string, unknown> | undefined;
  for (const { name, of } of personalReaders) {
    const value = of(fields);
    if (value === undefined) continue;
    found ??= {};
    found[name] = value;
  }
  return found as PersonalFields | undefined;
}

const pick = (fields: DetectionFields, columns: readonly { readonly name: keyof DetectionFields }[]): object =>
  Object.fromEntries(columns.flatMap(({ name }) => (fields[name] === undefined ? [] : [[name, fields[name]]])));
