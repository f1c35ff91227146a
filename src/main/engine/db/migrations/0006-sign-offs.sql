-- Who stands behind the result of a period. What was signed is never changed or deleted; ending it (withdrawn, or signed
-- anew) is written once.
CREATE TABLE sign_off (
  id              INTEGER PRIMARY KEY AUTOINCREMENT,
  period_start    TEXT    NOT NULL CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_end      TEXT    NOT NULL CHECK (period_end   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  role            TEXT    NOT NULL CHECK (role IN ('prepared', 'reviewed', 'approved')),
  -- As the person has signed, and the operating system's account that it was done under.
  name            TEXT    NOT NULL CHECK (trim(name) <> ''),
  account         TEXT    NOT NULL,
  -- Signed although the same person has signed the part before.
  is_override     INTEGER NOT NULL CHECK (is_override IN (0, 1)),
  note            TEXT,
  run_id          TEXT    NOT NULL REFERENCES run (id),
  result_hash     TEXT    NOT NULL CHECK (result_hash GLOB 'sha256:*'),
  inputs_hash     TEXT    NOT NULL CHECK (length(inputs_hash) = 64),
  parameters_hash TEXT    NOT NULL CHECK (length(parameters_hash) = 64),
  signed_at       TEXT    NOT NULL CHECK (signed_at GLOB '????-??-??T*Z'),
  ended_at        TEXT    CHECK (ended_at GLOB '????-??-??T*Z'),
  ended_as        TEXT    CHECK (ended_as IN ('withdrawn', 'signed-anew')),
  end_reason      TEXT,
  CHECK (period_start <= period_end),
  CHECK ((ended_at IS NULL) = (ended_as IS NULL)),
  CHECK (ended_as IS NOT 'withdrawn' OR trim(end_reason) <> '')
) STRICT;
CREATE UNIQUE INDEX sign_off_standing_once ON sign_off (period_start, period_end, role) WHERE ended_at IS NULL;
CREATE TRIGGER sign_off_is_kept BEFORE DELETE ON sign_off
BEGIN
  SELECT RAISE(ABORT, 'a sign-off is never deleted');
END;
CREATE TRIGGER sign_off_is_ended_once BEFORE UPDATE ON sign_off
WHEN OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
  OR NEW.period_start IS NOT OLD.period_start OR NEW.period_end IS NOT OLD.period_end OR NEW.role IS NOT OLD.role
  OR NEW.name IS NOT OLD.name OR NEW.account IS NOT OLD.account OR NEW.is_override IS NOT OLD.is_override
  OR NEW.note IS NOT OLD.note OR NEW.run_id IS NOT OLD.run_id OR NEW.result_hash IS NOT OLD.result_hash
  OR NEW.inputs_hash IS NOT OLD.inputs_hash OR NEW.parameters_hash IS NOT OLD.parameters_hash
  OR NEW.signed_at IS NOT OLD.signed_at
BEGIN
  SELECT RAISE(ABORT, 'what was signed is never changed');
END;
