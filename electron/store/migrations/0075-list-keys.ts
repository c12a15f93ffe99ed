/**
 * What the lists are sorted by and is not a column of its own yet, derived from the conclusions: narrow rows, so that a page of a
 * list in any order is found without reading the conclusions of all the others; and indexes that answer filters by themselves.
 */
export const listKeys = `
CREATE TABLE flight_key (
  flight_id TEXT PRIMARY KEY REFERENCES flight (id) ON DELETE CASCADE,
  border_km REAL,
  farthest_m REAL,
  us_s REAL NOT NULL,
  crossings INTEGER NOT NULL,
  incursions INTEGER NOT NULL,
  model TEXT,
  sensors TEXT NOT NULL,
  detections INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE incursion_key (
  incursion_id TEXT PRIMARY KEY REFERENCES incursion (id) ON DELETE CASCADE,
  border_km REAL,
  depth_m REAL,
  observed_s REAL NOT NULL,
  inferred_s REAL NOT NULL,
  place TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE crossing_key (
  crossing_id TEXT PRIMARY KEY REFERENCES crossing (id) ON DELETE CASCADE,
  border_km REAL NOT NULL,
  lng REAL NOT NULL,
  window_ms REAL NOT NULL,
  how TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX flight_by_id ON flight (id, counted, class, grade, evidence, coverage_state, sector, object_name, object_key);
CREATE INDEX incursion_narrow ON incursion (first_ms, id, last_ms, grade, sector, result, flight_id);
CREATE INDEX incursion_grade ON incursion (grade, flight_id);
CREATE INDEX crossing_narrow ON crossing (time_ms, id, sector, direction, flight_id);
`;
