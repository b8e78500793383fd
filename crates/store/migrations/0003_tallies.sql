-- One keyed sum per operational table: rows that no event covers cannot be changed, added or removed unnoticed.
CREATE TABLE tallies (
  facility_id {{TEXT}} NOT NULL,
  table_name {{TEXT}} NOT NULL,
  tally {{BLOB}} NOT NULL,
  PRIMARY KEY (facility_id, table_name)
) {{END}};
