// web/tools/pack.mjs — puts the page together: index.html with the sizes of what it loads, and millrace.html, the whole
// page in one file that opens from a disk. Usage: node pack.mjs SOURCE_FOLDER SITE_FOLDER VERSION
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const [source, site, version] = process.argv.slice(2);
if (!version) {
  console.error("usage: node pack.mjs SOURCE_FOLDER SITE_FOLDER VERSION");
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
const values = { PROGRAMS: JSON.stringify(programs), VERSION: version };
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
page = `${page.slice(0, firstScript)}${embedded("embedded-script", script)}\n${embedded("embedded-wasm", wasm)}\n${page.slice(firstScript)}`;
page = page.replaceAll(/<script src="([^"]+)"><\/script>/g, (_, name) => `<script>\n${inScript(texts.get(name))}</script>`);
writeFileSync(join(site, "millrace.html"), page);
