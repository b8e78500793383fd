-- Floor plans of the facility, on which drawings are made. A plan is retired, never deleted: old drawings lie on it.
CREATE TABLE plans (
  facility_id {{TEXT}} NOT NULL, plan_id {{TEXT}} NOT NULL, label {{TEXT}} NOT NULL, position {{INT}} NOT NULL, active {{INT}} NOT NULL CHECK (active IN (0, 1)),
  kind {{TEXT}} NOT NULL, bytes {{INT}} NOT NULL, width {{INT}} NOT NULL, height {{INT}} NOT NULL, blob {{TEXT}} NOT NULL, thumb {{TEXT}} NOT NULL,
  sealed {{BLOB}} NOT NULL,
  PRIMARY KEY (facility_id, plan_id),
  FOREIGN KEY (facility_id) REFERENCES facilities (facility_id)
) {{END}};
