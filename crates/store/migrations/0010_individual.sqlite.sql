-- What went out never changes.
CREATE TRIGGER individual_releases_no_update BEFORE UPDATE ON individual_releases BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
CREATE TRIGGER individual_releases_no_delete BEFORE DELETE ON individual_releases BEGIN SELECT RAISE(ABORT, 'a release never changes'); END;
