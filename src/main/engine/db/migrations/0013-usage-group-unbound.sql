-- Groups are added many at a time. Where each had to name a batch that is there, SQLite had to be able to undo every such
-- statement by itself, and copied each page that one touched: 1.8 GB for 200,000 groups, a multiple of what was written.
-- The import has written the batch itself; nothing but the removal of a pending one takes a batch away, after its groups;
-- the doctor looks that each one is there.
CREATE TABLE usage_group_unbound (
  id                INTEGER PRIMARY KEY,
  batch_id          INTEGER NOT NULL,
  -- Ids of term.
  partner_name      INTEGER,
  partner_org       INTEGER,
  subscription      INTEGER NOT NULL,
  service           INTEGER,
  sku               INTEGER NOT NULL,
  description       INTEGER,
  customer_org      INTEGER,
  customer_external INTEGER,
  location          INTEGER,
  -- Ids of id_key.
  partner_key       INTEGER,
  subscription_key  INTEGER NOT NULL,
  sku_key           INTEGER NOT NULL,
  -- The customer's org id, else its external id.
  customer_key      INTEGER,
  external_key      INTEGER,
  location_key      INTEGER
) STRICT;
INSERT INTO usage_group_unbound (id, batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key,
    location_key)
  SELECT id, batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key,
    location_key
  FROM usage_group ORDER BY id;
DROP TABLE usage_group;
ALTER TABLE usage_group_unbound RENAME TO usage_group;
CREATE INDEX usage_group_by_key ON usage_group (batch_id, customer_key, sku_key);
