/**
 * What the map draws of each flight, derived from its path: where it lies (an R*Tree, whose 32-bit boxes only preselect), its points
 * with the zoom from which each is told apart, and its crossings. A narrow index answers filters without touching paths;
 * it begins with the time, because a column of two values in front would draw the planner away from looking flights up by id.
 */
export const flightShapes = `
CREATE TABLE flight_shape (
  no INTEGER PRIMARY KEY,
  flight_id TEXT NOT NULL UNIQUE REFERENCES flight (id) ON DELETE CASCADE,
  shape BLOB NOT NULL,
  crossings BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE flight_box USING rtree (no, west, east, south, north);

CREATE TRIGGER flight_shape_removed AFTER DELETE ON flight_shape BEGIN
  DELETE FROM flight_box WHERE no = OLD.no;
END;

CREATE INDEX flight_narrow ON flight (
  first_ms, id, counted, last_ms, class, grade, evidence, sector, coverage_state, object_name, object_key, west, south, east, north
);
`;
