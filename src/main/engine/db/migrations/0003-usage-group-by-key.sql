-- The groups of a customer and SKU without a scan of the whole batch: explanations look up thousands of keys.
CREATE INDEX usage_group_by_key ON usage_group (batch_id, customer_key, sku_key);
