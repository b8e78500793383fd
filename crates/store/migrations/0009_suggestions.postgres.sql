-- The tenant's rows only, as for every table.
ALTER TABLE text_models ENABLE ROW LEVEL SECURITY;
ALTER TABLE text_models FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON text_models USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON text_models TO futawa_app;
ALTER TABLE suggestion_counts ENABLE ROW LEVEL SECURITY;
ALTER TABLE suggestion_counts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON suggestion_counts USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON suggestion_counts TO futawa_app;
