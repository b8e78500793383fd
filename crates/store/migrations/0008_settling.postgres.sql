-- The tenant's rows only, as for every table.
ALTER TABLE other_names ENABLE ROW LEVEL SECURITY;
ALTER TABLE other_names FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON other_names USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE, DELETE ON other_names TO futawa_app;
ALTER TABLE settlements ENABLE ROW LEVEL SECURITY;
ALTER TABLE settlements FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON settlements USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT, UPDATE ON settlements TO futawa_app;
-- A decision stands; only that it was undone, and where the words stand now, may be written later.
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
CREATE TRIGGER settlements_stand BEFORE UPDATE ON settlements FOR EACH ROW
  WHEN (OLD.subject IS DISTINCT FROM NEW.subject OR OLD.number IS DISTINCT FROM NEW.number OR OLD.act IS DISTINCT FROM NEW.act
    OR OLD.class IS DISTINCT FROM NEW.class OR OLD.decision IS DISTINCT FROM NEW.decision OR OLD.reason IS DISTINCT FROM NEW.reason
    OR OLD.sealed IS DISTINCT FROM NEW.sealed OR OLD.settled_by IS DISTINCT FROM NEW.settled_by OR OLD.settled_at IS DISTINCT FROM NEW.settled_at
    OR OLD.undone_at IS NOT NULL) EXECUTE FUNCTION futawa_refuse();
