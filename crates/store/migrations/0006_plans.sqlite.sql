-- Its name, place and use may change; the picture never does.
CREATE TRIGGER plans_no_delete BEFORE DELETE ON plans BEGIN SELECT RAISE(ABORT, 'a plan is never deleted'); END;
CREATE TRIGGER plans_same_picture BEFORE UPDATE OF facility_id, plan_id, kind, bytes, width, height, blob, thumb, sealed ON plans
  WHEN OLD.plan_id IS NOT NEW.plan_id OR OLD.blob IS NOT NEW.blob OR OLD.thumb IS NOT NEW.thumb OR OLD.sealed IS NOT NEW.sealed
  BEGIN SELECT RAISE(ABORT, 'the picture of a plan never changes'); END;
