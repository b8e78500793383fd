-- What only PostgreSQL needs: triggers, the role of the program, row-level security.
CREATE FUNCTION futawa_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % never change', TG_TABLE_NAME;
END $$;
CREATE TRIGGER journal_append_only BEFORE UPDATE OR DELETE ON journal FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
CREATE TRIGGER journal_no_truncate BEFORE TRUNCATE ON journal FOR EACH STATEMENT EXECUTE FUNCTION futawa_refuse();
CREATE TRIGGER reports_immutable BEFORE UPDATE OR DELETE ON reports FOR EACH ROW EXECUTE FUNCTION futawa_refuse();
CREATE TRIGGER publications_immutable BEFORE UPDATE OR DELETE ON publications FOR EACH ROW
  WHEN (OLD.state = 'published') EXECUTE FUNCTION futawa_refuse();
DO $$
DECLARE
  name text;
BEGIN
  IF NOT EXISTS (SELECT 1 FROM pg_roles WHERE rolname = 'futawa_app') THEN
    BEGIN
      CREATE ROLE futawa_app NOLOGIN;
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      -- Another database of this server made it at the same moment.
      NULL;
    END;
  END IF;
  IF NOT pg_has_role(current_user, 'futawa_app', 'MEMBER') THEN
    EXECUTE format('GRANT futawa_app TO %I', current_user);
  END IF;
  EXECUTE format('GRANT USAGE ON SCHEMA %I TO futawa_app', current_schema());
  GRANT SELECT ON schema_migrations TO futawa_app;
  FOREACH name IN ARRAY ARRAY['facilities', 'units', 'places', 'accounts', 'seat_holders', 'delegations', 'profile_versions',
    'reports', 'report_keys', 'cases', 'read_receipts', 'measure_units', 'publications', 'publication_texts', 'number_series', 'journal',
    'journal_heads', 'sessions', 'sign_in_attempts', 'drafts', 'idempotency_keys']
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format('ALTER TABLE %I FORCE ROW LEVEL SECURITY', name);
    EXECUTE format('CREATE POLICY tenant ON %I USING (facility_id = current_setting(''futawa.facility'', true)) '
      'WITH CHECK (facility_id = current_setting(''futawa.facility'', true))', name);
    IF name IN ('journal', 'reports') THEN
      EXECUTE format('GRANT SELECT, INSERT ON %I TO futawa_app', name);
    ELSE
      EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO futawa_app', name);
    END IF;
  END LOOP;
  -- The directory of facilities is readable by all; writing stays within the tenant.
  CREATE POLICY directory ON facilities FOR SELECT USING (true);
END $$;
