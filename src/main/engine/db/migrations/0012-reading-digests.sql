-- The digest of a reading takes each text once, however many groups name it: all of them are to be taken anew.
INSERT INTO content_digest_due (part, part_id)
SELECT 'reading', id FROM batch WHERE status <> 'pending'
ON CONFLICT DO NOTHING;
