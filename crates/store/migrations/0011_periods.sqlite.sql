-- A published period is as immutable as a published month.
CREATE TRIGGER period_publications_no_update BEFORE UPDATE ON period_publications WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published period never changes'); END;
CREATE TRIGGER period_publications_no_delete BEFORE DELETE ON period_publications WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published period never changes'); END;
