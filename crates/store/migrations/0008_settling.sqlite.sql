-- A decision stands; only that it was undone, and where the words stand now, may be written later.
CREATE TRIGGER settlements_no_delete BEFORE DELETE ON settlements BEGIN SELECT RAISE(ABORT, 'a settlement is never deleted'); END;
CREATE TRIGGER settlements_stand BEFORE UPDATE ON settlements
  WHEN OLD.subject IS NOT NEW.subject OR OLD.number IS NOT NEW.number OR OLD.act IS NOT NEW.act OR OLD.class IS NOT NEW.class OR OLD.decision IS NOT NEW.decision
    OR OLD.reason IS NOT NEW.reason OR OLD.sealed IS NOT NEW.sealed OR OLD.settled_by IS NOT NEW.settled_by OR OLD.settled_at IS NOT NEW.settled_at
    OR OLD.undone_at IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'a settlement is never changed'); END;
