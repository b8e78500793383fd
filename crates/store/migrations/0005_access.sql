-- What about a keeper of identities waits for a second person: an appointment, or a password that an administrator reset.
CREATE TABLE keeper_matters (
  facility_id {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL, kind {{TEXT}} NOT NULL CHECK (kind IN ('appointment', 'reset')),
  asked_by {{TEXT}} NOT NULL, asked_at {{INT}} NOT NULL, rests_until {{INT}},
  PRIMARY KEY (facility_id, account_id),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
-- Devices on which a person has signed in before: their tries are counted apart, so that nobody else's failures slow them.
CREATE TABLE known_devices (
  facility_id {{TEXT}} NOT NULL, device_hash {{TEXT}} NOT NULL, account_id {{TEXT}} NOT NULL, seen_at {{INT}} NOT NULL,
  PRIMARY KEY (facility_id, device_hash),
  FOREIGN KEY (facility_id, account_id) REFERENCES accounts (facility_id, account_id)
) {{END}};
CREATE INDEX known_devices_account ON known_devices (facility_id, account_id);
CREATE INDEX sign_in_attempts_last ON sign_in_attempts (facility_id, last_at);
