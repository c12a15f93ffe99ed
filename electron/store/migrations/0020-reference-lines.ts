/**
 * Reference lines an analyst loads beside the built-in one. Versions are added, never edited; one that is removed keeps its row,
 * because conclusions and pages were drawn with it.
 */
export const referenceLines = `
CREATE TABLE reference_line (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  source TEXT NOT NULL,
  error_m REAL NOT NULL,
  file TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  format TEXT NOT NULL,
  parts INTEGER NOT NULL,
  widest_gap_m REAL NOT NULL,
  turned_round INTEGER NOT NULL,
  -- JSON: [[lng, lat], …], WGS 84 degrees, from west to east.
  vertices TEXT NOT NULL,
  -- SHA-256 of name, source, error and vertices.
  digest TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  removed_at_ms INTEGER,
  removed_by TEXT,
  PRIMARY KEY (id, version)
) STRICT;
`;
