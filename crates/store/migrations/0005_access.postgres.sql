-- The tenant's rows only, as for every table.
ALTER TABLE keeper_matters ENABLE ROW LEVEL SECURITY;
ALTER TABLE keeper_matters FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON keeper_matters USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON keeper_matters TO futawa_app;
ALTER TABLE known_devices ENABLE ROW LEVEL SECURITY;
ALTER TABLE known_devices FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON known_devices USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON known_devices TO futawa_app;
