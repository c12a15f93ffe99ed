import {
  identityColumns,
  measureColumns,
  personalColumns,
  type StoredColumn,
  sensorColumns,
} from '../../../shared/model/fields.ts';

const sqlTypes = { real: 'REAL', integer: 'INTEGER', text: 'TEXT' } as const;
const columnsOf = (fields: readonly StoredColumn[]): string =>
  fields
    .map(({ name, column, type }) => `${column} ${sqlTypes[type]}${name === 'observedAtMs' ? ' NOT NULL' : ''}`)
    .join(',\n  ');

/**
 * The first schema. Facts above, conclusions below: deleting every conclusion and rebuilding gives the same bytes.
 *
 * - A detection's `no` is local to this file and follows the order of import; what leaves the program is its content id
 *   (`id_hi`, `id_lo`: 96 bits of SHA-256 as two 48-bit integers, printed as 24 hex digits).
 * - `subject` interns who and by whom (identity, sensor, object): it repeats over thousands of rows.
 * - The first source of a detection stands in its row; the same detection in further files is in `detection_source`.
 */
export const factsAndConclusions = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE audit (
  no INTEGER PRIMARY KEY,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  kind TEXT NOT NULL,
  details TEXT NOT NULL,
  previous TEXT NOT NULL,
  digest TEXT NOT NULL
) STRICT;

