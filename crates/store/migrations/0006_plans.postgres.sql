-- The tenant's rows only, as for every table. Its name, place and use may change; the picture never does.
ALTER TABLE plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE plans FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plans USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE ON plans TO futawa_app;
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
CREATE TRIGGER plans_same_picture BEFORE UPDATE ON plans FOR EACH ROW
  WHEN (OLD.plan_id IS DISTINCT FROM NEW.plan_id OR OLD.blob IS DISTINCT FROM NEW.blob OR OLD.thumb IS DISTINCT FROM NEW.thumb
    OR OLD.sealed IS DISTINCT FROM NEW.sealed) EXECUTE FUNCTION futawa_refuse();
