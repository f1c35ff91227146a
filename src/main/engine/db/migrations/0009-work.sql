-- What people decide about the lines of a month. An act is an entry of the event log; its changes stand here, and their
-- sha256 in the entry. Nothing of it is ever changed: undoing is an act too.
CREATE TABLE work_act (
  event_sequence INTEGER PRIMARY KEY REFERENCES event (sequence),
  period_start   TEXT    NOT NULL CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_end     TEXT    NOT NULL CHECK (period_end   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  kind           TEXT    NOT NULL CHECK (kind IN ('judge', 'match', 'split', 'exclude', 'reclassify', 'alias', 'withdraw', 'undo', 'redo')),
  -- The act that is undone or done again.
  of_sequence    INTEGER REFERENCES work_act (event_sequence),
  -- The run that the person looked at.
  run_position   INTEGER NOT NULL REFERENCES run (position),
  items          INTEGER NOT NULL CHECK (items >= 0),
  CHECK ((kind IN ('undo', 'redo')) = (of_sequence IS NOT NULL))
) STRICT;
CREATE INDEX work_act_by_period ON work_act (period_start, period_end);
CREATE INDEX work_act_by_run ON work_act (run_position);

-- One change: the state before and after, as the text that core/work writes; NULL where there is none.
CREATE TABLE work_item (
  event_sequence INTEGER NOT NULL REFERENCES work_act (event_sequence),
  position       INTEGER NOT NULL CHECK (position >= 0),
  entity         TEXT    NOT NULL CHECK (entity IN ('line', 'match', 'split', 'exclusion', 'reclassification', 'alias')),
  key            TEXT    NOT NULL,
  before_text    TEXT,
  after_text     TEXT,
  PRIMARY KEY (event_sequence, position)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER work_act_is_not_changed BEFORE UPDATE ON work_act
BEGIN
  SELECT RAISE(ABORT, 'acts are append-only');
END;
CREATE TRIGGER work_act_is_not_deleted BEFORE DELETE ON work_act
BEGIN
  SELECT RAISE(ABORT, 'acts are append-only');
END;
CREATE TRIGGER work_item_is_not_changed BEFORE UPDATE ON work_item
BEGIN
  SELECT RAISE(ABORT, 'acts are append-only');
END;
CREATE TRIGGER work_item_is_not_deleted BEFORE DELETE ON work_item
BEGIN
  SELECT RAISE(ABORT, 'acts are append-only');
END;

-- The state of the lines of a month, as the acts have left it. A line without a row is untouched.
CREATE TABLE line_state (
  period_start    TEXT    NOT NULL,
  period_end      TEXT    NOT NULL,
  line_key        TEXT    NOT NULL,
  status          TEXT    NOT NULL CHECK (status IN ('open', 'explained', 'accepted', 'disputed', 'carried', 'resolved')),
  reason          TEXT,
  note            TEXT,
  reviewed        INTEGER NOT NULL CHECK (reviewed IN (0, 1)),
  assignee        TEXT,
  due_on          TEXT    CHECK (due_on GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- The difference as it was when it was judged, as the result document has it.
  judged_quantity TEXT,
  judged_amount   TEXT,
  -- The act that it comes from: who and when.
  event_sequence  INTEGER NOT NULL REFERENCES event (sequence),
  PRIMARY KEY (period_start, period_end, line_key)
) STRICT, WITHOUT ROWID;

-- The rules of a month that a person has set, as the acts have left them.
CREATE TABLE manual_rule (
  period_start   TEXT    NOT NULL,
  period_end     TEXT    NOT NULL,
  kind           TEXT    NOT NULL CHECK (kind IN ('match', 'split', 'exclusion', 'reclassification')),
  key            TEXT    NOT NULL,
  rule           TEXT    NOT NULL CHECK (json_valid(rule)),
  event_sequence INTEGER NOT NULL REFERENCES event (sequence),
  PRIMARY KEY (period_start, period_end, kind, key)
) STRICT, WITHOUT ROWID;
