/**
 * What people decided about flights. Facts, like detections: events that are never changed; an edit is withdrawn, a review is
 * followed by another. Both refer to what stays when conclusions are drawn anew: detection ids, or an object and an instant.
 */
export const editsAndReviews = `
CREATE TABLE track_edit (
  no INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  kind TEXT NOT NULL,
  reason TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  withdrawn_at_ms INTEGER,
  withdrawn_by TEXT,
  withdrawn_reason TEXT
) STRICT;

CREATE TABLE track_edit_detection (
  edit_no INTEGER NOT NULL REFERENCES track_edit (no),
  id_hi INTEGER NOT NULL,
  id_lo INTEGER NOT NULL,
  claimed INTEGER NOT NULL,
  PRIMARY KEY (edit_no, id_hi, id_lo)
) STRICT, WITHOUT ROWID;

CREATE TABLE review (
  no INTEGER PRIMARY KEY,
  flight_id TEXT NOT NULL,
  object_key TEXT NOT NULL,
  -- An instant within the flight: how it is found again when it has another id.
  anchor_ms INTEGER NOT NULL,
  state TEXT NOT NULL,
  reason TEXT NOT NULL,
  -- What was concluded when it was reviewed.
  concluded TEXT NOT NULL,
  actor TEXT NOT NULL,
  at_ms INTEGER NOT NULL
) STRICT;
CREATE INDEX review_object ON review (object_key, anchor_ms);

-- Conclusion: the review that holds for each reviewed flight, and whether it changed since.
CREATE TABLE flight_review (
  flight_id TEXT PRIMARY KEY REFERENCES flight (id) ON DELETE CASCADE,
  review_no INTEGER NOT NULL REFERENCES review (no),
  state TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX flight_review_state ON flight_review (state);
`;
