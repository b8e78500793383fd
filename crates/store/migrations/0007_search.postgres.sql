CREATE TABLE search_docs (
  facility_id TEXT COLLATE "C" NOT NULL, doc BIGINT NOT NULL, report_id TEXT COLLATE "C" NOT NULL, text_version BIGINT NOT NULL,
  text TEXT COLLATE "C" NOT NULL, folded TEXT COLLATE "C" NOT NULL, indexed_at BIGINT NOT NULL,
  PRIMARY KEY (facility_id, doc),
  CONSTRAINT search_docs_facility_id_report_id_key UNIQUE (facility_id, report_id),
  FOREIGN KEY (facility_id, report_id) REFERENCES reports (facility_id, report_id)
);
CREATE TABLE search_index (
  facility_id TEXT COLLATE "C" NOT NULL, report_id TEXT COLLATE "C" NOT NULL, tokens TSVECTOR NOT NULL,
  PRIMARY KEY (facility_id, report_id)
);
CREATE INDEX search_index_tokens ON search_index USING gin (tokens);
-- The tenant's rows only, as for every table.
ALTER TABLE search_docs ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_docs FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON search_docs USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON search_docs TO futawa_app;
ALTER TABLE search_index ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_index FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON search_index USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON search_index TO futawa_app;
ALTER TABLE search_doubts ENABLE ROW LEVEL SECURITY;
ALTER TABLE search_doubts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON search_doubts USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON search_doubts TO futawa_app;
ALTER TABLE distinct_reports ENABLE ROW LEVEL SECURITY;
ALTER TABLE distinct_reports FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON distinct_reports USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT ON distinct_reports TO futawa_app;
-- Row-level security keeps an operator that is not "leakproof" (@@) from using the GIN index. So the index is asked through this
-- function in its owner's name, which binds the tenant itself; nobody but the owner may look past the tenant, and only at the index.
CREATE POLICY owner_looks ON search_index FOR SELECT TO CURRENT_USER USING (true);
CREATE FUNCTION futawa_search(wanted TEXT) RETURNS SETOF TEXT LANGUAGE sql STABLE SECURITY DEFINER SET search_path FROM CURRENT
  ROWS 1000 AS $$
  SELECT s.report_id FROM search_index s
  WHERE s.facility_id = current_setting('futawa.facility', true) AND s.tokens @@ CAST(wanted AS TSQUERY)
$$;
REVOKE ALL ON FUNCTION futawa_search(TEXT) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION futawa_search(TEXT) TO futawa_app;
-- The place of a text in another, under the name that SQLite gives it.
CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE PARALLEL SAFE AS 'SELECT strpos(whole, part)';
GRANT EXECUTE ON FUNCTION instr(TEXT, TEXT) TO futawa_app;
