// What Node makes of a query: the answer as JSON, a date as text and each value with its type.
import { DuckDBInstance } from "@duckdb/node-api";

const [database, query] = process.argv.slice(2);
const instance = await DuckDBInstance.create(database, { access_mode: "READ_ONLY" });
const connection = await instance.connect();
const reader = await connection.runAndReadAll(query);
const kind = (value) => (value instanceof Date ? "date" : value === null ? "null" : typeof value);
const rows = reader.getRowObjectsJS().map((row) =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, [kind(value), value]])),
);
console.log(JSON.stringify(rows));
