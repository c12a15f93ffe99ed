/** Issued pages that tell of a night, a period, several incidents or scenarios compared: kept as they were printed, and every file written of one. */
export const overviewPages = `
CREATE TABLE overview_page (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('night', 'period', 'batch', 'scenario')),
  title TEXT NOT NULL,
  data TEXT NOT NULL,
  data_digest TEXT NOT NULL,
  html TEXT NOT NULL,
  html_digest TEXT NOT NULL,
  made_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  program TEXT NOT NULL
) STRICT;

CREATE TABLE overview_file (
  no INTEGER PRIMARY KEY,
  page_id TEXT NOT NULL REFERENCES overview_page (id),
  kind TEXT NOT NULL CHECK (kind IN ('html', 'pdf')),
  sha256 TEXT NOT NULL,
  sidecar TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL
) STRICT;
CREATE INDEX overview_file_sha256 ON overview_file (sha256);
`;
