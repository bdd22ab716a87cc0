// tests/bench/peers/duckdb.mjs — the query of group_by_bench.cpp in DuckDB, on rows of the same shape, for comparison.
//   node duckdb.mjs [ROWS]      needs the npm package @duckdb/node-api (compare.sh installs it outside the project)
import { createRequire } from 'node:module';
const require = createRequire(process.env.MILLRACE_PEERS + '/');
const { DuckDBInstance } = require('@duckdb/node-api');

const rows = Number(process.argv[2] ?? 10_000_000);
const repeat = 5;
const query = `SELECT trader_id, COUNT(*) n, SUM(price * quantity) v, AVG(price) a, MIN(price) lo, MAX(price) hi
               FROM trades GROUP BY trader_id`;
const generate = `CREATE TABLE trades AS
  SELECT 'TRADER_' || lpad((hash(i) % 5000)::VARCHAR, 4, '0') AS trader_id,
         (hash(i + 1) % 50000)::DOUBLE / 100 AS price, (hash(i + 2) % 1000)::BIGINT AS quantity,
         to_timestamp(i / 1000.0) AS event_time
  FROM range(${rows}) r(i)`;

const connection = await (await DuckDBInstance.create(':memory:')).connect();
await connection.run(generate);
for (const column of ['VARCHAR', 'ENUM']) {
  if (column === 'ENUM') {
    await connection.run('CREATE TYPE trader AS ENUM (SELECT DISTINCT trader_id FROM trades ORDER BY 1)');
    await connection.run('ALTER TABLE trades ALTER trader_id TYPE trader');
  }
  for (const threads of [1, 2]) {
    await connection.run(`SET threads = ${threads}`);
    const rates = [];
    let results = 0;
    for (let run = 0; run <= repeat; run++) {
      const start = performance.now();
      results = (await connection.runAndReadAll(query)).currentRowCount;
      if (run > 0) rates.push(rows / ((performance.now() - start) / 1000) / 1e6);
    }
    rates.sort((a, b) => a - b);
    console.log(`DuckDB ${column.padEnd(7)} ${threads} thread(s)  ${rates[repeat >> 1].toFixed(1).padStart(7)} M rows/s` +
                `  (worst ${rates[0].toFixed(1)}, best ${rates.at(-1).toFixed(1)}; ${results} results)`);
  }
}
