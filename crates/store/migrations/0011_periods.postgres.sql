-- The tenant's rows only, as for every table. A published period is as immutable as a published month.
ALTER TABLE period_publications ENABLE ROW LEVEL SECURITY;
ALTER TABLE period_publications FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON period_publications USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON period_publications TO futawa_app;
CREATE TRIGGER period_publications_immutable BEFORE UPDATE OR DELETE ON period_publications FOR EACH ROW
  WHEN (OLD.state = 'published') EXECUTE FUNCTION futawa_refuse();
