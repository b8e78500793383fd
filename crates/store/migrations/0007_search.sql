-- Search: the de-identified text of each report, folded, and an index over its characters and pairs of characters (search_docs, search_index,
-- made per engine). All of it is derived: it can be thrown away and built again. A document's number orders the lists
-- (facility, report date, time of submission).
-- Two reports whose texts are nearly the same: a doubt for a person to settle (重複の疑い), derived like the index. The smaller id comes first.
CREATE TABLE search_doubts (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, other_id {{TEXT}} NOT NULL, score {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id, other_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, other_id) REFERENCES reports (facility_id, report_id)
) {{END}};
CREATE INDEX search_doubts_other ON search_doubts (facility_id, other_id);
-- A person's decision that two such reports tell of different events: they are not asked about again.
CREATE TABLE distinct_reports (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, other_id {{TEXT}} NOT NULL, decided_by {{TEXT}} NOT NULL, decided_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id, other_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, other_id) REFERENCES reports (facility_id, report_id)
) {{END}};
