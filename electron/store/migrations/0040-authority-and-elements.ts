/**
 * What persons put on record about authority: determinations of elements, versions of the authority table, kits and who signed
 * them. Rows are added, never edited: a correction is another row, and what was withdrawn or restored is an event beside it.
 */
export const authorityAndElements = `
-- One determination by one person. The columns from object_key on say what it was recorded for, so that it can be found again
-- when the flight is built anew and gets another id.
CREATE TABLE recorded_element (
  id TEXT PRIMARY KEY,
  element TEXT NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('met', 'not-met', 'unknown')),
  made_by TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  facts TEXT NOT NULL,
  purpose TEXT,
  limb TEXT,
  component TEXT,
  certified INTEGER,
  reference TEXT,
  supersedes TEXT REFERENCES recorded_element (id),
  reason TEXT,
  object_key TEXT NOT NULL,
  object_name TEXT NOT NULL,
  flight_id TEXT NOT NULL,
  incursion_id TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  first_detection TEXT NOT NULL,
  last_detection TEXT NOT NULL,
  detections INTEGER NOT NULL
) STRICT;
CREATE INDEX recorded_element_object ON recorded_element (object_key);

CREATE TABLE recorded_element_event (
  no INTEGER PRIMARY KEY,
  element_id TEXT NOT NULL REFERENCES recorded_element (id),
  kind TEXT NOT NULL CHECK (kind IN ('withdrawn', 'restored')),
  reason TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

-- The newest version holds; without one, the table that came with the program.
CREATE TABLE authority_version (
  version INTEGER PRIMARY KEY,
  as_of TEXT NOT NULL,
  -- The whole table as JSON, parts that no rule reads included.
  content TEXT NOT NULL,
  -- SHA-256 of its canonical JSON.
  digest TEXT NOT NULL,
  how TEXT NOT NULL CHECK (how IN ('imported', 'edited', 'kit', 'built-in')),
  -- Where it comes from and why, as a person said it.
  source TEXT NOT NULL,
  file TEXT,
  file_sha256 TEXT,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE TABLE kit_import (
  no INTEGER PRIMARY KEY,
  -- SHA-256 of the kit's canonical JSON.
  digest TEXT NOT NULL,
  name TEXT NOT NULL,
  file TEXT NOT NULL,
  fingerprint TEXT NOT NULL,
  made_by TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  -- JSON: how many of what it held, and what of it was new.
  contents TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

-- Whose kits are taken. The newest row of a fingerprint holds.
CREATE TABLE kit_signer (
  no INTEGER PRIMARY KEY,
  fingerprint TEXT NOT NULL,
  -- Base64 of the 32 bytes of the Ed25519 key.
  public_key TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('trusted', 'removed')),
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
`;
