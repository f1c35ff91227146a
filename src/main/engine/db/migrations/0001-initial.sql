-- Money and quantities are integers of 10^-6 (micros). Dates are YYYY-MM-DD, moments UTC ISO 8601 in *_at.

-- A file of evidence, kept byte for byte under sources/<sha256>.
CREATE TABLE source_file (
  id          INTEGER PRIMARY KEY,
  sha256      TEXT    NOT NULL UNIQUE CHECK (length(sha256) = 64 AND sha256 NOT GLOB '*[^0-9a-f]*'),
  bytes       INTEGER NOT NULL CHECK (bytes >= 0),
  name        TEXT    NOT NULL CHECK (name <> ''),
  stored_path TEXT    NOT NULL UNIQUE,
  media       TEXT    NOT NULL,
  encoding    TEXT,
  imported_at TEXT    NOT NULL CHECK (imported_at GLOB '????-??-??T*Z')
) STRICT;

-- One reading of one file. Rows belong to a batch; it is pending until the last transaction makes it active, and a
-- pending one is removed at the next start. A superseded one is kept: earlier runs refer to it.
CREATE TABLE batch (
  id              INTEGER PRIMARY KEY AUTOINCREMENT CHECK (id < 1073741824),
  kind            TEXT    NOT NULL CHECK (kind IN ('report', 'invoice')),
  status          TEXT    NOT NULL CHECK (status IN ('pending', 'active', 'superseded')),
  source_file_id  INTEGER NOT NULL REFERENCES source_file (id),
  parser          TEXT    NOT NULL,
  parameters      TEXT    NOT NULL CHECK (json_valid(parameters)),
  parameters_hash TEXT    NOT NULL CHECK (length(parameters_hash) = 64),
  level           TEXT    CHECK (level IN ('partner', 'customer', 'user')),
  sheet           TEXT,
  extra_columns   TEXT    NOT NULL DEFAULT '[]' CHECK (json_valid(extra_columns)),
  window_start    TEXT    CHECK (window_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  window_end      TEXT    CHECK (window_end GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  rows_read        INTEGER NOT NULL DEFAULT 0 CHECK (rows_read >= 0),
  rows_stored      INTEGER NOT NULL DEFAULT 0 CHECK (rows_stored >= 0),
  rows_quarantined INTEGER NOT NULL DEFAULT 0 CHECK (rows_quarantined >= 0),
  rows_blank       INTEGER NOT NULL DEFAULT 0 CHECK (rows_blank >= 0),
  -- The sum of QUANTITY of a report, or of the amounts of an invoice. Text: it may outgrow 64 bits.
  sum_micros      TEXT    NOT NULL DEFAULT '0' CHECK (sum_micros NOT GLOB '*[^0-9-]*'),
  created_at      TEXT    NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  CHECK (kind = 'invoice' OR level IS NOT NULL),
  CHECK ((window_start IS NULL) = (window_end IS NULL)),
  CHECK (window_start IS NULL OR window_start <= window_end),
  -- Nothing vanishes.
  CHECK (status = 'pending' OR rows_read = rows_stored + rows_quarantined + rows_blank)
) STRICT;
CREATE INDEX batch_by_source ON batch (source_file_id);
CREATE UNIQUE INDEX batch_active_once ON batch (source_file_id, kind, parser, parameters_hash) WHERE status = 'active';

CREATE TABLE row_issue (
  id          INTEGER PRIMARY KEY,
  batch_id    INTEGER NOT NULL REFERENCES batch (id),
  code        TEXT    NOT NULL,
  severity    TEXT    NOT NULL CHECK (severity IN ('error', 'warning', 'info')),
  sheet       TEXT,
  row         INTEGER,
  column_name TEXT,
  text        TEXT
) STRICT;
CREATE INDEX row_issue_by_batch ON row_issue (batch_id);

-- Dictionaries: texts that repeat in every row are held once.
-- id_key: an id in its form for comparison (decoded, width-folded, lower case).
CREATE TABLE id_key (
  id  INTEGER PRIMARY KEY,
  key TEXT    NOT NULL UNIQUE
) STRICT;
-- term: a text exactly as a report has it.
CREATE TABLE term (
  id   INTEGER PRIMARY KEY,
  text TEXT    NOT NULL UNIQUE
) STRICT;
CREATE TABLE usage_window (
  id        INTEGER PRIMARY KEY,
  first_day TEXT NOT NULL CHECK (first_day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  last_day  TEXT NOT NULL CHECK (last_day  GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  UNIQUE (first_day, last_day),
  CHECK (first_day <= last_day)
) STRICT;

-- What the rows of one report share: everything but consumer, window and quantity. So a row is narrow, and grouping
-- by key touches this small table instead of the rows.
CREATE TABLE usage_group (
  id                INTEGER PRIMARY KEY,
  batch_id          INTEGER NOT NULL REFERENCES batch (id),
  partner_name      INTEGER REFERENCES term (id),
  partner_org       INTEGER REFERENCES term (id),
  subscription      INTEGER NOT NULL REFERENCES term (id),
  service           INTEGER REFERENCES term (id),
  sku               INTEGER NOT NULL REFERENCES term (id),
  description       INTEGER REFERENCES term (id),
  customer_org      INTEGER REFERENCES term (id),
  customer_external INTEGER REFERENCES term (id),
  location          INTEGER REFERENCES term (id),
  partner_key       INTEGER REFERENCES id_key (id),
  subscription_key  INTEGER NOT NULL REFERENCES id_key (id),
  sku_key           INTEGER NOT NULL REFERENCES id_key (id),
  -- The customer's org id, else its external id.
  customer_key      INTEGER REFERENCES id_key (id),
  external_key      INTEGER REFERENCES id_key (id),
  location_key      INTEGER REFERENCES id_key (id)
) STRICT;
CREATE INDEX usage_group_by_batch ON usage_group (batch_id);

-- One row of a report. id = batch id x 2^32 + source row: the rows of a batch lie together and in source order, and
-- no index on batch is needed. Ids that are bare lower-case UUIDs are 16 bytes, any other text is kept as written.
CREATE TABLE usage_row (
  id             INTEGER PRIMARY KEY,
  usage_group_id INTEGER NOT NULL,
  window_id      INTEGER NOT NULL,
  quantity       INTEGER NOT NULL CHECK (quantity BETWEEN -1000000000000000 AND 1000000000000000),
  -- The key of SUBSCRIBER_ID, else USER_ID, else WORKSPACE_ID.
  consumer       ANY,
  subscriber     ANY,
  user_id        ANY,
  workspace      ANY,
  extra          TEXT
) STRICT;
CREATE INDEX usage_row_by_group ON usage_row (usage_group_id);

-- The rows of a group added up, window by window.
CREATE TABLE usage_total (
  usage_group_id INTEGER NOT NULL,
  window_id      INTEGER NOT NULL REFERENCES usage_window (id),
  user_days      INTEGER NOT NULL,
  rows           INTEGER NOT NULL CHECK (rows > 0),
  PRIMARY KEY (usage_group_id, window_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE invoice_document (
  batch_id       INTEGER PRIMARY KEY REFERENCES batch (id),
  invoice_number TEXT,
  invoice_date   TEXT CHECK (invoice_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  currency       TEXT,
  columns        TEXT NOT NULL CHECK (json_valid(columns)),
  mapping        TEXT NOT NULL CHECK (json_valid(mapping)),
  tables         TEXT NOT NULL CHECK (json_valid(tables))
) STRICT;

CREATE TABLE invoice_row (
  batch_id        INTEGER NOT NULL REFERENCES batch (id),
  position        INTEGER NOT NULL,
  sheet           TEXT,
  row             INTEGER NOT NULL CHECK (row >= 1),
  row_class       TEXT    NOT NULL CHECK (row_class IN ('charge', 'credit', 'adjustment', 'tax', 'fee', 'rounding', 'subtotal', 'blank', 'unknown')),
  class_rule      TEXT    NOT NULL,
  quarantined     INTEGER NOT NULL CHECK (quarantined IN (0, 1)),
  flags           TEXT    NOT NULL CHECK (json_valid(flags)),
  raw             TEXT    NOT NULL CHECK (json_valid(raw)),
  invoice_number  TEXT,
  line_number     TEXT,
  invoice_date    TEXT CHECK (invoice_date GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  currency        TEXT,
  subscription_id TEXT,
  sku             TEXT,
  service_name    TEXT,
  description     TEXT,
  charge_type     TEXT,
  unit_of_measure TEXT,
  customer_id     TEXT,
  customer_name   TEXT,
  consumer_id     TEXT,
  charge_start    TEXT CHECK (charge_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  charge_end      TEXT CHECK (charge_end   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  quantity        INTEGER,
  unit_price      INTEGER,
  amount          INTEGER,
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE stated_total (
  batch_id INTEGER NOT NULL REFERENCES batch (id),
  position INTEGER NOT NULL,
  kind     TEXT    NOT NULL CHECK (kind IN ('subtotal', 'tax', 'total')),
  amount   INTEGER NOT NULL,
  sheet    TEXT,
  row      INTEGER NOT NULL CHECK (row >= 1),
  PRIMARY KEY (batch_id, position)
) STRICT, WITHOUT ROWID;

-- What the invoice calls a thing, and what the reports call it.
CREATE TABLE alias (
  id         INTEGER PRIMARY KEY,
  field      TEXT NOT NULL CHECK (field IN ('sku', 'customer', 'subscription')),
  from_text  TEXT NOT NULL,
  to_text    TEXT NOT NULL,
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  UNIQUE (field, from_text)
) STRICT;

-- Versions of the tolerances: the newest counts, earlier ones stay for the runs that used them.
CREATE TABLE tolerance_set (
  version    INTEGER PRIMARY KEY AUTOINCREMENT,
  quantity   INTEGER CHECK (quantity >= 0),
  amount     INTEGER CHECK (amount >= 0),
  percent    INTEGER NOT NULL CHECK (percent >= 0),
  cap        INTEGER CHECK (cap >= 0),
  created_at TEXT    NOT NULL CHECK (created_at GLOB '????-??-??T*Z')
) STRICT;

CREATE TABLE run (
  position        INTEGER PRIMARY KEY AUTOINCREMENT,
  id              TEXT NOT NULL UNIQUE,
  period_start    TEXT NOT NULL CHECK (period_start GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  period_end      TEXT NOT NULL CHECK (period_end   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  verdict         TEXT NOT NULL CHECK (verdict IN ('tied', 'variances', 'blocked', 'not-reconcilable')),
  inputs_hash     TEXT NOT NULL CHECK (length(inputs_hash) = 64),
  parameters      TEXT NOT NULL CHECK (json_valid(parameters)),
  parameters_hash TEXT NOT NULL CHECK (length(parameters_hash) = 64),
  result          TEXT NOT NULL CHECK (json_valid(result)),
  result_hash     TEXT NOT NULL CHECK (result_hash GLOB 'sha256:*'),
  created_at      TEXT NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  CHECK (period_start <= period_end)
) STRICT;
CREATE INDEX run_by_period ON run (period_start, period_end);

-- Which readings a run was made from.
CREATE TABLE run_batch (
  run_position INTEGER NOT NULL REFERENCES run (position),
  batch_id     INTEGER NOT NULL REFERENCES batch (id),
  PRIMARY KEY (run_position, batch_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_batch_by_batch ON run_batch (batch_id);

CREATE TABLE setting (
  key        TEXT PRIMARY KEY,
  value      TEXT NOT NULL CHECK (json_valid(value)),
  updated_at TEXT NOT NULL CHECK (updated_at GLOB '????-??-??T*Z')
) STRICT, WITHOUT ROWID;

-- The audit log: who did what, and when. Nothing in it is ever changed; each entry carries the hash of the one before.
CREATE TABLE event (
  sequence      INTEGER PRIMARY KEY,
  at            TEXT NOT NULL CHECK (at GLOB '????-??-??T*Z'),
  who           TEXT NOT NULL,
  what          TEXT NOT NULL,
  before_state  TEXT NOT NULL CHECK (json_valid(before_state)),
  after_state   TEXT NOT NULL CHECK (json_valid(after_state)),
  previous_hash TEXT NOT NULL CHECK (length(previous_hash) = 64),
  hash          TEXT NOT NULL UNIQUE CHECK (length(hash) = 64)
) STRICT;
CREATE TRIGGER event_is_appended BEFORE INSERT ON event
WHEN NEW.sequence IS NOT (SELECT coalesce(max(sequence), 0) + 1 FROM event)
  OR (NEW.sequence > 1 AND NEW.previous_hash IS NOT (SELECT hash FROM event WHERE sequence = NEW.sequence - 1))
BEGIN
  SELECT RAISE(ABORT, 'the event log is append-only');
END;
CREATE TRIGGER event_is_not_changed BEFORE UPDATE ON event
BEGIN
  SELECT RAISE(ABORT, 'the event log is append-only');
END;
CREATE TRIGGER event_is_not_deleted BEFORE DELETE ON event
BEGIN
  SELECT RAISE(ABORT, 'the event log is append-only');
END;
