ALTER TABLE action_steps DROP CONSTRAINT action_steps_step_check;
ALTER TABLE action_steps ADD CONSTRAINT action_steps_step_check CHECK (step IN ('done', 'checked', 'withdrawn', 'taken_back'));
