// web/tools/pack.mjs — puts the page together: index.html with the sizes of what it loads, the scenarios' recordings in
// data/, and millrace.html, the whole page in one file that opens from a disk.
// Usage: node pack.mjs SOURCE_FOLDER SCENARIO_FOLDER SITE_FOLDER VERSION
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [source, scenarios, site, version] = process.argv.slice(2);
if (!version) {
  console.error("usage: node pack.mjs SOURCE_FOLDER SCENARIO_FOLDER SITE_FOLDER VERSION");
  process.exit(2);
}
const script = readFileSync(join(site, "millrace.js"));
const wasm = readFileSync(join(site, "millrace.wasm"));

/** What a program's files are, with their bytes; nothing where it was not built. */
const filesOf = (...names) => names.every((name) => existsSync(join(site, name)))
  ? Object.fromEntries(names.map((name) => [name, readFileSync(join(site, name)).length])) : undefined;
const programs = {
  single: filesOf("millrace.js", "millrace.wasm"),
  threads: filesOf("millrace-threads.js", "millrace-threads.wasm", "millrace-threads.worker.js"),
};

const texts = new Map(readdirSync(source).map((name) => [name, readFileSync(join(source, name), "utf8")]));
/** By the name that scenarios call them by, which is their address beside the page, too. */
const recordings = new Map(readdirSync(join(scenarios, "data")).filter((name) => name.endsWith(".csv"))
  .map((name) => [`data/${name}`, readFileSync(join(scenarios, "data", name))]));
mkdirSync(join(site, "data"), { recursive: true });
for (const [name, bytes] of recordings) writeFileSync(join(site, name), bytes);
const values = { PROGRAMS: JSON.stringify(programs), RECORDINGS: JSON.stringify([...recordings.keys()]), VERSION: version };
for (const [name, text] of texts) {
  const filled = text.replaceAll(/@([A-Z_]+)@/g, (whole, key) => values[key] ?? whole);
  texts.set(name, filled);
  writeFileSync(join(site, name), filled);
}

// A closing tag within a script would end it early.
const inScript = (text) => text.replaceAll("</script", "<\\/script");
const embedded = (id, bytes) => `<script type="text/plain" id="${id}" data-packing="gzip">\n` +
  `${gzipSync(bytes, { level: 9 }).toString("base64")}\n</script>`;
let page = texts.get("index.html");
page = page.replaceAll(/<link rel="stylesheet" href="([^"]+)">/g, (_, name) => `<style>\n${texts.get(name)}</style>`);
const firstScript = page.indexOf("<script src=");
const files = [["embedded-script", script], ["embedded-wasm", wasm], ...recordings].map(([id, bytes]) => embedded(id, bytes));
page = `${page.slice(0, firstScript)}${files.join("\n")}\n${page.slice(firstScript)}`;
page = page.replaceAll(/<script src="([^"]+)"><\/script>/g, (_, name) => `<script>\n${inScript(texts.get(name))}</script>`);
writeFileSync(join(site, "millrace.html"), page);
