-- An import adds a hundred thousand groups, each with fifteen ids of texts that it has itself just written or found: to
-- look every one of them up again took longer than to write the groups. Texts are only ever added, so no later act can
-- take one away; the doctor looks that each one is there. The index by batch was the beginning of the one by key.
CREATE TABLE usage_group_unchecked (
  id                INTEGER PRIMARY KEY,
  batch_id          INTEGER NOT NULL REFERENCES batch (id),
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
INSERT INTO usage_group_unchecked (id, batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key,
    location_key)
  SELECT id, batch_id, partner_name, partner_org, subscription, service, sku, description,
    customer_org, customer_external, location, partner_key, subscription_key, sku_key, customer_key, external_key,
    location_key
  FROM usage_group ORDER BY id;
DROP TABLE usage_group;
ALTER TABLE usage_group_unchecked RENAME TO usage_group;
CREATE INDEX usage_group_by_key ON usage_group (batch_id, customer_key, sku_key);
