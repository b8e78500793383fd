-- Individual publications (個別公表): where each matter stands, and every edition that went out, its text sealed under the report's key.
CREATE TABLE individual_matters (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, stage {{TEXT}} NOT NULL,
  grounds {{TEXT}} NOT NULL CHECK (grounds IN ('level', 'socially_significant')), opened_on {{TEXT}} NOT NULL, rule_version {{INT}} NOT NULL,
  stream_seq {{INT}} NOT NULL, slug {{TEXT}}, edition {{INT}}, entered_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id)
) {{END}};
CREATE UNIQUE INDEX individual_matters_facility_id_slug_key ON individual_matters (facility_id, slug);
CREATE TABLE individual_releases (
  facility_id {{TEXT}} NOT NULL, slug {{TEXT}} NOT NULL, edition {{INT}} NOT NULL, report_id {{TEXT}} NOT NULL, snapshot_hash {{TEXT}} NOT NULL,
  sealed {{BLOB}} NOT NULL, rule_version {{INT}} NOT NULL, cut_off {{INT}} NOT NULL, released_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, slug, edition),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id)
) {{END}};
CREATE INDEX individual_releases_report ON individual_releases (facility_id, report_id);
