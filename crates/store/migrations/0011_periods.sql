-- Comprehensive publication (包括公表): one row per revision of a half-year or year. And the facility's own words on the use of what it publishes.
CREATE TABLE period_publications (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), period {{TEXT}} NOT NULL, revision {{INT}} NOT NULL,
  state {{TEXT}} NOT NULL CHECK (state IN ('draft', 'checked', 'approved', 'published')),
  snapshot {{TEXT}} NOT NULL, snapshot_hash {{TEXT}} NOT NULL, cut_off {{INT}} NOT NULL, rule_version {{INT}} NOT NULL,
  erratum_reason {{TEXT}}, created_at {{INT}} NOT NULL, published_at {{INT}},
  PRIMARY KEY (facility_id, period, revision)
) {{END}};
ALTER TABLE facilities ADD COLUMN licence {{TEXT}};
