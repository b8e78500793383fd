-- Insight (分析). What people say about a chart: words at a month, a frozen baseline, new limits, a chosen kind. Taken back, never changed.
CREATE TABLE chart_notes (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), note_id {{TEXT}} NOT NULL, series {{TEXT}} NOT NULL,
  kind {{TEXT}} NOT NULL CHECK (kind IN ('note', 'freeze', 'rebase', 'chart')), month {{TEXT}}, chart {{TEXT}}, sealed {{BLOB}},
  added_by {{TEXT}} NOT NULL, added_at {{INT}} NOT NULL, withdrawn_by {{TEXT}}, withdrawn_at {{INT}},
  PRIMARY KEY (facility_id, note_id)
) {{END}};
CREATE INDEX chart_notes_series ON chart_notes (facility_id, series);
-- A signal that a chart gave: raised once, open until somebody has dealt with it.
CREATE TABLE signals (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), signal_id {{TEXT}} NOT NULL, series {{TEXT}} NOT NULL,
  rule {{TEXT}} NOT NULL, toward {{TEXT}} NOT NULL CHECK (toward IN ('up', 'down')), first_mark {{TEXT}} NOT NULL, last_mark {{TEXT}} NOT NULL,
  raised_at {{INT}} NOT NULL, state {{TEXT}} NOT NULL CHECK (state IN ('open', 'dealt')),
  dealt_by {{TEXT}}, dealt_at {{INT}}, sealed {{BLOB}},
  PRIMARY KEY (facility_id, signal_id)
) {{END}};
CREATE INDEX signals_state ON signals (facility_id, state, raised_at);
CREATE INDEX signals_series ON signals (facility_id, series);
-- A view of the insight page that somebody keeps: what stands in its address, under a name of their own.
CREATE TABLE saved_views (
  facility_id {{TEXT}} NOT NULL, view_id {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL, query {{TEXT}} NOT NULL, sealed {{BLOB}} NOT NULL,
  saved_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, view_id),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX saved_views_account ON saved_views (facility_id, account_id);
