-- Every table starts with facility_id; it leads every primary key, unique index and foreign key.
-- {{TEXT}} TEXT, ordered by bytes on both engines; {{INT}} BIGINT; {{BLOB}} BLOB or BYTEA; {{END}} options of the engine.
CREATE TABLE facilities (
  facility_id {{TEXT}} NOT NULL PRIMARY KEY,
  code {{TEXT}} NOT NULL UNIQUE,
  name_ja {{TEXT}} NOT NULL, name_en {{TEXT}} NOT NULL, zone {{TEXT}} NOT NULL,
  calendar {{TEXT}} NOT NULL CHECK (calendar IN ('wareki', 'seireki')),
  anonymous_reports {{INT}} NOT NULL CHECK (anonymous_reports IN (0, 1)),
  effective_from {{TEXT}} NOT NULL, created_at {{INT}} NOT NULL, contact {{TEXT}} NOT NULL
) {{END}};
CREATE TABLE units (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), unit_id {{TEXT}} NOT NULL, code {{TEXT}} NOT NULL,
  name_ja {{TEXT}} NOT NULL, name_en {{TEXT}} NOT NULL, position {{INT}} NOT NULL, active {{INT}} NOT NULL CHECK (active IN (0, 1)),
  PRIMARY KEY (facility_id, unit_id), UNIQUE (facility_id, code)
) {{END}};
CREATE TABLE places (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), place_id {{TEXT}} NOT NULL, code {{TEXT}} NOT NULL,
  name_ja {{TEXT}} NOT NULL, name_en {{TEXT}} NOT NULL, position {{INT}} NOT NULL, active {{INT}} NOT NULL CHECK (active IN (0, 1)),
  PRIMARY KEY (facility_id, place_id), UNIQUE (facility_id, code)
) {{END}};
CREATE TABLE accounts (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), account_id {{TEXT}} NOT NULL, login {{TEXT}} NOT NULL,
  name {{TEXT}} NOT NULL, kana {{TEXT}} NOT NULL, occupation {{TEXT}} NOT NULL, unit_id {{TEXT}}, roles {{TEXT}} NOT NULL,
  status {{TEXT}} NOT NULL CHECK (status IN ('active', 'invited', 'suspended', 'retired')),
  password_hash {{TEXT}}, must_change {{INT}} NOT NULL CHECK (must_change IN (0, 1)), created_at {{INT}} NOT NULL,
  lang {{TEXT}} NOT NULL, theme {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, account_id), UNIQUE (facility_id, login),
  FOREIGN KEY (facility_id, unit_id) REFERENCES units (facility_id, unit_id)
) {{END}};
CREATE INDEX accounts_unit ON accounts (facility_id, unit_id);
CREATE TABLE seat_holders (
  facility_id {{TEXT}} NOT NULL, seat {{TEXT}} NOT NULL, unit_id {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, seat, unit_id, account_id),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX seat_holders_account ON seat_holders (facility_id, account_id);
CREATE TABLE delegations (
  facility_id {{TEXT}} NOT NULL, delegation_id {{TEXT}} NOT NULL, seat {{TEXT}} NOT NULL, from_account {{TEXT}} NOT NULL,
  to_account {{TEXT}} NOT NULL, from_date {{TEXT}} NOT NULL, until_date {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, delegation_id),
  FOREIGN KEY (facility_id, from_account) REFERENCES accounts (facility_id, account_id),
  FOREIGN KEY (facility_id, to_account) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX delegations_to ON delegations (facility_id, to_account, from_date);
CREATE TABLE profile_versions (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), version {{INT}} NOT NULL, toml {{TEXT}} NOT NULL,
  note {{TEXT}} NOT NULL, created_at {{INT}} NOT NULL, created_by {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, version)
) {{END}};
CREATE TABLE reports (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), report_id {{TEXT}} NOT NULL, number {{TEXT}} NOT NULL,
  event_id {{TEXT}} NOT NULL, submitted_at {{INT}} NOT NULL, report_date {{TEXT}} NOT NULL,
  mode {{TEXT}} NOT NULL CHECK (mode IN ('named', 'protected', 'anonymous')),
  door {{TEXT}} NOT NULL CHECK (door IN ('quick', 'full', 'import')),
  form {{TEXT}} NOT NULL, medication_detail {{TEXT}}, unit_id {{TEXT}}, place_id {{TEXT}}, occurred_on {{TEXT}}, reporter_account {{TEXT}},
  reporter_tag {{TEXT}}, receipt_hash {{TEXT}}, coded {{TEXT}} NOT NULL, sealed {{BLOB}} NOT NULL, identity {{BLOB}},
  profile_version {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id), UNIQUE (facility_id, number),
  FOREIGN KEY (facility_id, unit_id) REFERENCES units (facility_id, unit_id),
  FOREIGN KEY (facility_id, place_id) REFERENCES places (facility_id, place_id),
  FOREIGN KEY (facility_id, reporter_account) REFERENCES accounts (facility_id, account_id),
  FOREIGN KEY (facility_id, profile_version) REFERENCES profile_versions (facility_id, version)
) {{END}};
CREATE INDEX reports_date ON reports (facility_id, report_date, submitted_at, report_id);
CREATE INDEX reports_reporter ON reports (facility_id, reporter_account, report_date);
CREATE INDEX reports_event ON reports (facility_id, event_id);
CREATE INDEX reports_receipt ON reports (facility_id, receipt_hash);
CREATE INDEX reports_unit ON reports (facility_id, unit_id, report_date);
CREATE TABLE report_keys (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, content_key {{BLOB}} NOT NULL, identity_key {{BLOB}} NOT NULL,
  PRIMARY KEY (facility_id, report_id)
) {{END}};
CREATE TABLE cases (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, state {{TEXT}} NOT NULL, round {{INT}} NOT NULL, seat {{TEXT}},
  stream_seq {{INT}} NOT NULL, reporter_level {{TEXT}}, leader_level {{TEXT}}, final_level {{TEXT}},
  kind {{TEXT}} CHECK (kind IN ('incident', 'accident')), measures_review {{INT}} NOT NULL CHECK (measures_review IN (0, 1)),
  merged_into {{TEXT}}, entered_at {{INT}} NOT NULL, closed_at {{INT}},
  PRIMARY KEY (facility_id, report_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, merged_into) REFERENCES reports (facility_id, report_id)
) {{END}};
CREATE INDEX cases_inbox ON cases (facility_id, state, entered_at, seat);
CREATE INDEX cases_merged ON cases (facility_id, merged_into);
CREATE TABLE read_receipts (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL, unit_id {{TEXT}}, read_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id, account_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX read_receipts_account ON read_receipts (facility_id, account_id);
CREATE TABLE measure_units (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, unit_id {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id, unit_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id),
  FOREIGN KEY (facility_id, unit_id) REFERENCES units (facility_id, unit_id)
) {{END}};
CREATE INDEX measure_units_unit ON measure_units (facility_id, unit_id);
CREATE TABLE publications (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), month {{TEXT}} NOT NULL, revision {{INT}} NOT NULL,
  state {{TEXT}} NOT NULL CHECK (state IN ('draft', 'checked', 'approved', 'published')),
  snapshot {{TEXT}} NOT NULL, snapshot_hash {{TEXT}} NOT NULL, cut_off {{INT}} NOT NULL, rule_version {{INT}} NOT NULL,
  erratum_reason {{TEXT}}, created_at {{INT}} NOT NULL, published_at {{INT}},
  PRIMARY KEY (facility_id, month, revision)
) {{END}};
CREATE TABLE publication_texts (
  facility_id {{TEXT}} NOT NULL, report_id {{TEXT}} NOT NULL, circumstances {{TEXT}} NOT NULL, prevention {{TEXT}} NOT NULL,
  written_by {{TEXT}} NOT NULL, approved_by {{TEXT}}, state {{TEXT}} NOT NULL CHECK (state IN ('draft', 'approved')),
  updated_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, report_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id)
) {{END}};
CREATE TABLE number_series (
  facility_id {{TEXT}} NOT NULL, series {{TEXT}} NOT NULL, next {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, series)
) {{END}};
CREATE TABLE journal (
  facility_id {{TEXT}} NOT NULL, chain {{TEXT}} NOT NULL CHECK (chain IN ('main', 'anonymous')), seq {{INT}} NOT NULL,
  stream {{TEXT}} NOT NULL, stream_seq {{INT}} NOT NULL, kind {{TEXT}} NOT NULL, facts {{TEXT}} NOT NULL, sealed {{BLOB}},
  actor {{TEXT}} NOT NULL, on_behalf_of {{TEXT}}, at {{INT}} NOT NULL, touched {{TEXT}} NOT NULL, prev_hash {{TEXT}} NOT NULL,
  hash {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, chain, seq), UNIQUE (facility_id, stream, stream_seq)
) {{END}};
CREATE TABLE journal_heads (
  facility_id {{TEXT}} NOT NULL REFERENCES facilities (facility_id), chain {{TEXT}} NOT NULL, seq {{INT}} NOT NULL, hash {{TEXT}} NOT NULL, mac {{TEXT}} NOT NULL,
  PRIMARY KEY (facility_id, chain)
) {{END}};
CREATE TABLE sessions (
  facility_id {{TEXT}} NOT NULL, token_hash {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL, created_at {{INT}} NOT NULL,
  seen_at {{INT}} NOT NULL, expires_at {{INT}} NOT NULL, reauth_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, token_hash),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX sessions_account ON sessions (facility_id, account_id);
CREATE TABLE sign_in_attempts (
  facility_id {{TEXT}} NOT NULL, login {{TEXT}} NOT NULL, failures {{INT}} NOT NULL, last_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, login)
) {{END}};
CREATE TABLE drafts (
  facility_id {{TEXT}} NOT NULL, draft_id {{TEXT}} NOT NULL, account_id {{TEXT}}, door {{TEXT}} NOT NULL, version {{INT}} NOT NULL,
  sealed {{BLOB}} NOT NULL, updated_at {{INT}} NOT NULL, receipt_hash {{TEXT}},
  PRIMARY KEY (facility_id, draft_id)
) {{END}};
CREATE INDEX drafts_account ON drafts (facility_id, account_id, updated_at);
CREATE TABLE idempotency_keys (
  facility_id {{TEXT}} NOT NULL, key {{TEXT}} NOT NULL, scope {{TEXT}} NOT NULL, result {{TEXT}} NOT NULL, at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, key)
) {{END}};
