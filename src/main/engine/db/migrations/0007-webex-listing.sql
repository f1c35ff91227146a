-- What Webex said when it was last asked which reports it has: shown with its age when there is no connection. Never a
-- link, never a token.
CREATE TABLE webex_listing (
  -- One row: the last listing replaces the one before.
  id           INTEGER PRIMARY KEY CHECK (id = 1),
  listed_at    TEXT    NOT NULL CHECK (listed_at GLOB '????-??-??T*Z'),
  -- 0 where the pages of the API did not end properly: there may be more.
  is_complete  INTEGER NOT NULL CHECK (is_complete IN (0, 1)),
  -- 0 where the token may not list sub-partners: their reports are not in it.
  has_partners INTEGER NOT NULL CHECK (has_partners IN (0, 1))
) STRICT;
CREATE TABLE webex_listed_report (
  webex_id        TEXT    PRIMARY KEY CHECK (webex_id <> ''),
  -- As Webex has them: words and days that Tieout does not know are kept.
  type            TEXT    NOT NULL,
  period_start    TEXT    NOT NULL,
  period_end      TEXT    NOT NULL,
  status          TEXT    NOT NULL,
  category        TEXT    NOT NULL,
  is_internal     INTEGER NOT NULL CHECK (is_internal IN (0, 1)),
  -- The sub-partner for which it was listed, as in webex_report ('' for the partner itself).
  sub_partner     TEXT,
  sub_partner_key TEXT    NOT NULL,
  -- When Webex made it; lists do not tell, so it is known only of some.
  created_at      TEXT,
  -- Why Webex could not make it.
  failure         TEXT,
  CHECK ((sub_partner IS NULL) = (sub_partner_key = ''))
) STRICT;
CREATE TABLE webex_sub_partner (
  org_key            TEXT PRIMARY KEY CHECK (org_key <> ''),
  org_id             TEXT NOT NULL,
  subscription_id    TEXT,
  provisioning_state TEXT,
  billing_start      TEXT
) STRICT;
