-- Neither an action nor a step is ever changed.
CREATE TRIGGER corrective_actions_no_update BEFORE UPDATE ON corrective_actions BEGIN SELECT RAISE(ABORT, 'an action never changes'); END;
CREATE TRIGGER corrective_actions_no_delete BEFORE DELETE ON corrective_actions BEGIN SELECT RAISE(ABORT, 'an action never changes'); END;
CREATE TRIGGER action_steps_no_update BEFORE UPDATE ON action_steps BEGIN SELECT RAISE(ABORT, 'a step never changes'); END;
CREATE TRIGGER action_steps_no_delete BEFORE DELETE ON action_steps BEGIN SELECT RAISE(ABORT, 'a step never changes'); END;
