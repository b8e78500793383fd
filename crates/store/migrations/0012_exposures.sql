-- How much care was given in a month (曝露量): user-days and beds, of a unit or, with an empty unit, of the whole facility. Without a
-- number the column is NULL, which is not zero.
CREATE TABLE exposures (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), unit_id {{TEXT}} NOT NULL, month {{TEXT}} NOT NULL,
  user_days {{INT}} CHECK (user_days BETWEEN 0 AND 3100000), beds {{INT}} CHECK (beds BETWEEN 0 AND 100000),
  updated_at {{INT}} NOT NULL, updated_by {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, unit_id, month)
) {{END}};
CREATE INDEX exposures_month ON exposures (facility_id, month);
