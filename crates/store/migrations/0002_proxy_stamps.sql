-- Every page asks how many stamps of deputies a person has not looked at (後閲); without this the whole journal is read for it.
CREATE INDEX journal_proxy ON journal (facility_id, on_behalf_of, stream) WHERE on_behalf_of IS NOT NULL;
