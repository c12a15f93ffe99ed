/** Files that left the program. The imports they hold are cited by them: such an import is superseded, never undone. */
export const exportsMade = `
CREATE TABLE export (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  what TEXT NOT NULL,
  format TEXT NOT NULL,
  filters TEXT NOT NULL,
  personal INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

CREATE TABLE export_source (
  export_no INTEGER NOT NULL REFERENCES export (no),
  import_no INTEGER NOT NULL REFERENCES import (no),
  PRIMARY KEY (export_no, import_no)
) STRICT, WITHOUT ROWID;
CREATE INDEX export_source_import ON export_source (import_no);
`;
