/** The match in DuckDB: over its own tables, loaded before, and straight over the files. Prints seconds as JSON. */
import { DuckDBInstance } from '@duckdb/node-api';

const [, customer, user] = process.argv.slice(2);
if (customer === undefined || user === undefined) throw new Error('partner.csv customer.csv user.csv');
const KEY = 'SUBSCRIPTION_ID, SKU, CUSTOMER_EXTERNAL_ID';
const connection = await (await DuckDBInstance.create(':memory:')).connect();

/** Full outer join of the two levels, summed by key: how many keys there are, and how many differ. */
const matchOf = (customers: string, users: string): string => `
  SELECT count(*) AS keys, count(*) FILTER (c.days IS DISTINCT FROM u.days) AS gaps FROM
    (SELECT ${KEY}, sum(QUANTITY::DECIMAL(18, 6)) AS days FROM ${customers} GROUP BY ALL) c
    FULL JOIN (SELECT ${KEY}, sum(QUANTITY::DECIMAL(18, 6)) AS days FROM ${users} GROUP BY ALL) u USING (${KEY})`;

async function timed(sql: string): Promise<number> {
  const startedAt = performance.now();
  await connection.runAndReadAll(sql);
  return (performance.now() - startedAt) / 1000;
}

const overFiles = await timed(matchOf(`read_csv('${customer}')`, `read_csv('${user}')`));
await connection.run(`CREATE TABLE customers AS FROM read_csv('${customer}')`);
await connection.run(`CREATE TABLE users AS FROM read_csv('${user}')`);
const overTables = await timed(matchOf('customers', 'users'));
process.stdout.write(`${JSON.stringify({ seconds: overTables, overFiles })}\n`);
