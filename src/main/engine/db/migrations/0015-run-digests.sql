-- The digest of a run is over those of its tables, which are taken while the lines are written: all are to be taken anew.
INSERT INTO content_digest_due (part, part_id)
SELECT 'run', position FROM run WHERE true
ON CONFLICT DO NOTHING;