CREATE TABLE import (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  file TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  format TEXT NOT NULL,
  format_label TEXT NOT NULL,
  reader_version INTEGER NOT NULL,
  options TEXT NOT NULL,
  imported_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  records INTEGER NOT NULL,
  detections INTEGER NOT NULL,
  positions INTEGER NOT NULL,
  duplicates INTEGER NOT NULL,
  quarantined INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  issues TEXT NOT NULL,
  first_time_ms INTEGER,
  last_time_ms INTEGER,
  west REAL, south REAL, east REAL, north REAL,
  sensors TEXT NOT NULL,
  object_ids TEXT NOT NULL,
  assumed_zone TEXT,
  synthetic INTEGER NOT NULL,
  undone INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX import_sha256 ON import (sha256);

-- Which objects an import spoke of: the way from a file to its flights.
CREATE TABLE import_object (
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  object_no INTEGER NOT NULL REFERENCES object (no),
  PRIMARY KEY (import_no, object_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE sensor (
  no INTEGER PRIMARY KEY,
  ${columnsOf(sensorColumns)},
  name TEXT NOT NULL,
  key TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE object (no INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE) STRICT;

CREATE TABLE subject (
  no INTEGER PRIMARY KEY,
  digest TEXT NOT NULL,
  sensor_no INTEGER NOT NULL REFERENCES sensor (no),
  object_no INTEGER NOT NULL REFERENCES object (no),
  ${columnsOf(identityColumns)},
  UNIQUE (digest, sensor_no, evidence)
) STRICT;
CREATE INDEX subject_object ON subject (object_no);

CREATE TABLE detection (
  no INTEGER PRIMARY KEY,
  id_hi INTEGER NOT NULL,
  id_lo INTEGER NOT NULL,
  subject_no INTEGER NOT NULL REFERENCES subject (no),
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  record INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  ${columnsOf(measureColumns)}
) STRICT;

-- The way from a content id to its row: filled in id order, a block of rows at a time, which an index on the rows is not.
-- No foreign key: checking one would search this table for every new row. verify compares both ways.
CREATE TABLE detection_id (
  id_hi INTEGER NOT NULL,
  id_lo INTEGER NOT NULL,
  no INTEGER NOT NULL,
  PRIMARY KEY (id_hi, id_lo)
) STRICT, WITHOUT ROWID;

-- Rows of one subject are stored side by side: the rows numbered first_no to last_no are all of this subject.
CREATE TABLE detection_run (
  subject_no INTEGER NOT NULL REFERENCES subject (no),
  first_no INTEGER NOT NULL,
  last_no INTEGER NOT NULL,
  PRIMARY KEY (subject_no, first_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE detection_personal (
  detection_no INTEGER PRIMARY KEY REFERENCES detection (no) ON DELETE CASCADE,
  ${columnsOf(personalColumns)}
) STRICT;

CREATE TABLE detection_source (
  detection_no INTEGER NOT NULL REFERENCES detection (no) ON DELETE CASCADE,
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  record INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  PRIMARY KEY (detection_no, import_no, record)
) STRICT, WITHOUT ROWID;
CREATE INDEX detection_source_import ON detection_source (import_no);

CREATE TABLE quarantine (
  no INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  record INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  code TEXT NOT NULL,
  field TEXT,
  found TEXT,
  raw TEXT NOT NULL
) STRICT;
CREATE INDEX quarantine_import ON quarantine (import_no);

CREATE TABLE area (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  edge_accuracy_m REAL NOT NULL,
  source TEXT NOT NULL,
  synthetic INTEGER NOT NULL,
  geometry TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT;

CREATE TABLE designation (
  id TEXT PRIMARY KEY,
  area_id TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('designated', 'pending', 'rescinded')),
  basis TEXT NOT NULL,
  source_document TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX designation_area ON designation (area_id);

CREATE TABLE completeness (
  no INTEGER PRIMARY KEY,
  sector TEXT NOT NULL,
  from_day TEXT NOT NULL,
  to_day TEXT NOT NULL,
  stated_by TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

-- Conclusions.

CREATE TABLE flight (
  id TEXT PRIMARY KEY,
  object_no INTEGER NOT NULL REFERENCES object (no),
  counted INTEGER NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  class TEXT NOT NULL,
  grade TEXT,
  evidence TEXT NOT NULL,
  object_name TEXT NOT NULL,
  object_key TEXT NOT NULL,
  sector TEXT,
  coverage_state TEXT,
  west REAL, south REAL, east REAL, north REAL,
  conclusion TEXT NOT NULL,
  path BLOB NOT NULL
) STRICT;
CREATE INDEX flight_object ON flight (object_no);
CREATE INDEX flight_first ON flight (first_ms);

CREATE TABLE flight_twin (
  flight_id TEXT NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
  twin_id TEXT NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
  PRIMARY KEY (flight_id, twin_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE incursion (
  id TEXT PRIMARY KEY,
  flight_id TEXT NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  grade TEXT NOT NULL,
  sector TEXT,
  result TEXT NOT NULL,
  eligibility TEXT NOT NULL
) STRICT;
CREATE INDEX incursion_flight ON incursion (flight_id);
CREATE INDEX incursion_first ON incursion (first_ms);

CREATE TABLE crossing (
  id TEXT PRIMARY KEY,
  flight_id TEXT NOT NULL REFERENCES flight (id) ON DELETE CASCADE,
  time_ms INTEGER NOT NULL,
  direction TEXT NOT NULL,
  sector TEXT
) STRICT;
CREATE INDEX crossing_flight ON crossing (flight_id);
CREATE INDEX crossing_time ON crossing (time_ms);

-- Issued pages: their data is what a digest was printed of, so it is kept as it was.

CREATE TABLE report (
  id TEXT PRIMARY KEY,
  flight_id TEXT NOT NULL,
  version INTEGER NOT NULL,
  data TEXT NOT NULL,
  data_digest TEXT NOT NULL,
  html TEXT NOT NULL,
  html_digest TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX report_flight ON report (flight_id);

-- The files a page prints as its sources: none of them is ever undone.
CREATE TABLE report_source (
  report_id TEXT NOT NULL REFERENCES report (id),
  import_no INTEGER NOT NULL REFERENCES import (no),
  PRIMARY KEY (report_id, import_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE trace (
  code TEXT NOT NULL,
  report_id TEXT NOT NULL REFERENCES report (id),
  label TEXT NOT NULL,
  printed TEXT NOT NULL,
  detection_ids TEXT NOT NULL,
  PRIMARY KEY (code, report_id)
) STRICT, WITHOUT ROWID;
`;
