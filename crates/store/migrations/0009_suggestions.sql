-- What a facility's confirmed reports have taught, so that a restart need not learn again. Derived: it may be deleted at any time.
CREATE TABLE text_models (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), field {{TEXT}} NOT NULL CHECK (field IN ('form', 'cause')),
  version {{INT}} NOT NULL, trained_at {{INT}} NOT NULL, labels {{INT}} NOT NULL, figures {{TEXT}} NOT NULL, sealed {{BLOB}} NOT NULL,
  PRIMARY KEY (facility_id, field)
) {{END}};
-- What became of the candidates that were shown, by class; no person, no report, no time.
CREATE TABLE suggestion_counts (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), field {{TEXT}} NOT NULL CHECK (field IN ('form', 'cause')),
  code {{TEXT}} NOT NULL, shown {{INT}} NOT NULL, accepted {{INT}} NOT NULL, chosen_otherwise {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, field, code)
) {{END}};
