-- What a part of the workspace came to when it was written: sha256 over its rows, as repositories/content-parts.ts reads
-- them. A byte that changes later, within a letter or a figure, is found by reading the part again.
CREATE TABLE content_digest (
  part    TEXT    NOT NULL CHECK (part IN ('reading', 'run', 'price-book', 'settings', 'imports', 'decisions')),
  -- The batch, the position of the run, the version of the price book; 0 for the others.
  part_id INTEGER NOT NULL,
  sha256  TEXT    NOT NULL CHECK (length(sha256) = 64),
  PRIMARY KEY (part, part_id)
) STRICT, WITHOUT ROWID;

-- Parts that have been written, and whose digest is still to be taken: those that change in small steps at the end of
-- the same transaction, the others as the last step of their job, at the next opening at the latest.
CREATE TABLE content_digest_due (
  part    TEXT    NOT NULL,
  part_id INTEGER NOT NULL,
  PRIMARY KEY (part, part_id)
) STRICT, WITHOUT ROWID;

-- What was there before is taken as it is.
INSERT INTO content_digest_due (part, part_id)
SELECT 'reading', id FROM batch WHERE status <> 'pending'
UNION ALL SELECT 'run', position FROM run
UNION ALL SELECT 'price-book', version FROM price_book
UNION ALL VALUES ('settings', 0), ('imports', 0), ('decisions', 0);

CREATE TRIGGER batch_status_is_digested AFTER UPDATE OF status ON batch
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER batch_is_digested AFTER UPDATE OF status ON batch WHEN OLD.status = 'pending'
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('reading', NEW.id) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER run_insert_is_digested AFTER INSERT ON run
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('run', NEW.position) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER run_update_is_digested AFTER UPDATE ON run
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('run', NEW.position) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER price_book_is_digested AFTER INSERT ON price_book
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('price-book', NEW.version) ON CONFLICT DO NOTHING;
END;

CREATE TRIGGER alias_insert_is_digested AFTER INSERT ON alias
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER alias_update_is_digested AFTER UPDATE ON alias
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER alias_delete_is_digested AFTER DELETE ON alias
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER tolerance_set_insert_is_digested AFTER INSERT ON tolerance_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER tolerance_set_update_is_digested AFTER UPDATE ON tolerance_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER tolerance_set_delete_is_digested AFTER DELETE ON tolerance_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unit_basis_set_insert_is_digested AFTER INSERT ON unit_basis_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unit_basis_set_update_is_digested AFTER UPDATE ON unit_basis_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER unit_basis_set_delete_is_digested AFTER DELETE ON unit_basis_set
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER setting_insert_is_digested AFTER INSERT ON setting
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER setting_update_is_digested AFTER UPDATE ON setting
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER setting_delete_is_digested AFTER DELETE ON setting
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_insert_is_digested AFTER INSERT ON template
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_update_is_digested AFTER UPDATE ON template
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_delete_is_digested AFTER DELETE ON template
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_version_insert_is_digested AFTER INSERT ON template_version
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_version_update_is_digested AFTER UPDATE ON template_version
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_version_delete_is_digested AFTER DELETE ON template_version
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_use_insert_is_digested AFTER INSERT ON template_use
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_use_update_is_digested AFTER UPDATE ON template_use
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER template_use_delete_is_digested AFTER DELETE ON template_use
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('settings', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER import_undo_insert_is_digested AFTER INSERT ON import_undo
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER import_undo_update_is_digested AFTER UPDATE ON import_undo
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER import_undo_delete_is_digested AFTER DELETE ON import_undo
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER webex_report_insert_is_digested AFTER INSERT ON webex_report
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER webex_report_update_is_digested AFTER UPDATE ON webex_report
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER webex_report_delete_is_digested AFTER DELETE ON webex_report
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('imports', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER work_act_insert_is_digested AFTER INSERT ON work_act
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER work_act_update_is_digested AFTER UPDATE ON work_act
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER work_act_delete_is_digested AFTER DELETE ON work_act
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sign_off_insert_is_digested AFTER INSERT ON sign_off
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sign_off_update_is_digested AFTER UPDATE ON sign_off
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER sign_off_delete_is_digested AFTER DELETE ON sign_off
BEGIN
  INSERT INTO content_digest_due (part, part_id) VALUES ('decisions', 0) ON CONFLICT DO NOTHING;
END;
