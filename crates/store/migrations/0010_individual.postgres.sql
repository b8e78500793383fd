-- The tenant's rows only, as for every table; what went out never changes.
ALTER TABLE individual_matters ENABLE ROW LEVEL SECURITY;
ALTER TABLE individual_matters FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON individual_matters USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE ON individual_matters TO futawa_app;
ALTER TABLE individual_releases ENABLE ROW LEVEL SECURITY;
ALTER TABLE individual_releases FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON individual_releases USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT ON individual_releases TO futawa_app;
CREATE TRIGGER individual_releases_immutable BEFORE UPDATE OR DELETE ON individual_releases FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
