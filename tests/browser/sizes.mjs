// tests/browser/sizes.mjs — what a visitor downloads, gzipped, against the limit and the committed figure.
// Usage: node sizes.mjs SITE_FOLDER SIZE_FILE. A size that grew on purpose is committed with `--accept` behind them.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const kLimitBytes = 1.5 * 1024 * 1024;
const kGrowth = 1.1;

const [site, sizeFile, accept] = process.argv.slice(2);
const gzipped = (name) => gzipSync(readFileSync(join(site, name)), { level: 9 }).length;
const parts = { "millrace.wasm": gzipped("millrace.wasm"), "millrace.js": gzipped("millrace.js") };
const total = Object.values(parts).reduce((sum, bytes) => sum + bytes, 0);
for (const [name, bytes] of Object.entries(parts)) console.log(`size: ${name} ${bytes} bytes gzipped`);
console.log(`size: ${total} bytes in all, ${(total / kLimitBytes * 100).toFixed(0)} % of the limit; fonts and scenarios are inside`);

if (accept === "--accept") {
  writeFileSync(sizeFile, `${total}\n`);
  process.exit(0);
}
const committed = Number(readFileSync(sizeFile, "utf8"));
if (total > kLimitBytes) {
  console.error(`size: more than ${kLimitBytes} bytes`);
  process.exit(1);
}
if (!(total <= committed * kGrowth)) {
  console.error(`size: more than 10 % above the committed ${committed}; if that is meant: node tests/browser/sizes.mjs ${site} ${sizeFile} --accept, and say why`);
  process.exit(1);
}
