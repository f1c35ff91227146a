-- The lines of a run, one row each, so that a list of them is filtered, sorted and summed without reading the whole
-- result. run.result keeps the rest of the document, its `lines` empty; run.lines is NULL while a run still has its
-- lines in there, as runs had before this migration: the next opening moves them.
ALTER TABLE run ADD COLUMN lines INTEGER CHECK (lines >= 0);

-- A figure is floor(value) and what is left of it in 10^-12, so that sums and order are exact; both NULL where it is
-- unknown or beyond 64 bits.
CREATE TABLE result_line (
  run_position           INTEGER NOT NULL REFERENCES run (position),
  -- Its place in the result document.
  position               INTEGER NOT NULL CHECK (position >= 0),
  -- The name of the line beyond this run: core/reconcile/manual/line-key-text.ts.
  line_key               TEXT    NOT NULL,
  level                  TEXT    NOT NULL CHECK (level IN ('partner', 'customer', 'user')),
  subscription           TEXT,
  sku                    TEXT    NOT NULL,
  customer_org           TEXT,
  customer_external      TEXT,
  -- As the invoice calls the customer.
  customer_name          TEXT,
  consumer               TEXT,
  match                  TEXT    NOT NULL,
  class                  TEXT    NOT NULL,
  direction              TEXT    NOT NULL CHECK (direction IN ('over', 'under', 'nil')),
  within_tolerance       INTEGER NOT NULL CHECK (within_tolerance IN (0, 1)),
  invoice_rows           INTEGER NOT NULL,
  usage_rows             INTEGER NOT NULL,
  invoiced_price         INTEGER,
  expected_price         INTEGER,
  invoiced_quantity      INTEGER,
  invoiced_quantity_rest INTEGER,
  user_days              INTEGER,
  user_days_rest         INTEGER,
  expected_quantity      INTEGER,
  expected_quantity_rest INTEGER,
  variance_quantity      INTEGER,
  variance_quantity_rest INTEGER,
  invoiced_amount        INTEGER,
  invoiced_amount_rest   INTEGER,
  expected_amount        INTEGER,
  expected_amount_rest   INTEGER,
  variance_amount        INTEGER,
  variance_amount_rest   INTEGER,
  -- |variance_amount|, for the order by size.
  variance_size          INTEGER,
  variance_size_rest     INTEGER,
  -- Codes, each with a space before and after it; the surest first.
  explanations           TEXT    NOT NULL,
  -- What like differences have in common; NULL within tolerance.
  signature              TEXT,
  -- Every name of the line, folded for search.
  search                 TEXT    NOT NULL,
  PRIMARY KEY (run_position, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX result_line_by_key ON result_line (run_position, line_key);
CREATE INDEX result_line_by_signature ON result_line (run_position, signature) WHERE signature IS NOT NULL;

-- The line as the result document has it. Apart, so that a scan of the lines does not read them.
CREATE TABLE result_line_document (
  run_position INTEGER NOT NULL REFERENCES run (position),
  position     INTEGER NOT NULL CHECK (position >= 0),
  document     TEXT    NOT NULL,
  PRIMARY KEY (run_position, position)
) STRICT, WITHOUT ROWID;

-- What fails a check on its own: keys, rows or levels with both sides, the largest difference first. run.check_failures
-- is NULL for a run that was made before these were kept.
ALTER TABLE run ADD COLUMN check_failures INTEGER CHECK (check_failures >= 0);
CREATE TABLE check_failure (
  run_position INTEGER NOT NULL REFERENCES run (position),
  check_id     TEXT    NOT NULL,
  position     INTEGER NOT NULL CHECK (position >= 0),
  document     TEXT    NOT NULL CHECK (json_valid(document)),
  PRIMARY KEY (run_position, check_id, position)
) STRICT, WITHOUT ROWID;
