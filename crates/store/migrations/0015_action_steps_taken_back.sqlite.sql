-- SQLite cannot change a check: the table is built anew, row by row as it was.
CREATE TABLE action_steps_new (
  facility_id TEXT NOT NULL, action_id TEXT NOT NULL, number INTEGER NOT NULL,
  step TEXT NOT NULL CHECK (step IN ('done', 'checked', 'withdrawn', 'taken_back')), on_day TEXT NOT NULL,
  months INTEGER CHECK (months IN (1, 3, 6)), verdict TEXT CHECK (verdict IN ('effective', 'partly', 'not', 'cannot_tell')),
  sealed BLOB NOT NULL, recorded_by TEXT NOT NULL, recorded_at INTEGER NOT NULL,
  PRIMARY KEY (facility_id, action_id, number),
  FOREIGN KEY (facility_id, action_id) REFERENCES corrective_actions (facility_id, action_id)
) STRICT, WITHOUT ROWID;
INSERT INTO action_steps_new (facility_id, action_id, number, step, on_day, months, verdict, sealed, recorded_by, recorded_at)
  SELECT facility_id, action_id, number, step, on_day, months, verdict, sealed, recorded_by, recorded_at FROM action_steps;
DROP TABLE action_steps;
ALTER TABLE action_steps_new RENAME TO action_steps;
CREATE TRIGGER action_steps_no_update BEFORE UPDATE ON action_steps BEGIN SELECT RAISE(ABORT, 'a step never changes'); END;
CREATE TRIGGER action_steps_no_delete BEFORE DELETE ON action_steps BEGIN SELECT RAISE(ABORT, 'a step never changes'); END;
