/**
 * Scenarios, and what lets flights be judged by other areas without their detections. Rows of scenarios are added, never edited:
 * the newest version holds unless it was removed.
 */
export const scenarios = `
-- What the coverage of a flight hangs on besides the judge (JudgedPath). A conclusion like the flight it belongs to; a flight
-- that no judge can change has none.
CREATE TABLE flight_judged (
  flight_id TEXT PRIMARY KEY REFERENCES flight (id) ON DELETE CASCADE,
  -- Box of the positions an area can matter to, degrees, and the largest of their errors: exact, not rounded to 32 bits.
  west REAL NOT NULL, south REAL NOT NULL, east REAL NOT NULL, north REAL NOT NULL,
  sigma_m REAL NOT NULL,
  decided_by INTEGER,
  sectors TEXT NOT NULL,
  moments TEXT NOT NULL,
  columns BLOB NOT NULL
) STRICT;

-- Flights that a change of the rules cannot touch keep their conclusion as it was written: the digest of the rules in it is
-- read as the one that took its place.
CREATE TABLE rules_succession (
  digest TEXT PRIMARY KEY,
  now TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- An area that is no more: joined to another one, or entered by mistake. Its versions stay.
CREATE TABLE area_withdrawn (
  id TEXT NOT NULL,
  -- The last version before; a later version brings the area back.
  version INTEGER NOT NULL,
  reason TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  PRIMARY KEY (id, version),
  FOREIGN KEY (id, version) REFERENCES area (id, version)
) STRICT;

CREATE TABLE scenario (
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  -- JSON: ScenarioSet of shared/model/scenario.ts.
  definition TEXT NOT NULL,
  -- SHA-256 of name and definition.
  digest TEXT NOT NULL,
  entered_at_ms INTEGER NOT NULL,
  actor TEXT NOT NULL,
  removed_at_ms INTEGER,
  removed_by TEXT,
  PRIMARY KEY (id, version)
) STRICT;
`;
