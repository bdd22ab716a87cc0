// web/tools/subset_font.mjs — a TrueType font with only the letters and signs that the workbench can show: a page is waited
// for. Glyph numbers stay; outlines of the others become empty, and tables that stb_truetype does not read are left out.
// Usage: node subset_font.mjs FONT OUTPUT
import { readFileSync, writeFileSync } from "node:fs";

// A superset of what ui/platform/window.cpp puts into its atlas: Latin, Greek, punctuation, arrows, mathematics, shapes.
const kRanges = [[0x20, 0x17f], [0x370, 0x3ff], [0x2000, 0x2bff]];
const kTables = ["cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp"];

const [source, output] = process.argv.slice(2);
if (!output) {
  console.error("usage: node subset_font.mjs FONT OUTPUT");
  process.exit(2);
}
const font = readFileSync(source);
const tables = new Map();
for (let i = 0; i < font.readUInt16BE(4); ++i) {
  const entry = 12 + i * 16;
  const begin = font.readUInt32BE(entry + 8);
  tables.set(font.toString("latin1", entry, entry + 4), font.subarray(begin, begin + font.readUInt32BE(entry + 12)));
}
for (const name of kTables) {
  if (!tables.has(name)) throw new Error(`${source} has no table ${name}: not a TrueType font`);
}

/** Calls `see(character, glyph)` for every character of a cmap subtable of format 4 or 12. */
const eachCharacter = (table, see) => {
  const format = table.readUInt16BE(0);
  if (format === 12) {
    for (let i = 0; i < table.readUInt32BE(12); ++i) {
      const [first, last, glyph] = [0, 4, 8].map((at) => table.readUInt32BE(16 + i * 12 + at));
      for (let character = first; character <= last; ++character) see(character, glyph + character - first);
    }
  } else if (format === 4) {
    const count = table.readUInt16BE(6) / 2;
    for (let i = 0; i < count; ++i) {
      const last = table.readUInt16BE(14 + i * 2);
      const first = table.readUInt16BE(16 + (count + i) * 2);
      const delta = table.readUInt16BE(16 + (2 * count + i) * 2);
      const place = 16 + (3 * count + i) * 2;
      const offset = table.readUInt16BE(place);
      for (let character = first; character <= last && character !== 0xffff; ++character) {
        let glyph = character;
        if (offset !== 0) {
          glyph = table.readUInt16BE(place + offset + (character - first) * 2);
          if (glyph === 0) continue;
        }
        see(character, (glyph + delta) & 0xffff);
      }
    }
  }
};

const cmap = tables.get("cmap");
const used = new Set([0]);
for (let i = 0; i < cmap.readUInt16BE(2); ++i) {
  eachCharacter(cmap.subarray(cmap.readUInt32BE(4 + i * 8 + 4)), (character, glyph) => {
    if (kRanges.some(([first, last]) => character >= first && character <= last)) used.add(glyph);
  });
}

const glyf = tables.get("glyf");
const isLong = tables.get("head").readUInt16BE(50) === 1;
const glyphCount = tables.get("maxp").readUInt16BE(4);
const placeOf = (glyph) => isLong ? tables.get("loca").readUInt32BE(glyph * 4) : tables.get("loca").readUInt16BE(glyph * 2) * 2;

/** The glyphs that an accented letter is put together from. */
const partsOf = (outline) => {
  const parts = [];
  if (outline.length === 0 || outline.readInt16BE(0) >= 0) return parts;
  for (let at = 10; ;) {
    const flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    if (!(flags & 0x20)) return parts;
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
  }
};
for (const glyph of used) {  // a Set also gives what is added on the way
  for (const part of partsOf(glyf.subarray(placeOf(glyph), placeOf(glyph + 1)))) used.add(part);
}

const outlines = [];
const loca = Buffer.alloc((glyphCount + 1) * 4);
const hmtx = Buffer.from(tables.get("hmtx"));
const wideCount = tables.get("hhea").readUInt16BE(34);
let bytes = 0;
for (let glyph = 0; glyph < glyphCount; ++glyph) {
  loca.writeUInt32BE(bytes, glyph * 4);
  if (!used.has(glyph)) {
    if (glyph < wideCount - 1) hmtx.writeUInt32BE(0, glyph * 4);
    continue;
  }
  const outline = glyf.subarray(placeOf(glyph), placeOf(glyph + 1));
  outlines.push(outline, Buffer.alloc((4 - outline.length % 4) % 4));
  bytes += outline.length + (4 - outline.length % 4) % 4;
}
loca.writeUInt32BE(bytes, glyphCount * 4);
const head = Buffer.from(tables.get("head"));
head.writeUInt16BE(1, 50);
const written = new Map([...tables, ["glyf", Buffer.concat(outlines)], ["loca", loca], ["hmtx", hmtx], ["head", head]]);

const header = Buffer.alloc(12 + kTables.length * 16);
header.writeUInt32BE(0x00010000, 0);
header.writeUInt16BE(kTables.length, 4);
const pieces = [header];
let place = header.length;
kTables.forEach((name, i) => {
  const table = written.get(name);
  header.write(name, 12 + i * 16, "latin1");
  header.writeUInt32BE(place, 12 + i * 16 + 8);
  header.writeUInt32BE(table.length, 12 + i * 16 + 12);
  const gap = Buffer.alloc((4 - table.length % 4) % 4);
  pieces.push(table, gap);
  place += table.length + gap.length;
});
writeFileSync(output, Buffer.concat(pieces));
