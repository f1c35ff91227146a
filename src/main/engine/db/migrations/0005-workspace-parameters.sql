-- What a person has set for every reconciliation of the workspace. Each change is a version: the newest counts, earlier
-- ones stay as they were.

-- How the invoice counts; by_sku: the SKUs that count otherwise, as [{"sku","basis"}] in the order of their names.
CREATE TABLE unit_basis_set (
  version    INTEGER PRIMARY KEY AUTOINCREMENT,
  basis      TEXT    NOT NULL CHECK (basis IN ('auto', 'user-days', 'user-months', 'user-months-30')),
  decimals   INTEGER CHECK (decimals BETWEEN 0 AND 6),
  rounding   TEXT    CHECK (rounding IN ('half-up', 'half-even', 'up', 'down')),
  grain      TEXT    CHECK (grain IN ('line', 'user', 'customer', 'sku')),
  by_sku     TEXT    NOT NULL CHECK (json_valid(by_sku)),
  created_at TEXT    NOT NULL CHECK (created_at GLOB '????-??-??T*Z')
) STRICT;

-- A price book; its file is evidence. A version without a file says that none is used from then on.
CREATE TABLE price_book (
  version        INTEGER PRIMARY KEY AUTOINCREMENT,
  source_file_id INTEGER REFERENCES source_file (id),
  name           TEXT,
  rows           INTEGER NOT NULL CHECK (rows >= 0),
  created_at     TEXT    NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  CHECK ((source_file_id IS NULL) = (name IS NULL)),
  CHECK (source_file_id IS NOT NULL OR rows = 0)
) STRICT;
CREATE INDEX price_book_by_source ON price_book (source_file_id);

CREATE TABLE price_book_row (
  version         INTEGER NOT NULL REFERENCES price_book (version),
  position        INTEGER NOT NULL,
  row             INTEGER NOT NULL CHECK (row >= 1),
  sku             TEXT    NOT NULL,
  unit_price      INTEGER NOT NULL,
  currency        TEXT    NOT NULL,
  subscription_id TEXT,
  customer_org_id TEXT,
  valid_from      TEXT CHECK (valid_from GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  valid_to        TEXT CHECK (valid_to   GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
  PRIMARY KEY (version, position)
) STRICT, WITHOUT ROWID;
