/**
 * Incidents: what people write about flights. `content` is JSON of `incidentContentSchema`; each edit adds a row with the fields
 * it changed, before and after. Flights are kept by the ids of their detections as well as by their own, because a flight that
 * gains a detection gets another id.
 */
export const incidents = `
CREATE TABLE incident (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  -- The workspace that gave the number: two that never met may have given the same one.
  origin TEXT NOT NULL,
  provisional INTEGER NOT NULL,
  sector TEXT NOT NULL,
  year INTEGER NOT NULL,
  opened_at_ms INTEGER NOT NULL,
  opened_by TEXT NOT NULL,
  revision INTEGER NOT NULL,
  changed_at_ms INTEGER NOT NULL,
  status TEXT NOT NULL,
  content TEXT NOT NULL,
  UNIQUE (number, origin)
) STRICT;

-- Every number that was ever given here. Rows are only added.
CREATE TABLE incident_number (
  prefix TEXT NOT NULL,
  sector TEXT NOT NULL,
  year INTEGER NOT NULL,
  sequence INTEGER NOT NULL,
  incident_id TEXT NOT NULL,
  PRIMARY KEY (prefix, sector, year, sequence)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_flight (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  -- Its id when it was added.
  flight_id TEXT NOT NULL,
  -- Content ids of its detections, 12 bytes each, in order of time.
  anchors BLOB NOT NULL,
  -- What was concluded when it was added, JSON: to say what changed since.
  conclusion TEXT NOT NULL,
  first_ms INTEGER NOT NULL,
  last_ms INTEGER NOT NULL,
  added_at_ms INTEGER NOT NULL,
  added_by TEXT NOT NULL,
  PRIMARY KEY (incident_id, flight_id)
) STRICT, WITHOUT ROWID;

-- The files that the flights of an incident were read from: none of them is ever undone.
CREATE TABLE incident_source (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  import_no INTEGER NOT NULL REFERENCES import (no),
  PRIMARY KEY (incident_id, import_no)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_edit (
  no INTEGER PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  revision INTEGER NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  -- JSON: [{"field", "before", "after"}].
  changes TEXT NOT NULL
) STRICT;
CREATE INDEX incident_edit_incident ON incident_edit (incident_id, revision);

-- What somebody is typing, saved as typed: no part of the record until it is saved as an edit.
CREATE TABLE incident_draft (
  incident_id TEXT NOT NULL REFERENCES incident (id),
  actor TEXT NOT NULL,
  -- The revision that the person began from.
  revision INTEGER NOT NULL,
  saved_at_ms INTEGER NOT NULL,
  content TEXT NOT NULL,
  PRIMARY KEY (incident_id, actor)
) STRICT, WITHOUT ROWID;

CREATE TABLE incident_review (
  no INTEGER PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incident (id),
  -- Of what was reviewed: a page is reviewed as long as its facts are these.
  facts_digest TEXT NOT NULL,
  reviewer TEXT NOT NULL,
  account TEXT NOT NULL,
  note TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX incident_review_incident ON incident_review (incident_id);

ALTER TABLE report ADD COLUMN incident_id TEXT;
-- What the person chose for this copy, JSON: paper, annex, marking, what is withheld.
ALTER TABLE report ADD COLUMN options TEXT NOT NULL DEFAULT '{}';
-- Of the data without number, version, time and codes: equal when a page would say the same again.
ALTER TABLE report ADD COLUMN content_digest TEXT NOT NULL DEFAULT '';
CREATE INDEX report_incident ON report (incident_id);

-- Every file that was written of an issued page, with the signed statement that went beside it.
CREATE TABLE report_file (
  no INTEGER PRIMARY KEY,
  report_id TEXT NOT NULL REFERENCES report (id),
  kind TEXT NOT NULL CHECK (kind IN ('html', 'pdf')),
  sha256 TEXT NOT NULL,
  sidecar TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX report_file_report ON report_file (report_id);
CREATE INDEX report_file_sha256 ON report_file (sha256);
`;
