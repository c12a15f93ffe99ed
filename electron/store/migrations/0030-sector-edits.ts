/**
 * What an analyst sets in place of the built-in table of sectors. Rows are added, never edited: the newest one of a break
 * holds, and one without a km gives the break back to the table.
 */
export const sectorEdits = `
CREATE TABLE sector_break (
  no INTEGER PRIMARY KEY,
  west TEXT NOT NULL,
  east TEXT NOT NULL,
  km REAL,
  source TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;

-- One row for a file of outlines; the newest one holds unless it was removed.
CREATE TABLE sector_polygons (
  version INTEGER PRIMARY KEY,
  source TEXT NOT NULL,
  file TEXT NOT NULL,
  file_sha256 TEXT NOT NULL,
  -- JSON: [{"code", "geometry": MultiPolygon coordinates}].
  polygons TEXT NOT NULL,
  -- SHA-256 of source and outlines.
  digest TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  removed_at_ms INTEGER,
  removed_by TEXT
) STRICT;
`;
