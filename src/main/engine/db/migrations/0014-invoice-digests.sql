-- The digest of an invoice takes its rows in another form: all of them are to be taken anew.
INSERT INTO content_digest_due (part, part_id)
SELECT 'reading', id FROM batch WHERE status <> 'pending' AND kind = 'invoice'
ON CONFLICT DO NOTHING;
