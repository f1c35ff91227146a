-- The lines of a run that ask for a decision are few: they are counted and summed without going through all lines, for
-- every month that a workspace holds. The condition is that of open-variances.ts, word for word.
CREATE INDEX result_line_open ON result_line (run_position, variance_size, variance_size_rest)
WHERE match IN ('suggested', 'unmatched-invoice', 'unmatched-usage')
  OR (within_tolerance = 0 AND (
    variance_amount IS NULL OR variance_amount <> 0 OR variance_amount_rest <> 0
    OR variance_quantity IS NULL OR variance_quantity <> 0 OR variance_quantity_rest <> 0));
