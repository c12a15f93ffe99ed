/**
 * Sensor profiles in versions, what is known of how a file came into our hands, and readings that newer ones took the place of.
 * All of it is added to, never edited: a change of a profile is its next version, a change of a note its next row.
 */
export const profilesAndAcquisition = `
CREATE TABLE profile (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- Canonical JSON of the profile as a person stated it, and its SHA-256.
  content TEXT NOT NULL,
  digest TEXT NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (id, version)
) STRICT, WITHOUT ROWID;

-- A removed profile is applied no more; imports that were read with it keep it.
CREATE TABLE profile_removed (
  id TEXT PRIMARY KEY,
  removed_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

-- The newest row of an import holds; the older ones are its history.
CREATE TABLE acquisition (
  no INTEGER PRIMARY KEY,
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  received_from TEXT,
  received_by TEXT,
  -- As a person wrote it: a day, or a time with its zone.
  received_at TEXT,
  medium TEXT,
  medium_serial TEXT,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX acquisition_import ON acquisition (import_no);

-- The import that read the same original again.
ALTER TABLE import ADD COLUMN superseded_by INTEGER;

-- Detections that an issued page cites and that no reading in force holds any more: kept so that the page can be traced.
CREATE TABLE superseded_detection (
  id_hi INTEGER NOT NULL,
  id_lo INTEGER NOT NULL,
  import_no INTEGER NOT NULL REFERENCES import (no) DEFERRABLE INITIALLY DEFERRED,
  record INTEGER NOT NULL,
  byte_start INTEGER NOT NULL,
  byte_length INTEGER NOT NULL,
  -- JSON: the canonical fields as they were read.
  fields TEXT NOT NULL,
  PRIMARY KEY (id_hi, id_lo, import_no, record)
) STRICT, WITHOUT ROWID;
`;
