-- A template: a saved mapping under a name. Deleting one hides it; imports refer to its versions.
CREATE TABLE template (
  id         INTEGER PRIMARY KEY,
  name       TEXT NOT NULL CHECK (name <> ''),
  created_at TEXT NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  deleted_at TEXT CHECK (deleted_at GLOB '????-??-??T*Z')
) STRICT;
CREATE UNIQUE INDEX template_name_once ON template (name) WHERE deleted_at IS NULL;

-- A version is never changed: what was imported with it can be read again.
CREATE TABLE template_version (
  template_id        INTEGER NOT NULL REFERENCES template (id),
  version            INTEGER NOT NULL CHECK (version >= 1),
  header_fingerprint TEXT    NOT NULL,
  -- The header it was saved with: names, and what the cells below were.
  columns            TEXT    NOT NULL CHECK (json_valid(columns)),
  mapping            TEXT    NOT NULL CHECK (json_valid(mapping)),
  -- The file that it was made from, by the name that the person knows.
  file_name          TEXT    NOT NULL,
  created_at         TEXT    NOT NULL CHECK (created_at GLOB '????-??-??T*Z'),
  PRIMARY KEY (template_id, version)
) STRICT, WITHOUT ROWID;

-- Which version an invoice was imported with.
CREATE TABLE template_use (
  batch_id    INTEGER PRIMARY KEY REFERENCES batch (id),
  template_id INTEGER NOT NULL,
  version     INTEGER NOT NULL,
  FOREIGN KEY (template_id, version) REFERENCES template_version (template_id, version)
) STRICT;
CREATE INDEX template_use_by_template ON template_use (template_id);

-- An import that a person has undone: the batch is superseded, and may be brought back. Its rows and its bytes stay.
CREATE TABLE import_undo (
  batch_id  INTEGER PRIMARY KEY REFERENCES batch (id),
  undone_at TEXT NOT NULL CHECK (undone_at GLOB '????-??-??T*Z'),
  undone_by TEXT NOT NULL
) STRICT;
