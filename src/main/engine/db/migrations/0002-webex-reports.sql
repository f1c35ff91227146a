-- A billing report at Webex that this workspace works with. Its id stands here before it is waited for, so that a fetch
-- that was killed goes on with it. Never a link, never a token.
CREATE TABLE webex_report (
  id              INTEGER PRIMARY KEY,
  webex_id        TEXT    NOT NULL UNIQUE CHECK (webex_id <> ''),
  level           TEXT    NOT NULL CHECK (level IN ('partner', 'customer', 'user')),
  period_start    TEXT    NOT NULL CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_end      TEXT    NOT NULL CHECK (period_end   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  -- The sub-partner's organisation id as requests carry it, and in its form for comparison ('' for the partner itself).
  sub_partner     TEXT,
  sub_partner_key TEXT    NOT NULL,
  -- What Webex said last, which may be a word that Tieout does not know.
  status          TEXT    NOT NULL,
  -- waiting: still to be downloaded; held: its rows are in batch_id; replaced: they were, until a newer report came;
  -- failed: Webex could not make it; gone: deleted at Webex before it was held.
  state           TEXT    NOT NULL CHECK (state IN ('waiting', 'held', 'replaced', 'failed', 'gone')),
  -- Whether this workspace had it made; otherwise it was found at Webex.
  is_ours         INTEGER NOT NULL CHECK (is_ours IN (0, 1)),
  batch_id        INTEGER REFERENCES batch (id),
  -- When Webex made it.
  created_at      TEXT,
  found_at        TEXT    NOT NULL CHECK (found_at GLOB '????-??-??T*Z'),
  held_at         TEXT    CHECK (held_at GLOB '????-??-??T*Z'),
  CHECK (period_start <= period_end),
  CHECK ((sub_partner IS NULL) = (sub_partner_key = '')),
  CHECK ((state IN ('held', 'replaced')) = (batch_id IS NOT NULL)),
  CHECK ((batch_id IS NULL) = (held_at IS NULL))
) STRICT;
CREATE INDEX webex_report_by_slot ON webex_report (period_start, period_end, level, sub_partner_key);
-- One report at a time stands for its level, period and sub-partner.
CREATE UNIQUE INDEX webex_report_held_once ON webex_report (period_start, period_end, level, sub_partner_key)
WHERE state = 'held';
