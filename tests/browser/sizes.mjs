// tests/browser/sizes.mjs — what a visitor downloads, gzipped, against the limit and the committed figures: one of the two
// programs, each by itself. Usage: node sizes.mjs SITE_FOLDER SIZE_FILE. A size that grew on purpose is committed with
// `--accept` behind them.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const kLimitBytes = 1_500_000;
const kGrowth = 1.1;

const [site, sizeFile, accept] = process.argv.slice(2);
const gzipped = (name) => gzipSync(readFileSync(join(site, name)), { level: 9 }).length;
const kPrograms = {
  "millrace": ["millrace.wasm", "millrace.js"],
  "millrace-threads": ["millrace-threads.wasm", "millrace-threads.js", "millrace-threads.worker.js"],
};
const own = readdirSync(site).filter((name) => /\.(js|css)$/.test(name) && !name.startsWith("millrace.js") && !name.startsWith("millrace-threads"))
  .concat("index.html");
const page = own.reduce((sum, name) => sum + gzipped(name), 0);
console.log(`size: the page around the program ${page} bytes gzipped`);

const totals = {};
for (const [program, names] of Object.entries(kPrograms)) {
  const parts = names.map((name) => `${name} ${gzipped(name)}`);
  totals[program] = names.reduce((sum, name) => sum + gzipped(name), page);
  console.log(`size: ${program} ${totals[program]} bytes gzipped with the page, ${(totals[program] / kLimitBytes * 100).toFixed(0)} % of the ` +
    `limit (${parts.join(", ")}); fonts and scenarios are inside, recordings beside it`);
}

if (accept === "--accept") {
  writeFileSync(sizeFile, Object.entries(totals).map(([program, bytes]) => `${program} ${bytes}\n`).join(""));
  process.exit(0);
}
const committed = new Map(readFileSync(sizeFile, "utf8").trim().split("\n").map((line) => line.split(" ")));
let status = 0;
for (const [program, bytes] of Object.entries(totals)) {
  if (bytes > kLimitBytes) {
    console.error(`size: ${program} is more than ${kLimitBytes} bytes`);
    status = 1;
  }
  if (!(bytes <= Number(committed.get(program)) * kGrowth)) {
    console.error(`size: ${program} is more than 10 % above the committed ${committed.get(program)}; if that is meant: ` +
      `node tests/browser/sizes.mjs ${site} ${sizeFile} --accept, and say why`);
    status = 1;
  }
}
process.exit(status);
