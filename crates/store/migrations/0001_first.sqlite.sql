-- What only SQLite needs: append-only and immutable rows by trigger.
CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports BEGIN SELECT RAISE(ABORT, 'a report never changes'); END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports BEGIN SELECT RAISE(ABORT, 'a report never changes'); END;
CREATE TRIGGER publications_no_update BEFORE UPDATE ON publications WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published month never changes'); END;
CREATE TRIGGER publications_no_delete BEFORE DELETE ON publications WHEN OLD.state = 'published' BEGIN SELECT RAISE(ABORT, 'a published month never changes'); END;
