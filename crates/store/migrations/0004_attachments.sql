-- Photographs and files. The bytes lie sealed in a directory beside the database; a row holds where, and the sealed key.
CREATE TABLE draft_files (
  facility_id {{TEXT}} NOT NULL, attachment_id {{TEXT}} NOT NULL, draft_id {{TEXT}} NOT NULL, position {{INT}} NOT NULL, kind {{TEXT}} NOT NULL,
  bytes {{INT}} NOT NULL, width {{INT}}, height {{INT}}, blob {{TEXT}} NOT NULL, thumb {{TEXT}}, sealed {{BLOB}} NOT NULL,
  PRIMARY KEY (facility_id, attachment_id),
  FOREIGN KEY (facility_id, draft_id) REFERENCES drafts (facility_id, draft_id)
) {{END}};
CREATE INDEX draft_files_draft ON draft_files (facility_id, draft_id, position);
CREATE TABLE attachments (
  facility_id {{TEXT}} NOT NULL, attachment_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, position {{INT}} NOT NULL, kind {{TEXT}} NOT NULL,
  bytes {{INT}} NOT NULL, width {{INT}}, height {{INT}}, blob {{TEXT}} NOT NULL, thumb {{TEXT}}, sealed {{BLOB}} NOT NULL, origin {{TEXT}},
  at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, attachment_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, origin) REFERENCES attachments (facility_id, attachment_id)
) {{END}};
CREATE UNIQUE INDEX attachments_facility_id_report_id_position_key ON attachments (facility_id, report_id, position);
