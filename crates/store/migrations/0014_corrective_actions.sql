-- Corrective actions (再発防止の対策): what was set for a case, and every step after it. Rows are added, never changed; words are sealed
-- under the report's key.
CREATE TABLE corrective_actions (
  facility_id {{TEXT}} NOT NULL, action_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, kind {{TEXT}} NOT NULL,
  owner_account {{TEXT}}, owner_seat {{TEXT}}, due_on {{TEXT}} NOT NULL, added_on {{TEXT}} NOT NULL, sealed {{BLOB}} NOT NULL,
  added_by {{TEXT}} NOT NULL, added_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, action_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, owner_account) REFERENCES accounts (facility_id, account_id),
  CHECK ((owner_account IS NULL) <> (owner_seat IS NULL))
) {{END}};
CREATE INDEX corrective_actions_report ON corrective_actions (facility_id, report_id);
CREATE INDEX corrective_actions_added ON corrective_actions (facility_id, added_on);
CREATE TABLE action_steps (
  facility_id {{TEXT}} NOT NULL, action_id {{TEXT}} NOT NULL, number {{INT}} NOT NULL,
  step {{TEXT}} NOT NULL CHECK (step IN ('done', 'checked', 'withdrawn')), on_day {{TEXT}} NOT NULL,
  months {{INT}} CHECK (months IN (1, 3, 6)), verdict {{TEXT}} CHECK (verdict IN ('effective', 'partly', 'not', 'cannot_tell')),
  sealed {{BLOB}} NOT NULL, recorded_by {{TEXT}} NOT NULL, recorded_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, action_id, number),
  FOREIGN KEY (facility_id, action_id) REFERENCES corrective_actions (facility_id, action_id)
) {{END}};
