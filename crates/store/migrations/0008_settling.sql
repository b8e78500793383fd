-- What people of the facility are called besides their names (呼び名・通称), and names that no other list holds. Sealed: they name users.
CREATE TABLE other_names (
  facility_id {{TEXT}} NOT NULL, name_id {{TEXT}} NOT NULL, kind {{TEXT}} NOT NULL CHECK (kind IN ('person', 'staff', 'place', 'facility')),
  sealed {{BLOB}} NOT NULL, added_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, name_id),
  FOREIGN KEY (facility_id) REFERENCES facilities (facility_id)
) {{END}};
-- How a person settled what the identity check found in a text or a month. The words themselves are sealed.
CREATE TABLE settlements (
  facility_id {{TEXT}} NOT NULL, subject {{TEXT}} NOT NULL, number {{INT}} NOT NULL, act {{INT}} NOT NULL, finding {{TEXT}} NOT NULL, class {{TEXT}} NOT NULL,
  decision {{TEXT}} NOT NULL CHECK (decision IN ('applied', 'reworded', 'kept')), reason {{TEXT}}, sealed {{BLOB}}, left_tag {{TEXT}} NOT NULL,
  settled_by {{TEXT}} NOT NULL, settled_at {{INT}} NOT NULL, undone_at {{INT}},
  PRIMARY KEY (facility_id, subject, number),
  FOREIGN KEY (facility_id) REFERENCES facilities (facility_id)
) {{END}};
-- A text that nobody has approved may still name somebody: it lies sealed until then.
ALTER TABLE publication_texts ADD COLUMN sealed {{BLOB}};
