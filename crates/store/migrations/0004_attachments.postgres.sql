-- The tenant's rows only, as for every table; what a report holds never changes.
ALTER TABLE draft_files ENABLE ROW LEVEL SECURITY;
ALTER TABLE draft_files FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON draft_files USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON draft_files TO futawa_app;
ALTER TABLE attachments ENABLE ROW LEVEL SECURITY;
ALTER TABLE attachments FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON attachments USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT ON attachments TO futawa_app;
CREATE TRIGGER attachments_immutable BEFORE UPDATE OR DELETE ON attachments FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
