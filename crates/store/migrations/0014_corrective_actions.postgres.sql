-- The tenant's rows only, as for every table; neither an action nor a step is ever changed.
ALTER TABLE corrective_actions ENABLE ROW LEVEL SECURITY;
ALTER TABLE corrective_actions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON corrective_actions USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT ON corrective_actions TO futawa_app;
CREATE TRIGGER corrective_actions_immutable BEFORE UPDATE OR DELETE ON corrective_actions FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
ALTER TABLE action_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE action_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON action_steps USING (facility_id = current_setting('futawa.facility', true))
  WITH CHECK (facility_id = current_setting('futawa.facility', true));
GRANT SELECT, INSERT ON action_steps TO futawa_app;
CREATE TRIGGER action_steps_immutable BEFORE UPDATE OR DELETE ON action_steps FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
