// The types that Arrow JS sees in Parquet files, and how many nulls: JSON by file and column.
import { readFileSync } from "node:fs";
import { tableFromIPC } from "apache-arrow";
import { readParquet } from "parquet-wasm/node";

const found = {};
for (const path of process.argv.slice(2)) {
  const table = tableFromIPC(readParquet(new Uint8Array(readFileSync(path))).intoIPCStream());
  found[path] = Object.fromEntries(
    table.schema.fields.map((field) => {
      const column = table.getChild(field.name);
      return [field.name, [String(field.type), column.nullCount]];
    }),
  );
}
console.log(JSON.stringify(found));
